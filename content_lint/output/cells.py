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
_PIECE = f"{PARTS}|."  # dear to compile, and most lines are plain
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
        text: the whole text: what stands around a part decides how that is shown.
        start: offset of the first character.
        end: offset behind the last.
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
        shown = match[0]
        if shown == "\t":
            shown = " " * (TAB - column % TAB)
            cells = len(shown)
        elif match["hidden"]:
            shown = name_of(shown)
            cells = len(shown)
        elif match["command"]:
            shown = COMMAND
            cells = len(shown)
        elif match["kept"]:
            cells = 0 if len(shown) == 1 else 2
        elif shown == _EMOJI_STYLE:
            cells = 1 if before == 1 else 0
        elif before == 2 and shown in _SKIN_TONES:
            cells = 0
        else:
            cells = 0 if joined else width(shown)
        joined = match[0] == _JOINER and match["kept"] is not None
        before = cells
        column += cells
        yield shown, cells
