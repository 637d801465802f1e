"""How many cells of a terminal a text takes, so that an underline sits under the right ones.

Measured from Python's own Unicode tables: wide East Asian characters take two cells, combining
marks none, what an emoji sequence joins counts once. Terminals differ over sequences; this is what
most of those of today do. A library for it would be one more thing to import in every hook.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from content_lint.output.escape import COMMAND, PARTS, name_of

TAB = 4
_PIECE = f"{PARTS}|."  # slow to compile, and most lines are plain
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


def width(char: str) -> int:
    """Cells of one character by itself: 0, 1 or 2."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def pieces(text: str, start: int, end: int, column: int = 0) -> Iterator[tuple[str, int]]:
    """The parts of ``text[start:end]`` as they are shown, each with its cells.

    Args:
        text: the whole text: what is around a part decides how that is shown.
        start: offset of the first character.
        end: offset after the last.
        column: the cell at which it begins; tabs run to the next multiple of four.
    """
    part = text[start:end]
    if part.isascii() and part.isprintable() and "#" not in part:
        for char in part:
            yield char, 1
        return
    joined, before = False, 0
    for match in re.compile(_PIECE, re.DOTALL).finditer(text, start):
        if match.start() >= end:
            return
        shown = _spelt_out(match, column)
        cells = _cells(match, joined=joined, before=before) if shown is None else len(shown)
        joined = match[0] == _JOINER and match["kept"] is not None
        before = cells
        column += cells
        yield match[0] if shown is None else shown, cells


def _spelt_out(match: re.Match[str], column: int) -> str | None:
    """What is shown instead of a part; None where it is shown as it is."""
    if match[0] == "\t":
        return " " * (TAB - column % TAB)
    if match["hidden"]:
        return name_of(match[0])
    return COMMAND if match["command"] else None


def _cells(match: re.Match[str], *, joined: bool, before: int) -> int:
    """Cells of a part that is shown as it is, after a joiner or not, and after a part of so many cells."""
    shown = match[0]
    if match["kept"]:
        return 0 if len(shown) == 1 else 2
    if shown == _EMOJI_STYLE:
        return 1 if before == 1 else 0
    if joined or (before == 2 and shown in _SKIN_TONES):
        return 0
    return width(shown)
