"""Links that stand in front matter without a type.

These are whole values that begin like an address, and Markdown links inside of texts such as an excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.parse.facts import Field, FrontMatter, Link, LinkKind, Style
from content_lint.text.source import SourceText, Span

MARKDOWN = "markdown"
"""The tag of a Markdown link inside of a front matter text."""

_BEGINNINGS = ("http:", "https:", "mailto:")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\((?:<([^<>\r\n]*)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))(?=[\s)])")


def find_front_matter_links(source: SourceText, front_matter: FrontMatter) -> Iterator[Link]:
    """Links for the values that begin with ``http:``, ``https:`` or ``mailto:``, and those written in Markdown.

    A value with blanks in it is a sentence that begins with an address; of a ``mailto:`` value, only
    blanks behind the scheme are let through, since they are a fault of its own.
    """
    for field in front_matter.fields.values():
        if not isinstance(field.value, str) or len(field.value) < len("http:"):
            continue
        if "](" in field.value:
            yield from _markdown_links(source, field)
            continue
        value = field.value.strip()
        lowered = value[:7].lower()
        if not lowered.startswith(_BEGINNINGS):
            continue
        words = value[7:].split() if lowered == "mailto:" else value.split()
        if len(words) <= 1:
            span = _inner_span(source, field, value)
            templated = "{{" in value or "{%" in value
            yield Link(LinkKind.FRONT_MATTER, source[span], value, span, field.span, templated=templated)


def _markdown_links(source: SourceText, field: Field) -> Iterator[Link]:
    """Inline links in a text; its source is searched, so that the places are right whatever its style."""
    for match in _MARKDOWN_LINK.finditer(source.text, field.span.start, field.span.end):
        group = 2 if match[2] is not None else 3
        raw = match[group]
        destination = _resolved(raw) if "&" in raw else raw
        yield Link(
            LinkKind.FRONT_MATTER,
            raw,
            destination,
            Span(match.start(group), match.end(group)),
            Span(match.start(), match.end()),
            label=" ".join(match[1].split()),
            label_span=Span(match.start(1), match.end(1)),
            tag=MARKDOWN,
            templated="{{" in destination or "{%" in destination,
        )


def _resolved(raw: str) -> str:
    """A Markdown destination with its entities resolved, as the renderer will."""
    from mistune.util import unescape  # noqa: PLC0415 - hardly ever needed

    return unescape(raw)


def _inner_span(source: SourceText, field: Field, value: str) -> Span:
    """The value's own text, without quotes, block marks and blanks around it."""
    start = source.text.find(value, field.span.start, field.span.end)
    if start >= 0:
        return Span(start, start + len(value))
    if field.style in {Style.SINGLE, Style.DOUBLE}:
        return Span(field.span.start + 1, field.span.end - 1)
    return field.span
