"""How Hugo and Go treat paths and addresses as text."""

from __future__ import annotations

import posixpath
import unicodedata
from urllib.parse import quote, unquote

from content_lint.text.regex import regex

_ALLOWED = frozenset("./\\_#+~-@")
_SPACES = frozenset(
    "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
)
_HEX = frozenset("0123456789abcdefABCDEF")
_SAFE = "-_.~$&+,/:;=@"
_KEPT_AS_IT_IS = regex(r"[A-Za-z0-9./\\_#+~@-]*")
_VALID = regex(r"(?:[A-Za-z0-9\-_.~$&+,/:;=@!'()*\[\]]|%[0-9A-Fa-f]{2})*")
_BROKEN_ESCAPE = regex(r"%(?![0-9A-Fa-f]{2})")


def lower(text: str) -> str:
    """Lower case letter by letter, as Go does it: no final sigma, and one letter for one letter."""
    return text.lower() if text.isascii() else "".join(char.lower()[:1] for char in text)


def normalize(path: str) -> str:
    """A content path as Hugo keeps it: lower case, a hyphen for each blank."""
    return lower(path).replace(" ", "-")


def clean(path: str) -> str:
    """Go's path.Clean."""
    if path and path[0] != "." and path[-1] != "/" and "//" not in path and "/." not in path:
        return path
    cleaned = posixpath.normpath(path) if path else "."
    return "/" + cleaned.lstrip("/") if cleaned.startswith("/") else cleaned


def join(*parts: str) -> str:
    """Go's path.Join: empty parts are left out, the result is cleaned; empty for nothing."""
    kept = [part for part in parts if part]
    return clean("/".join(kept)) if kept else ""


def sanitize(text: str, *, to_lower: bool, remove_accents: bool) -> str:
    """One part of an address: letters, digits, marks and a few signs stay, blanks become one hyphen."""
    if remove_accents:
        bare = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
        text = unicodedata.normalize("NFC", "".join(bare))
    made = text if _KEPT_AS_IT_IS.fullmatch(text) else _sanitized(text)
    return lower(made) if to_lower else made


def _sanitized(text: str) -> str:
    kept: list[str] = []
    blank = hyphen = False
    for index, char in enumerate(text):
        if _stays(text, index, char):
            hyphen = char == "-"
            if blank and not hyphen:
                kept.append("-")
            blank = False
            kept.append(char)
        elif kept and not hyphen and char in _SPACES:
            blank = True
    return "".join(kept)


def _stays(text: str, index: int, char: str) -> bool:
    if char.isascii():
        if char == "%":
            return len(text) > index + 2 and text[index + 1] in _HEX and text[index + 2] in _HEX
        return char.isalnum() or char in _ALLOWED
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd"


def escape_path(path: str) -> str:
    """Percent-encode a path as Go does: what is a valid path stays to the letter, anything else is encoded again."""
    path = path.replace("#", "%23")
    if _VALID.fullmatch(path):
        return path
    if _BROKEN_ESCAPE.search(path):
        return quote(path, safe=_SAFE)
    return quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def escape_url(url: str) -> str:
    """The same for an address of front matter, which may hold a query."""
    path, mark, query = url.partition("?")
    return escape_path(path) + mark + query.replace("#", "%23")


def has_broken_escape(url: str) -> bool:
    """Whether the path holds a ``%`` without two hexadecimal digits, which Go refuses."""
    return _BROKEN_ESCAPE.search(url.partition("?")[0]) is not None


def query_unescape(text: str) -> str:
    """Go's url.QueryUnescape: ``+`` is a blank; text with a broken escape is lost."""
    return "" if _BROKEN_ESCAPE.search(text) else unquote(text.replace("+", " "), errors="replace")
