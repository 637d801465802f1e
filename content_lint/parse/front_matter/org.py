"""Front matter of Org files, as Hugo reads it: the lines ``#+key: value`` that a file begins with."""

from __future__ import annotations

from content_lint.parse.facts import FrontMatter
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_LINE = regex(r"#\+([^\s:]++):[ \t]*+([^\r\n]*+)\r?(?:\n|\Z)")
_OTHER_LINE = regex(r"#\+[^\n]*(?:\n|\Z)")
_START = regex(r"[ \t\r\n]*")
_DATE = regex(r"[<\[](\d{4}-\d{2}-\d{2})[^<>\[\]]*+[>\]]")
_DATES = frozenset({"date", "lastmod", "publishdate", "expirydate"})


def read_org(source: SourceText) -> tuple[FrontMatter, Span]:
    """The front matter of an Org file, which may be empty, and the span of its body."""
    text = source.text
    start = _START.match(text)
    first = position = start.end() if start else 0
    data: dict[str, object] = {}
    while (line := _LINE.match(text, position)) or _OTHER_LINE.match(text, position):
        if line is not None:
            key, value = _value(line[1].lower(), line[2].strip())
            data[key] = value
        other = line or _OTHER_LINE.match(text, position)
        position = other.end() if other else len(text)
    fence = Span(first, first)
    found = FrontMatter("org", fence, Span(first, position), Span(position, position), data)
    return found, Span(position, len(text))


def _value(key: str, written: str) -> tuple[str, object]:
    if key.endswith("[]"):
        return key[:-2], written.split()
    if key == "filetags":
        return "tags", [tag for tag in written.split(":") if tag.strip()]
    if key in _DATES and (date := _DATE.search(written)):
        return key, date[1]
    return key, written
