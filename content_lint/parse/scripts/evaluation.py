"""What expressions and statements of JavaScript give for values that are known; no program is run.

Read are constants, ``if`` and ``return``, operators, and the methods of ``methods``; there are no loops and no calls of
other functions. Whatever else a program does makes what it gives unknown, and so does a text that grows long.
"""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.parse.scripts.methods import UnknownValueError, as_text, is_true, item, member, method, same, short
from content_lint.parse.scripts.patterns import pattern_of
from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of

_DEEPEST = 30
_DECLARES = frozenset({"const", "let", "var"})
_ENDS = frozenset({")", "]", "}", ",", ";", ""})
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "undefined": None}


class _Nothing:
    """What a block of statements gives that returns nothing."""


_NOTHING = _Nothing()


def taken_apart(tokens: list[Token] | tuple[Token, ...], place: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """The keys and names of ``{a, b: c}``, and the place after it."""
    found: list[tuple[str, str]] = []
    place += 1
    while place < len(tokens) and tokens[place].text != "}":
        key = tokens[place]
        if key.kind != "name" or place + 1 >= len(tokens):
            raise UnknownValueError
        name = key
        if tokens[place + 1].text == ":":
            place += 2
            name = tokens[place] if place < len(tokens) else key
        found.append((key.text, name.text))
        place += 1
        if place < len(tokens) and tokens[place].text == ",":
            place += 1
        elif place >= len(tokens) or tokens[place].text != "}":
            raise UnknownValueError
    return tuple(found), place + 1


class Evaluation:
    """Reads the tokens of one body from its beginning to its end."""

    def __init__(self, tokens: tuple[Token, ...], names: dict[str, object], depth: int = 0) -> None:
        self._tokens = tokens
        self._closing = closing_places(list(tokens))
        self._names = names
        self._at = 0
        self._depth = depth

    # statements

    def statements(self) -> object:
        """What the statements return."""
        found: object = _NOTHING
        while self._at < len(self._tokens) and found is _NOTHING:
            found = self._statement()
        return found

    def _statement(self) -> object:
        word = self._text()
        if word == ";":
            self._at += 1
        elif word == "{":
            return self._block()
        elif word in _DECLARES:
            self._declaration()
        elif word == "return":
            self._at += 1
            return None if self._text() in {";", ""} else self.ended()
        elif word == "if":
            return self._choice()
        else:
            raise UnknownValueError
        return _NOTHING

    def _block(self) -> object:
        end = self._closing[self._at]
        inner = Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper())
        self._at = end + 1
        return inner.statements()

    def _declaration(self) -> None:
        self._at += 1
        if self._text() == "{":
            pairs, self._at = taken_apart(self._tokens, self._at)
            self._take("=")
            value = self.expression()
            self._names.update((name, member(value, key)) for key, name in pairs)
        else:
            name = self._name()
            self._take("=")
            self._names[name] = self.ended()
        if self._text() == ",":
            raise UnknownValueError

    def _choice(self) -> object:
        self._at += 1
        if self._text() != "(":
            raise UnknownValueError
        end = self._closing[self._at]
        is_met = is_true(Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper()).whole())
        self._at = end + 1
        found = self._branch(taken=is_met)
        if self._text() == "else":
            self._at += 1
            other = self._branch(taken=not is_met)
            found = found if is_met else other
        return found

    def _branch(self, *, taken: bool) -> object:
        if taken:
            return self._statement()
        if self._text() == "{":
            self._at = self._closing[self._at] + 1
            return _NOTHING
        start = self._at
        while self._text() not in {";", "", "else"} and not (self._at > start and self._tokens[self._at].fresh):
            self._at = self._closing.get(self._at, self._at) + 1
        self._at += self._text() == ";"
        return _NOTHING

    # expressions

    def ended(self) -> object:
        """The value of the expression that is next, which nothing goes on from."""
        value = self.expression()
        if self._text() not in _ENDS and not (self._tokens[self._at].fresh and self._tokens[self._at].kind == "name"):
            raise UnknownValueError
        return value

    def expression(self) -> object:
        """The value of the expression that is next."""
        condition = self._either()
        if self._text() != "?":
            return condition
        self._at += 1
        first = self._lazily(taken=is_true(condition))
        self._take(":")
        second = self._lazily(taken=not is_true(condition))
        return first if is_true(condition) else second

    def _lazily(self, *, taken: bool) -> object:
        """The value of an expression; where it is not asked for, it need not be known."""
        start = self._at
        try:
            return self.expression()
        except UnknownValueError:
            if taken:
                raise
        self._at = start
        while self._text() not in {":", ")", ",", ";", ""}:
            self._at = self._closing.get(self._at, self._at) + 1
        return None

    def _either(self) -> object:
        value = self._both()
        while self._text() in {"||", "??"}:
            is_left = is_true(value) if self._text() == "||" else value is not None
            self._at += 1
            other = self._both()
            value = value if is_left else other
        return value

    def _both(self) -> object:
        value = self._equal()
        while self._text() == "&&":
            self._at += 1
            other = self._equal()
            value = other if is_true(value) else value
        return value

    def _equal(self) -> object:
        value = self._sum()
        sign = self._text()
        if sign not in {"===", "!==", "==", "!="}:
            return value
        self._at += 1
        other = self._sum()
        found = same(value, other, strictly=len(sign) > 2)
        return found if sign[0] == "=" else not found

    def _sum(self) -> object:
        value = self._unary()
        while self._text() == "+":
            self._at += 1
            other = self._unary()
            if not isinstance(value, str) and not isinstance(other, str):
                raise UnknownValueError
            value = short(as_text(value) + as_text(other))
        return value

    def _unary(self) -> object:
        if self._text() == "!":
            self._at += 1
            return not is_true(self._unary())
        if self._text() == "-":
            self._at += 1
            value = self._unary()
            if isinstance(value, int):
                return -value
            raise UnknownValueError
        return self._member_of(self._primary())

    def _primary(self) -> object:
        if self._at >= len(self._tokens):
            raise UnknownValueError
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "text":
            return _plain(token.text)
        if token.kind == "regexp":
            pattern = pattern_of(token.text)
            if pattern is None:
                raise UnknownValueError
            return pattern
        if token.kind == "template":
            return self._filled(token.text)
        if token.kind == "number" and token.text.isdecimal() and len(token.text) < _DEEPEST:
            return int(token.text)
        if token.kind == "name":
            return self._value_of(token.text)
        if token.text == "(":
            end = self._closing[self._at - 1]
            inner = Evaluation(self._tokens[self._at : end], self._names, self._deeper()).whole()
            self._at = end + 1
            return inner
        raise UnknownValueError

    def whole(self) -> object:
        """The value of the one expression that the tokens are."""
        value = self.expression()
        if self._at < len(self._tokens):
            raise UnknownValueError
        return value

    def _value_of(self, name: str) -> object:
        if name in self._names:
            return self._names[name]
        if name == "String" and self._text() == "(":
            return as_text(*self._arguments())
        if name in _WORDS:
            return _WORDS[name]
        raise UnknownValueError

    def _filled(self, written: str) -> str:
        """A template literal with its expressions worked out."""
        if "\\" in written or not written.endswith("`") or len(written) < 2:
            raise UnknownValueError
        made, rest = "", written[1:-1]
        while "${" in rest:
            before, _, rest = rest.partition("${")
            inside, closed, rest = rest.partition("}")
            if not closed:
                raise UnknownValueError
            value = Evaluation(tuple(tokens_of(inside)), self._names, self._deeper()).whole()
            made = short(made + before + as_text(value))
        return short(made + rest)

    def _member_of(self, value: object) -> object:
        while self._text() in {".", "?.", "["}:
            if self._text() == "[":
                end = self._closing[self._at]
                index = Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper()).whole()
                self._at = end + 1
                value = item(value, index)
                continue
            self._at += 1
            name = self._name()
            if self._text() != "(":
                value = member(value, name)
                continue
            called = method(value, name)
            try:
                value = called(value, *self._arguments())
            except (TypeError, IndexError, ValueError) as error:
                raise UnknownValueError from error
        return value

    def _arguments(self) -> list[object]:
        end = self._closing[self._at]
        inner = Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper())
        self._at = end + 1
        return inner.listed()

    def listed(self) -> list[object]:
        """The values of expressions between commas."""
        found: list[object] = []
        while self._at < len(self._tokens):
            found.append(self.expression())
            if self._at < len(self._tokens):
                self._take(",")
        return found

    def _text(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token.text if token is not None and token.kind in {"mark", "name"} else "'" if token else ""

    def _name(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token.kind != "name":
            raise UnknownValueError
        self._at += 1
        return token.text

    def _take(self, mark: str) -> None:
        if self._text() != mark:
            raise UnknownValueError
        self._at += 1

    def _deeper(self) -> int:
        if self._depth >= _DEEPEST:
            raise UnknownValueError
        return self._depth + 1


def _plain(written: str) -> str:
    if "\\" in written or len(written) < 2 or written[-1] != written[0]:
        raise UnknownValueError
    return written[1:-1]
