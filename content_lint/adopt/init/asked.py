"""What the generator's own schema asks of front matter, over what the posts have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from content_lint.adopt.init.kinds import (
    AnyOf,
    FieldGuess,
    Group,
    Guess,
    ListOf,
    NamedKind,
    NameIn,
    OneOfThese,
    Patterned,
)
from content_lint.config.settings import AskedField

_TEXTS = frozenset({"PlainText", "Markdown", "Slug", "Permalink", "EmailAddress", "WebUrl", "AssetPath", "str"})
_KINDS: Mapping[str, tuple[frozenset[str], str]] = {
    "text": (_TEXTS, "str"),
    "number": (frozenset({"int", "float"}), "float"),
    "boolean": (frozenset({"bool"}), "bool"),
    "date": (frozenset({"DateTime", "PublishDate"}), "DateTime"),
    "list": (frozenset({"list", "Tags"}), "list"),
}
"""For each kind, the types that are narrow enough, and the one for a field that no post has."""


def with_asked(group: Group, asked: Sequence[AskedField], file: str) -> Group:
    """The fields of a schema, as the generator's own schema asks for them.

    Args:
        group: the fields that the posts have.
        asked: what the other schema asks for.
        file: where that is written.
    """
    by_key = {item.key: item for item in asked}
    guessed = {item.key: item for item in group.fields}
    first = [_settled(item, guessed.get(item.key), file) for item in asked]
    rest = [item for item in group.fields if item.key not in by_key]
    return replace(group, fields=(*(item for item in first if item is not None), *rest))


def _settled(asked: AskedField, guess: FieldGuess | None, file: str) -> FieldGuess | None:
    """One field; None where nothing is known of it and no post has it."""
    seen = guess.why if guess is not None else "in no post"
    if not asked.kind:
        unread = f"{seen}; what {file} asks of it is not read here"
        return replace(guess, why=unread) if guess is not None else None
    kind = guess.type if guess is not None and _is_narrow(guess.type, asked) else _usual(asked)
    said = "asks for it" if asked.required else "lets it be left out"
    return FieldGuess(asked.key, kind, asked.required, f"{seen}; {file} {said}")


def _usual(asked: AskedField) -> Guess:
    if asked.kind == "choice":
        return OneOfThese(asked.options)
    return NamedKind(_KINDS[asked.kind][1])


def _is_narrow(guess: Guess, asked: AskedField) -> bool:
    """Whether all that a type takes is of the kind that is asked for."""
    if isinstance(guess, AnyOf):
        return all(_is_narrow(member, asked) for member in guess.members)
    if asked.kind == "choice":
        return isinstance(guess, OneOfThese) and set(guess.values) <= set(asked.options)
    if isinstance(guess, NamedKind):
        return guess.name in _KINDS[asked.kind][0]
    if isinstance(guess, ListOf):
        return asked.kind == "list"
    return asked.kind == "text" and isinstance(guess, (OneOfThese, Patterned, NameIn))
