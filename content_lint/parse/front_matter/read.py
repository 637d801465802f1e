"""The front matter of a file: found, read, and never a reason to fail."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FenceState, FrontMatter
from content_lint.parse.front_matter.fences import Fences, find_fences
from content_lint.text.source import SourceText, Span

if TYPE_CHECKING:
    from content_lint.parse.front_matter.yaml.handler import FrontMatterHandler

_READ = {"mkdocs": ("yaml",), "gray-matter": ("yaml", "json", "js", "javascript"), "astro": ("yaml", "toml")}
"""What may be between the fences, by the rule for them; any other rule takes nothing else for fences."""


def read_front_matter(source: SourceText, dialect: Dialect) -> tuple[FenceState, Span, FrontMatter | None, Span]:
    """Read a file's front matter as the generator of ``dialect`` does; never raises.

    Returns:
        What the file begins with; the opening fence, or the first line where there is none; the front
        matter where there is some that the generator sees; the span of the body. Behind a hidden fence
        the body begins after the closing one: what is hidden is no text that anyone meant to publish.
    """
    if dialect.fences == "hugo" and source.path.endswith(".org") and source.text.lstrip().startswith("#+"):
        from content_lint.parse.front_matter.org import read_org  # hardly a site has it

        written, rest = read_org(source)
        return FenceState.FOUND, written.content, replace(written, folds_case=dialect.folds_keys), rest
    fences = find_fences(source.text, dialect)
    header, body = fences.header, fences.body
    if header is not FenceState.FOUND:
        return header, fences.span, None, body
    if fences.format not in _READ.get(dialect.fences, (fences.format,)):
        from content_lint.parse.front_matter.unread import unread_format  # hardly a file is like that

        found = unread_format(fences)
    elif fences.format == "yaml":
        found = _yaml(source, dialect, fences)
    elif fences.format == "toml":
        from content_lint.parse.front_matter.toml.read import read_toml  # few sites have it

        found = read_toml(source, fences.span, fences.content, fences.closing)
    elif fences.format in ("js", "javascript"):
        from content_lint.parse.front_matter.js import read_js  # hardly a file has it

        found = read_js(source, fences)
    else:
        header, opening, values, body = _json(source, fences)
        if values is None:
            return header, opening, None, body
        found = values
    return header, fences.span, replace(found, folds_case=dialect.folds_keys), body


def _yaml(source: SourceText, dialect: Dialect, fences: Fences) -> FrontMatter:
    handler = _yaml_handler()(dialect, fences)
    content, _ = handler.split(source.text)
    handler.load(content)
    reading = handler.reading
    return FrontMatter(
        "yaml",
        fences.span,
        fences.content,
        fences.closing,
        reading.data,
        reading.fields,
        reading.duplicates,
        reading.comments,
        reading.error,
        reading.nameless,
    )


@cache
def _yaml_handler() -> type[FrontMatterHandler]:
    from content_lint.parse.front_matter.yaml.handler import FrontMatterHandler  # brings yaml and frontmatter

    return FrontMatterHandler


def _json(source: SourceText, fences: Fences) -> tuple[FenceState, Span, FrontMatter | None, Span]:
    from content_lint.parse.front_matter.json import json_end, read_json  # few sites have it

    if fences.closing.end:
        found = read_json(source, _trimmed(source.text, fences.content))
        return FenceState.FOUND, fences.span, replace(found, opening=fences.span, closing=fences.closing), fences.body
    start, length = fences.content.start, len(source.text)
    end = json_end(source.text, start)
    if end is None:
        return FenceState.UNCLOSED, Span(start, start + 1), None, Span(start, length)
    return FenceState.FOUND, fences.span, read_json(source, Span(start, end)), Span(end, length)


def _trimmed(text: str, span: Span) -> Span:
    """A stretch without the blanks and the empty lines around it."""
    inside = text[span.start : span.end]
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, span.start + len(inside.rstrip())))
