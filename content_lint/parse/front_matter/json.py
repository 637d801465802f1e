"""JSON front matter: the values by the json module, the positions by a small scanner without recursion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from msgspec import Struct, field

from content_lint.parse.facts import (
    FrontMatter,
    FrontMatterError,
    FrontMatterFault,
    FrontMatterField,
    KeyPath,
    RepeatedKey,
    ScalarStyle,
)
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

MAX_DEPTH = 60
"""Deepest nesting that is read: the json module recurses, and nobody writes more by hand."""

_TOKEN = regex(r'[ \t\r\n]*+("[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],:]|[^\s{}\[\],:"]++|")', re.DOTALL)
_BRACE = regex(r'["{}]|\\.?', re.DOTALL)
_LONGEST_INTEGER = 309
_CURLY = "“”„"
_SHOWN = 40


class _Entry(Struct):
    """One pair of an object: its key, its records ``[first, last)``, and the place after its comma."""

    key_span: Span
    first: int
    last: int
    comma: int


class _OpenValue(Struct):
    """A list or object that is not closed yet.

    Attributes:
        path: its key path.
        bracket: its opening bracket.
        key_span: its key; of an item of a list, the bracket.
        value: what is in it so far.
        first: number of its record.
        key: in an object, the key whose value is awaited.
        entries: in an object, the latest entry of each name.
        latest: the entry that was made last.
    """

    path: KeyPath
    bracket: Span
    key_span: Span
    value: dict[str, object] | list[object]
    first: int
    key: tuple[str, Span] | None = None
    entries: dict[str, _Entry] = field(default_factory=dict)
    latest: _Entry | None = None


def json_end(text: str, start: int) -> int | None:
    """Where JSON front matter that opens at ``start`` ends, or None where it does not.

    Counts braces outside of quotes, as Hugo's page lexer does, and knows no more of JSON than that.
    """
    level = 0
    quoted = False
    for match in _BRACE.finditer(text, start):
        mark = match[0][0]
        if mark == '"':
            quoted = not quoted
        elif mark == "\\" or quoted:
            continue
        else:
            level += 1 if mark == "{" else -1
            if level == 0:
                return match.end()
    return None


def read_json(source: SourceText, content: Span) -> FrontMatter:
    """Read JSON front matter; never raises.

    A key that is there twice takes the later value, as in Hugo. Numbers with a fraction or exponent are
    floats, others integers.

    Args:
        source: the file.
        content: from the opening brace to after the closing one.
    """
    opening, closing = Span(content.start, content.start), Span(content.end, content.end)
    text = source.text
    deep = _too_deep(text, content)
    if deep is not None:
        problem = f"the front matter is nested more than {MAX_DEPTH} levels deep"
        error = FrontMatterError(FrontMatterFault.TOO_DEEP, problem, "use fewer levels", Span(deep, deep + 1))
        return FrontMatter("json", opening, content, closing, error=error)
    try:
        json.loads(text[content.start : content.end], parse_int=_integer, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        fault = _fault(text, content, content.start + error.pos, str(error))
        return FrontMatter("json", opening, content, closing, error=fault)
    except (ValueError, RecursionError) as error:
        fault = FrontMatterError(
            FrontMatterFault.SYNTAX,
            "a number in the front matter cannot be kept",
            "put quotes around it to keep it as text",
            _odd_number(text, content),
            detail=str(error),
        )
        return FrontMatter("json", opening, content, closing, error=fault)
    walk = _Walk(source)
    values = walk.run(content)
    fields = {item.path: item for item in walk.records if item is not None}
    return FrontMatter("json", opening, content, closing, values, fields, tuple(walk.duplicates))


def _integer(raw: str) -> int:
    if len(raw) > _LONGEST_INTEGER:
        raise ValueError(raw[:_LONGEST_INTEGER])
    return int(raw)


def _refuse(raw: str) -> object:
    raise ValueError(raw)


def _tokens(text: str, content: Span) -> Iterator[tuple[str, Span]]:
    position = content.start
    while (match := _TOKEN.match(text, position, content.end)) is not None:
        position = match.end()
        yield match[1], Span(*match.span(1))


def _too_deep(text: str, content: Span) -> int | None:
    level = 0
    for token, span in _tokens(text, content):
        if token in ("{", "["):
            level += 1
            if level > MAX_DEPTH + 1:
                return span.start
        elif token in ("}", "]"):
            level -= 1
    return None


def _odd_number(text: str, content: Span) -> Span:
    for token, span in _tokens(text, content):
        number = token.lstrip("-")
        if number in ("NaN", "Infinity") or (number.isdigit() and len(number) >= _LONGEST_INTEGER):
            return span
    return content


class _Walk:
    """Goes over the tokens of text that the json module has accepted, and builds values and fields."""

    def __init__(self, source: SourceText) -> None:
        self.records: list[FrontMatterField | None] = []
        self.duplicates: list[RepeatedKey] = []
        self._source = source
        self._stack: list[_OpenValue] = []

    def run(self, content: Span) -> dict[str, object]:
        """Go over all of it; the values of the root."""
        root: dict[str, object] = {}
        for token, span in _tokens(self._source.text, content):
            top = self._stack[-1] if self._stack else None
            if top is None:
                self._stack.append(_OpenValue((), span, span, root, 0))
            elif token == ",":
                if top.latest is not None:
                    top.latest.comma = span.end
            elif token in ("}", "]"):
                self._close(span)
            elif token != ":":
                self._item(top, token, span)
        return root

    def _item(self, top: _OpenValue, token: str, span: Span) -> None:
        if isinstance(top.value, list):
            path: KeyPath = (*top.path, len(top.value))
            key_span = span
        elif top.key is None:
            top.key = str(json.loads(token)), span
            return
        else:
            path, key_span = (*top.path, top.key[0]), top.key[1]
        first = len(self.records)
        if token in ("{", "["):
            self.records.append(None)
            self._stack.append(_OpenValue(path, span, key_span, {} if token == "{" else [], first))
            return
        value = json.loads(token, parse_int=_integer)
        style = ScalarStyle.DOUBLE if token[0] == '"' else ScalarStyle.PLAIN
        self.records.append(FrontMatterField(path, value, style, token, key_span, span))
        self._finish(top, value, first, key_span, span)

    def _close(self, closer: Span) -> None:
        opened = self._stack.pop()
        if not self._stack:
            return
        span = Span(opened.bracket.start, closer.end)
        array = isinstance(opened.value, list)
        style = ScalarStyle.SEQUENCE if array else ScalarStyle.MAPPING
        key_span = span if opened.key_span == opened.bracket else opened.key_span
        self.records[opened.first] = FrontMatterField(opened.path, opened.value, style, "", key_span, span)
        self._finish(self._stack[-1], opened.value, opened.first, opened.key_span, span)

    def _finish(self, top: _OpenValue, value: object, first: int, key_span: Span, span: Span) -> None:
        """Put a complete value into its list or object."""
        if isinstance(top.value, list):
            top.value.append(value)
            return
        name = top.key[0] if top.key else ""
        top.key = None
        earlier = top.entries.get(name)
        if earlier is not None:
            # The earlier entry goes with its comma, so that the rest is JSON still.
            entry = Span(earlier.key_span.start, earlier.comma)
            path = (*top.path, name)
            later = Span(key_span.start, span.end)
            lost = top.value[name]
            self.duplicates.append(RepeatedKey(path, key_span, later, earlier.key_span, entry, lost))
            self.records[earlier.first : earlier.last] = [None] * (earlier.last - earlier.first)
        top.value[name] = value
        top.entries[name] = top.latest = _Entry(key_span, first, len(self.records), span.end)


def _fault(text: str, content: Span, offset: int, detail: str) -> FrontMatterError:
    """The json module's complaint in plain words; ``offset`` is the place that it names."""

    def error(problem: str, help_: str, span: Span, replacement: str | None = None) -> FrontMatterError:
        return FrontMatterError(FrontMatterFault.SYNTAX, problem, help_, span, replacement, None, detail)

    if offset >= content.end:
        return error("the closing `}` is missing", "add `}`", Span(content.start, content.start + 1))
    match = _TOKEN.match(text, offset, content.end)
    token, span = (match[1], Span(*match.span(1))) if match else ("", Span(offset, offset + 1))
    before = text[content.start : offset].rstrip()
    comma = content.start + len(before) - 1
    shown = _shown(token)
    missing = "`:`" if "':'" in detail else "`,`"
    backslash = max(text.rfind("\\", content.start, offset + 1), content.start)
    quoted = json.dumps(token, ensure_ascii=False)
    answers = (
        (
            before.endswith(",") and token in ("}", "]"),
            ("there is a comma after the last entry", "delete the comma", Span(comma, comma + 1), ""),
        ),
        (
            "Illegal trailing comma" in detail,
            ("there is a comma after the last entry", "delete the comma", Span(offset, offset + 1), ""),
        ),
        (
            "Invalid control character" in detail,
            ("text in quotes goes over the end of its line", "close the quote, or write `\\n`", span, None),
        ),
        (
            "escape" in detail,
            (
                "a backslash begins a special character, and this is not one",
                "write the backslash twice",
                Span(backslash, backslash + 1),
                "\\\\",
            ),
        ),
        (
            "Unterminated string" in detail or token == '"',
            ("the quote that is opened here is never closed", "close it", Span(offset, offset + 1), None),
        ),
        (
            "delimiter" in detail and token in ("}", "]"),
            (f"`{shown}` closes what was not opened", "check which bracket belongs here", span, None),
        ),
        ("delimiter" in detail, (f"a {missing} is missing before `{shown}`", f"add {missing}", span, None)),
        (token[:1] in ("'", *_CURLY), ("only straight double quotes are quotes here", 'use `"`', span, None)),
        (
            token not in ("", *"{}[],:"),
            (f"`{shown}` is text without quotes", "put quotes around it", span, quoted),
        ),
        ("property name" in detail, ("a name in quotes is missing here", 'write `"name": value`', span, None)),
    )
    for applies, answer in answers:
        if applies:
            return error(*answer)
    return error("a value is missing here", "write a value", span)


def _shown(token: str) -> str:
    shown = token if len(token) <= _SHOWN else token[: _SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)
