"""Reads the expressions of JavaScript: of each comes a function that works it out. TypeScript's types are left out.

What cannot be read raises UnknownValueError when its value is asked for, and not before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content_lint.parse.scripts.methods import (
    PER_STEP,
    as_text,
    extend,
    invoke,
    is_true,
    item,
    member,
    operate,
    short,
    spread,
)
from content_lint.parse.scripts.patterns import pattern_of
from content_lint.parse.scripts.scope import Binding, NameScope, Node, ScriptFunction
from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of
from content_lint.parse.scripts.values import (
    UNKNOWN,
    ScriptList,
    ScriptObject,
    UnknownValueError,
    construct,
    is_shuffled,
    known,
)

_DEEPEST = 30
_LEVELS = (
    frozenset({"||", "??"}),
    frozenset({"&&"}),
    frozenset({"===", "!==", "==", "!="}),
    frozenset({"<", ">"}),
    frozenset({"+", "-"}),
    frozenset({"*", "/", "%"}),
)
_ENDS = frozenset({")", "]", "}", ",", ";", ":", ""})
_WORDS: Mapping[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_UNREAD = frozenset({"typeof", "void", "delete", "class", "yield", "this", "super"})
_TYPES = frozenset({".", "|", "&", "[", "]", "{", "}", "<", ">", "(", ")", "?", ":"})
_MOST_TYPES = 60
_AFTER_BANG = frozenset({".", "[", ")", "]", ",", ";", "}", ""})


def _raises(scope: NameScope) -> object:  # noqa: ARG001
    raise UnknownValueError


class ExpressionReader:
    """Reads expressions from the tokens of a program, at a place that moves on."""

    def __init__(self, tokens: Sequence[Token], closing: Mapping[int, int] | None = None) -> None:
        self._tokens = tokens
        self._closing = closing if closing is not None else closing_places(list(tokens))
        self._at = 0
        self._depth = 0

    # what is at the place

    def _text(self, ahead: int = 0) -> str:
        """The mark or name there; empty at the end, and a quote for any other value."""
        place = self._at + ahead
        token = self._tokens[place] if place < len(self._tokens) else None
        return token.text if token is not None and token.kind in {"mark", "name"} else "'" if token else ""

    def _is_name(self, ahead: int = 0) -> bool:
        place = self._at + ahead
        return place < len(self._tokens) and self._tokens[place].kind == "name"

    def _is_fresh(self) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].fresh

    def _name(self) -> str:
        if not self._is_name():
            raise UnknownValueError
        self._at += 1
        return self._tokens[self._at - 1].text

    def _take(self, mark: str) -> None:
        if self._text() != mark:
            raise UnknownValueError
        self._at += 1

    def _closes(self, place: int) -> int:
        end = self._closing.get(place, len(self._tokens))
        if end >= len(self._tokens):
            raise UnknownValueError
        return end

    # expressions

    def expression(self) -> Node:
        """The expression that is next; one that cannot be read ends where it surely does."""
        start = self._at
        self._depth += 1
        try:
            made = self._to_its_end()
        except UnknownValueError:
            self._at = start
            self._skip_rest()
            return _raises
        finally:
            self._depth -= 1
        return made

    def _to_its_end(self) -> Node:
        if self._depth > _DEEPEST:
            raise UnknownValueError
        made = self._conditional()
        self._skip_assertion()
        if not self._ends():
            raise UnknownValueError
        return made

    def _ends(self) -> bool:
        return self._text() in _ENDS or (self._is_fresh() and self._is_name()) or self._is_assignment()

    def _is_assignment(self) -> bool:
        return self._text() == "=" or (self._text() in {"+", "-"} and self._text(1) in {"=", self._text()})

    def _skip_rest(self) -> None:
        start = self._at
        while self._text() not in _ENDS and not (self._at > start and self._is_fresh()):
            self._at = self._closing.get(self._at, self._at) + 1

    def _skip_assertion(self) -> None:
        """Past ``as Type`` and ``satisfies Type``."""
        while self._text() in {"as", "satisfies"} and not self._is_fresh():
            self._at += 1
            self._skip_type()

    def _skip_type(self) -> None:
        """Past a type."""
        angles = 0
        while self._at < len(self._tokens):
            text = self._text()
            if angles == 0 and (text in {",", ")", "=", "=>", ";", "?", ":"} or (text in {"}", "]"})):
                return
            if angles == 0 and self._is_fresh() and text not in {"|", "&"}:
                return
            angles += (text == "<") - (text == ">")
            self._at = self._closing.get(self._at, self._at) + 1

    def _conditional(self) -> Node:
        condition = self._binary(0)
        if self._text() != "?":
            return condition
        self._at += 1
        first = self.expression()
        self._take(":")
        second = self.expression()
        return lambda scope: first(scope) if is_true(condition(scope)) else second(scope)

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while sign := self._sign(level):
            left = _joined(sign, left, self._binary(level + 1))
        return left

    def _sign(self, level: int) -> str:
        sign = self._text()
        if sign not in _LEVELS[level] or self._is_assignment():
            return ""
        self._at += 1
        if sign in {"<", ">"} and self._text() == "=":
            self._at += 1
            sign += "="
        return sign

    def _unary(self) -> Node:
        word = self._text()
        if word in {"!", "-"}:
            self._at += 1
            inner = self._unary()
            if word == "!":
                return lambda scope: not is_true(inner(scope))
            return lambda scope: operate("-", 0, inner(scope))
        if word == "await":
            self._at += 1
            return self._unary()
        if word in _UNREAD:
            raise UnknownValueError
        return self._chain(self._primary())

    def _primary(self) -> Node:
        if self._at >= len(self._tokens):
            raise UnknownValueError
        token = self._tokens[self._at]
        if token.kind == "name":
            return self._named(token.text)
        if token.kind == "mark":
            return {"(": self._parenthesised, "[": self._list, "{": self._object}.get(token.text, self._unread)()
        self._at += 1
        if token.kind == "template":
            return self._template(token.text)
        value = _literal(token)
        return lambda scope: value  # noqa: ARG005

    def _unread(self) -> Node:
        raise UnknownValueError

    def _named(self, name: str) -> Node:
        if name == "async" and (self._is_name(1) or self._text(1) == "("):
            self._at += 1
            return self._primary()
        if name == "function":
            return self._function()
        if self._text(1) == "=>":
            binding = self._binding()
            return self._arrow([binding], None)
        self._at += 1
        if name == "new":
            return self._made_new()
        if name in _WORDS:
            value = _WORDS[name]
            return lambda scope: value  # noqa: ARG005
        return lambda scope: scope.find(name)

    def _made_new(self) -> Node:
        name = self._name()
        self._skip_types()
        given = self._arguments() if self._text() == "(" else []
        return lambda scope: construct(name, _values(given, scope))

    def _parenthesised(self) -> Node:
        end = self._closes(self._at)
        if self._is_arrow(end):
            given, rest = self._parameters()
            self._skip_return_type()
            return self._arrow(given, rest)
        self._at += 1
        made = self.expression()
        if self._at != end:
            raise UnknownValueError
        self._at = end + 1
        return made

    def _is_arrow(self, end: int) -> bool:
        """Whether brackets are the parameters of a function: ``(…) =>`` and ``(…): Type =>``."""
        after = self._tokens[end + 1].text if end + 1 < len(self._tokens) else ""
        if after != ":":
            return after == "=>"
        place = end + 2
        has_types = end == self._at + 1 or any(token.text == ":" for token in self._tokens[self._at + 1 : end])
        while place < min(end + _MOST_TYPES, len(self._tokens)):
            token = self._tokens[place]
            has_types = has_types or token.text == "is"
            if token.text == "=>":
                return has_types
            if token.kind not in {"name", "text"} and token.text not in _TYPES:
                return False
            place = self._closing.get(place, place) + 1
        return False

    def _list(self) -> Node:
        items = self._arguments()
        return lambda scope: _list_of(items, scope)

    def _arguments(self) -> list[tuple[bool, Node]]:
        """What is between brackets; each with whether it is spread."""
        end = self._closes(self._at)
        self._at += 1
        found: list[tuple[bool, Node]] = []
        while self._at < end:
            is_spread = self._text() == "..."
            self._at += is_spread
            found.append((is_spread, self.expression()))
            if self._at < end:
                self._take(",")
        self._at = end + 1
        return found

    def _object(self) -> Node:
        end = self._closes(self._at)
        self._at += 1
        entries: list[tuple[Node | None, Node]] = []
        while self._at < end:
            if self._text() == "...":
                self._at += 1
                entries.append((None, self.expression()))
            else:
                entries.append(self._entry(end))
            if self._at < end:
                self._take(",")
        self._at = end + 1
        return lambda scope: _object_of(entries, scope)

    def _entry(self, end: int) -> tuple[Node, Node]:
        token = self._tokens[self._at]
        if token.text == "[":
            inner = self._arguments()
            if len(inner) != 1:
                raise UnknownValueError
            self._take(":")
            return inner[0][1], self.expression()
        key = _literal(token) if token.kind == "text" else token.text
        self._at += 1

        def named(scope: NameScope) -> object:  # noqa: ARG001
            return key

        if self._text() == ":":
            self._at += 1
            return named, self.expression()
        if token.kind != "name":
            raise UnknownValueError
        if self._text() == "(":
            given, rest = self._parameters()
            return named, self._block_function(given, rest)
        if self._text() != "," and self._at != end:
            raise UnknownValueError
        return named, lambda scope: scope.find(token.text)

    def _template(self, written: str) -> Node:
        if "\\" in written or not written.endswith("`") or len(written) < 2:
            raise UnknownValueError
        before, *pieces = written[1:-1].split("${")
        parts: list[str | Node] = [before]
        for piece in pieces:
            inside, closed, behind = piece.partition("}")
            if not closed or "{" in inside or "`" in inside:
                raise UnknownValueError
            parts += [type(self)(tokens_of(inside)).whole(), behind]

        def filled(scope: NameScope) -> str:
            made = ""
            for part in parts:
                made = short(made + (part if isinstance(part, str) else as_text(part(scope))))
            return made

        return filled

    def whole(self) -> Node:
        """The one expression that the tokens are."""
        made = self.expression()
        return made if self._at >= len(self._tokens) else _raises

    # members and calls

    def _chain(self, first: Node) -> Node:
        """What comes after a value: its members, and calls of it."""
        steps: list[tuple[bool, Node | str | None, list[tuple[bool, Node]] | None]] = []
        while True:
            self._skip_types()
            text = self._text()
            if text == "!" and self._text(1) in _AFTER_BANG and not self._is_fresh():
                self._at += 1
                continue
            if text in {".", "?."}:
                self._at += 1
                optional = text == "?."
                if optional and self._text() in {"[", "("}:
                    steps.append((True, *self._step()))
                    continue
                name = self._name()
                self._skip_types()
                steps.append((optional, name, self._arguments() if self._text() == "(" else None))
            elif text in {"[", "("} and not (self._is_fresh() and text == "("):
                steps.append((False, *self._step()))
            else:
                break
        return _followed(first, steps) if steps else first

    def _step(self) -> tuple[Node | None, list[tuple[bool, Node]] | None]:
        if self._text() == "(":
            return None, self._arguments()
        inner = self._arguments()
        if len(inner) != 1 or inner[0][0]:
            raise UnknownValueError
        return inner[0][1], None

    def _skip_types(self) -> None:
        """Past the types that a call is told before its arguments."""
        if self._text() != "<":
            return
        depth, place = 0, self._at
        for place in range(self._at, min(self._at + _MOST_TYPES, len(self._tokens))):
            token = self._tokens[place]
            depth += (token.text == "<") - (token.text == ">")
            if depth == 0:
                break
            if token.kind == "mark" and token.text not in _TYPES and token.text != ",":
                return
        if depth == 0 and place + 1 < len(self._tokens) and self._tokens[place + 1].text == "(":
            self._at = place + 1

    # functions

    def _function(self) -> Node:
        """``function name(…) {…}``."""
        self._at += 1
        if self._is_name():
            self._at += 1
        given, rest = self._parameters()
        return self._block_function(given, rest)

    def _block_function(self, given: list[Binding], rest: Binding | None) -> Node:
        self._skip_return_type()
        if self._text() != "{":
            raise UnknownValueError
        body = self._block()
        return lambda scope: ScriptFunction(given, body, scope, rest)

    def _arrow(self, given: list[Binding], rest: Binding | None) -> Node:
        self._take("=>")
        body = self._block() if self._text() == "{" else self.expression()
        return lambda scope: ScriptFunction(given, body, scope, rest)

    def _block(self) -> Node:
        """Statements in braces; whoever reads statements knows how."""
        raise NotImplementedError

    def _skip_return_type(self) -> None:
        if self._text() != ":":
            return
        angles = 0
        while self._at < len(self._tokens) and self._text() != "=>":
            text = self._text()
            if text == "{" and not angles and self._tokens[self._at - 1].text != ":":
                return
            angles += (text == "<") - (text == ">")
            self._at = self._closing.get(self._at, self._at) + 1

    def _parameters(self) -> tuple[list[Binding], Binding | None]:
        """What takes the values that a function is given, between brackets."""
        end = self._closes(self._at)
        self._at += 1
        given: list[Binding] = []
        rest: Binding | None = None
        while self._at < end:
            is_rest = self._text() == "..."
            self._at += is_rest
            binding = self._defaulted()
            if is_rest:
                rest = binding
            else:
                given.append(binding)
            if self._at < end:
                self._take(",")
        self._at = end + 1
        return given, rest

    def _defaulted(self) -> Binding:
        """A name or a pattern, its type, and what it is where nothing is given."""
        binding = self._binding()
        if self._text() == "?":
            self._at += 1
        if self._text() == ":":
            self._at += 1
            self._skip_type()
        if self._text() != "=":
            return binding
        self._at += 1
        default = self.expression()
        return lambda scope, value: binding(scope, default(scope) if value is None else value)

    def _binding(self) -> Binding:
        """Names for a value: one, or those of ``{a, b: c}`` and ``[a, b]``."""
        if self._text() == "{":
            return self._taken_apart()
        if self._text() == "[":
            return self._in_order()
        name = self._name()

        def bind(scope: NameScope, value: object) -> None:
            scope.names[name] = value

        return bind

    def _taken_apart(self) -> Binding:
        end = self._closes(self._at)
        self._at += 1
        parts: list[tuple[str, Binding]] = []
        while self._at < end:
            key = self._tokens[self._at].text
            if not self._is_name():
                raise UnknownValueError
            if self._text(1) == ":":
                self._at += 2
            parts.append((key, self._part()))
            if self._at < end:
                self._take(",")
        self._at = end + 1

        def bind(scope: NameScope, value: object) -> None:
            for name, binding in parts:
                binding(scope, member(known(value), name))

        return bind

    def _in_order(self) -> Binding:
        end = self._closes(self._at)
        self._at += 1
        parts: list[Binding] = []
        while self._at < end:
            parts.append(self._part())
            if self._at < end:
                self._take(",")
        self._at = end + 1

        def bind(scope: NameScope, value: object) -> None:
            values = spread(known(value))
            for place, binding in enumerate(parts):
                binding(scope, values[place] if place < len(values) else None)

        return bind

    def _part(self) -> Binding:
        binding = self._binding()
        if self._text() != "=":
            return binding
        self._at += 1
        default = self.expression()
        return lambda scope, value: binding(scope, default(scope) if value is None else value)


def _joined(sign: str, left: Node, right: Node) -> Node:
    """Two values with an operator between them; the second is worked out only where it counts."""
    if sign == "||":
        return lambda scope: value if is_true(value := left(scope)) else right(scope)
    if sign == "&&":
        return lambda scope: right(scope) if is_true(value := left(scope)) else value
    if sign == "??":
        return lambda scope: value if (value := left(scope)) is not None else right(scope)
    return lambda scope: operate(sign, left(scope), right(scope))


def _followed(first: Node, steps: list[tuple[bool, Node | str | None, list[tuple[bool, Node]] | None]]) -> Node:
    """A value with its members and calls, one after the other."""

    def run(scope: NameScope) -> object:
        value = first(scope)
        for optional, what, given in steps:
            if value is None and optional:
                return None
            value = known(_stepped(scope, value, what, given))
        return value

    return run


def _stepped(scope: NameScope, value: object, what: Node | str | None, given: list[tuple[bool, Node]] | None) -> object:
    if isinstance(what, str):
        if given is None:
            return member(value, what)
        return invoke(value, what, _values(given, scope), scope.fuel.burn)
    if what is not None:
        return item(value, what(scope))
    if not callable(value):
        raise UnknownValueError
    scope.fuel.burn()
    return value(*_values(given or [], scope))


def _list_of(items: list[tuple[bool, Node]], scope: NameScope) -> ScriptList:
    found = ScriptList()
    for is_spread, node in items:
        value = node(scope)
        _add(scope, found, value, is_spread=is_spread)
        found.shuffled = found.shuffled or (is_spread and is_shuffled(value))
    return found


def _values(items: list[tuple[bool, Node]], scope: NameScope) -> list[object]:
    found: list[object] = []
    for is_spread, node in items:
        _add(scope, found, node(scope), is_spread=is_spread)
    return found


def _add(scope: NameScope, items: list[object], value: object, *, is_spread: bool) -> None:
    more = spread(value) if is_spread else [value]
    scope.fuel.burn(len(more) // PER_STEP)
    extend(items, more)


def _object_of(entries: list[tuple[Node | None, Node]], scope: NameScope) -> ScriptObject:
    """An object; what one of its values is has to be known only when it is asked for."""
    found = ScriptObject()
    for key, node in entries:
        if key is None:
            other = node(scope)
            if not isinstance(other, Mapping | None):
                raise UnknownValueError
            found.update(other or {})
            continue
        try:
            value = node(scope)
        except UnknownValueError:
            value = UNKNOWN
        found[as_text(key(scope))] = value
    return found


def _literal(token: Token) -> object:
    if token.kind == "text":
        if "\\" in token.text or len(token.text) < 2 or token.text[-1] != token.text[0]:
            raise UnknownValueError
        return token.text[1:-1]
    if token.kind == "number" and token.text.isdecimal() and len(token.text) < _DEEPEST:
        return int(token.text)
    pattern = pattern_of(token.text) if token.kind == "regexp" else None
    if pattern is None:
        raise UnknownValueError
    return pattern
