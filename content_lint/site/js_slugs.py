"""The slugs of Eleventy: those of its filters, and those of the plugins that give headings their ids."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# @sindresorhus/slugify and @sindresorhus/transliterate, as far as Latin letters go.
_REPLACED = {
    "&": " and ",
    "🦄": " unicorn ",
    "♥": " love ",
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "ẞ": "Ss",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "å": "a",
    "Å": "A",
    "ð": "d",
    "Ð": "D",
    "þ": "th",
    "Þ": "TH",
    "đ": "d",
    "Đ": "D",
    "ł": "l",
    "Ł": "L",
    "\u0131": "i",
    "œ": "oe",
    "Œ": "OE",
    "\u2013": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u2212": "-",
}
_WORDS = re.compile(r"[A-Za-z\d]+(?: +[A-Za-z\d]+)*\Z")
_COMBINING = re.compile("[\u0300-\u036f]")
_CONTROL = re.compile("[\x00-\x1f]")
_JOINED = re.compile("[-\\s~`!@#$%^&*()_+=\\[\\]{}|\\\\;:\"'\u201c\u201d\u2018\u2019<>,.?/]+")
_CONTRACTION = re.compile(r"(?<![a-zA-Z\d])([a-zA-Z\d]+)'([ts])(\s|\Z)")
_PARTS = (
    re.compile(r"(?<![A-Z])([A-Z]{2,})(\d+)"),
    re.compile(r"(?<![a-z\d])([a-z\d]+)([A-Z]{2,})"),
    re.compile(r"(?<![a-z\d])([a-z\d]+)([A-Z])"),
    re.compile(r"(?<![A-Z])([A-Z]+)([A-Z][a-z\d]+)"),
)
"""Where @sindresorhus/slugify puts a blank: inside of words with small and capital letters, and before numbers."""
_PLURAL = re.compile(r"[A-Z]{2}s")
_SIGNS = re.compile(r"[^a-z\d]+")
_GREEK = dict(zip("αβγδεζηικλμνοπρσςτυφχωάέήίόύώ", "abgdeziiklmnoprsstyfxoaeiioyo", strict=True))
_GREEK |= {"θ": "th", "ξ": "ks", "ψ": "ps"}
_CYRILLIC = dict(zip("абвгдезийклмнопрстуфхыэ", "abvgdeziyklmnoprstufhye", strict=True))
_CYRILLIC |= {"ё": "yo", "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_LETTERS = {**_GREEK, **_CYRILLIC}
_LETTERS |= {letter.upper(): text.capitalize() for letter, text in _LETTERS.items() if letter != "ς"}
_REPLACED |= _LETTERS
_SCRIPTS = re.compile("[\u0370-\u08ff\u0e00-\u1fff]")


def slugify(text: str) -> str | None:
    """The filter ``slugify``; None for scripts whose letters it writes as Latin ones by tables of its own."""
    bare = _latin(text)
    return None if bare is None else _hyphened(_CONTRACTION.sub(r"\1\2\3", bare))


def old_slugify(text: str) -> str | None:
    """The same before version 3 of Eleventy, which makes two words of ``people's``."""
    bare = _latin(text)
    return None if bare is None else _hyphened(bare)


def _hyphened(text: str) -> str:
    return _SIGNS.sub("-", text.lower()).strip("-")


def parted_slug(text: str) -> str | None:
    """What @sindresorhus/slugify makes by itself: ``innerWords`` become two; None as well where its versions differ."""
    bare = _latin(text)
    if bare is None or "'" in bare or _PLURAL.search(bare):
        return None
    for pattern in _PARTS:
        bare = pattern.sub(r"\1 \2", bare)
    return _hyphened(bare)


def _latin(text: str) -> str | None:
    """A text in Latin letters without their signs, or None."""
    replaced = "".join(_REPLACED.get(char, char) for char in unicodedata.normalize("NFC", text))
    if _SCRIPTS.search(replaced):
        return None
    return "".join(char for char in unicodedata.normalize("NFD", replaced) if not unicodedata.combining(char))


def word_slug(text: str) -> str | None:
    """What every library makes of plain words: small letters and hyphens; None for any other text."""
    return "-".join(text.lower().split()) if _WORDS.match(text.strip()) else None


def mdit_slug(text: str) -> str:
    """The id that VitePress and VuePress make (@mdit-vue/shared 3)."""
    bare = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    joined = _JOINED.sub("-", _CONTROL.sub("", bare)).strip("-")
    return f"_{joined}".lower() if "0" <= joined[:1] <= "9" else joined.lower()


def anchor_slug(text: str) -> str:
    """The id that markdown-it-anchor makes."""
    return quote(re.sub(r"\s+", "-", text.strip().lower()), safe="!~*'()")
