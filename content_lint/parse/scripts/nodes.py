"""What the pieces of a program do when they are worked out."""

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
from content_lint.parse.scripts.scope import Binding, NameScope, Node, ScriptFunction
from content_lint.parse.scripts.values import (
    UNKNOWN,
    ScriptList,
    ScriptObject,
    UnknownValueError,
    is_shuffled,
    known,
)

Items = Sequence[tuple[bool, Node]]
"""The items of a list or the arguments of a call; each with whether it is spread."""

Step = tuple[bool, Node | str | None, Items | None]
"""What comes after a value: whether that may be null; the member's name, the index, or None; what a call is given."""


def unreadable(scope: NameScope) -> object:  # noqa: ARG001
    """What nobody has read."""
    raise UnknownValueError


def constant(value: object) -> Node:
    """What is the same in every scope."""
    return lambda scope: value  # noqa: ARG005


def chosen(condition: Node, first: Node, second: Node) -> Node:
    """The first where the condition holds, else the second."""
    return lambda scope: first(scope) if is_true(condition(scope)) else second(scope)


def joined(sign: str, left: Node, right: Node) -> Node:
    """Two values with an operator between them; the second is worked out only where it counts."""
    if sign == "||":
        return lambda scope: value if is_true(value := left(scope)) else right(scope)
    if sign == "&&":
        return lambda scope: right(scope) if is_true(value := left(scope)) else value
    if sign == "??":
        return lambda scope: value if (value := left(scope)) is not None else right(scope)
    return lambda scope: operate(sign, left(scope), right(scope))


def followed(first: Node, steps: Sequence[Step]) -> Node:
    """A value with its members and calls, one after the other."""

    def run(scope: NameScope) -> object:
        value = first(scope)
        for optional, what, given in steps:
            if value is None and optional:
                return None
            value = known(_stepped(scope, value, what, given))
        return value

    return run


def _stepped(scope: NameScope, value: object, what: Node | str | None, given: Items | None) -> object:
    if isinstance(what, str):
        if given is None:
            return member(value, what)
        return invoke(value, what, values_of(given, scope), scope.fuel.burn)
    if what is not None:
        return item(value, what(scope))
    if not callable(value):
        raise UnknownValueError
    scope.fuel.burn()
    return value(*values_of(given or [], scope))


def list_of(items: Items) -> Node:
    """A list of these."""

    def run(scope: NameScope) -> ScriptList:
        found = ScriptList()
        for is_spread, node in items:
            value = node(scope)
            _add(scope, found, value, is_spread=is_spread)
            found.shuffled = found.shuffled or (is_spread and is_shuffled(value))
        return found

    return run


def values_of(items: Items, scope: NameScope) -> list[object]:
    """What these are in a scope."""
    found: list[object] = []
    for is_spread, node in items:
        _add(scope, found, node(scope), is_spread=is_spread)
    return found


def _add(scope: NameScope, items: list[object], value: object, *, is_spread: bool) -> None:
    more = spread(value) if is_spread else [value]
    scope.fuel.burn(len(more) // PER_STEP)
    extend(items, more)


def object_of(entries: Sequence[tuple[Node | None, Node]]) -> Node:
    """An object of keys and values; what has no key is spread. A value has to be known only when it is asked for."""

    def run(scope: NameScope) -> ScriptObject:
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

    return run


def template_of(parts: Sequence[str | Node]) -> Node:
    """A text, with values filled in."""

    def run(scope: NameScope) -> str:
        made = ""
        for part in parts:
            made = short(made + (part if isinstance(part, str) else as_text(part(scope))))
        return made

    return run


def function_of(given: Sequence[Binding], rest: Binding | None, body: Node) -> Node:
    """A function; ``rest`` takes the values that are more than ``given`` has names for."""
    return lambda scope: ScriptFunction(given, body, scope, rest)


def name_of(name: str) -> Binding:
    """Gives a value a name."""

    def bind(scope: NameScope, value: object) -> None:
        scope.names[name] = value

    return bind


def members_of(parts: Sequence[tuple[str, Binding]]) -> Binding:
    """Gives names to members of an object: ``{a, b: c}``."""

    def bind(scope: NameScope, value: object) -> None:
        for name, binding in parts:
            binding(scope, member(known(value), name))

    return bind


def items_of(parts: Sequence[Binding]) -> Binding:
    """Gives names to the items of a list: ``[a, b]``."""

    def bind(scope: NameScope, value: object) -> None:
        values = spread(known(value))
        for place, binding in enumerate(parts):
            binding(scope, values[place] if place < len(values) else None)

    return bind


def with_default(binding: Binding, default: Node) -> Binding:
    """The same for a value that may be missing."""
    return lambda scope, value: binding(scope, default(scope) if value is None else value)
