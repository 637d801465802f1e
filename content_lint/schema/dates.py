"""Values of front matter as moments: neither PyYAML's guesses nor pydantic's, but what is there.

``2024-10-31 20:57:00 +0200`` is Jekyll's own style, ``20241031`` is no date to anybody (FACTS, Dates in Python).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_MOMENT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?"
    r"[ \t]*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)


def read_date(value: object, zone: tzinfo | None = None) -> datetime | None:
    """The moment that a value names, aware; or None where it names none.

    Args:
        value: as the generator's scalar rules give it: a date, a datetime, or text in the order year, month, day.
        zone: for values without one; UTC if None. A bare day is 00:00 there.
    """
    zone = zone or UTC
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=zone)
    match = _MOMENT.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 60 else None
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    micro = int((match[7] or "0").ljust(6, "0")[:6])
    try:
        return datetime(year, month, day, hour, minute, second, micro, tzinfo=_zone(match[8]) or zone)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if text[0] == "-" else offset)
