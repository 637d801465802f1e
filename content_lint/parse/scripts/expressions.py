"""Reads the expressions of JavaScript: of each comes a function that works it out. TypeScript's types are left out.

What cannot be read raises UnknownValueError when its value is asked for, and not before.
"""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.parse.scripts.methods import is_true, operate
from content_lint.parse.scripts.nodes import (
    Items,
    Step,
    chosen,
    constant,
    followed,
    function_of,
    items_of,
    joined,
    list_of,
    members_of,
    name_of,
    object_of,
    template_of,
    unreadable,
    values_of,
    with_default,
)
from content_lint.parse.scripts.patterns import pattern_of
from content_lint.parse.scripts.scope import Binding, Node
from content_lint.parse.scripts.tokens import Token, tokens_of
from content_lint.parse.scripts.typescript import TypeSkipper
from content_lint.parse.scripts.values import UnknownValueError, construct

_DEEPEST = 30
_MOST_DIGITS = 30
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
_AFTER_BANG = frozenset({".", "[", ")", "]", ",", ";", "}", ""})


class ExpressionReader(TypeSkipper):
    """Reads expressions from the tokens of a program."""

    _depth = 0

    def expression(self) -> Node:
        """The expression that is next; one that cannot be read ends where it surely does."""
        start = self._at
        self._depth += 1
        try:
            made = self._to_its_end()
        except UnknownValueError:
            self._at = start
            self._skip_rest()
            return unreadable
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

    def _skip_rest(self) -> None:
        start = self._at
        while self._text() not in _ENDS and not (self._at > start and self._is_fresh()):
            self._at = self._closing.get(self._at, self._at) + 1

    def _conditional(self) -> Node:
        condition = self._binary(0)
        if self._text() != "?":
            return condition
        self._at += 1
        first = self.expression()
        self._take(":")
        second = self.expression()
        return chosen(condition, first, second)

    def _binary(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while sign := self._sign(level):
            left = joined(sign, left, self._binary(level + 1))
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
        return constant(_literal(token))

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
            return constant(_WORDS[name])
        return lambda scope: scope.find(name)

    def _made_new(self) -> Node:
        name = self._name()
        self._skip_types()
        given = self._arguments() if self._text() == "(" else []
        return lambda scope: construct(name, values_of(given, scope))

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

    def _list(self) -> Node:
        return list_of(self._arguments())

    def _arguments(self) -> Items:
        """What is between brackets; each with whether it is spread."""
        found: list[tuple[bool, Node]] = []
        for _ in self._each_in_brackets():
            is_spread = self._text() == "..."
            self._at += is_spread
            found.append((is_spread, self.expression()))
        return found

    def _object(self) -> Node:
        entries: list[tuple[Node | None, Node]] = []
        for end in self._each_in_brackets():
            if self._text() == "...":
                self._at += 1
                entries.append((None, self.expression()))
            else:
                entries.append(self._entry(end))
        return object_of(entries)

    def _entry(self, end: int) -> tuple[Node, Node]:
        token = self._tokens[self._at]
        if token.text == "[":
            inner = self._arguments()
            if len(inner) != 1:
                raise UnknownValueError
            self._take(":")
            return inner[0][1], self.expression()
        named = constant(_literal(token) if token.kind == "text" else token.text)
        self._at += 1
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
        return template_of(parts)

    def whole(self) -> Node:
        """The one expression that the tokens are."""
        made = self.expression()
        return made if self._at >= len(self._tokens) else unreadable

    def _chain(self, first: Node) -> Node:
        """What comes after a value: its members, and calls of it."""
        steps: list[Step] = []
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
        return followed(first, steps) if steps else first

    def _step(self) -> tuple[Node | None, Items | None]:
        if self._text() == "(":
            return None, self._arguments()
        inner = self._arguments()
        if len(inner) != 1 or inner[0][0]:
            raise UnknownValueError
        return inner[0][1], None

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
        return function_of(given, rest, body)

    def _arrow(self, given: list[Binding], rest: Binding | None) -> Node:
        self._take("=>")
        body = self._block() if self._text() == "{" else self.expression()
        return function_of(given, rest, body)

    def _block(self) -> Node:
        """Statements in braces; whoever reads statements knows how."""
        raise NotImplementedError

    def _parameters(self) -> tuple[list[Binding], Binding | None]:
        """What takes the values that a function is given, between brackets."""
        given: list[Binding] = []
        rest: Binding | None = None
        for _ in self._each_in_brackets():
            is_rest = self._text() == "..."
            self._at += is_rest
            binding = self._defaulted()
            if is_rest:
                rest = binding
            else:
                given.append(binding)
        return given, rest

    def _defaulted(self) -> Binding:
        """A name or a pattern, its type, and what it is where nothing is given."""
        binding = self._binding()
        if self._text() == "?":
            self._at += 1
        if self._text() == ":":
            self._at += 1
            self._skip_type()
        return self._with_default(binding)

    def _binding(self) -> Binding:
        """Names for a value: one, or those of ``{a, b: c}`` and ``[a, b]``."""
        if self._text() == "{":
            return self._taken_apart()
        if self._text() == "[":
            return self._in_order()
        return name_of(self._name())

    def _taken_apart(self) -> Binding:
        parts: list[tuple[str, Binding]] = []
        for _ in self._each_in_brackets():
            key = self._tokens[self._at].text
            if not self._is_name():
                raise UnknownValueError
            if self._text(1) == ":":
                self._at += 2
            parts.append((key, self._with_default(self._binding())))
        return members_of(parts)

    def _in_order(self) -> Binding:
        return items_of([self._with_default(self._binding()) for _ in self._each_in_brackets()])

    def _with_default(self, binding: Binding) -> Binding:
        if self._text() != "=":
            return binding
        self._at += 1
        return with_default(binding, self.expression())


def _literal(token: Token) -> object:
    if token.kind == "text":
        if "\\" in token.text or len(token.text) < 2 or token.text[-1] != token.text[0]:
            raise UnknownValueError
        return token.text[1:-1]
    if token.kind == "number" and token.text.isdecimal() and len(token.text) < _MOST_DIGITS:
        return int(token.text)
    pattern = pattern_of(token.text) if token.kind == "regexp" else None
    if pattern is None:
        raise UnknownValueError
    return pattern
