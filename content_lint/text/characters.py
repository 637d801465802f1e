"""Characters that nobody sees: which they are, what they are called, and where they are at home.

The names and classes are Unicode's (UnicodeData.txt, ArabicShaping.txt; emoji sequences: UTS #51).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from content_lint.text.regex import regex

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001"
    "\U000e0020-\U000e007f"
)
"""Inside of a regex class: characters without a shape. A no-break space has a width, so it is not among them."""

_INVISIBLE = regex(f"[{INVISIBLE}]")
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_TURNS_RIGHT = frozenset("\u061c\u200f\u202b\u202d\u202e\u2067\u2068")
_NOTES = frozenset("\ufff9\ufffa\ufffb")
_JOINERS = frozenset("\u200c\u200d")
_NON_JOINER = "\u200c"
_ZERO_WIDTH_SPACE = "\u200b"
_SOFT_HYPHEN = "\u00ad"
_VOWEL_SEPARATOR = "\u180e"
_WORD_JOINER = "\u2060"
_OPERATORS = frozenset("\u2061\u2062\u2063\u2064")
_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
}

# The classes below are slow to compile, and only needed where something invisible is in the text.
# Scripts whose letters join, so that ZWJ and ZWNJ change their shapes: Arabic, Syriac, N'Ko, Mandaic, the
# scripts of South and South-East Asia, Mongolian, the Arabic presentation forms, Rohingya, Sogdian and Adlam.
_JOINED_SCRIPTS = (
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\u1900-\u1aaf\u1b00-\u1c4f\ua800-\ua8ff"
    "\ua980-\ua9ff\uaa00-\uaaff\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff"
    "\U0001e900-\U0001e95f]"
)
# Scripts that write no blanks between words and use U+200B for them: Thai, Lao, Tibetan, Myanmar, Khmer, Tai, Balinese,
# Javanese, Cham; and Chinese and Japanese, where it marks a good place to break a line.
_BLANKLESS_SCRIPTS = (
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1bff\ua980-\uaa7f"
    "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
_MONGOLIAN = "[\u1800-\u18af]"
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_EMOJI = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff\ufe0f\u20e3]"
_BLACK_FLAG = "\U0001f3f4"
_CANCEL_TAG = "\U000e007f"


def has_invisible(text: str) -> bool:
    """Whether any invisible character is in ``text``, at home or not."""
    if text.isascii():
        return False
    # All of them are formats to Unicode, and none of those counts as printable: Python knows that of a text at once.
    return not text.replace("\n", "").replace("\t", "").isprintable() and _INVISIBLE.search(text) is not None


def strip_invisible(text: str) -> str:
    """``text`` without its invisible characters."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def find_invisible(text: str) -> Iterator[int]:
    """Offsets of the invisible characters, at home or not."""
    return (match.start() for match in _INVISIBLE.finditer(text))


def name_of(character: str) -> str:
    """What an invisible character is called, in lower case."""
    known = _NAMES.get(character)
    if known is not None:
        return known
    if "\U000e0000" <= character <= "\U000e007f":
        return "hidden tag character"
    return unicodedata.name(character, "invisible character").lower()


def has_right_to_left(text: str) -> bool:
    """Whether a letter of a script that runs from right to left is in ``text``."""
    return re.search(_RIGHT_TO_LEFT, text) is not None


def has_direction_marks(text: str) -> bool:
    """Whether a mark of direction is in ``text`` that ``guides_reading`` asks about."""
    return any(mark in text for mark in _DIRECTION_MARKS)


def shapes_letters(text: str, offset: int) -> bool:
    """Whether the character at ``offset`` is a part of how its neighbours look, in an address as much as in prose.

    That is a joiner inside an emoji, next to a letter of a script that joins, or where it keeps an f from melting
    into the next letter (``Auf\u200clage``); the vowel separator of Mongolian; and the tags of a flag.
    """
    character, before, after = _neighbours(text, offset)
    if character in _JOINERS:
        if re.match(_JOINED_SCRIPTS, before) or re.match(_JOINED_SCRIPTS, after):
            return True
        if character == _NON_JOINER:
            return before in {"f", "F"} and after.isalpha()
        return bool(re.match(_EMOJI, before) and re.match(_EMOJI, after))
    if character == _VOWEL_SEPARATOR:
        return bool(re.match(_MONGOLIAN, before) or re.match(_MONGOLIAN, after))
    return character >= "\U000e0020" and _in_flag(text, offset)


def guides_reading(text: str, offset: int, *, right_to_left: bool) -> bool:
    """Whether the character at ``offset`` orders or separates words.

    That is a mark of direction in a document with right-to-left letters, and a zero-width space in a script without
    blanks. An override of the direction is not among them: it shows readers something else than what is there.

    Args:
        text: any text.
        offset: where the character is.
        right_to_left: whether the document has letters that run from right to left; asked for once, so that cost
            stays linear. A line of numbers among them has none, and needs its marks all the same.
    """
    character, before, after = _neighbours(text, offset)
    if character == _ZERO_WIDTH_SPACE:
        return bool(re.match(_BLANKLESS_SCRIPTS, before) or re.match(_BLANKLESS_SCRIPTS, after))
    return right_to_left and character in _DIRECTION_MARKS


def guides_breaks(text: str, offset: int) -> bool:
    """Whether the character at ``offset`` says where a line may break, or means an operation in a formula.

    That is a soft hyphen inside a word, a word joiner where a line could break without it, and the unseen operators
    of mathematics.
    """
    character, before, after = _neighbours(text, offset)
    if character == _SOFT_HYPHEN:
        return _is_letter(before) and _is_letter(after)
    if not before.strip() or not after.strip():
        return False
    if character == _WORD_JOINER:
        return not (before.isalnum() and after.isalnum()) or bool(re.match(_BLANKLESS_SCRIPTS, before + after))
    return character in _OPERATORS


def may_change_the_view(text: str, offset: int) -> bool:
    """Whether readers could see a difference if the character at ``offset`` were gone.

    Marks that turn the direction move numbers and punctuation, also where no letter runs from right to left; and
    between letters that join, whatever is there may part them.
    """
    character, before, after = _neighbours(text, offset)
    if character in _TURNS_RIGHT or character in _NOTES:
        return True
    return bool(re.match(_JOINED_SCRIPTS, before) and re.match(_JOINED_SCRIPTS, after))


def _neighbours(text: str, offset: int) -> tuple[str, str, str]:
    """A character, and those before and after it; empty at the ends of the text."""
    return text[offset], text[offset - 1] if offset else "", text[offset + 1 : offset + 2]


def _is_letter(character: str) -> bool:
    return character.isalpha() or (character != "" and unicodedata.category(character)[0] == "M")


_FLAG_LENGTH = 8
"""A black flag, at most six tags (a country and a subdivision), and the tag that ends them."""


def _in_flag(text: str, offset: int) -> bool:
    """Whether a tag character belongs to a flag such as England's: a black flag, tags, the cancelling tag."""
    flag = text.rfind(_BLACK_FLAG, max(0, offset - _FLAG_LENGTH), offset)
    if flag < 0:
        return False
    cancel = text.find(_CANCEL_TAG, offset, flag + _FLAG_LENGTH + 1)
    return cancel >= 0 and all("\U000e0020" <= char <= _CANCEL_TAG for char in text[flag + 1 : cancel])
