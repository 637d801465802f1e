"""Characters that nobody sees: which they are, what they are called, and where they are at home.

The names and classes are Unicode's (UnicodeData.txt, ArabicShaping.txt; emoji sequences: UTS #51).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001"
    "\U000e0020-\U000e007f"
)
"""Inside of a regex class: characters without a shape. A no-break space has a width and is none of them."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_ZERO_WIDTH_SPACE = "\u200b"
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}

# The classes below are dear to compile, and only needed where something invisible stands in the text.
# Scripts whose letters join, so that ZWJ and ZWNJ change their shapes: Arabic, Syriac, N'Ko, Mandaic, the
# scripts of South and South-East Asia, Mongolian, and the Arabic presentation forms.
_JOINED_SCRIPTS = (
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\u1900-\u1aaf\u1b00-\u1c4f\ua800-\ua8ff"
    "\ua980-\ua9ff\uaa00-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010eff\U00011000-\U000117ff]"
)
# Scripts that write no blanks between words and use U+200B for them: Thai, Lao, Tibetan, Myanmar, Khmer, Tai.
_BLANKLESS_SCRIPTS = "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\uaa60-\uaa7f]"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_EMOJI = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff\ufe0f\u20e3]"
_BLACK_FLAG = "\U0001f3f4"
_CANCEL_TAG = "\U000e007f"


def has_invisible(text: str) -> bool:
    """Whether any invisible character stands in ``text``, at home or not."""
    return not text.isascii() and _INVISIBLE.search(text) is not None


def strip_invisible(text: str) -> str:
    """``text`` without its invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def find_invisible(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Offsets of the invisible characters between ``start`` and ``end``, at home or not."""
    for match in _INVISIBLE.finditer(text, start, len(text) if end is None else end):
        yield match.start()


def name_of(character: str) -> str:
    """What an invisible character is called, in lower case."""
    known = _NAMES.get(character)
    if known is not None:
        return known
    if "\U000e0000" <= character <= "\U000e007f":
        return "hidden tag character"
    return unicodedata.name(character, "invisible character").lower()


def has_right_to_left(text: str, start: int, end: int) -> bool:
    """Whether a letter of a script that runs from right to left stands between two offsets."""
    return re.compile(_RIGHT_TO_LEFT).search(text, start, end) is not None


def is_at_home(text: str, offset: int, line_start: int, line_end: int, *, right_to_left: bool) -> bool:
    """Whether the invisible character at ``offset`` does its own work in prose.

    That is a joiner inside an emoji or next to a letter of a script that joins, the tags of a flag, a
    zero-width space in a script without blanks, and a mark of direction in a line with right-to-left
    letters. An override of the direction is never at home: it shows readers something else than what
    is there.

    Args:
        text: any text.
        offset: where the character stands.
        line_start: where its line starts.
        line_end: where its line ends.
        right_to_left: ``has_right_to_left`` of the line; asked for once a line, so that cost stays linear.
    """
    character = text[offset]
    before = text[offset - 1] if offset > line_start else ""
    after = text[offset + 1] if offset + 1 < line_end else ""
    if character in _JOINERS:
        if re.match(_JOINED_SCRIPTS, before) or re.match(_JOINED_SCRIPTS, after):
            return True
        return character == "\u200d" and bool(re.match(_EMOJI, before) and re.match(_EMOJI, after))
    if character == _ZERO_WIDTH_SPACE:
        return bool(re.match(_BLANKLESS_SCRIPTS, before) or re.match(_BLANKLESS_SCRIPTS, after))
    if character in _DIRECTION_MARKS:
        return right_to_left
    return character >= "\U000e0020" and _in_flag(text, offset, line_start)


_FLAG_LENGTH = 8
"""A black flag, at most six tags (a country and a subdivision), and the tag that ends them."""


def _in_flag(text: str, offset: int, line_start: int) -> bool:
    """Whether a tag character belongs to a flag such as England's: a black flag, tags, the cancelling tag."""
    flag = text.rfind(_BLACK_FLAG, max(line_start, offset - _FLAG_LENGTH), offset)
    if flag < 0:
        return False
    cancel = text.find(_CANCEL_TAG, offset, flag + _FLAG_LENGTH + 1)
    return cancel >= 0 and all("\U000e0020" <= char <= _CANCEL_TAG for char in text[flag + 1 : cancel])
