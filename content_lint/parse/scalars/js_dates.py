"""Values that JavaScript's ``Date`` takes for another day than their author meant, or for none (V8, as in Node.js)."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from content_lint.text.regex import regex

_DOTTED = regex(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*\Z")
_DIGIT = regex(r"\d")
_EPOCH = date(1970, 1, 1)
_DAY = 86_400_000
_MOST_DAYS = 100 * 366
_MONTHS = 12


class Misread(Struct, frozen=True):
    """A value that is taken for another day.

    Attributes:
        day: the one it is taken for.
        meant: the one that was surely meant, or None.
        why: how that comes about, in words.
    """

    day: date
    meant: date | None
    why: str


def misread(value: object) -> Misread | None:
    """The day for which a value is taken that means another one; None where it is read as it is meant."""
    if value is None:
        return Misread(_EPOCH, None, "empty")
    if isinstance(value, int) and not isinstance(value, bool):
        days = value // _DAY
        return Misread(_EPOCH + timedelta(days=days), None, "number") if 0 <= days < _MOST_DAYS else None
    numbers = _dotted(value)
    if numbers is None:
        return None
    first, second, year = numbers
    if first > _MONTHS or second > _MONTHS or first == second:
        return None
    try:
        return Misread(date(year, first, second), date(year, second, first), "month first")
    except ValueError:
        return None


def is_invalid(value: object) -> bool:
    """Whether no date at all comes of a value, going by what is certain."""
    if not isinstance(value, str):
        return isinstance(value, dict)
    numbers = _dotted(value)
    return _DIGIT.search(value) is None or (numbers is not None and numbers[0] > _MONTHS)


def _dotted(value: object) -> tuple[int, int, int] | None:
    """The numbers of a date with dots (``01.07.2021``), which those who write so begin with the day."""
    match = _DOTTED.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    year = int(match[3])
    if len(match[3]) == 2:
        year += 2000 if year < 50 else 1900
    return int(match[1]), int(match[2]), year
