"""Keys of YAML that are no text to the generator: numbers, dates, `true`, lists."""

from __future__ import annotations

from typing import Self


class OddKey(str):
    """A key that is no text: it prints as it is written, and equals no text.

    Two of them are equal where Ruby's hashes hold one entry for them: 1, 1.0 and true are three keys, 0.0 and -0.0
    are one, and so are two times of day in different zones that mean one instant.

    Attributes:
        value: what the generator reads: int, float, bool, None, date, datetime, list, dict.
    """

    __slots__ = ("_identity", "value")

    value: object
    _identity: tuple[object, ...]

    def __new__(cls, written: str, value: object) -> Self:
        """A key as it is written, and as it is read."""
        made = super().__new__(cls, written)
        made.value = value
        made._identity = _identity(value)
        return made

    def __getnewargs__(self) -> tuple[str, object]:  # type: ignore[override]
        """What makes it again where it is copied."""
        return str(self), self.value

    def __eq__(self, other: object) -> bool:
        return type(other) is OddKey and self._identity == other._identity

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._identity)


def _identity(value: object) -> tuple[object, ...]:
    if isinstance(value, list):
        return ("list", *map(_identity, value))
    if isinstance(value, dict):
        return ("dict", frozenset((_identity(key), _identity(item)) for key, item in value.items()))
    if isinstance(value, OddKey):
        return value._identity  # noqa: SLF001 - made above
    if isinstance(value, float):
        return ("float", str(value) if value != value else value)  # noqa: PLR0124 - the one value that is not itself
    return (type(value).__name__, value)
