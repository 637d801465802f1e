"""What Hugo makes of a front matter value that stands for a date.

Hugo hands text to spf13/cast, which tries a list of Go's layouts; the first that fits wins. Found by
asking Hugo 0.168.0.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache

from content_lint.text.regex import regex

LONGEST = 100
"""Longer text is no date in any layout."""

ZERO = datetime.min.replace(tzinfo=UTC)
"""Go's zero time: what Hugo has for a date that is not there."""

_LATEST = datetime.max.replace(tzinfo=UTC, microsecond=0)
_MONTHS = tuple(name.lower() for name in calendar.month_abbr)
_PARTS = {
    "2006": r"(?P<year>[0-9]{4})",
    "06": r"(?P<short>[0-9]{2})",
    "01": r"(?P<month>[0-9]{2})",
    "Jan": "(?P<name>" + "|".join(_MONTHS[1:]) + ")",
    "02": r"(?P<day>[0-9]{2})",
    "_2": r"(?P<day>[0-9]{1,2})",
    "15": r"(?P<hour>[0-9]{1,2})",
    "3": r"(?P<hour>[0-9]{1,2})",
    "04": r"(?P<minute>[0-9]{2})",
    "05": r"(?P<second>[0-9]{2})(?:[.,][0-9]{1,50})?",
    "Monday": "(?:" + "|".join(name.lower() for name in calendar.day_name) + ")",
    "Mon": "(?:" + "|".join(name.lower() for name in calendar.day_abbr) + ")",
    "-0700": r"(?P<offset>[+-][0-9]{4})",
    "-07:00": r"(?P<offset>[+-][0-9]{2}:[0-9]{2})",
    "Z0700": r"(?P<offset>(?-i:Z)|[+-][0-9]{4})",
    "Z07:00": r"(?P<offset>(?-i:Z)|[+-][0-9]{2}:[0-9]{2})",
    "MST": r"(?-i:[A-Z]{3,4})",
    "PM": r"(?P<half>(?-i:AM|PM))",
    "T": "(?-i:T)",
}
_TOKEN = regex("|".join(sorted(map(re.escape, _PARTS), key=len, reverse=True)) + "| +|.")
_LAYOUTS = (
    "2006-01-02",
    "2006-01-02T15:04:05Z07:00",
    "2006-01-02T15:04:05",
    "Mon, 02 Jan 2006 15:04:05 -0700",
    "Mon, 02 Jan 2006 15:04:05 MST",
    "02 Jan 06 15:04 -0700",
    "02 Jan 06 15:04 MST",
    "Monday, 02-Jan-06 15:04:05 MST",
    "2006-01-02 15:04:05 -0700 MST",
    "2006-01-02T15:04:05-0700",
    "2006-01-02 15:04:05Z0700",
    "2006-01-02 15:04:05",
    "Mon Jan _2 15:04:05 2006",
    "Mon Jan _2 15:04:05 MST 2006",
    "Mon Jan 02 15:04:05 -0700 2006",
    "2006-01-02 15:04:05Z07:00",
    "02 Jan 2006",
    "2006-01-02 15:04:05 -07:00",
    "2006-01-02 15:04:05 -0700",
    "3:04PM",
    "Jan _2 15:04:05",
)


@cache
def _compile(layout: str) -> re.Pattern[str]:
    pieces = (found[0] for found in _TOKEN.finditer(layout))
    pattern = "".join(" +" if piece.isspace() else _PARTS.get(piece) or re.escape(piece) for piece in pieces)
    return re.compile(pattern, re.ASCII | re.IGNORECASE)


def hugo_time(value: object, zone: tzinfo) -> datetime | None:
    """The moment that a front matter value stands for.

    Args:
        value: as the front matter has it: text, a number of seconds since 1970, a date or date-time.
        zone: the site's zone, for values that name none.

    Returns:
        The moment with the offset that is written, else in ``zone``; ``ZERO`` for the year 0 and for a
        bare time of day, which Python cannot tell; None where Hugo's build fails on the value.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return _since_1970(value)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    return hugo_time_parse(value, zone) if isinstance(value, str) else None


def hugo_time_parse(text: str, zone: tzinfo) -> datetime | None:
    """The moment that a text stands for, or None where it fits no layout or the calendar has no such day."""
    if len(text) > LONGEST:
        return None
    for layout in _LAYOUTS:  # compiled one by one: nearly every text fits one of the first
        found = _compile(layout).fullmatch(text)
        if found is not None and (moment := _moment(found.groupdict(), zone)) is not None:
            return moment
    return None


def _since_1970(seconds: int) -> datetime:
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    except OverflowError:
        return ZERO if seconds < 0 else _LATEST


def _moment(parts: dict[str, str | None], zone: tzinfo) -> datetime | None:
    year, month, day = _number(parts, "year", 0), _number(parts, "month", 1), _number(parts, "day", 1)
    hour, minute, second = (_number(parts, name, 0) for name in ("hour", "minute", "second"))
    if short := parts.get("short"):
        year = int(short) + (1900 if int(short) >= 69 else 2000)
    if name := parts.get("name"):
        month = _MONTHS.index(name.lower())
    if half := parts.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "PM" else 0)
    try:
        moment = datetime(year or 4, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    if not year:
        return ZERO
    offset = parts.get("offset")
    if not offset:
        return moment.replace(tzinfo=zone)
    return _with_offset(moment, offset)


def _number(parts: dict[str, str | None], name: str, default: int) -> int:
    return int(parts.get(name) or default)


def _with_offset(moment: datetime, offset: str) -> datetime | None:
    if offset == "Z":
        return moment.replace(tzinfo=UTC)
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 24 or minutes > 60:
        return None
    shift = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
    if abs(shift) < timedelta(days=1):
        return moment.replace(tzinfo=timezone(shift) if shift else UTC)
    try:
        return (moment - shift).replace(tzinfo=UTC)
    except OverflowError:
        return ZERO if shift > timedelta() else _LATEST
