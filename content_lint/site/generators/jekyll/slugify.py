"""Jekyll's ``Utils.slugify``, and Ruby's way of writing values as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from content_lint.text.regex import regex


class SlugMode(StrEnum):
    """Which characters stay."""

    DEFAULT = "default"  # letters, marks, decimal digits
    PRETTY = "pretty"  # also ._~!$&'()+,;=@
    ASCII = "ascii"  # A-Z, a-z, 0-9
    RAW = "raw"  # everything but white space
    LATIN = "latin"  # like default, after accents were taken off Latin letters


# The ASCII characters to be replaced: to name those that stay, with all of Unicode, takes a thousandfold to compile.
_REPLACED: dict[str, re.Pattern[str]] = {
    SlugMode.DEFAULT: regex(r"[\x00-/:-@\[-`{-\x7f]+"),
    SlugMode.PRETTY: regex(r"[\x00-\x20\"#%*\-/:<>?\[-^`{|}\x7f]+"),
    SlugMode.ASCII: regex(r"[^A-Za-z0-9]+"),
    SlugMode.RAW: regex(r"[ \t\r\n\f\v]+"),
}
_REPLACED[SlugMode.LATIN] = _REPLACED[SlugMode.DEFAULT]
_VOWEL_SIGNS = frozenset({6, 84, 91, 103, 118, 129, 130, 132, 240})
_CIRCLED = (
    ("\u24b6", "\u24e9"),
    ("\U0001f130", "\U0001f149"),
    ("\U0001f150", "\U0001f169"),
    ("\U0001f170", "\U0001f189"),
)
# What the I18n library makes of Latin letters that are no letter with an accent.
_LATIN = {"ß": "ss", "Æ": "AE", "æ": "ae", "Ð": "D", "ð": "d", "Ø": "O", "ø": "o", "Þ": "Th", "þ": "th", "\u00d7": "x"}
_LATIN |= {"Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "\u0131": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k", "Ŀ": "L", "ŀ": "l"}
_LATIN |= {"Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE", "œ": "oe", "Ŧ": "T", "ŧ": "t"}


def slugify(text: str, mode: SlugMode | str = SlugMode.DEFAULT, *, cased: bool = False, marks: bool = True) -> str:
    """The text as a piece of an address.

    Args:
        text: any text.
        mode: what stays; an unknown mode leaves the text as it is.
        cased: whether capitals stay.
        marks: whether combining marks stay (Jekyll 3 keeps only what counts as a letter).
    """
    replaced = _REPLACED.get(mode)
    if replaced is None:
        return text if cased else downcase(text)
    if mode == SlugMode.LATIN:
        text = _latin(text)
    if not text.isascii() and mode not in (SlugMode.ASCII, SlugMode.RAW):
        text = "".join(char if char < "\x80" or _stays(char, marks=marks) else " " for char in text)
    text = replaced.sub("-", text).removeprefix("-").removesuffix("-")
    return text if cased else downcase(text)


def _stays(char: str, *, marks: bool) -> bool:
    category = unicodedata.category(char)
    if category[0] == "L" or category == "Nd":
        return True
    return category[0] == "M" if marks else _alphabetic(char, category)


def _alphabetic(char: str, category: str) -> bool:
    """Whether Ruby's ``[[:alnum:]]`` takes a mark, number or sign for a letter: vowel signs yes, accents no.

    Python does not know the property, so that it is told from the class of the mark; against Ruby 3.1 this
    is right for all scripts of Europe and for the vowels of most others.
    """
    if category == "Nl":
        return True
    if category[0] == "M":
        place = unicodedata.combining(char)
        if place == 0:
            return category != "Me" and not ("\ufe00" <= char <= "\ufe0f" or char >= "\U000e0100")
        return 10 <= place <= 36 or place in _VOWEL_SIGNS
    return any(first <= char <= last for first, last in _CIRCLED)


def _latin(text: str) -> str:
    made = []
    for char in text:
        if char < "\x80":
            made.append(char)
            continue
        plain = _LATIN.get(char) or unicodedata.normalize("NFD", char)[0]
        made.append(plain if plain.isascii() else "?")
    return "".join(made)


def downcase(text: str) -> str:
    """Ruby's ``downcase``: a sigma at the end of a word is a sigma like any other."""
    return text.replace("\u03a3", "\u03c3").lower()


def ruby_text(value: object) -> str:
    """Ruby's ``to_s`` of a front matter value."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, datetime):
        offset = value.strftime("%z") or "+0000"
        return f"{value.replace(tzinfo=None):%Y-%m-%d %H:%M:%S} {'UTC' if offset == '+0000' else offset}"
    if isinstance(value, date):
        return value.isoformat()
    return ruby_inspect(value)


def ruby_inspect(value: object) -> str:
    """Ruby's ``inspect``, to a depth that is enough for any address."""
    return _inspect(value, 20)


def _inspect(value: object, depth: int) -> str:
    if depth == 0:
        return "..."
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    if value is None:
        return "nil"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_inspect(item, depth - 1) for item in value)}]"
    if isinstance(value, Mapping):
        pairs = (f"{_inspect(key, depth - 1)}=>{_inspect(item, depth - 1)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    return ruby_text(value) if isinstance(value, (bool, float, date)) else str(value)


def _float(value: float) -> str:
    if value != value:  # noqa: PLR0124 - not a number
        return "NaN"
    if value in {float("inf"), float("-inf")}:
        return "Infinity" if value > 0 else "-Infinity"
    text = repr(value)
    if "e" in text:
        digits, _, power = text.partition("e")
        return f"{digits if '.' in digits else digits + '.0'}e{power[0]}{power[1:]:0>2}"
    if abs(value) < 1e15:
        return text
    # Ruby begins to write exponents a digit earlier than Python.
    sign, digits = ("-", text[1:]) if value < 0 else ("", text)
    digits = digits.removesuffix(".0")
    return f"{sign}{digits[0]}.{digits[1:].rstrip('0') or '0'}e+{len(digits) - 1}"
