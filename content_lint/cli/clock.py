"""The one place where the time of day is read."""

from __future__ import annotations

import time as machine
from datetime import UTC, date, datetime, time, tzinfo

from content_lint.cli.errors import UsageError

_EARLIEST, _LATEST = 2, 9998  # years: the days before and after, in any zone, are to have dates too


def now() -> float:
    """Seconds since 1970."""
    return machine.time()


def now_ns() -> int:
    """Nanoseconds since 1970, as file systems count."""
    return machine.time_ns()


def read_clock(today: str | None, zone: tzinfo) -> datetime:
    """Now, or the start of the day or the instant that was asked for; one without a zone is the site's own."""
    if today is None:
        return datetime.fromtimestamp(now(), UTC)
    try:
        if len(today) == len("2027-01-31"):
            instant = datetime.combine(date.fromisoformat(today), time())
        else:
            instant = datetime.fromisoformat(today)
        if not _EARLIEST <= instant.year <= _LATEST:
            raise ValueError("the days around it have no date")  # noqa: TRY301 - as above
        return instant if instant.tzinfo else instant.replace(tzinfo=zone)
    except ValueError as error:
        raise UsageError(
            f"--today: `{today}` is no day and no instant", "Write it as 2027-01-31 or 2027-01-31T09:00:00Z."
        ) from error
