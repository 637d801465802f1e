"""Where keys and values are in TOML: a scanner without recursion that never looks back.

It is no second parser: what it takes for a value is only a stretch of text, and whether that stretch
is TOML is for tomllib to say. Everything that tomllib accepts it has to walk through, to the letter.
"""

from __future__ import annotations

import re
import tomllib

from msgspec import Struct, field

from content_lint.parse.facts import KeyPath, ScalarStyle
from content_lint.text.regex import regex
from content_lint.text.source import Span

MAX_DEPTH = 60
"""Deepest nesting that is read, as for YAML: tomllib recurses, and nobody writes more by hand."""

_BLANK = regex(r"[ \t]*+")
_BLANK_LINES = regex(r"[ \t\r\n]*+")
_COMMENT = regex(r"#[^\r\n]*+")
_BARE_KEY = regex(r"[A-Za-z0-9_-]++")
_BASIC = regex(r'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"')
# The outer loops are not possessive: Python before 3.11.5 counts what such a group has read in vain as read.
_BASIC_LINES = regex(r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"{3,5}', re.DOTALL)
_LITERAL = regex(r"'[^'\n]*+'")
_LITERAL_LINES = regex(r"'''[^']*+(?:'(?!'')[^']*+)*'{3,5}")
_PLAIN = regex(r"\d{4}-\d\d-\d\d[ ]\d\d:\d\d[^\s,\]}#]*+|[^\s,\]}#\[{]++")
_INTEGER = regex(r"[+-]?(?:0x[0-9A-Fa-f_]+|0o[0-7_]+|0b[01_]+|[0-9][0-9_]*)\Z")
_INT64 = 1 << 63
_LONGEST_INTEGER = 80


class Lost(Exception):  # noqa: N818 - a signal between two modules
    """The scanner cannot go on at ``offset``."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class TooDeep(Lost):
    """Nesting beyond MAX_DEPTH at ``offset``."""


class Entry(Struct):
    """A field in the making; its value follows from tomllib's data.

    Attributes:
        path: its key path.
        style: how it is written.
        key_span: its key; of an item of an array of tables, the key in its header.
        span: the value, final for all but tables.
        table: whether it is a table by header or by dotted key, whose extent follows from its children.
    """

    path: KeyPath
    style: ScalarStyle
    key_span: Span
    span: Span
    table: bool


class Scan(Struct):
    """What the scanner found.

    Attributes:
        entries: all fields by path, in the order of the file.
        comments: spans of comments.
        twice: the later and the earlier key of the first key that is given twice.
        huge: the first integer that does not fit into 64 bits, which is what Hugo's TOML reader holds.
    """

    entries: dict[KeyPath, Entry] = field(default_factory=dict)
    comments: list[Span] = field(default_factory=list)
    twice: tuple[Span, Span] | None = None
    huge: Span | None = None


class _OpenTable(Struct):
    """An array or inline table that is not closed yet."""

    closer: str
    path: KeyPath
    count: int = 0


class Scanner:
    """Walks one stretch of TOML and fills a Scan."""

    def __init__(self, text: str, content: Span, scan: Scan) -> None:
        """``text[content]`` is the TOML; ``scan`` is what it is to fill."""
        self._text = text
        self._pos = content.start
        self._end = content.end
        self._scan = scan
        self._arrays: dict[KeyPath, int] = {}
        self._headers: dict[KeyPath, Span] = {}

    def run(self) -> None:
        """Walk to the end; raises Lost where the text cannot be TOML."""
        base: KeyPath = ()
        while True:
            self._skip_lines()
            if self._pos >= self._end:
                return
            if self._text[self._pos] == "[":
                base = self._header()
            else:
                self._pair(base)
            self._statement_end()

    def _match(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self._text, self._pos, self._end)
        if found is None:
            return None
        self._pos = found.end()
        return found[0]

    def _at(self, what: str) -> bool:
        return self._pos < self._end and self._text.startswith(what, self._pos)

    def _comment(self) -> bool:
        start = self._pos
        if self._match(_COMMENT) is None:
            return False
        self._scan.comments.append(Span(start, self._pos))
        return True

    def _skip_lines(self) -> None:
        self._match(_BLANK_LINES)
        while self._comment():
            self._match(_BLANK_LINES)

    def _statement_end(self) -> None:
        self._match(_BLANK)
        self._comment()
        if self._pos < self._end and self._text[self._pos] not in "\r\n":
            raise Lost(self._pos)

    def _expect(self, what: str) -> None:
        if not self._at(what):
            raise Lost(self._pos)
        self._pos += len(what)

    def _key(self) -> list[tuple[str, Span]]:
        """A key, dotted or not, with the blanks around its parts; the scanner is after it."""
        parts: list[tuple[str, Span]] = []
        while True:
            self._match(_BLANK)
            start = self._pos
            raw = self._match(_BARE_KEY) or self._match(_LITERAL) or self._match(_BASIC)
            if raw is None:
                raise Lost(start)
            parts.append((_unquoted(raw, start), Span(start, self._pos)))
            self._match(_BLANK)
            if not self._at("."):
                return parts
            if len(parts) >= MAX_DEPTH:
                raise TooDeep(start)
            self._pos += 1

    def _add(self, entry: Entry) -> None:
        if len(entry.path) > MAX_DEPTH:
            raise TooDeep(entry.span.start)
        known = self._scan.entries.setdefault(entry.path, entry)
        if known is not entry and self._scan.twice is None:
            self._scan.twice = entry.key_span, known.key_span

    def _parents(self, base: KeyPath, keys: list[tuple[str, Span]]) -> KeyPath:
        """Add the tables that a dotted key or a header goes through; the path of the innermost."""
        path = base
        for key, span in keys:
            path = (*path, key)
            if path not in self._scan.entries:
                self._add(Entry(path, ScalarStyle.MAPPING, span, span, table=True))
            if path in self._arrays:
                path = (*path, self._arrays[path] - 1)
        return path

    def _header(self) -> KeyPath:
        array = self._at("[[")
        self._pos += 2 if array else 1
        keys = self._key()
        self._expect("]]" if array else "]")
        path = self._parents((), keys[:-1])
        key, span = keys[-1]
        path = (*path, key)
        if array:
            count = self._arrays.get(path, 0)
            if not count:
                self._add(Entry(path, ScalarStyle.SEQUENCE, span, span, table=True))
            self._arrays[path] = count + 1
            path = (*path, count)
            self._add(Entry(path, ScalarStyle.MAPPING, span, span, table=True))
            return path
        if path in self._headers:
            self._scan.twice = self._scan.twice or (span, self._headers[path])
        self._headers[path] = span
        if path not in self._scan.entries:
            self._add(Entry(path, ScalarStyle.MAPPING, span, span, table=True))
        return path

    def _pair(self, base: KeyPath) -> None:
        path, key_span = self._pair_head(base)
        stack: list[_OpenTable] = []
        while True:
            self._begin_value(path, key_span, stack)
            while stack and self._at_closer(stack[-1]):
                opened = stack.pop()
                entry = self._scan.entries[opened.path]
                entry.span = Span(entry.span.start, self._pos)
                if stack:
                    self._separator(stack[-1])
            if not stack:
                return
            top = stack[-1]
            if top.closer == "]":
                path, key_span = (*top.path, top.count), Span(self._pos, self._pos)
                top.count += 1
            else:
                path, key_span = self._pair_head(top.path)

    def _pair_head(self, base: KeyPath) -> tuple[KeyPath, Span]:
        keys = self._key()
        self._expect("=")
        self._match(_BLANK)
        path = self._parents(base, keys[:-1])
        return (*path, keys[-1][0]), keys[-1][1]

    def _at_closer(self, top: _OpenTable) -> bool:
        self._skip_lines()
        if not self._at(top.closer):
            return False
        self._pos += 1
        return True

    def _separator(self, top: _OpenTable) -> None:
        self._skip_lines()
        if self._at(","):
            self._pos += 1
        elif not self._at(top.closer):
            raise Lost(self._pos)

    def _begin_value(self, path: KeyPath, key_span: Span, stack: list[_OpenTable]) -> None:
        start = self._pos
        if self._at("[") or self._at("{"):
            array = self._at("[")
            self._pos += 1
            style = ScalarStyle.SEQUENCE if array else ScalarStyle.MAPPING
            self._add(Entry(path, style, key_span, Span(start, start), table=False))
            stack.append(_OpenTable("]" if array else "}", path))
            return
        style = self._scalar()
        span = Span(start, self._pos)
        self._add(Entry(path, style, key_span, span, table=False))
        if style is ScalarStyle.PLAIN and self._scan.huge is None and _is_huge(self._text[start : self._pos]):
            self._scan.huge = span
        if stack:
            self._separator(stack[-1])

    def _scalar(self) -> ScalarStyle:
        for mark, pattern, style in (
            ('"""', _BASIC_LINES, ScalarStyle.DOUBLE),
            ('"', _BASIC, ScalarStyle.DOUBLE),
            ("'''", _LITERAL_LINES, ScalarStyle.SINGLE),
            ("'", _LITERAL, ScalarStyle.SINGLE),
            ("", _PLAIN, ScalarStyle.PLAIN),
        ):
            if self._at(mark):
                if self._match(pattern) is None:
                    break
                return style
        raise Lost(self._pos)


def _is_huge(raw: str) -> bool:
    if not _INTEGER.match(raw):
        return False
    if len(raw) > _LONGEST_INTEGER:
        return True
    try:
        return not -_INT64 <= int(raw.replace("_", ""), 0) < _INT64
    except ValueError:  # a leading zero: tomllib has its own words for it
        return False


def _unquoted(raw: str, start: int) -> str:
    if raw[0] not in "\"'":
        return raw
    if raw[0] == "'" or "\\" not in raw:
        return raw[1:-1]
    try:
        return str(tomllib.loads(f"key = {raw}")["key"])
    except ValueError as error:
        raise Lost(start) from error
