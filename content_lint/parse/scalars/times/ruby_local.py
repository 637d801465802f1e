"""Ruby's ``Time.local``: what every date goes through, apart from the guessing that only odd texts need."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


class RubyTimeError(ValueError):
    """Ruby finds no time in a text; the message says why, in plain words."""


def local_time(naive: datetime, zone: tzinfo) -> datetime:
    """Ruby's ``Time.local``: a time that the clock skips is moved on, of two that it shows the later is meant.

    Raises OverflowError at the ends of the calendar.
    """
    first, second = naive.replace(tzinfo=zone), naive.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first
    shown_twice = (first.utcoffset() or timedelta()) > (second.utcoffset() or timedelta())
    return second if shown_twice else first.astimezone(UTC).astimezone(zone)
