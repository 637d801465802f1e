"""What a reader sees of a piece of Markdown: its source without marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.text.regex import regex

_EMPHASIS = regex(
    r"(?<!\w)(__?)(?=[^\s_])(.+?)(?<=[^\s_])\1(?![^\W_])|(\*\*?|~~)(?=[^\s*~])(.+?)(?<=[^\s*~])\3", re.DOTALL
)
_LONGEST_EMPHASIS = 2000
_DASHES = regex(r"---?|\.\.\.")
_DASH = {"---": "\u2014", "--": "\u2013", "...": "\u2026"}


Cut = tuple[int, int, str | None]
"""A stretch of a source that is not shown as it is: its first offset, the offset after its last, and what is shown
instead; None where it is shown to the letter (code). There are several for each link, so this is a plain tuple."""


def strip_emphasis(text: str) -> str:
    """The text without the marks of emphasis; longer texts are left as they are."""
    if len(text) > _LONGEST_EMPHASIS or ("*" not in text and "_" not in text and "~~" not in text):
        return text
    for _ in range(3):
        shorter = _EMPHASIS.sub(lambda match: match.group(2) or match.group(4), text)
        if shorter == text:
            break
        text = shorter
    return text


def _typography(text: str) -> str:
    return _DASHES.sub(lambda match: _DASH[match.group()], text) if "--" in text or "..." in text else text


def shown_text(source: str, start: int, end: int, cuts: Sequence[Cut], *, typography: bool = False) -> str:
    """What ``source[start:end]`` shows: cuts applied, entities resolved, marks of emphasis gone.

    Args:
        source: any text.
        start: first offset.
        end: the offset after the last.
        cuts: in order; one that begins inside another is passed over.
        typography: whether the generator makes dashes and dots of ``--``, ``---`` and ``...``.
    """
    if not cuts:
        text = _typography(source[start:end]) if typography else source[start:end]
        if PLACEHOLDER in text:
            text = text.replace(PLACEHOLDER, "")
        return strip_emphasis(unescape(text))
    # Literal pieces are taken out while emphasis is looked for, so that it is not found in code.
    pieces: list[str] = []
    literal: list[str] = []
    position = start
    for first, last, instead in cuts:
        if first < position:
            continue
        piece = source[position:first]
        pieces.append(unescape(_typography(piece) if typography else piece))
        if instead is None:
            pieces.append("\x00")
            literal.append(source[first:last])
        else:
            pieces.append(instead)
        position = last
    piece = source[position:end]
    pieces.append(unescape(_typography(piece) if typography else piece))
    text = strip_emphasis("".join(pieces).replace(PLACEHOLDER, ""))
    if literal and text.count("\x00") == len(literal):
        parts = text.split("\x00")
        text = "".join(part + code for part, code in zip(parts, [*literal, ""], strict=True))
    return text


def label_text(source: str, start: int, end: int, cuts: Sequence[Cut]) -> str:
    """The same on one line, white space folded."""
    return " ".join(shown_text(source, start, end, cuts).split())
