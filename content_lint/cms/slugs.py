"""What a CMS makes of a text in the name of a file: what a name may not have is replaced.

Sources: lib/formatters.ts and lib/urlHelper.ts of decap-cms-core 3.19.1 with sanitize-filename and diacritics, and
services/common/slug.js of @sveltia/cms 0.221.1, MIT licence. What the programs answered is the measure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from content_lint.text.regex import regex

_FILE_SIGNS = regex(r'[/?<>\\:*|"\x00-\x1f\x80-\x9f]')
_ONLY_DOTS = regex(r"\.+\Z")
_OF_WINDOWS = regex(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE | re.DOTALL)
_SPECIAL = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "\u0131": "i", "ħ": "h"}
_OF_SVELTIA = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "å": "a",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "đ": "d",
    "Đ": "D",
    "ł": "l",
    "Ł": "L",
    "þ": "th",
    "ð": "d",
    "\u2013": "-",
    "\u2014": "-",
}
_LONGEST = 255
_NOT_ASCII = regex(r"[^\w~-]", re.ASCII)
_SIGNS = frozenset("!\"#$%&'()*+,/:;<=>?@[\\]^`{|}")


def decap_slug(title: str, settings: Mapping[str, object]) -> str:
    """The name of the file in Decap CMS; empty where no sign of the title may be in one.

    Args:
        title: what the entry is called.
        settings: ``slug`` of the configuration.
    """
    replacement = settings.get("sanitize_replacement", "-")
    mark = replacement[:_LONGEST] if isinstance(replacement, str) else "-"
    is_ascii = settings.get("encoding") == "ascii"
    text = prepared(title.strip())
    if settings.get("clean_accents") is True:
        text = "".join(_without_accents(char) for char in text)
    text = "".join(char if _may_be_there(char, is_ascii=is_ascii) else mark for char in text)
    text = _file_name(text, mark)
    if not mark:
        return text
    text = re.sub(f"(?:{re.escape(mark)})+", lambda _: mark, text)
    return text.removesuffix(mark).removeprefix(mark)


def prepared(text: str) -> str:
    """What Decap CMS does first, to the template of a path as well."""
    return text.lower().replace("'", "").replace(".", "-")


def sveltia_slug(title: str, settings: Mapping[str, object]) -> str:
    """The name of the file in Sveltia CMS; empty where it draws one by chance.

    How `clean_accents` spells other scripts is not modelled: their letters stay here.

    Args:
        title: what the entry is called.
        settings: ``slug`` of the configuration.
    """
    replacement = settings.get("sanitize_replacement", "-")
    mark = replacement[:_LONGEST] if isinstance(replacement, str) else "-"
    text = title
    if settings.get("clean_accents") is True:
        text = "".join(_OF_SVELTIA.get(char) or _without_marks(char) for char in text)
    if settings.get("encoding") == "ascii":
        text = _NOT_ASCII.sub(" ", text)
    else:
        text = "".join(" " if char in _SIGNS or unicodedata.category(char)[0] in "ZC" else char for char in text)
    text = mark.join(text.split())
    if mark:
        text = re.sub(f"{re.escape(mark)}+", lambda _: mark, text)
        if settings.get("trim") is not False:
            text = text.strip(mark) if len(mark) == 1 else text.removeprefix(mark).removesuffix(mark)
    longest = settings.get("maxlength")
    if isinstance(longest, int) and not isinstance(longest, bool):
        text = text[:longest]
    return text if settings.get("lowercase") is False else text.lower()


def _without_accents(char: str) -> str:
    if char.isascii():
        return char
    if char == "\u00a0":
        return " "
    if char in _SPECIAL:
        return _SPECIAL[char]
    base = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return base if base.isascii() and base.isalpha() and unicodedata.category(char)[0] == "L" else char


def _without_marks(char: str) -> str:
    base = "".join(part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part))
    return base if base.isascii() else char


def _may_be_there(char: str, *, is_ascii: bool) -> bool:
    if char.isascii():
        return char.isalnum() or char in "_-.~"
    return not is_ascii and char >= "\u00a0" and not 0xE000 <= ord(char) < 0xF900 and ord(char) & 0xFFFE != 0xFFFE


def _file_name(text: str, mark: str) -> str:
    """What ``sanitize-filename`` leaves of a name."""
    for pass_mark in (mark, ""):
        text = pass_mark.join(_FILE_SIGNS.split(text))
        for pattern in (_ONLY_DOTS, _OF_WINDOWS):
            if pattern.match(text):
                text = pass_mark
        kept = text.rstrip(". ")
        text = text if kept == text else kept + pass_mark
    encoded = text.encode("utf-8", "surrogatepass")
    return encoded[:_LONGEST].decode("utf-8", "ignore") if len(encoded) > _LONGEST else text
