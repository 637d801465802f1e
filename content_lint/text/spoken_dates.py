"""Dates with their weekday as people write them in English: ``Thursday 4th February``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from content_lint.text.calendar import MONTHS, WEEKDAYS
from content_lint.text.regex import regex
from content_lint.text.source import Span

_WEEKDAY_OF = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
_MONTH_OF = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}

# Full names in any case; short ones with a capital, because "sat" and "sun" are words.
_WEEKDAY = (
    r"(?P<weekday>(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUES?|WEDS?|THU(?:RS?)?|FRI|SAT|SUN)"
)
# "march" and "may" are words too.
_MONTH = (
    r"(?P<month>(?i:january|february|april|june|july|august|september|october|november|december)|March|May|MARCH|MAY"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?)"
)
_GAP = r"(?:[ \t\u00a0]{1,4}|[ \t]{0,4}\r?\n[ \t>]{0,8})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|ST|ND|RD|TH)?\b"
_YEAR = (
    rf"(?:,?[*_]{{0,3}}{_GAP}(?P<year>(?:1[6-9]|20)[0-9]{{2}})\b"
    r"(?![ ]?(?:[-\u2013:.][ ]?[0-9]|hrs|hours|h\b|[ap]m\b|to[ ][0-9])))?"
)
_DAY_FIRST = rf"{_DAY}(?:{_GAP}of)?{_GAP}{_MONTH}(?![A-Za-z]){_YEAR}"
_MONTH_FIRST = rf"{_MONTH}{_GAP}(?:the{_GAP})?{_DAY}(?![:.][0-9]|[ ]?[ap]m\b){_YEAR}"
_START = r"[.,]?[*_]{0,3}[.,]?" + _GAP + rf"[*_]{{0,3}}(?:the{_GAP})?"
_BEHIND = (
    rf"{_WEEKDAY}{_START}{_DAY_FIRST}",
    rf"{_WEEKDAY}{_START}{_MONTH_FIRST}",
)
_BEFORE = (
    rf"(?<![0-9A-Za-z]){_DAY_FIRST},?{_GAP}\({_WEEKDAY}\)",
    rf"(?<![0-9A-Za-z]){_MONTH_FIRST},?{_GAP}\({_WEEKDAY}\)",
)
# Each of these begins with a letter of its own, or letters, which the engine looks for fast: this runs over all text.
_CAPITALS = tuple(map(regex, ("M(?:on|ON)", "T(?:ue|hu|UE|HU)", "W(?:ed|ED)", "F(?:ri|RI)", "S(?:at|un|AT|UN)")))
_SMALL = regex(r"day\b")
_DIGIT = regex(r"[0-9]")
_LONGEST = 60


class SpokenDate(Struct, frozen=True):
    """A date in prose that says which day of the week it is.

    Attributes:
        span: the whole of it.
        weekday_span: the weekday.
        weekday: 0 for Monday to 6 for Sunday.
        day: 1 to 31, whether the month has it or not.
        month: 1 to 12.
        year: None where it is not said.
    """

    span: Span
    weekday_span: Span
    weekday: int
    day: int
    month: int
    year: int | None


def find_spoken_dates(text: str, span: Span) -> Iterator[SpokenDate]:
    """The dates with a weekday that begin in ``span``, in order."""
    if _DIGIT.search(text, span.start, span.end) is None:
        return
    done = span.start
    for start in _weekdays(text, span):
        if start < done:
            continue
        found = _read(text, start, span)
        if found:
            done = found.span.end
            yield found


def _weekdays(text: str, span: Span) -> list[int]:
    """Where words that may be weekdays begin, in order."""
    starts = {found.start() for capital in _CAPITALS for found in capital.finditer(text, span.start, span.end)}
    for found in _SMALL.finditer(text, span.start, span.end):
        start = found.start()
        while start > span.start and found.start() - start < 6 and text[start - 1].isalpha():
            start -= 1
        if found.start() - start >= 3:
            starts.add(start)
    return sorted(start for start in starts if _begins_word(text, start))


def _begins_word(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "-")


def _read(text: str, start: int, span: Span) -> SpokenDate | None:
    end = min(span.end, start + _LONGEST)
    if _DIGIT.search(text, max(span.start, start - _LONGEST), end) is None:
        return None
    for pattern in _BEHIND:
        if found := _compiled(pattern).match(text, start, end):
            return _spoken(found)
    if start > span.start and text[start - 1] == "(":
        # The date is before its weekday: look at what ends here.
        for pattern in _BEFORE:
            for found in _compiled(pattern).finditer(text, max(span.start, start - _LONGEST), end):
                if found.start("weekday") == start:
                    return _spoken(found)
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # These are slow, and the second pair is hardly ever needed.
    return re.compile(pattern)


def _spoken(found: re.Match[str]) -> SpokenDate | None:
    day = int(found["day"])
    if not 1 <= day <= 31:
        return None
    return SpokenDate(
        Span(*found.span()),
        Span(*found.span("weekday")),
        _WEEKDAY_OF[found["weekday"][:3].lower()],
        day,
        _MONTH_OF[found["month"][:3].lower()],
        int(found["year"]) if found["year"] else None,
    )
