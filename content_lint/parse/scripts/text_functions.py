"""What a small function of JavaScript gives for texts that are known: one that only takes texts apart and joins them.

No program is run. Read are constants, ``if`` and ``return``, operators, and the methods of texts and lists named here;
there are no loops, no regular expressions and no calls of other functions. Whatever else a function does makes what it
gives unknown, and so does a text that grows long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of

_LONGEST_FUNCTION = 600
_LONGEST_TEXT = 2_000
_DEEPEST = 30
_DECLARES = frozenset({"const", "let", "var"})
_ENDS = frozenset({")", "]", "}", ",", ";", ""})
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "undefined": None}


_CUT = Token("mark", "…", False)
"""What comes after the end of a text that is cut: nothing can be known of it."""


class TextFunction(NamedTuple):
    """One function.

    Attributes:
        given: the names of what it is given; an object that is taken apart at once is a tuple of pairs, of the key and
            the name that it gets.
        body: its tokens.
        is_block: whether the body is made of statements.
    """

    given: tuple[str | tuple[tuple[str, str], ...], ...]
    body: tuple[Token, ...]
    is_block: bool

    def gives(self, *values: object) -> str | None:
        """The text that it gives for these values; None for what is no text, and where only running it tells.

        Args:
            values: texts, whole numbers, truth values, None, lists and mappings of them.
        """
        try:
            names = _names_of(self.given, values)
            reader = _Evaluation(self.body, names)
            found = reader.statements() if self.is_block else reader.ended()
        except _UnknownValueError:
            return None
        return found if isinstance(found, str) else None


class _UnknownValueError(Exception):
    """Only running the function tells."""


class _Nothing:
    """What a block of statements gives that returns nothing."""


_NOTHING = _Nothing()


def function_at(text: str, *, is_cut: bool = False) -> TextFunction | None:
    """The function that a text begins with; or None.

    Args:
        text: ``function (a) {…}``, ``name(a) {…}``, ``(a) => …``, ``name = (a) => …``.
        is_cut: whether the text is the beginning of a longer one.
    """
    tokens = tokens_of(text)[:_LONGEST_FUNCTION]
    if is_cut or len(tokens) == _LONGEST_FUNCTION:
        tokens.append(_CUT)
    closing = closing_places(tokens)
    place = _after_name(tokens)
    while place < len(tokens) and tokens[place].text in {"export", "default", "async", "function"}:
        place += 1
    if place + 1 < len(tokens) and tokens[place].kind == "name" and tokens[place + 1].text in {"(", "=>"}:
        if tokens[place + 1].text == "=>":
            return _body_of((tokens[place].text,), tokens, closing, place + 1)
        place += 1
    if place >= len(tokens) or tokens[place].text != "(":
        return None
    end = closing[place]
    given = _parameters(tokens[place + 1 : end])
    return None if given is None else _body_of(given, tokens, closing, end + 1)


def _after_name(tokens: list[Token]) -> int:
    """The place after ``name =`` or ``module.exports =``, where a program begins with that."""
    place = 0
    while place + 1 < len(tokens) and (tokens[place].kind == "name" or tokens[place].text == "."):
        place += 1
    return place + 1 if place and tokens[place].text == "=" else 0


_Given = tuple[str | tuple[tuple[str, str], ...], ...]


def _body_of(given: _Given, tokens: list[Token], closing: Mapping[int, int], place: int) -> TextFunction | None:
    is_arrow = place < len(tokens) and tokens[place].text == "=>"
    place += is_arrow
    if place < len(tokens) and tokens[place].text == "{":
        end = closing[place]
        return TextFunction(given, tuple(tokens[place + 1 : end]), True) if end < len(tokens) else None
    return TextFunction(given, tuple(tokens[place:]), False) if is_arrow else None


def _parameters(tokens: list[Token]) -> _Given | None:
    found: list[str | tuple[tuple[str, str], ...]] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind == "name":
            found.append(tokens[place].text)
            place += 1
        elif tokens[place].text == "{":
            pairs, place = _taken_apart(tokens, place)
            found.append(pairs)
        else:
            return None
        if place < len(tokens) and tokens[place].text != ",":
            return None  # a type, or a value of its own
        place += 1
    return tuple(found)


def _taken_apart(tokens: list[Token] | tuple[Token, ...], place: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """The keys and names of ``{a, b: c}``, and the place after it."""
    found: list[tuple[str, str]] = []
    place += 1
    while place < len(tokens) and tokens[place].text != "}":
        key = tokens[place]
        if key.kind != "name" or place + 1 >= len(tokens):
            raise _UnknownValueError
        name = key
        if tokens[place + 1].text == ":":
            place += 2
            name = tokens[place] if place < len(tokens) else key
        found.append((key.text, name.text))
        place += 1
        if place < len(tokens) and tokens[place].text == ",":
            place += 1
        elif place >= len(tokens) or tokens[place].text != "}":
            raise _UnknownValueError
    return tuple(found), place + 1


def _names_of(given: _Given, values: tuple[object, ...]) -> dict[str, object]:
    names: dict[str, object] = {}
    for item, value in zip(given, values, strict=False):
        if isinstance(item, str):
            names[item] = value
        else:
            names.update((name, _member(value, key)) for key, name in item)
    return names


def _member(value: object, name: str) -> object:
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if name == "length" and isinstance(value, str | list):
        return len(value)
    raise _UnknownValueError


class _Evaluation:
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
            raise _UnknownValueError
        return _NOTHING

    def _block(self) -> object:
        end = self._closing[self._at]
        inner = _Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper())
        self._at = end + 1
        return inner.statements()

    def _declaration(self) -> None:
        self._at += 1
        if self._text() == "{":
            pairs, self._at = _taken_apart(self._tokens, self._at)
            self._take("=")
            value = self.expression()
            self._names.update((name, _member(value, key)) for key, name in pairs)
        else:
            name = self._name()
            self._take("=")
            self._names[name] = self.ended()
        if self._text() == ",":
            raise _UnknownValueError

    def _choice(self) -> object:
        self._at += 1
        if self._text() != "(":
            raise _UnknownValueError
        end = self._closing[self._at]
        is_met = bool(_Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper()).whole())
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
            raise _UnknownValueError
        return value

    def expression(self) -> object:
        """The value of the expression that is next."""
        condition = self._either()
        if self._text() != "?":
            return condition
        self._at += 1
        first = self._lazily(taken=bool(condition))
        self._take(":")
        second = self._lazily(taken=not condition)
        return first if condition else second

    def _lazily(self, *, taken: bool) -> object:
        """The value of an expression; where it is not asked for, it need not be known."""
        start = self._at
        try:
            return self.expression()
        except _UnknownValueError:
            if taken:
                raise
        self._at = start
        while self._text() not in {":", ")", ",", ";", ""}:
            self._at = self._closing.get(self._at, self._at) + 1
        return None

    def _either(self) -> object:
        value = self._both()
        while self._text() in {"||", "??"}:
            is_left = bool(value) if self._text() == "||" else value is not None
            self._at += 1
            other = self._both()
            value = value if is_left else other
        return value

    def _both(self) -> object:
        value = self._equal()
        while self._text() == "&&":
            self._at += 1
            other = self._equal()
            value = other if value else value
        return value

    def _equal(self) -> object:
        value = self._sum()
        sign = self._text()
        if sign not in {"===", "!==", "==", "!="}:
            return value
        self._at += 1
        other = self._sum()
        if type(value) is not type(other) and len(sign) == 2:
            raise _UnknownValueError
        same = type(value) is type(other) and value == other
        return same if sign[0] == "=" else not same

    def _sum(self) -> object:
        value = self._unary()
        while self._text() == "+":
            self._at += 1
            other = self._unary()
            if not isinstance(value, str) and not isinstance(other, str):
                raise _UnknownValueError
            value = _short(_as_text(value) + _as_text(other))
        return value

    def _unary(self) -> object:
        if self._text() == "!":
            self._at += 1
            return not self._unary()
        if self._text() == "-":
            self._at += 1
            value = self._unary()
            if isinstance(value, int):
                return -value
            raise _UnknownValueError
        return self._member_of(self._primary())

    def _primary(self) -> object:
        if self._at >= len(self._tokens):
            raise _UnknownValueError
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "text":
            return _plain(token.text)
        if token.kind == "template":
            return self._filled(token.text)
        if token.kind == "number" and token.text.isdecimal() and len(token.text) < _DEEPEST:
            return int(token.text)
        if token.kind == "name":
            return self._value_of(token.text)
        if token.text == "(":
            end = self._closing[self._at - 1]
            inner = _Evaluation(self._tokens[self._at : end], self._names, self._deeper()).whole()
            self._at = end + 1
            return inner
        raise _UnknownValueError

    def whole(self) -> object:
        """The value of the one expression that the tokens are."""
        value = self.expression()
        if self._at < len(self._tokens):
            raise _UnknownValueError
        return value

    def _value_of(self, name: str) -> object:
        if name in self._names:
            return self._names[name]
        if name == "String" and self._text() == "(":
            return _as_text(*self._arguments())
        if name in _WORDS:
            return _WORDS[name]
        raise _UnknownValueError

    def _filled(self, written: str) -> str:
        """A template literal with its expressions worked out."""
        if "\\" in written or not written.endswith("`") or len(written) < 2:
            raise _UnknownValueError
        made, rest = "", written[1:-1]
        while "${" in rest:
            before, _, rest = rest.partition("${")
            inside, closed, rest = rest.partition("}")
            if not closed:
                raise _UnknownValueError
            value = _Evaluation(tuple(tokens_of(inside)), self._names, self._deeper()).whole()
            made = _short(made + before + _as_text(value))
        return _short(made + rest)

    def _member_of(self, value: object) -> object:
        while self._text() in {".", "?.", "["}:
            if self._text() == "[":
                end = self._closing[self._at]
                index = _Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper()).whole()
                self._at = end + 1
                value = _item(value, index)
                continue
            self._at += 1
            name = self._name()
            if self._text() != "(":
                value = _member(value, name)
                continue
            method = _METHODS.get((type(value), name))
            if method is None:
                raise _UnknownValueError
            try:
                value = method(value, *self._arguments())
            except (TypeError, IndexError, ValueError) as error:
                raise _UnknownValueError from error
        return value

    def _arguments(self) -> list[object]:
        end = self._closing[self._at]
        inner = _Evaluation(self._tokens[self._at + 1 : end], self._names, self._deeper())
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
            raise _UnknownValueError
        self._at += 1
        return token.text

    def _take(self, mark: str) -> None:
        if self._text() != mark:
            raise _UnknownValueError
        self._at += 1

    def _deeper(self) -> int:
        if self._depth >= _DEEPEST:
            raise _UnknownValueError
        return self._depth + 1


def _short(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise _UnknownValueError
    return text


def _plain(written: str) -> str:
    if "\\" in written or len(written) < 2 or written[-1] != written[0]:
        raise _UnknownValueError
    return written[1:-1]


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _UnknownValueError


def _item(value: object, index: object) -> object:
    if isinstance(index, bool) or not isinstance(index, int) or not isinstance(value, list | str):
        raise _UnknownValueError
    if not 0 <= index < len(value):
        raise _UnknownValueError
    return value[index]


def _strings(*values: object) -> tuple[str, ...]:
    if not all(isinstance(value, str) for value in values):
        raise _UnknownValueError
    return tuple(str(value) for value in values)


def _split(text: str, at: object) -> list[object]:
    (mark,) = _strings(at)
    return list(text.split(mark)) if mark else list(text)


def _cut(value: str | list[object], start: object = 0, end: object = None) -> object:
    if not isinstance(start, int) or not isinstance(end, int | None):
        raise _UnknownValueError
    return value[start:end]


def _joined(items: list[object], mark: object = ",") -> str:
    (text,) = _strings(mark)
    return _short(text.join(_strings(*items)))


_METHODS: Mapping[tuple[type, str], Callable[..., object]] = {
    (str, "split"): _split,
    (str, "slice"): _cut,
    (list, "slice"): _cut,
    (list, "pop"): lambda items: items.pop(),
    (list, "shift"): lambda items: items.pop(0),
    (list, "at"): lambda items, index: items[index],
    (list, "join"): _joined,
    (list, "includes"): lambda items, item: item in items,
    (str, "includes"): lambda text, part: _strings(part)[0] in text,
    (str, "startsWith"): lambda text, part: text.startswith(_strings(part)[0]),
    (str, "endsWith"): lambda text, part: text.endswith(_strings(part)[0]),
    (str, "replace"): lambda text, old, new: text.replace(*_strings(old, _without_marks(new)), 1),
    (str, "replaceAll"): lambda text, old, new: _short(text.replace(*_strings(old, _without_marks(new)))),
    (str, "concat"): lambda text, *more: _short("".join(_strings(text, *more))),
    (str, "toLowerCase"): lambda text: text.lower(),
    (str, "toUpperCase"): lambda text: text.upper(),
    (str, "trim"): lambda text: text.strip(),
    (str, "toString"): lambda text: text,
}


def _without_marks(text: object) -> object:
    """The text that replaces another one, where nothing in it means something else (``$&``)."""
    if isinstance(text, str) and "$" in text:
        raise _UnknownValueError
    return text
