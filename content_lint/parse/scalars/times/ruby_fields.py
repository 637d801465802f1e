"""What Ruby reads out of a text that stands for a date: the fields of ``Date._parse``.

The order of attempts and the shapes are Ruby 3.1's (the date library 3.2), checked against the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from content_lint.text.regex import regex

LONGEST = 128
"""Ruby refuses longer text unread."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTH_NUMBERS = {name: number for number, name in enumerate(_MONTHS.split("|"), 1)}
_ERAS = {"m": 1867, "t": 1911, "s": 1925, "h": 1988}
_ERA = r"(c(?:e|\.e\.)|b(?:ce|\.c\.e\.)|a(?:d|\.d\.)|b(?:c|\.c\.))?"
_NUM = r"'?-?[0-9]+"


_NOISE = regex(r"(?:[^-+',./:@\w\[\]]|_)+")
_WEEKDAY = r"\b(sun|mon|tue|wed|thu|fri|sat)[^-/0-9\s]*"
_CLOCK = (
    r"((?:\d+\s*:\s*\d+(?:\s*:\s*\d+(?:[,.]\d*)?)?|\d+\s*h(?:\s*\d+m?(?:\s*\d+s?)?)?)(?:\s*[ap](?:m\b|\.m\.))?"
    r"|\d+\s*[ap](?:m\b|\.m\.))"
    r"(?:\s*((?:gmt|utc?)?[-+]\d+(?:[,.:]\d+(?::\d+)?)?"
    r"|(?:[^\W0-9_]|[. ])+(?:standard|daylight)\stime\b|[^\W0-9_]+(?:\sdst)?\b))?"
)
_CLOCK_PARTS = r"\A(\d+)h?(?:\s*:?\s*(\d+)m?(?:\s*:?\s*(\d+)(?:[,.](\d+))?s?)?)?(?:\s*([ap])(?:m\b|\.m\.))?"
_EUROPEAN = rf"('?\d+)[^-0-9\s]*\s*({_MONTHS})[^-0-9\s']*(?:\s*{_ERA}\s*('?-?\d+(?:(?:st|nd|rd|th)\b)?))?"
_AMERICAN = rf"\b({_MONTHS})[^-0-9\s']*\s*('?\d+)[^-0-9\s']*(?:\s*,?\s*{_ERA}\s*('?-?\d+))?"
_DASHED = rf"('?[-+]?\d+)-(\d+)-({_NUM})"
_JAPANESE = r"\b([mtsh])(\d+)\.(\d+)\.(\d+)"
_DAY_NAME_YEAR = rf"({_NUM})-({_MONTHS})[^-/.]*-({_NUM})"
_NAME_DAY_YEAR = rf"\b({_MONTHS})[^-/.]*-({_NUM})(?:-({_NUM}))?"
_SLASHED = rf"({_NUM})/\s*('?\d+)(?:\D\s*({_NUM}))?"
_DOTTED = rf"({_NUM})\.\s*('?\d+)\.\s*({_NUM})"
_WEEK = r"\b(\d{2}|\d{4})?-?w(\d{2})(?:-?(\d))?\b"
_WEEK_DAY = r"-w-(\d)\b"
_MONTH_DAY = r"--(\d{2})?-(\d{2})\b"
_MONTH_DAY_SHORT = r"--(\d{2})(\d{2})?\b"
_YEAR_DAY_BARRED = r"[,.](\d{2}|\d{4})-\d{3}\b"
_YEAR_DAY = r"\b(\d{2}|\d{4})-(\d{3})\b"
_DAY_OF_YEAR_BARRED = r"\d-\d{3}\b"
_DAY_OF_YEAR = r"\b-(\d{3})\b"
_YEAR = r"'(\d+)\b"
_MONTH = rf"\b({_MONTHS})\S*"
_DAY = r"(\d+)(st|nd|rd|th)\b"
_DIGITS = r"([-+]?)(\d{2,14})(?:\s*t?\s*(\d{2,6})?(?:[,.](\d*))?)?(?:\s*(z\b|[-+]\d{1,4}\b|\[[-+]?\d[^\]]*\]))?"
_BEFORE_CHRIST = r"\b(bc\b|bce\b|b\.c\.|b\.c\.e\.)"
_REST = r"\A\s*(\d{1,2})\s*\Z"

# What the digits of an undivided run mean, by their number: from the left, and from the right where a
# fraction follows them.
_RUNS = {
    2: "d2",
    3: "j3",
    4: "m2 d2",
    5: "y2 j3",
    6: "y2 m2 d2",
    7: "y4 j3",
    8: "y4 m2 d2",
    10: "y4 m2 d2 H2",
    12: "y4 m2 d2 H2 M2",
    14: "y4 m2 d2 H2 M2 S2",
}
_RUNS_BEFORE_FRACTION = {
    2: "S2",
    3: "M1 S2",
    4: "M2 S2",
    5: "H1 M2 S2",
    6: "H2 M2 S2",
    7: "d1 H2 M2 S2",
    8: "d2 H2 M2 S2",
    10: "m2 d2 H2 M2 S2",
    12: "y2 m2 d2 H2 M2 S2",
    14: "y4 m2 d2 H2 M2 S2",
}
_CLOCK_RUNS = {2: "H2", 4: "H2 M2", 6: "H2 M2 S2"}
_CLOCK_RUNS_BEFORE_FRACTION = {2: "S2", 4: "M2 S2", 6: "H2 M2 S2"}
_NAMES = {"y": "year", "m": "month", "d": "day", "j": "year_day", "H": "hour", "M": "minute", "S": "second"}


class DateFields(Struct):
    """What was found; None where nothing was. Numbers are not checked yet; a fraction is its digits, or empty."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    fraction: str | None = None
    zone: str | None = None
    short_year: bool = True
    before_christ: bool = False


@cache
def _shape(pattern: str) -> re.Pattern[str]:
    # Ruby's digits are ASCII's, its word boundaries and letters are not. Most shapes are never come to.
    return re.compile(pattern.replace(r"\d", "[0-9]").replace(r"\D", "[^0-9]"), re.IGNORECASE)


def date_fields(text: str) -> DateFields:
    """Read the fields that Ruby finds in a text of at most ``LONGEST`` characters; never raises."""
    reader = _FieldReader(_NOISE.sub(" ", text[:LONGEST]))
    reader.read()
    found = reader.found
    if found.year is not None:
        if found.before_christ:
            found.year = 1 - found.year
        if found.short_year and 0 <= found.year <= 99:
            found.year += 1900 if found.year >= 69 else 2000
    return found


class _FieldReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found = DateFields()

    def read(self) -> None:
        """Take the weekday and the clock, then the first shape of a date that is there."""
        if self._holds("A"):
            self._take(_WEEKDAY, self._unused)
        if self._holds("0"):
            self._take(_CLOCK, self._clock)
        self._date()
        if self._holds("A") and self._take(_BEFORE_CHRIST, self._unused):
            self.found.before_christ = True
        if self._holds("0"):
            self._take(_REST, self._rest)

    def _date(self) -> None:
        attempts: tuple[tuple[str, str, Callable[[re.Match[str]], None]], ...] = (
            ("A0", _EUROPEAN, lambda m: self._ordered(m[4], _number(m[2]), m[1], era=m[3])),
            ("A0", _AMERICAN, lambda m: self._ordered(m[4], _number(m[1]), m[2], era=m[3])),
            ("0-", _DASHED, lambda m: self._ordered(m[1], m[2], m[3])),
            ("0.", _JAPANESE, self._japanese),
            ("A0-", _DAY_NAME_YEAR, lambda m: self._ordered(m[3], _number(m[2]), m[1])),
            ("A0-", _NAME_DAY_YEAR, lambda m: self._ordered(m[3], _number(m[1]), m[2])),
            ("0/", _SLASHED, lambda m: self._ordered(m[1], m[2], m[3])),
            ("0.", _DOTTED, lambda m: self._ordered(m[1], m[2], m[3])),
            ("0", _WEEK, self._unused),  # weeks are found, and then not used
            ("0", _WEEK_DAY, self._unused),
            ("0", _MONTH_DAY, lambda m: self._set(month=m[1], day=m[2])),
            ("0", _MONTH_DAY_SHORT, lambda m: self._set(month=m[1], day=m[2])),
            ("0", _YEAR_DAY, lambda m: self._set(year=m[1], year_day=m[2])),
            ("0", _DAY_OF_YEAR, lambda m: self._set(year_day=m[1])),
            ("0", _YEAR, lambda m: self._set(year=m[1])),
            ("A", _MONTH, lambda m: self._set(month=_number(m[1]))),
            ("0", _DAY, lambda m: self._set(day=m[1])),
            ("0", _DIGITS, self._digits),
        )
        for needed, pattern, use in attempts:
            if not self._holds(needed) or self._barred(pattern):
                continue
            if self._take(pattern, use):
                return

    def _barred(self, pattern: str) -> bool:
        if pattern == _YEAR_DAY:
            return bool(_shape(_YEAR_DAY_BARRED).search(self.text))
        return pattern == _DAY_OF_YEAR and bool(_shape(_DAY_OF_YEAR_BARRED).search(self.text))

    def _holds(self, classes: str) -> bool:
        for kind in classes:
            if kind == "A":
                there = re.search("[A-Za-z]", self.text) is not None
            elif kind == "0":
                there = re.search("[0-9]", self.text) is not None
            else:
                there = kind in self.text
            if not there:
                return False
        return True

    def _take(self, pattern: str, use: Callable[[re.Match[str]], None]) -> bool:
        match = _shape(pattern).search(self.text)
        if match is None:
            return False
        self.text = f"{self.text[: match.start()]} {self.text[match.end() :]}"
        use(match)
        return True

    def _set(self, **values: str | None) -> None:
        for name, value in values.items():
            if value is not None:
                setattr(self.found, name, int(value))

    def _unused(self, match: re.Match[str]) -> None:
        """Ruby takes such text away; ``Time.parse`` does not use it."""

    def _clock(self, match: re.Match[str]) -> None:
        if match[2] is not None:
            self.found.zone = match[2]
        parts = _shape(_CLOCK_PARTS).match(match[1])
        if parts is None:
            return
        self._set(hour=parts[1], minute=parts[2], second=parts[3])
        if parts[4] is not None:
            self.found.fraction = parts[4]
        if parts[5] is not None:
            self.found.hour = int(parts[1]) % 12 + (12 if parts[5] in "pP" else 0)

    def _japanese(self, match: re.Match[str]) -> None:
        self._set(month=match[3], day=match[4])
        self.found.year = int(match[2]) + _ERAS[match[1].lower()]

    def _rest(self, match: re.Match[str]) -> None:
        number = int(match[1])
        if self.found.hour is not None and self.found.day is None and 1 <= number <= 31:
            self.found.day = number
        if self.found.day is not None and self.found.hour is None and 0 <= number <= 24:
            self.found.hour = number

    def _digits(self, match: re.Match[str]) -> None:
        sign, run, clock, fraction, zone = match.groups()
        broken = clock is None and fraction is not None
        self._spread(run, (_RUNS_BEFORE_FRACTION if broken else _RUNS).get(len(run), ""), negative=sign == "-")
        if len(run) in {8, 10, 12, 14} and not (broken and len(run) != 14):
            self.found.short_year = False
        if clock is not None:
            runs = _CLOCK_RUNS if fraction is None else _CLOCK_RUNS_BEFORE_FRACTION
            self._spread(clock, runs.get(len(clock), ""), negative=False)
        if fraction is not None:
            self.found.fraction = fraction
        if zone is not None:
            self.found.zone = zone[1:-1].partition(":")[2] or zone[1:-1] if zone.startswith("[") else zone

    def _spread(self, digits: str, layout: str, *, negative: bool) -> None:
        start = 0
        for item in layout.split():
            end = start + int(item[1])
            number = int(digits[start:end])
            setattr(self.found, _NAMES[item[0]], -number if negative and item[0] == "y" else number)
            start = end

    def _ordered(self, year: str | None, month: str | None, day: str | None, era: str | None = None) -> None:
        """Put three numbers into the order that they look like, whatever order they were written in."""
        year, month, day = _by_looks(year, month, day)
        if year is not None and (written := re.search("([-+]?)([0-9]+)", year)):
            self.found.year = int(written[0])
            if written[1] or len(written[2]) > 2:
                self.found.short_year = False
        if era is not None and era[0] in "bB":
            self.found.before_christ = True
        self._set(month=_first_number(month), day=_first_number(day))


def _by_looks(year: str | None, month: str | None, day: str | None) -> tuple[str | None, str | None, str | None]:
    """The three as year, month and day: what begins with ``'`` or has more than two characters is the year."""
    if year is not None and month is not None and day is None:
        year, month, day = day, year, month
    if year is None and _looks_like_year(day):
        year, day = day, None
    if year is not None and (number := re.search("[-+]?[0-9]*", year.lstrip("'"))):
        lead = len(year) - len(year.lstrip("'"))
        if lead + number.end() < len(year):
            year, day = day, number[0]
    if _looks_like_year(month):
        year, month, day = month, day, year
    if _looks_like_year(day):
        year, day = day, year
    return year, month, day


def _looks_like_year(text: str | None) -> bool:
    return text is not None and (len(text) > 2 or text.startswith("'"))


def _first_number(text: str | None) -> str | None:
    match = re.search("[0-9]+", text or "")
    return match[0] if match else None


def _number(name: str) -> str:
    return str(_MONTH_NUMBERS[name[:3].lower()])
