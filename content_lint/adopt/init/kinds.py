"""Types that a guess can come to, and whether a value fits one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Protocol

from msgspec import Struct


class NamedKind(Struct, frozen=True):
    """A type by its name: one of ``content_lint.schema``, or ``bool``, ``int``, ``float``, ``str``."""

    name: str


class OneOfThese(Struct, frozen=True):
    """Text that is one of a few."""

    values: tuple[str, ...]


class Patterned(Struct, frozen=True):
    """An address that follows a pattern."""

    name: str
    pattern: str


class ListOf(Struct, frozen=True):
    """A list of things of one type."""

    item: Guess


class AnyOf(Struct, frozen=True):
    """One type or another."""

    members: tuple[Guess, ...]


class Group(Struct, frozen=True):
    """A mapping with fields of its own."""

    fields: tuple[FieldGuess, ...]
    left_out: tuple[str, ...] = ()


class FieldGuess(Struct, frozen=True):
    """One field of a schema.

    Attributes:
        key: as it is written in front matter.
        type: what its values are.
        required: whether it has to be there.
        why: what the guess rests on, in words.
    """

    key: str
    type: Guess
    required: bool
    why: str


Guess = NamedKind | OneOfThese | Patterned | ListOf | AnyOf | Group


class _Adapter(Protocol):
    def validate_python(self, value: object, /) -> object: ...


def fits(guess: Guess, value: object) -> bool:
    """Whether a schema of that type takes a value; of the fields of a group nothing is asked."""
    if isinstance(guess, NamedKind):
        return _accepts(guess.name, value)
    if isinstance(guess, OneOfThese):
        return isinstance(value, str) and value in guess.values
    if isinstance(guess, Patterned):
        return _accepts(guess.name, value) and isinstance(value, str) and _matches(guess.pattern, value)
    if isinstance(guess, ListOf):
        return isinstance(value, list) and all(fits(guess.item, item) for item in value)
    if isinstance(guess, AnyOf):
        return any(fits(member, value) for member in guess.members)
    return isinstance(value, Mapping)


def any_of(*guesses: Guess) -> Guess:
    """One type of several: what is there twice once, lists of values as one list, and one alone as it is."""
    members: dict[Guess, None] = {}
    chosen: dict[str, None] = {}
    for guess in guesses:
        for member in guess.members if isinstance(guess, AnyOf) else (guess,):
            if isinstance(member, OneOfThese):
                chosen.update(dict.fromkeys(member.values))
            else:
                members[member] = None
    if chosen and NamedKind("PlainText") not in members:
        members[OneOfThese(tuple(chosen))] = None
    return next(iter(members)) if len(members) == 1 else AnyOf(tuple(members))


def _accepts(name: str, value: object) -> bool:
    from pydantic import ValidationError  # only who guesses pays for it

    try:
        _adapter(name).validate_python(value)
    except ValidationError:
        return False
    return True


@cache
def _adapter(name: str) -> _Adapter:
    """The very type that the schema will have: what it takes decides, not a second opinion of our own."""
    import builtins  # for the names of plain types only

    from pydantic import ConfigDict, TypeAdapter

    import content_lint.schema

    kind = getattr(content_lint.schema, name) if name in content_lint.schema.__all__ else getattr(builtins, name)
    adapter: _Adapter = TypeAdapter(kind, config=ConfigDict(strict=True))
    return adapter


def _matches(pattern: str, text: str) -> bool:
    import re  # few guesses are patterns

    return re.search(pattern, text) is not None
