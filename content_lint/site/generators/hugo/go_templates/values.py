"""The values of Go's templates: Python's own, what only the build gives, and texts with a mark of what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Protocol

from msgspec import Struct

OPEN = "\0"
"""What is written in the place of a text that only the build gives."""

PUBLISHED = "\1"
"""The same for an address that only the build gives, at which there surely is something."""

_MARKS = str.maketrans("", "", OPEN + PUBLISHED)
LONGEST = 20_000  # characters of a text
_EMPTIABLE = (str, bool, dict, list, int, float, Mapping, Sequence)  # the usual ones first: it is asked for each value


class NotKnown:
    """What only the build gives: one value, UNKNOWN."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = NotKnown()
Value = object
"""None, bool, int, str, a mapping, a list, something with fields, a function, or UNKNOWN."""

Function = Callable[..., Value]


class Fielded(Protocol):
    """Something that templates ask for fields: a page, the site, an address that is taken apart."""

    def field(self, name: str) -> Value:
        """The value of a field, or the function that a method is; UNKNOWN for what is not known here."""


class SafeHtml(str):
    """A text that is HTML already, and so is written as it is."""

    __slots__ = ()


class Shown(Struct, frozen=True):
    """A text with markup, of which only is known what a reader sees of it."""

    plain: str


class Version(str):
    """A version of a program, which is compared by its numbers."""

    __slots__ = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its numbers; raises ValueError for a text that is none."""
        return tuple(int(part) for part in self.split("-", 1)[0].split("."))


class MadeAddress(Struct, frozen=True):
    """The address of a file that the build makes and publishes."""


class StopError(Exception):
    """A template stops the build; the message says what it says."""


def is_true(value: Value) -> bool | None:
    """Whether Go takes a value for true, which nothing empty is; None for UNKNOWN."""
    if value is UNKNOWN:
        return None
    if isinstance(value, Shown):
        return bool(value.plain)
    if hasattr(value, "field"):
        return True
    return bool(value) if isinstance(value, _EMPTIABLE) else value is not None


def text_of(value: Value) -> str | NotKnown:
    """The text that is printed of a value; UNKNOWN for all that is neither text nor number nor truth."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "" if value is None else UNKNOWN


def written(value: Value) -> str:
    """What a page gets of a value: HTML is escaped, what is not known is a mark."""
    if isinstance(value, MadeAddress):
        return PUBLISHED
    text = text_of(value)
    if isinstance(text, NotKnown):
        return OPEN
    if isinstance(text, SafeHtml):
        return text
    return escape(text.translate(_MARKS))


def field_of(value: Value, name: str) -> Value:
    """A field of a value: Go finds the keys of a site's own mappings whatever their case."""
    ask = getattr(value, "field", None)
    if ask is not None:
        return ask(name)
    if isinstance(value, (dict, Mapping)):  # the usual one first
        return value[name] if name in value else value.get(name.lower())
    return UNKNOWN
