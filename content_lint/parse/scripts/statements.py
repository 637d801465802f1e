"""Reads the statements of JavaScript: of a block of them comes a function that gives what it returns."""

from __future__ import annotations

from collections.abc import Sequence

from content_lint.parse.scripts.expressions import ExpressionReader
from content_lint.parse.scripts.methods import HIDDEN, operate, put, spread
from content_lint.parse.scripts.methods import item as item_of
from content_lint.parse.scripts.methods import member as member_of
from content_lint.parse.scripts.nodes import chosen, constant, unreadable
from content_lint.parse.scripts.scope import BREAK, CONTINUE, NOTHING, Binding, NameScope, Node, ScriptFunction
from content_lint.parse.scripts.values import (
    UNKNOWN,
    ScriptList,
    ScriptMap,
    ScriptObject,
    ScriptSet,
    UnknownValueError,
    is_shuffled,
)

_DECLARES = frozenset({"const", "let", "var"})
_JUMPS = {"break": BREAK, "continue": CONTINUE}
_DECLARES_TYPE = frozenset({"type", "interface", "declare"})


class StatementReader(ExpressionReader):
    """Reads statements, and the expressions in them."""

    def statements(self, end: int | None = None) -> Node:
        """Those up to a place; what cannot be read is unknown, and so is all that follows it."""
        stop = len(self._tokens) if end is None else end
        found: list[Node] = []
        first: list[Node] = []
        while self._at < stop:
            start = self._at
            try:
                is_function = self._text() == "function" or (self._text() == "async" and self._text(1) == "function")
                (first if is_function else found).append(self._statement())
            except UnknownValueError:
                found.append(unreadable)
                self._at = stop
            if self._at <= start:
                self._at = stop
        return _in_turn((*first, *found))

    def _statement(self) -> Node:
        word = self._text()
        if word in _DECLARES_TYPE and self._is_name(1):
            self._skip_declared_type()
            return _nothing
        if word == ";":
            self._at += 1
            return _nothing
        read = {"{": self._block, "return": self._returned, "if": self._choice, "for": self._loop}.get(word)
        if read is not None:
            return read()
        if word in _DECLARES:
            return self._declaration()
        if word == "function" or (word == "async" and self._text(1) == "function"):
            return self._declared_function()
        if word in _JUMPS:
            return self._jump(_JUMPS[word])
        if word == "throw":
            self._at += 1
            self._ended()
            return unreadable
        return self._effect()

    def _ended(self) -> Node:
        made = self.expression()
        if self._text() == ";":
            self._at += 1
        elif self._text() not in {"}", ""} and not self._is_fresh():
            raise UnknownValueError
        return made

    def _jump(self, sign: object) -> Node:
        self._at += 1
        if self._is_name() and not self._is_fresh():
            raise UnknownValueError
        self._at += self._text() == ";"
        return constant(sign)

    def _block(self) -> Node:
        end = self._closes(self._at)
        self._at += 1
        made = self.statements(end)
        self._at = end + 1
        return lambda scope: made(scope.inner())

    def _declaration(self) -> Node:
        self._at += 1
        found: list[Node] = []
        while True:
            binding = self._binding()
            if self._text() == ":":
                self._at += 1
                self._skip_type()
            if self._text() == "=":
                start = self._at + 1
                self._at = start
                value = self.expression()
                found.append(_declared(binding, value, self._names_between(start, self._at)))
            else:
                found.append(_unset(binding))
            if self._text() != ",":
                break
            self._at += 1
        if self._text() == ";":
            self._at += 1
        elif self._text() not in {"}", ""} and not self._is_fresh():
            raise UnknownValueError
        return _in_turn(tuple(found))

    def _names_between(self, start: int, end: int) -> frozenset[str]:
        return frozenset(token.text for token in self._tokens[start:end] if token.kind == "name")

    def _declared_function(self) -> Node:
        self._at += self._text() == "async"
        name = self._tokens[self._at + 1].text if self._is_name(1) else ""
        made = self._function()

        def declare(scope: NameScope) -> object:
            scope.names[name] = made(scope)
            return NOTHING

        return declare

    def _returned(self) -> Node:
        self._at += 1
        if self._text() in {";", "}", ""} or self._is_fresh():
            self._at += self._text() == ";"
            return constant(None)
        return self._ended()

    def _condition(self) -> Node:
        """What is between brackets."""
        end = self._closes(self._at)
        self._take("(")
        made = self.expression()
        if self._at != end:
            raise UnknownValueError
        self._at = end + 1
        return made

    def _choice(self) -> Node:
        self._at += 1
        if self._text() != "(":
            raise UnknownValueError
        condition = self._condition()
        first = self._branch()
        second: Node = _nothing
        if self._text() == "else":
            self._at += 1
            second = self._branch()
        return chosen(condition, first, second)

    def _branch(self) -> Node:
        """One statement; where it cannot be read, to where it surely ends."""
        start = self._at
        try:
            return self._statement()
        except UnknownValueError:
            self._at = start
        if self._text() == "{":
            self._at = self._closes(self._at) + 1
            return unreadable
        while self._text() not in {";", "", "else", "}"} and not (self._at > start and self._is_fresh()):
            self._at = self._closing.get(self._at, self._at) + 1
        self._at += self._text() == ";"
        return unreadable

    def _loop(self) -> Node:
        """``for (const a of b)``."""
        self._at += 1
        end = self._closes(self._at)
        self._take("(")
        if self._text() not in _DECLARES:
            raise UnknownValueError
        self._at += 1
        binding = self._binding()
        self._take("of")
        values = self.expression()
        if self._at != end:
            raise UnknownValueError
        self._at = end + 1
        body = self._statement()

        def run(scope: NameScope) -> object:
            for value in spread(values(scope)):
                scope.fuel.burn()
                inner = scope.inner()
                binding(inner, value)
                found = body(inner)
                if found is BREAK:
                    break
                if found is not NOTHING and found is not CONTINUE:
                    return found
            return NOTHING

        return run

    def _effect(self) -> Node:
        """A call, or another value for a name or a member."""
        start = self._at
        if self._is_name():
            made = self._assignment()
            if made is not None:
                return made
            self._at = start
        value = self._ended()

        def run(scope: NameScope) -> object:
            value(scope)
            return NOTHING

        return run

    def _assignment(self) -> Node | None:
        """``a = b``, ``a.b = c``, ``a[b] = c`` and ``a += b``; None for anything else."""
        name = self._name()
        keys: list[Node] = []
        while self._text() in {".", "["}:
            if self._text() == "[":
                inner = self._arguments()
                if len(inner) != 1:
                    return None
                keys.append(inner[0][1])
            else:
                self._at += 1
                keys.append(constant(self._name()))
        adds = self._text() == "+" and self._text(1) == "="
        if not adds and self._text() != "=":
            return None
        self._at += 1 + adds
        value = self._ended()
        return lambda scope: _assigned(scope, name, keys, value, adds=adds)

    def function_or_value(self) -> Node:
        """The function or other expression that comes first, whatever comes after it."""
        try:
            return self._function_or_value()
        except (UnknownValueError, RecursionError):
            return unreadable

    def _function_or_value(self) -> Node:
        is_method = self._is_name() and self._text(1) == "(" and self._text() not in {"function", "async"}
        if is_method:
            end = self._closes(self._at + 1)
            if end + 1 < len(self._tokens) and self._tokens[end + 1].text in {"{", ":"}:
                self._at += 1
                given, rest = self._parameters()
                return self._block_function(given, rest)
        if self._text() == "async" and self._text(1) == "function":
            self._at += 1
        return self.expression()


def _assigned(scope: NameScope, name: str, keys: Sequence[Node], value: Node, *, adds: bool) -> object:
    if not keys:
        found = value(scope)
        scope.assign(name, operate("+", scope.find(name), found) if adds else found)
        return NOTHING
    owner = scope.find(name)
    for key in keys[:-1]:
        owner = _within(owner, key(scope))
    last = keys[-1](scope)
    found = value(scope)
    put(owner, last, operate("+", _within(owner, last), found) if adds else found)
    return NOTHING


def _within(owner: object, key: object) -> object:
    return member_of(owner, key) if isinstance(key, str) else item_of(owner, key)


def _declared(binding: Binding, value: Node, names: frozenset[str]) -> Node:
    """A declaration; its value has to be known where working it out may change something that is known."""

    def run(scope: NameScope) -> object:
        try:
            found = value(scope)
        except UnknownValueError:
            if any(_is_changeable(scope, name) for name in names):
                raise
            found = UNKNOWN
        return _bound(binding, scope, found)

    return run


def _unset(binding: Binding) -> Node:
    return lambda scope: _bound(binding, scope, None)


def _bound(binding: Binding, scope: NameScope, value: object) -> object:
    binding(scope, value)
    return NOTHING


def _is_changeable(scope: NameScope, name: str) -> bool:
    try:
        value = scope.find(name)
    except UnknownValueError:
        return False
    if isinstance(value, ScriptFunction):
        return not value.scope.is_module
    if isinstance(value, ScriptObject) and any(key.startswith(HIDDEN) for key in value):
        return False  # it was given to the program by the generator
    return isinstance(value, (ScriptObject, ScriptList, ScriptSet, ScriptMap)) and not is_shuffled(value)


def _nothing(scope: NameScope) -> object:  # noqa: ARG001
    return NOTHING


def _in_turn(nodes: Sequence[Node]) -> Node:
    """Statements one after the other, up to the one that returns something or leaves a loop."""

    def run(scope: NameScope) -> object:
        for node in nodes:
            found = node(scope)
            if found is not NOTHING:
                return found
        return NOTHING

    return run
