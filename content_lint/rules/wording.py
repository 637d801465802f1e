"""How messages spell values and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line counts with these words where nothing is parsed
    from content_lint.parse.facts import KeyPath

LONGEST_VALUE = 60
_LONGEST_TYPED = 2000


def shown(value: str) -> str:
    """A value for a message, in backticks: one line, cut where it is long."""
    line = " ".join(value.split("\n"))
    return f"`{line}`" if len(line) <= LONGEST_VALUE else f"`{line[:LONGEST_VALUE]}…`"


def typed(value: str) -> str:
    """A value for a help, in backticks: one line that somebody is to type, so it is not cut.

    Only what nobody would type, a text of thousands of characters, is.
    """
    line = " ".join(value.split("\n"))
    return f"`{line}`" if len(line) <= _LONGEST_TYPED else f"`{line[:_LONGEST_TYPED]}…`"


def spelt(path: KeyPath) -> str:
    """A key path as people write it: ``event.start``, ``redirect_from[1]`` (the first item is 1)."""
    words = ""
    for part in path:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else str(part)
    return words


def sentence(text: str) -> str:
    """A help that may lack its full stop, with one; a value in backticks ends it as well."""
    return f"{text}." if text and text[-1].isalnum() else text
