"""Links that stand in front matter without a type: whole values that begin like an address."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Field, FrontMatter, Link, LinkKind, Style
from content_lint.text.source import SourceText, Span

_BEGINNINGS = ("http:", "https:", "mailto:")


def find_front_matter_links(source: SourceText, front_matter: FrontMatter) -> Iterator[Link]:
    """Links for the values that begin with ``http:``, ``https:`` or ``mailto:`` and go on without a blank.

    A value with blanks in it is a sentence that begins with an address; of a ``mailto:`` value, only
    blanks behind the scheme are let through, since they are a fault of its own.
    """
    for field in front_matter.fields.values():
        if not isinstance(field.value, str) or len(field.value) < len("http:"):
            continue
        value = field.value.strip()
        lowered = value[:7].lower()
        if not lowered.startswith(_BEGINNINGS):
            continue
        words = value[7:].split() if lowered == "mailto:" else value.split()
        if len(words) <= 1:
            yield _link_of(source, field, value)


def _link_of(source: SourceText, field: Field, value: str) -> Link:
    span = _inner_span(source, field, value)
    templated = "{{" in value or "{%" in value
    return Link(LinkKind.FRONT_MATTER, source[span], value, span, field.span, templated=templated)


def _inner_span(source: SourceText, field: Field, value: str) -> Span:
    """The value's own text, without quotes, block marks and blanks around it."""
    start = source.text.find(value, field.span.start, field.span.end)
    if start >= 0:
        return Span(start, start + len(value))
    if field.style in {Style.SINGLE, Style.DOUBLE}:
        return Span(field.span.start + 1, field.span.end - 1)
    return field.span
