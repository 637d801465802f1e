"""Regular expressions that are compiled when they are first used: a run needs a few of the hundreds that there are."""

from __future__ import annotations

import re
import sys
from _thread import get_ident
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

_compile = re.compile
_READS_POSSESSIVE_GROUPS = sys.version_info >= (3, 11, 5)  # https://github.com/python/cpython/issues/106052
_POSSESSIVE_ENDS = (")*+", ")++", ")?+", "}+")
_METHODS = ("match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Pattern:
    """Becomes a compiled pattern as soon as anything but its text is asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # asked for nothing that is there already
        text = portable(self.pattern) if isinstance(self.pattern, str) else self.pattern  # others match bytes, too
        compiled = _compile(text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def portable(text: str) -> str:
    """A pattern as this Python reads it right.

    Before 3.11.5, a possessive group could keep what its last, failed round had taken; an atomic group around it says
    the same, and takes more memory.
    """
    if _READS_POSSESSIVE_GROUPS or not any(end in text for end in _POSSESSIVE_ENDS):
        return text
    return with_atomic_groups(text)


def with_atomic_groups(text: str) -> str:
    """The same pattern with ``(?>(…)*)`` for each ``(…)*+``."""
    pieces: list[str] = []
    opened: list[int] = []
    for piece in _PIECE.findall(text):
        if piece == "(":
            opened.append(len(pieces))
        elif piece[0] == ")":
            begins = opened.pop()
            if len(piece) > 1:
                pieces[begins] = f"(?>{pieces[begins]}"
                piece = f"{piece[:-1]})"  # noqa: PLW2901 - what is written in its place
        pieces.append(piece)
    return "".join(pieces)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression for a module to keep, as ``re.compile`` takes it."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


_PIECE = regex(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(|\)(?:[*+?]|\{\d*,?\d*\})\+|\)|[^\\()\[]+", re.DOTALL)


@contextmanager
def compiled_when_used() -> Iterator[None]:
    """While somebody else's modules are imported, so that their patterns are compiled when they are used, too.

    Python's own reader of YAML has one that takes a twentieth of a hook's time, and libyaml reads in its place.
    """
    here = get_ident()

    def compile_later(text: Any, flags: int = 0) -> Any:
        return regex(text, flags) if get_ident() == here else _compile(text, flags)

    re.compile = compile_later  # type: ignore[assignment]  # of its overloads, modules use the one for texts
    try:
        yield
    finally:
        re.compile = _compile
