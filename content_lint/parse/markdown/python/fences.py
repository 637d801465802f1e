"""Blocks of code between fences, which Python-Markdown takes out before it reads anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.text.regex import regex

_OPENING = regex(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_LINE = regex(r"[^\n]*\n?")
_NOT_LINE_END = regex(r"[^\n]")
CODE = "\ue001"
"""What takes the place of a character of such a block: it means nothing to Markdown, and is no blank."""


def mask_fences(text: str, *, nested: bool) -> tuple[str, list[tuple[int, int]]]:
    """A text with its blocks of code blotted out, as long as before, and where they are.

    Args:
        text: lines that end with LF.
        nested: whether such blocks can be in lists and quotes (superfences); else they begin the line.
    """
    found = list(_blocks(text, nested=nested))
    if not found:
        return text, found
    pieces: list[str] = []
    position = 0
    for start, end in found:
        pieces += [text[position:start], _NOT_LINE_END.sub(CODE, text[start:end])]
        position = end
    return "".join((*pieces, text[position:])), found


def _blocks(text: str, *, nested: bool) -> Iterator[tuple[int, int]]:
    position = 0
    missing: set[tuple[str, str]] = set()
    budget = 20 * len(text)
    while opening := _OPENING.search(text, position):
        indent, fence = opening["indent"], opening["fence"]
        position = opening.end()
        if (indent and not nested) or (indent, fence) in missing:
            continue
        end, read = _closing(text, opening.end() + 1, fence, len(indent.expandtabs(4)))
        if end < 0:
            budget -= read
            if budget < 0:
                return
            # One that is not closed costs the rest of the text once, not once for each like it.
            missing.add((indent, fence))
            continue
        yield opening.start("fence"), end
        position = end


def _closing(text: str, position: int, fence: str, width: int) -> tuple[int, int]:
    """The offset after the closing fence, or -1 where there is none at this depth; and how much was read."""
    start = position
    while position < len(text):
        line = _LINE.match(text, position)
        end = line.end() if line else len(text)
        bare = text[position:end].lstrip(" \t>")
        shown = bare.strip()
        if shown == fence:
            return position + len(text[position:end].rstrip()), end - start
        indent = text[position : end - len(bare)].expandtabs(4)
        if shown and width and len(indent) < width:
            return -1, end - start
        position = end
    return -1, position - start
