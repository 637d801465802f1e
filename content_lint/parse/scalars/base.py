"""What the scalar rules of all generators have in common: their shape, and what they refuse."""

from __future__ import annotations

from typing import Protocol

BINARY_TAGS = frozenset({"tag:yaml.org,2002:binary", "!binary", "x-private:binary"})
MAX_DIGITS = 3000
"""Longer numbers stay text: Python refuses to print integers of more than 4,300 digits."""


class ScalarRefusedError(ValueError):
    """The generator itself stops at this scalar; the whole front matter is lost to it."""


class ScalarResolver(Protocol):
    """Turns a scalar into the value that a generator would see."""

    def __call__(self, raw: str, *, plain: bool, tag: str | None) -> object:
        """The value of a scalar.

        Args:
            raw: its text, with the quotes taken off and lines folded, as YAML has it.
            plain: whether its type is to be guessed: it has no quotes, is no block, or has a tag.
            tag: its tag in full (``tag:yaml.org,2002:str``), or None.

        Raises:
            ScalarRefusedError: where the generator itself fails on it.
        """
