"""Go's way to write a date: by an example of the second of January 2006."""

from __future__ import annotations

from datetime import datetime

from content_lint.text.calendar import MONTHS, WEEKDAYS
from content_lint.text.regex import regex

_PART = regex("2006|January|Jan|Monday|Mon|MST|002|01|02|03|04|05|06|15|_2|PM|pm|1|2|3|4|5")
_OTHER = datetime(2019, 11, 9, 23, 1, 42)  # noqa: DTZ001 - only its digits matter; each differs from the example's


def format_time(moment: datetime, layout: str) -> str:
    """A moment in a layout; what is no part of a date stays as it is."""
    return _PART.sub(lambda found: _write(moment, found[0]), layout)


def is_layout(text: str) -> bool:
    """Whether a text is a layout: whether a date changes it."""
    return format_time(_OTHER, text) != text


def _write(moment: datetime, part: str) -> str:
    match part:
        case "2006":
            return f"{moment.year:04d}"
        case "06":
            return f"{moment.year % 100:02d}"
        case "January" | "Jan":
            name = MONTHS[moment.month - 1]
            return name if part == "January" else name[:3]
        case "Monday" | "Mon":
            name = WEEKDAYS[moment.weekday()]
            return name if part == "Monday" else name[:3]
        case "MST":
            return moment.tzname() or "UTC"
        case "PM" | "pm":
            half = "PM" if moment.hour >= 12 else "AM"
            return half if part == "PM" else half.lower()
        case "002":
            return f"{moment.timetuple().tm_yday:03d}"
        case _:
            return _padded(moment, part)


def _padded(moment: datetime, part: str) -> str:
    """A number with the padding of its part: ``02``, ``_2`` and ``2`` all ask for the day."""
    numbers = {
        "1": moment.month,
        "2": moment.day,
        "3": moment.hour % 12 or 12,
        "4": moment.minute,
        "5": moment.second,
        "15": moment.hour,
    }
    number = numbers[part.lstrip("0_")]
    if part[0] == "0" or part == "15":
        return f"{number:02d}"
    return f"{number:2d}" if part[0] == "_" else str(number)
