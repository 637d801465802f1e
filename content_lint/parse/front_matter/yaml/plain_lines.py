"""Front matter of plain lines, as most of it is: read without libyaml, whose events take longer than all the rest.

Plain lines are ``key: value``, ``key: [value, value]``, and a key with ``- value`` or such pairs in the lines below it,
where a value is text without quotes or in quotes on one line. Whatever else there is (a comment, an escape, lists in
lists, a character that YAML refuses, a fault) is left to libyaml, which would read these in the same way.
"""

from __future__ import annotations

import re
from typing import Any

from content_lint.parse.facts import FrontMatterField, KeyPath, ScalarStyle
from content_lint.parse.scalars.base import ScalarRefusedError, ScalarResolver
from content_lint.text.regex import regex
from content_lint.text.source import Span

_LONGEST, _DEEPEST = 20_000, 10
"""Characters and levels, so that none of the limits for front matter has to be minded here."""

_TEXT = r"[^:\t\n]*+(?::(?=[^ \t\n])[^:\t\n]*+)*+"
_BELOW = rf"(?:\n\1 +[^ :\t\n]{_TEXT}(?=\n))*+"
_QUOTED = r"'([^'\t\n]*+)'|\"([^\"\\\t\n]*+)\""
# The groups are the same everywhere: 1 the indentation, 2 the key, 3 to 5 a value without quotes and in either kind.
_VALUE = rf"([^\s\-?:,\[\]{{}}&*!|>'\"%@`]{_TEXT}{_BELOW})|{_QUOTED}"
_LINE = regex(rf"( *)([A-Za-z_][A-Za-z0-9_-]{{0,99}}):(?:[ \t]++(?:{_VALUE}|\[([^\n]*)\]))?(?: *\n)++")
_ITEM = regex(rf"( *)(-) +(?:{_VALUE})(?: *\n)++")
_IN_BRACKETS = regex(rf"( *)()(?:([\w/][\w ./+()-]*+)|{_QUOTED}) *(?:,|\Z)")
_KEY, _PLAIN, _BRACKETS = 2, 3, 6
_QUOTES = {4: ScalarStyle.SINGLE, 5: ScalarStyle.DOUBLE}


class _NotPlainError(Exception):
    """Something else than plain lines."""


class PlainLines:
    """Reads ``text[content]``: its values, and its fields by key path.

    Args:
        text: the file.
        content: where its front matter is.
        resolve: what a value without quotes is to the generator.
    """

    def __init__(self, text: str, content: Span, resolve: ScalarResolver) -> None:
        self._text = text
        self._position, self._stop = content
        self._resolve = resolve
        self.fields: dict[KeyPath, FrontMatterField] = {}

    def read(self) -> dict[str, Any] | None:
        """The values; None where there is more than plain lines."""
        content = self._text[self._position : self._stop]
        # What can be printed, libyaml takes.
        if len(content) > _LONGEST or "#" in content or not content.replace("\n", "").replace("\t", "").isprintable():
            return None
        try:
            data, _ = self._mapping((), 0)
        except (_NotPlainError, ScalarRefusedError):
            return None
        return data if self._position == self._stop else None

    def _mapping(self, path: KeyPath, indent: int) -> tuple[dict[str, Any], int]:
        """The pairs of one level, and the offset after the last of their values."""
        data: dict[str, Any] = {}
        end = 0
        while self._position < self._stop:
            line = _LINE.match(self._text, self._position, self._stop)
            if line is None or (indented := len(line[1])) > indent or len(path) > _DEEPEST:
                raise _NotPlainError
            if indented < indent:
                break
            key = line[_KEY]
            if key in data or self._resolve(key, plain=True, tag=None) != key:  # `yes` and `null` may be no text
                raise _NotPlainError
            self._position = line.end()
            data[key], end = self._pair(line, (*path, key), indent)
        if not data:
            raise _NotPlainError
        return data, end

    def _pair(self, line: re.Match[str], path: KeyPath, indent: int) -> tuple[object, int]:
        """The value of a key, noted with all below it, and the offset after it."""
        key, kind = Span(*line.span(_KEY)), line.lastindex
        if kind == _BRACKETS:
            start, end = line.span(_BRACKETS)
            items = self._items(_IN_BRACKETS, start, end)
            if items[-1].end() != end if items else line[_BRACKETS].strip(" "):
                raise _NotPlainError
            return self._list(items, path, key, Span(start - 1, end + 1))
        if kind == _KEY:
            items = self._items(_ITEM, self._position, self._stop)
            if items and len(items[0][1]) >= indent:
                if len({item[1] for item in items}) > 1:
                    raise _NotPlainError
                self._position = items[-1].end()
                return self._list(items, path, key, None)
            below = _LINE.match(self._text, self._position, self._stop)
            if below is not None and len(below[1]) > indent:
                self.fields[path] = FrontMatterField(path, None, ScalarStyle.MAPPING, "", key, key)  # keeps its place
                data, end = self._mapping(path, len(below[1]))
                span = Span(below.end(1), end)
                self.fields[path] = FrontMatterField(path, data, ScalarStyle.MAPPING, "", key, span)
                return data, end
        field = self.fields[path] = self._field(line, path, key)
        return field.value, field.span.end

    def _items(self, pattern: re.Pattern[str], position: int, stop: int) -> list[re.Match[str]]:
        found = []
        while position < stop and (item := pattern.match(self._text, position, stop)):
            found.append(item)
            position = item.end()
        return found

    def _list(
        self, items: list[re.Match[str]], path: KeyPath, key: Span, span: Span | None
    ) -> tuple[list[object], int]:
        """A list; without a span of its own it is as long as its items."""
        found = [self._field(item, (*path, number), None) for number, item in enumerate(items)]
        values = [item.value for item in found]
        span = Span(items[0].end(1), found[-1].span.end) if span is None else span
        self.fields[path] = FrontMatterField(path, values, ScalarStyle.SEQUENCE, "", key, span)
        self.fields.update((item.path, item) for item in found)
        return values, span.end

    def _field(self, found: re.Match[str], path: KeyPath, key: Span | None) -> FrontMatterField:
        """The field that a line or an item says; the key of an item is its value."""
        kind = found.lastindex or _KEY
        start, end = found.span(kind)
        value: object
        if kind in _QUOTES:
            style, span, value = _QUOTES[kind], Span(start - 1, end + 1), found[kind]
            raw = self._text[start - 1 : end + 1]
        else:
            raw = found[_PLAIN].rstrip(" ") if kind == _PLAIN else ""
            start = start if kind == _PLAIN else end + 1  # after the colon
            style, span = ScalarStyle.PLAIN, Span(start, start + len(raw))
            folded = " ".join(line.strip(" ") for line in raw.split("\n")) if "\n" in raw else raw
            value = self._resolve(folded, plain=True, tag=None)
        return FrontMatterField(path, value, style, raw, span if key is None else key, span)
