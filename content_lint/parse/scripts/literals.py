"""What is written out in a program of JavaScript or TypeScript: its literals, without running a line of it.

Texts, numbers, lists, objects and calls become plain data. Whatever only running it tells is ``CODE``. Takes linear
time, and never fails: what cannot be followed is ``CODE`` as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of
from content_lint.text.regex import regex

_ESCAPE = regex(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\n)|(.))", re.DOTALL)
_FILLED = regex(r"\$\{\s*([A-Za-z_$][\w$]*)\s*\}")
_SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_ENDS = frozenset({",", ")", "]", "}", ";", ""})
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_GOES_ON = frozenset(".?+-*/%&|=<>:(,[") | {"?.", "&&", "||", "??", "as", "satisfies", "==", "===", "!=", "!=="}
_DEEPEST = 40
_LONGEST_TYPES = 60
_NO_TYPE = frozenset({"", ";", "=", "(", ")", "&&", "||", "+", "*", "?"})
"""Marks that tell a comparison from the types of a call."""


class _Code:
    """What only running the program tells."""

    def __repr__(self) -> str:
        return "CODE"


CODE = _Code()


class Named(NamedTuple):
    """A name that is used as a value, with the names after its dots."""

    name: str
    rest: tuple[str, ...] = ()


class Call(NamedTuple):
    """A call: of what (``z.string``), with what, and what is called on its result."""

    name: str
    arguments: tuple[object, ...]
    then: tuple[Call, ...] = ()


class Joined(NamedTuple):
    """A template literal: its texts, and between them the names of values (at odd places)."""

    parts: tuple[str, ...]


class Arrow(NamedTuple):
    """A function that does nothing but give one expression."""

    gives: object


SPREAD = "..."
"""The key of an object, or the name of a call, that has the contents of another in it."""


class Spread(NamedTuple):
    """The contents of another value."""

    value: object


class Imported(NamedTuple):
    """What a name is imported from, and what it is called there (``*`` for all of it)."""

    source: str
    name: str


class ScriptModule(Struct, frozen=True):
    """One program.

    Attributes:
        values: its constants by name, and what it exports by default as ``default``.
        imports: the names that it imports.
    """

    values: dict[str, object] = field(default_factory=dict)
    imports: dict[str, Imported] = field(default_factory=dict)


def objects_of(text: str) -> Iterator[Mapping[str, object]]:
    """Every object that a program exports, returns from a function or gives a name, in its order."""
    reader = _TokenReader(tokens_of(text))
    yield from (value for value in reader.assigned() if isinstance(value, dict))


def calls_of(text: str, *methods: str) -> Iterator[Call]:
    """Every call of a method by its last name (``x.method(…)``), in the order of the program."""
    yield from _TokenReader(tokens_of(text)).calls(frozenset(methods))


def read_module(text: str) -> ScriptModule:
    """The literals of a program."""
    return _TokenReader(tokens_of(text)).module()


class _TokenReader:
    """One pass over the tokens of a program."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._closing = closing_places(tokens)
        self._at = 0
        self._depth = 0

    def module(self) -> ScriptModule:
        module = ScriptModule()
        while self._at < len(self._tokens):
            word = self._text()
            if word == "import":
                self._import(module)
            elif word == "const":
                self._at += 1
                self._constant(module)
            elif word == "export" and self._text(1) == "default":
                self._at += 2
                module.values["default"] = self._expression()
            else:
                self._skip()
        return module

    def assigned(self) -> Iterator[object]:
        """What comes after each ``=``, ``return`` and ``default``, at any depth."""
        for place, token in enumerate(self._tokens):
            if token.kind in {"mark", "name"} and token.text in {"=", "return", "default", "=>"}:
                self._at = place + 1
                while self._text() == "(" and self._text(1) in {"(", "{"}:
                    self._at += 1
                if (self._text() == "{" and token.text != "=>") or (self._text(-1) == "(" and self._text() == "{"):
                    yield self._object()

    def calls(self, methods: frozenset[str]) -> Iterator[Call]:
        """The calls of these methods."""
        for place in range(1, len(self._tokens) - 1):
            self._at = place
            if self._text() in methods and self._text(-1) in {".", "?."} and self._text(1) == "(":
                self._at = place + 1
                yield Call(self._tokens[place].text, self._arguments())

    def _text(self, ahead: int = 0) -> str:
        """The mark or name there; empty for a text in quotes and for the end."""
        place = self._at + ahead
        if place >= len(self._tokens):
            return ""
        token = self._tokens[place]
        return token.text if token.kind in {"mark", "name"} else f"'{token.kind}"

    def _skip(self) -> None:
        """Past one token, and past what is in the brackets that it opens."""
        self._at = self._closing.get(self._at, self._at) + 1

    # statements

    def _import(self, module: ScriptModule) -> None:
        """``import a, { b as c } from 'd'``."""
        self._at += 1
        names: list[tuple[str, str]] = []
        while self._at < len(self._tokens) and self._tokens[self._at].kind != "text":
            word = self._text()
            if word in {"(", ";"}:
                return
            if word == "{":
                names += self._imported_names(self._closing[self._at])
            elif word == "*" and self._text(1) == "as":
                names.append((self._text(2), "*"))
                self._at += 2
            elif self._tokens[self._at].kind == "name" and word not in {"type", "from"}:
                names.append((word, "default"))
            self._at += 1
        if self._at < len(self._tokens):
            source = _unquoted(self._tokens[self._at].text)
            module.imports.update({local: Imported(source, name) for local, name in names})
            self._at += 1

    def _imported_names(self, end: int) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        while self._at < min(end, len(self._tokens)):
            token = self._tokens[self._at]
            if token.kind == "name" and token.text == "as" and found and self._at + 1 < end:
                self._at += 1
                found[-1] = (self._tokens[self._at].text, found[-1][1])
            elif token.kind == "name" and token.text != "type":
                found.append((token.text, token.text))
            self._at += 1
        return found

    def _constant(self, module: ScriptModule) -> None:
        """``const a: Type = value``."""
        if self._at >= len(self._tokens) or self._tokens[self._at].kind != "name":
            return
        name = self._tokens[self._at].text
        self._at += 1
        while self._at < len(self._tokens) and self._text() not in {"=", ";"}:
            self._skip()
        if self._text() == "=":
            self._at += 1
            module.values[name] = self._expression()

    # expressions

    def _expression(self) -> object:
        """The value of what comes next; afterwards, the place is where it ends."""
        self._depth += 1
        value = self._value() if self._depth <= _DEEPEST else CODE
        self._depth -= 1
        if self._text() in {"as", "satisfies"}:
            self._skip_rest()
            return value
        if not self._ends():
            self._skip_rest()
            return CODE
        return value

    def _ends(self) -> bool:
        word = self._text()
        if word in _ENDS:
            return True
        return self._tokens[self._at].fresh and word not in _GOES_ON

    def _skip_rest(self) -> None:
        """To the end of the expression."""
        angles = 0
        while not (self._ends() and (angles <= 0 or self._text() != ",")):
            angles += (self._text() == "<") - (self._text() == ">")
            self._skip()

    def _value(self) -> object:
        if self._at >= len(self._tokens):
            return CODE
        token = self._tokens[self._at]
        if token.kind in {"text", "template"}:
            self._at += 1
            return _joined(token.text) if token.kind == "template" and "${" in token.text else _unquoted(token.text)
        if token.kind == "number":
            self._at += 1
            return _number(token.text)
        if token.kind == "name":
            return self._named()
        return {"[": self._list, "{": self._object, "(": self._in_parentheses}.get(token.text, self._code)()

    def _code(self) -> object:
        self._skip()
        return CODE

    def _in_parentheses(self) -> object:
        end = self._closing[self._at]
        if end + 1 < len(self._tokens) and self._tokens[end + 1].text == "=>":
            self._at = end + 1
            return self._arrow()
        self._at += 1
        value = self._expression()
        self._at = end + 1
        return value

    def _arrow(self) -> object:
        self._at += 1
        if self._text() != "{":
            return Arrow(self._expression())
        end = self._closing[self._at]
        gives: object = CODE
        if self._text(1) == "return":
            self._at += 2
            gives = self._expression()
        self._at = end + 1
        return Arrow(gives)

    def _named(self) -> object:
        word = self._tokens[self._at].text
        if self._text(1) == "=>":
            self._at += 1
            return self._arrow()
        if word in {"function", "async", "await", "new", "class", "typeof"}:
            self._skip_function()
            return CODE
        self._at += 1
        if word in _WORDS:
            return _WORDS[word]
        names = [word]
        self._dotted(names)
        self._skip_types()
        if self._text() != "(" or self._tokens[self._at].fresh:
            return Named(names[0], tuple(names[1:]))
        call = Call(".".join(names), self._arguments())
        then: list[Call] = []
        while self._text() in {".", "?."}:
            further: list[str] = []
            self._dotted(further)
            if self._text() != "(":
                return CODE
            then.append(Call(".".join(further), self._arguments()))
        return call._replace(then=tuple(then))

    def _skip_types(self) -> None:
        """Past the types that a call is told before its arguments: ``define<Theme>({})``."""
        depth = 0
        for ahead in range(_LONGEST_TYPES):
            mark = self._text(ahead)
            depth += (mark == "<") - (mark == ">")
            if depth <= 0:
                if ahead and self._text(ahead + 1) == "(":
                    self._at += ahead + 1
                return
            if mark in _NO_TYPE:
                return

    def _skip_function(self) -> None:
        while not self._ends():
            self._skip()

    def _dotted(self, names: list[str]) -> None:
        """Take the names after dots."""
        while self._text() in {".", "?."} and self._at + 1 < len(self._tokens):
            if self._tokens[self._at + 1].kind != "name":
                return
            names.append(self._tokens[self._at + 1].text)
            self._at += 2

    def _arguments(self) -> tuple[object, ...]:
        return tuple(self._list())

    def _list(self) -> list[object]:
        end = self._closing[self._at]
        self._at += 1
        found: list[object] = []
        while self._at < min(end, len(self._tokens)):
            if self._text() == ",":
                self._at += 1
            elif self._text() == SPREAD:
                self._at += 1
                found.append(Spread(self._expression()))
            else:
                found.append(self._item(end))
        self._at = end + 1
        return found

    def _item(self, end: int) -> object:
        before = self._at
        value = self._expression()
        if self._at == before or (self._text() != "," and self._at < end):
            self._to_comma(end)
            return CODE
        return value

    def _to_comma(self, end: int) -> None:
        while self._at < min(end, len(self._tokens)) and self._text() != ",":
            self._skip()

    def _object(self) -> dict[str, object]:
        end = self._closing[self._at]
        self._at += 1
        found: dict[str, object] = {}
        while self._at < min(end, len(self._tokens)):
            if self._text() == ",":
                self._at += 1
            elif self._text() == SPREAD:
                self._at += 1
                found[f"{SPREAD}{len(found)}"] = Spread(self._item(end))
            else:
                self._entry(found, end)
        self._at = end + 1
        return found

    def _entry(self, found: dict[str, object], end: int) -> None:
        token = self._tokens[self._at]
        key = _unquoted(token.text) if token.kind == "text" else token.text
        known = token.kind in {"text", "name", "number"}
        following = self._text(1)
        if known and following == ":":
            self._at += 2
            found[key] = self._item(end)
        elif token.kind == "name" and (following == "," or self._at + 1 == end):
            self._at += 1
            found[key] = Named(key)
        else:  # a method, or a key that is worked out
            found[key if known and following == "(" else f"{SPREAD}{len(found)}"] = CODE
            self._to_comma(end)


def _joined(text: str) -> object:
    parts = _FILLED.split(text[1:-1])
    return CODE if any("${" in part for part in parts) else Joined(tuple(parts))


def _unquoted(text: str) -> str:
    return _ESCAPE.sub(_character, text[1:-1] if len(text) > 1 and text[-1] == text[0] else text[1:])


def _character(match: re.Match[str]) -> str:
    point = match[1] or match[2] or match[3]
    if point:
        return chr(int(point, 16)) if int(point, 16) < 0x110000 else ""
    return "" if match[4] else _SINGLE.get(match[5], match[5])


def _number(text: str) -> object:
    bare = text.replace("_", "")
    return int(bare) if bare.isdecimal() and len(bare) < _DEEPEST else CODE
