r"""What texts of our types look like: for Python and for every reader of a JSON Schema.

The patterns mean the same in Python's dialect and in ECMAScript's: letters beyond ASCII are spelt as ranges, since
``\w`` holds them in one dialect and not in the other, and the end is ``(?![\s\S])``, since ``$`` lets a line end follow
in one of them.
"""

from __future__ import annotations

_OTHER = r"\x80-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u2190-\u2bff\u3000-\u3004"
_NO_WORD = rf"\x00-/:-@\[-`{{-\x7f{_OTHER}"
WORD = rf"[^{_NO_WORD}]"
"""A letter or digit of any script, as good as ranges can say it."""

_LETTER = rf"[^\x00-@\[-`{{-\x7f{_OTHER}]"
_YEAR = r"(?!0000)[0-9]{4}"
_LEAP = r"(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    rf"(?:{_YEAR}-(?:0?[13578]|1[02])-(?:0?[1-9]|[12][0-9]|3[01])|{_YEAR}-(?:0?[469]|11)-(?:0?[1-9]|[12][0-9]|30)"
    rf"|{_YEAR}-0?2-(?:0?[1-9]|1[0-9]|2[0-8])|{_LEAP}-0?2-29)"
)
_OFFSET = r"(?:Z|z|UTC|GMT|[+-](?:(?:[01][0-9]|2[0-2])(?::?[0-9]{2})?|23(?::?[0-5][0-9])?))"
_TIME = rf"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{{1,9}})?)?[ \t]*{_OFFSET}?"


def whole(pattern: str) -> str:
    """A pattern for a whole text."""
    return rf"^(?:{pattern})(?![\s\S])"


MOMENT = whole(rf"\s*{_DAY}(?:(?:[Tt]|[ \t]+){_TIME})?\s*")
"""A day or a moment that the calendar has."""

EMAIL = whole(rf"[^\s@<>()\[\],;:\\\"]+@(?:{WORD}(?:(?:{WORD}|[_-])*{WORD})?\.)+{_LETTER}{{2,}}")
SLUG = whole(rf"(?:{WORD}|[_.~-])+")
URL = whole(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+\S*")
ASSET = whole(r"(?!\s)(?![A-Za-z][A-Za-z0-9+.-]*:|//)[\s\S]*\S")
PLAIN = r"^(?![\s\S]*(?:</?[A-Za-z][^<>]*>|\]\())"
"""Text without tags and links."""
