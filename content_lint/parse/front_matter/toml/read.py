"""TOML front matter: the values by tomllib, the positions by the scanner."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, time

from content_lint.parse.facts import (
    FrontMatter,
    FrontMatterError,
    FrontMatterFault,
    FrontMatterField,
    KeyPath,
    ScalarStyle,
)
from content_lint.parse.front_matter.toml.faults import toml_fault
from content_lint.parse.front_matter.toml.scan import MAX_DEPTH, Lost, Scan, Scanner, TooDeep
from content_lint.text.source import SourceText, Span


def read_toml(source: SourceText, opening: Span, content: Span, closing: Span) -> FrontMatter:
    """Read TOML front matter; never raises.

    A table reaches from its first key to the end of its last value (one that is continued further
    down reaches to there); an empty table is where its header's key is, and so does an item
    of an array of tables that is empty. A local date-time is given in UTC, which is Hugo's default;
    ``raw`` tells that it names no zone. A time of day is given as its text.

    Args:
        source: the file.
        opening: the fence ``+++``.
        content: what is between the fences.
        closing: the closing fence.
    """
    scan = Scan()
    lost: Lost | None = None
    try:
        Scanner(source.text, content, scan).run()
    except Lost as error:
        lost = error
    comments = tuple(scan.comments)
    if isinstance(lost, TooDeep):
        deep = FrontMatterError(
            FrontMatterFault.TOO_DEEP,
            f"the front matter is nested more than {MAX_DEPTH} levels deep",
            "use fewer levels",
            Span(lost.offset, min(lost.offset + 1, content.end)),
        )
        return FrontMatter("toml", opening, content, closing, comments=comments, error=deep)
    # Where the scanner gave up, tomllib has to find the fault too, and need not see what follows.
    end = content.end if lost is None else _line_end(source.text, lost.offset, content.end)
    values: Mapping[str, object] = {}
    detail = ""
    try:
        values = tomllib.loads(source.text[content.start : end])
    except (ValueError, RecursionError) as error:
        detail = str(error) or type(error).__name__
    if detail or lost is not None or scan.twice or scan.huge:
        fault = toml_fault(source.text, Span(content.start, end), detail, scan, lost)
        return FrontMatter("toml", opening, content, closing, comments=comments, error=fault)
    data = {key: _settled(value) for key, value in values.items()}
    return FrontMatter("toml", opening, content, closing, data, _fields(source, scan, data), comments=comments)


def _line_end(text: str, offset: int, end: int) -> int:
    found = text.find("\n", offset, end)
    return end if found < 0 else found + 1


def _settled(value: object) -> object:
    """A value in the types that a Field may hold; the scanner has bounded the depth."""
    if isinstance(value, dict):
        return {key: _settled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_settled(item) for item in value]
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    if isinstance(value, time):
        return value.isoformat()
    return value


def _fields(source: SourceText, scan: Scan, data: Mapping[str, object]) -> dict[KeyPath, FrontMatterField]:
    spans = _spans(scan)
    fields: dict[KeyPath, FrontMatterField] = {}
    holders: dict[KeyPath, object] = {(): data}
    for path, entry in scan.entries.items():
        value = holders[path[:-1]][path[-1]]  # type: ignore[index]  # the scanner met the very same keys
        span = spans[path]
        raw = source[span]
        if entry.style in (ScalarStyle.MAPPING, ScalarStyle.SEQUENCE):
            holders[path] = value
            raw = ""
        key_span = span if isinstance(path[-1], int) else entry.key_span
        fields[path] = FrontMatterField(path, value, entry.style, raw, key_span, span)
    return fields


def _spans(scan: Scan) -> dict[KeyPath, Span]:
    """The extent of every value; that of a table follows from what it holds."""
    spans: dict[KeyPath, Span] = {}
    inner: dict[KeyPath, Span] = {}
    # Children come after their parents, so that one pass from the end settles all of them.
    for path, entry in reversed(scan.entries.items()):
        span = inner.get(path, entry.span) if entry.table else entry.span
        spans[path] = span
        parent = path[:-1]
        start = span.start if isinstance(path[-1], int) else min(span.start, entry.key_span.start)
        known = inner.get(parent, Span(start, span.end))
        inner[parent] = Span(min(known.start, start), max(known.end, span.end))
    return spans
