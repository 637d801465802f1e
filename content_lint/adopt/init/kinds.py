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


class NameIn(Struct, frozen=True):
    """The name of a file of a collection.

    Attributes:
        collection: that collection.
        names: what its files are called.
    """

    collection: str
    names: frozenset[str] = frozenset()


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


Guess = NamedKind | OneOfThese | Patterned | NameIn | ListOf | AnyOf | Group


_TAKE_ALL_TEXTS = (NamedKind("Markdown"), NamedKind("str"))
_TEXTS = frozenset({"PlainText", "Markdown", "Slug", "Permalink", "EmailAddress", "WebUrl", "AssetPath", "str"})


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
    if isinstance(guess, NameIn):
        return isinstance(value, str) and value in guess.names
    if isinstance(guess, ListOf):
        return isinstance(value, list) and all(fits(guess.item, item) for item in value)
    if isinstance(guess, AnyOf):
        return any(fits(member, value) for member in guess.members)
    return isinstance(value, Mapping)


def any_of(*guesses: Guess) -> Guess:
    """One type of several: what is there twice once, lists of values as one list, and one alone as it is.

    A type that takes all that another one takes leaves no room for the other, which would only look like a check.
    """
    members: dict[Guess, None] = {}
    chosen: dict[str, None] = {}
    for guess in guesses:
        for member in guess.members if isinstance(guess, AnyOf) else (guess,):
            if isinstance(member, OneOfThese):
                chosen.update(dict.fromkeys(member.values))
            else:
                members[member] = None
    if chosen:
        members[OneOfThese(tuple(chosen))] = None
    kept = tuple(one for one in members if not any(_takes_all_of(other, one) for other in members if other != one))
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def _takes_all_of(wide: Guess, narrow: Guess) -> bool:
    """Whether what fits one type fits another one too, so that nothing is checked by it beside that."""
    if wide == NamedKind("object"):
        return True
    if wide in _TAKE_ALL_TEXTS:
        return _is_text(narrow)
    if wide == NamedKind("PlainText"):
        return _is_text(narrow) and narrow not in _TAKE_ALL_TEXTS
    if wide == NamedKind("Tags"):
        return isinstance(narrow, ListOf) and _is_text(narrow.item)
    if wide == NamedKind("list"):
        return isinstance(narrow, ListOf) or narrow == NamedKind("Tags")
    return wide == NamedKind("dict") and isinstance(narrow, Group)


def _is_text(guess: Guess) -> bool:
    return isinstance(guess, (OneOfThese, Patterned, NameIn)) or (isinstance(guess, NamedKind) and guess.name in _TEXTS)


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
