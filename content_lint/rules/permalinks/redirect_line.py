"""The line that keeps an old address alive: where it goes, and how it is written there."""

from __future__ import annotations

from content_lint.parse.facts import Document, FrontMatter, FrontMatterField, ScalarStyle
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from content_lint.text.yaml_scalars import spell


def place_of_line(document: Document, key: str | None) -> Span:
    """Where the line goes: at the redirects that there are, else before the closing fence."""
    field = document.field(key) if key is not None else None
    if field is not None and field.span.start < field.span.end:
        return field.span
    front_matter = document.front_matter
    if front_matter is None:
        return document.header_span
    # In TOML what is after a table belongs to it.
    return (
        Span(front_matter.content.start, front_matter.content.start) if _is_toml(front_matter) else front_matter.closing
    )


def add_line(document: Document, key: str, url: str) -> Fix | None:
    """The change that adds an old address; None where it is not that simple.

    Its title holds the line as it is to be written, however long: somebody will copy it.

    Args:
        document: the page to redirect to; its front matter can be read.
        key: the key of old addresses.
        url: the old address.
    """
    front_matter = document.front_matter
    if front_matter is None or front_matter.error:
        return None
    field = document.field(key)
    if front_matter.format == "json":
        return None
    if _is_toml(front_matter):
        import json  # for such files only

        return None if field is not None else _new(document, front_matter.content.start, f"{key} = [{json.dumps(url)}]")
    if field is None or field.value is None:
        if field is not None:
            return None
        return _new(document, front_matter.closing.start, f"{key}: {spell(url, '')}")
    return _added(document, front_matter, field, url)


def _is_toml(front_matter: FrontMatter) -> bool:
    return front_matter.format == "toml"


def _new(document: Document, offset: int, line: str) -> Fix:
    return _fix(document, Span(offset, offset), f"{line}{_line_end(document)}", f"Add the line `{line}`")


def _added(document: Document, front_matter: FrontMatter, field: FrontMatterField, url: str) -> Fix | None:
    """One more item of the redirects that there are."""
    text = document.source.text
    value = spell(url, "")
    if field.style in (ScalarStyle.PLAIN, ScalarStyle.SINGLE, ScalarStyle.DOUBLE):
        both = f"[{field.raw}, {value}]"
        return _fix(document, field.span, both, f"Write `{field.path[0]}: {both}`") if "\n" not in field.raw else None
    items = [item for path, item in front_matter.fields.items() if len(path) == 2 and path[0] == field.path[0]]
    if field.style is not ScalarStyle.SEQUENCE or not items:
        return None
    last = items[-1]
    if text[field.span.start] == "[":
        return _fix(document, Span(last.span.end, last.span.end), f", {value}", f"Add `{value}` to `{field.path[0]}`")
    start = text.rfind("\n", 0, last.span.start) + 1
    dash = text[start : last.span.start]
    if dash.strip() != "-":
        return None
    line = f"{_line_end(document)}{dash}{value}"
    title = f"Add the line `- {value}` to `{field.path[0]}`"
    return _fix(document, Span(last.span.end, last.span.end), line, title)


def _line_end(document: Document) -> str:
    text = document.source.text
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _fix(document: Document, span: Span, text: str, title: str) -> Fix:
    return Fix(title, (Edit(document.path, span, text),), Safety.DISPLAY)
