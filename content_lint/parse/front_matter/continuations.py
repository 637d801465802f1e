"""Quoted values that go on over several lines: what their further lines look like."""

from __future__ import annotations

import re

from msgspec import Struct

from content_lint.parse.facts import FrontMatterField, ScalarStyle
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_KEY = regex(r"[ ]*([A-Za-z_][\w-]{0,60}):(?=[ \t\r\n]|\Z)", re.ASCII)
_BEFORE_KEY = regex(r"[ ]*(?:-[ ]+)*\Z")


class Continuation(Struct, frozen=True):
    """What is odd about the further lines of a quoted value.

    Attributes:
        swallowed: the first line that is a key of the same mapping or one around it by its looks, the key alone.
        unindented: the further lines that are not indented more than their key, without blanks at their ends.
        key_column: how far the value's own key is indented.
    """

    swallowed: Span | None
    unindented: tuple[Span, ...]
    key_column: int


def read_continuation(source: SourceText, field: FrontMatterField) -> Continuation | None:
    """Look at a quoted value's further lines; None for values on one line, in another style, or inside of brackets."""
    if field.style not in {ScalarStyle.SINGLE, ScalarStyle.DOUBLE} or "\n" not in field.raw:
        return None
    text = source.text
    anchor = field.key_span.start
    line_start = text.rfind("\n", 0, anchor) + 1
    before = text[line_start:anchor]
    if not _BEFORE_KEY.match(before):
        return None
    is_item = bool(field.path) and isinstance(field.path[-1], int)
    column = before.rfind("-") if is_item else len(before)
    if column < 0:
        return None
    swallowed: Span | None = None
    unindented: list[Span] = []
    start = text.find("\n", field.span.start) + 1
    while 0 < start < field.span.end:
        stop = text.find("\n", start)
        end = min(stop if stop >= 0 else len(text), field.span.end)
        line = text[start:end]
        stripped = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if stripped and indent <= column:
            unindented.append(Span(start + indent, start + indent + len(stripped)))
            key = _KEY.match(text, start, end)
            if swallowed is None and key is not None:
                swallowed = Span(key.start(1), key.end(1))
        if stop < 0:
            break
        start = stop + 1
    return Continuation(swallowed, tuple(unindented), column)
