"""Keys that are no text, as pydantic is to see them, and as it speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from content_lint.parse.scalars.odd_keys import OddKey

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from content_lint.parse.facts import FrontMatter

AT_KEY = "[key]"
"""What pydantic puts after the place of a key that it refuses."""


class _Whole(int):
    """A whole number beside ``true`` or a number with a point, which Python would take for the same key."""

    def __eq__(self, other: object) -> bool:
        return type(other) is _Whole and int(self) == int(other)

    def __hash__(self) -> int:
        return hash(("whole", int(self)))


class _Decimal(float):
    """A number with a point in the same company."""

    def __eq__(self, other: object) -> bool:
        return type(other) is _Decimal and float(self) == float(other)

    def __hash__(self) -> int:
        return hash(("decimal", float(self)))


class _Group:
    """A list or a group of fields as a key, which no schema can ask for."""

    def __init__(self, key: OddKey) -> None:
        self._key = key

    def __repr__(self) -> str:
        return f"group {self._key}"


def has_odd_keys(front_matter: FrontMatter) -> bool:
    """Whether any key at any depth is no text."""
    return any(type(path[-1]) is OddKey for path in front_matter.fields)


def with_real_keys(value: Any) -> Any:
    """The same with the values of keys in their place: a schema may well ask for numbers there."""
    if isinstance(value, list):
        return [with_real_keys(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    made = {_real(key): with_real_keys(item) for key, item in value.items()}
    if len(made) < len(value):
        made = {_apart(_real(key)): with_real_keys(item) for key, item in value.items()}
    return made


def _real(key: object) -> object:
    if not isinstance(key, OddKey):
        return key
    return _Group(key) if isinstance(key.value, (list, dict)) else key.value


def _apart(key: object) -> object:
    if isinstance(key, bool):
        return key
    return _Whole(key) if isinstance(key, int) else _Decimal(key) if isinstance(key, float) else key


def odd_key_at(value: object, step: int | str, error: ErrorDetails) -> OddKey | None:
    """The key of a mapping that pydantic means by a step of its place, or None where it means no key."""
    keys = [key for key in value if isinstance(key, OddKey)] if isinstance(value, Mapping) else []
    found = [key for key in keys if step == (int(key.value) if isinstance(key.value, int) else repr(_real(key)))]
    found = found or [key for key in keys if isinstance(key.value, int) and step == repr(key.value)]
    # It calls true and 1 the same, and shows what it was given only where the key itself is refused.
    given = isinstance(error["input"], bool)
    return next((key for key in found if isinstance(key.value, bool) is given), found[0] if found else None)
