"""What names mean while functions of JavaScript are worked out, and what such functions are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from content_lint.parse.scripts.values import UnknownValueError, known

_DEEPEST = 30


class Fuel:
    """How many steps are left until a function counts as unknown, so that no program takes long.

    Args:
        steps: how many there are.
    """

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.depth = 0

    def burn(self, steps: int = 1) -> None:
        """Take steps; raises UnknownValueError where none are left."""
        self.left -= steps
        if self.left < 0:
            raise UnknownValueError


class NameScope:
    """The names of one block, and those around it.

    Args:
        outer: the scope around it, or None.
        fuel: of the whole evaluation.
        names: what is known from the beginning.
    """

    is_module = False

    def __init__(self, outer: NameScope | None, fuel: Fuel, names: Mapping[str, object] | None = None) -> None:
        self.outer = outer
        self.fuel = fuel
        self.names = dict(names or {})

    def find(self, name: str) -> object:
        """What a name means; raises UnknownValueError for one that is not known."""
        scope: NameScope | None = self
        while scope is not None:
            if name in scope.names:
                return known(scope.names[name])
            if scope.is_module:
                return scope.find(name)
            scope = scope.outer
        raise UnknownValueError

    def assign(self, name: str, value: object) -> None:
        """Give another value to a name that was declared."""
        scope: NameScope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.outer
        if scope is None or scope.is_module:
            raise UnknownValueError
        scope.names[name] = value

    def inner(self) -> NameScope:
        """The scope of a block in it."""
        return NameScope(self, self.fuel)


Node = Callable[[NameScope], object]
"""A piece of a program, which gives its value in a scope or raises UnknownValueError."""

Binding = Callable[[NameScope, object], None]
"""Gives names to a value, or to parts of it."""


class _Sign:
    """What a statement gives instead of a value."""


NOTHING, BREAK, CONTINUE = _Sign(), _Sign(), _Sign()


class ScriptFunction:
    """A function, with the scope that it was written in.

    Args:
        given: what takes its parameters, in their order.
        body: its statements or expression.
        scope: where it is.
        rest: what takes all further parameters, or None.
    """

    def __init__(self, given: Sequence[Binding], body: Node, scope: NameScope, rest: Binding | None = None) -> None:
        self._given = given
        self._body = body
        self._rest = rest
        self.scope = scope

    def __call__(self, *values: object) -> object:
        """What it gives for these values."""
        fuel = self.scope.fuel
        fuel.burn()
        scope = NameScope(self.scope, fuel)
        for place, binding in enumerate(self._given):
            binding(scope, values[place] if place < len(values) else None)
        if self._rest is not None:
            self._rest(scope, list(values[len(self._given) :]))
        if fuel.depth >= _DEEPEST:
            raise UnknownValueError
        fuel.depth += 1
        try:
            found = self._body(scope)
        finally:
            fuel.depth -= 1
        return None if isinstance(found, _Sign) else found
