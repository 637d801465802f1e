r"""What texts of our types look like: for Python and for every reader of a JSON Schema.

The patterns mean the same in Python's dialect and in ECMAScript's: letters beyond ASCII are spelt as ranges, since
``\w`` holds them in one dialect and not in the other, and the end is ``(?![\s\S])``, since ``$`` lets a line end follow
in one of them.
"""

from __future__ import annotations

from content_lint.text.regex import regex

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

EMAIL = whole(rf"[^\s@<>()\[\],;:\\\x22]+@(?:{WORD}(?:(?:{WORD}|[_-])*{WORD})?\.)+{_LETTER}{{2,}}")
SLUG = whole(rf"(?:{WORD}|[_.~-])+")
URL = whole(r"[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]+\S*")
ASSET = whole(r"(?!\s)(?![A-Za-z][A-Za-z0-9+.-]*:|//)[\s\S]*\S")
PLAIN = r"^(?![\s\S]*(?:</?[A-Za-z][^<>]*>|\]\())"
"""Text without tags and links."""

_ELSEWHERE = regex(r"\(\?(?:[aiLmsux-]+[:)]|P?[>=(#]|P=)|(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\+")
"""What only Python has; what is escaped or in brackets does not count, see ``_PARTS``."""

_PARTS = regex(r"(?s)\\.|\[\^?\]?(?:[^\]\\]|\\.)*+(?:\]|\Z)|\{[0-9]+(?:,[0-9]*)?\}|[{}\]]|\(\?P<|.")
_ESCAPED = regex(r"(?s)\\(.)")
_SIGNS = frozenset("^$\\.*+?()[]{}|/")
_LETTERS = frozenset("dDwWsSbBfnrtvucxpPk0123456789")
_ENDS = {r"\A": "^", r"\Z": r"(?![\s\S])", r"\z": r"(?![\s\S])"}


def in_ecmascript(pattern: str) -> str | None:
    """A pattern of Python for readers of a JSON Schema, who set the flag ``u``; None where it has no such form.

    With that flag a backslash before a sign that needs none is an error, and so is a brace that counts nothing.
    """
    parts = [part[0] for part in _PARTS.finditer(pattern)]
    if _ELSEWHERE.search("".join("x" if part[0] in "\\[" else part for part in parts)):
        return None
    written = [_part(part) for part in parts]
    return None if None in written else "".join(part for part in written if part is not None)


def _part(part: str) -> str | None:
    if part in _ENDS:
        return _ENDS[part]
    if part == "(?P<":
        return "(?<"
    if part in ("{", "}", "]"):
        return f"\\{part}"
    if part[0] not in "\\[":
        return part
    in_brackets = part[0] == "["
    marks = _ESCAPED.findall(part)
    if any(mark.isalnum() and mark not in _LETTERS for mark in marks):
        return None
    kept = _SIGNS | {"-"} if in_brackets else _SIGNS
    return _ESCAPED.sub(lambda found: found[0] if found[1].isalnum() or found[1] in kept else found[1], part)
