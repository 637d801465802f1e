"""What a generator makes of a front matter value that stands for a date.

Jekyll turns whatever YAML gave it into text and reads that with Ruby's ``Time.parse`` in the site's zone
(as 4.3 was seen to do); Hugo takes a few forms and fails on all others (as 0.168 was seen to do); without a
generator the forms of ISO 8601 are meant.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum

from msgspec import Struct

from content_lint.parse.dialect import Dialect
from content_lint.text.calendar import MONTHS, days_in_month
from content_lint.text.regex import regex

LONGEST = 100
"""Longer text is no date to anybody, and is not looked at."""

_ISO = regex(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]|[ \t]{1,9})([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"[ \t]{0,9}([Zz]|UTC|GMT|[-+][0-9]{2}(?::?[0-9]{2})?)?)?\Z"
)
_ISO_HEAD = regex(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]{1,9})([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?|(?![-0-9]))"
)
_SHAPE = regex(
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]{1,9})[0-9]{1,2}:[-0-9:.,+ \tTtZz]{1,60}(?:UTC|GMT)?)?\Z"
)
_CLOCK = r"(?<![-+0-9:])[0-9]{1,2}:[0-9]{2}"
_TWICE = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)[Zz]?"
    r"[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?)([Zz]|[-+][0-9]{2}:?[0-9]{2})?\Z"
)
_AMERICAN = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})\Z"
_NOWS = (datetime(2001, 2, 3, tzinfo=UTC), datetime(2006, 7, 8, tzinfo=UTC))


class DateStatus(StrEnum):
    """How a value fares as a date."""

    READ = "read"
    TIME_LOST = "time-lost"  # a date comes of it, and its time of day is dropped
    IMPOSSIBLE = "impossible"  # it has the form of a date, and the calendar has no such day or time
    UNREADABLE = "unreadable"


class DateReading(Struct, frozen=True):
    """One value, read as a date.

    Attributes:
        status: see DateStatus.
        instant: the moment in the site's zone (for Hugo in the zone that is written), for READ and TIME_LOST;
            else None.
        day_only: whether the value names no time of day.
        detail: why it is impossible, in words ("June has 30 days"); for UNREADABLE what the generator makes of it
            all the same; else empty.
        repaired: text that says what was most likely meant, where the value is not right as it is; or None.
    """

    status: DateStatus
    instant: datetime | None = None
    day_only: bool = False
    detail: str = ""
    repaired: str | None = None

    @property
    def day(self) -> date | None:
        """The calendar day that the generator takes it for, or None where no date came of it."""
        return self.instant.date() if self.instant else None


_UNREADABLE = DateReading(DateStatus.UNREADABLE)
_OF_THE_BUILD = DateReading(DateStatus.UNREADABLE, detail="what it does not say is taken from the clock of each build")


def read_date(value: object, raw: str, dialect: Dialect, zone: tzinfo) -> DateReading:
    """Read a value as a date, as the generator would.

    Args:
        value: what the front matter holds, as ``Field.value`` has it.
        raw: the scalar as it is written: what a number looked like to its author.
        dialect: the generator.
        zone: the site's zone, for text that names none and for the day of an instant.
    """
    if isinstance(value, datetime):
        return _read(value if value.tzinfo else value.replace(tzinfo=zone), zone)
    if isinstance(value, date):
        return _read(datetime(value.year, value.month, value.day, tzinfo=zone), zone, day_only=True)
    if isinstance(value, str):
        return _read_text(value.strip(), dialect, zone)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _UNREADABLE
    if dialect.dates == "hugo":
        return _read_hugo(value, zone)
    if dialect.dates == "iso":
        return _read_text(raw, dialect, zone)
    return _read_ruby(str(value), zone)


def looks_like_date(text: str) -> bool:
    """Whether text begins like an ISO date and goes on as one, though it need not be a good one."""
    return 8 <= len(text) <= LONGEST and text[:4].isdigit() and _SHAPE.match(text) is not None


def _read(instant: datetime, zone: tzinfo, *, day_only: bool = False) -> DateReading:
    try:
        return DateReading(DateStatus.READ, instant.astimezone(zone), day_only)
    except (OverflowError, ValueError):  # the first and the last day that Python knows
        return DateReading(DateStatus.READ, instant, day_only)


def _read_text(text: str, dialect: Dialect, zone: tzinfo) -> DateReading:
    if not text or len(text) > LONGEST:
        return _UNREADABLE
    head = _ISO_HEAD.match(text)
    if head and (detail := _impossible(head)):
        return DateReading(DateStatus.IMPOSSIBLE, detail=detail)
    if dialect.dates == "hugo":
        return _read_hugo(text, zone)
    if found := _ISO.match(text):
        return _read_iso(found, zone)
    if dialect.dates == "ruby":
        return _read_ruby(text, zone)
    try:
        return _read(_in_zone(datetime.fromisoformat(text), zone), zone, day_only=":" not in text)
    except ValueError:
        return DateReading(DateStatus.UNREADABLE, repaired=_repaired(text))


def _impossible(head: re.Match[str]) -> str:
    """Why the calendar has no such day or time, or empty."""
    year, month, day = int(head[1]), int(head[2]), int(head[3])
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    days = days_in_month(year or 2000, month)
    if not 1 <= day <= days:
        in_year = f" {year}" if month == 2 else ""
        return f"{MONTHS[month - 1]}{in_year} has {days} days"
    hour, minute, second = int(head[4] or 0), int(head[5] or 0), int(head[6] or 0)
    # 24:00:00 is the end of the day, and 60 a leap second.
    if hour > 24 or (hour == 24 and minute + second > 0):
        return "a day has 24 hours"
    if minute > 59:
        return "an hour has 60 minutes"
    return "a minute has 60 seconds" if second > 60 else ""


def _read_iso(found: re.Match[str], zone: tzinfo) -> DateReading:
    hour, second = int(found[4] or 0), int(found[6] or 0)
    try:
        instant = datetime(
            int(found[1]),
            int(found[2]),
            int(found[3]),
            hour % 24,
            int(found[5] or 0),
            min(second, 59),
            int((found[7] or "0")[:6].ljust(6, "0")),
            _offset(found[8], zone),
        )
        if hour == 24:
            instant += timedelta(days=1)
    except (ValueError, OverflowError):  # the year 0000, the end of the year 9999, +99:00
        return _UNREADABLE
    return _read(instant, zone, day_only=found[4] is None)


def _offset(written: str | None, zone: tzinfo) -> tzinfo:
    if not written:
        return zone
    if written[0] not in "+-":
        return UTC
    hours, minutes = int(written[1:3]), int(written[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if written[0] == "-" else offset)


def _read_ruby(text: str, zone: tzinfo) -> DateReading:
    """``Time.parse``, which fills what is not said from the clock: that is no date, but another one each day."""
    from content_lint.parse.scalars.times.ruby import ruby_time_parse  # for Jekyll's sites, and rare there

    try:
        first, second = (ruby_time_parse(text, zone, now.astimezone(zone)) for now in _NOWS)
    except (ValueError, OverflowError):
        return DateReading(DateStatus.UNREADABLE, repaired=_repaired(text))
    if first != second:
        return _OF_THE_BUILD
    if len(re.findall(_CLOCK, text)) > 1:
        return DateReading(DateStatus.TIME_LOST, first.astimezone(zone), day_only=False, repaired=_repaired(text))
    return _read(first, zone, day_only=":" not in text)


def _repaired(text: str) -> str | None:
    """What was most likely meant, where there is hardly a doubt.

    One time of day of two where the first is midnight, which a CMS's date format put there; and an American
    date whose middle number is no month.
    """
    if (us := re.match(_AMERICAN, text)) and int(us[1]) <= 12 < int(us[2]) <= 31:
        return f"{us[3]}-{int(us[1]):02}-{int(us[2]):02}"
    found = re.match(_TWICE, text)
    if not found or (found[2].strip("0:.") and found[2] != found[3]):
        return None
    return f"{found[1]}T{found[3]}{found[4] or ''}"


def _read_hugo(value: object, zone: tzinfo) -> DateReading:
    """As Hugo: the day is the one where the value was written, whatever the site's zone."""
    from content_lint.parse.scalars.times.hugo import ZERO, hugo_time  # for Hugo's sites

    moment = hugo_time(value, zone)
    text = value if isinstance(value, str) else ""
    if moment is None or moment == ZERO:
        return DateReading(DateStatus.UNREADABLE, repaired=_repaired(text))
    return DateReading(DateStatus.READ, moment, day_only=bool(text) and ":" not in text)


def _in_zone(instant: datetime, zone: tzinfo) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)
