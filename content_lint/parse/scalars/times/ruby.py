"""Ruby's ``Time.parse(text).localtime``, through which Jekyll sends every date.

It guesses: fields that a text lacks come from the clock, day and month are taken in European order, zone
names that it does not know are ignored without a word.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from msgspec import Struct

from content_lint.parse.scalars.times.ruby_fields import LONGEST, DateFields, date_fields
from content_lint.parse.scalars.times.ruby_local import RubyTimeError, local_time
from content_lint.text.calendar import days_in_month
from content_lint.text.regex import regex

_OFFSET = regex(r"([+-])([0-9]{2})(:?)([0-9]{2})(?:\3([0-9]{2}))?\Z")
_HOURS = regex(r"[+-][0-9]{2}\Z")
# RFC 822's names and the military letters; J is nobody's.
_NAMED = {"UTC": 0, "Z": 0, "UT": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_NAMED |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_NAMED |= {letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)}
_NAMED |= {letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)}


class _Moment(Struct):
    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    microsecond: int


def ruby_time_parse(text: str, zone: tzinfo, now: datetime) -> datetime:
    """The time that Ruby reads, in the given zone.

    Args:
        text: as it would be handed to ``Time.parse``.
        zone: stands for the machine's zone, which Jekyll sets from ``timezone``.
        now: the clock (aware), for what the text does not say.

    Returns:
        An aware datetime in ``zone``. Years that Python cannot hold become the nearest that it can.

    Raises:
        RubyTimeError: Ruby would raise ArgumentError.
    """
    if len(text) > LONGEST:
        raise RubyTimeError(f"more than {LONGEST} characters are no date")
    found = date_fields(text)
    if all(
        value is None
        for value in (
            found.year,
            found.year_day,
            found.month,
            found.day,
            found.hour,
            found.minute,
            found.second,
            found.fraction,
        )
    ):
        raise RubyTimeError("there is no date in it")
    if found.year_day is None:
        return _make(found, zone, now)
    return _from_year_day(found, zone, now)


def _from_year_day(found: DateFields, zone: tzinfo, now: datetime) -> datetime:
    year_day = found.year_day or 0
    found.year_day = None
    if not 1 <= year_day <= 366:
        raise RubyTimeError(f"there is no day {year_day} in a year")
    months, days = divmod(year_day - 1, 31)
    found.month, found.day = months + 1, days + 1
    guess = _make(found, zone, now)
    behind = year_day - guess.timetuple().tm_yday
    if behind == 0:
        return guess
    found.day += behind
    length = _length(found.year if found.year is not None else now.year, found.month)
    if found.day > 28 and found.day > length:
        found.month += 1
        if found.month > 12:
            raise RubyTimeError(f"there is no day {year_day} in that year")
        found.day -= length
    return _make(found, zone, now)


def _make(found: DateFields, zone: tzinfo, now: datetime) -> datetime:
    offset = None
    if found.zone is not None:
        offset = _offset(found.zone, now.year if found.year is None else found.year, zone)
    moment = _filled(found, now.astimezone(zone if offset is None else timezone(timedelta(seconds=offset))))
    if offset is not None:
        _shift(moment, offset)
    _check(moment)
    return _at(moment, zone, offset)


def _filled(found: DateFields, now: datetime) -> _Moment:
    """What the text leaves out above its largest field is the clock's, below its smallest the least."""
    values = [found.year, found.month, found.day, found.hour, found.minute, found.second]
    clock = [now.year, now.month, now.day, now.hour, now.minute, now.second]
    least = [1970, 1, 1, 0, 0, 0]
    microsecond = int((found.fraction or "")[:6].ljust(6, "0"))
    first = next((index for index, value in enumerate(values) if value is not None), len(values))
    year, month, day, hour, minute, second = (
        clock[index] if index < first else least[index] if value is None else value
        for index, value in enumerate(values)
    )
    return _Moment(year, month, day, hour, minute, second, microsecond)


def _offset(name: str, year: int, zone: tzinfo) -> int | None:
    """Seconds east of UTC, or None where Ruby does not understand the zone; raises RubyTimeError."""
    upper = name.upper()
    match = _OFFSET.match(upper)
    if match is not None:
        seconds = (int(match[2]) * 60 + int(match[4])) * 60 + int(match[5] or 0)
        return _possible(-seconds if match[1] == "-" else seconds)
    if _HOURS.match(upper):
        return _possible(int(upper) * 3600)
    if upper in _NAMED:
        return _NAMED[upper] * 3600
    for month in (1, 7):
        local = datetime(min(max(year, 1), 9999), month, 1, tzinfo=zone)
        if (local.tzname() or "").upper() == upper:
            return int((local.utcoffset() or timedelta()).total_seconds())
    return None


def _possible(offset: int) -> int:
    if abs(offset) >= 86_400:
        raise RubyTimeError("its zone is a day or more away from UTC")
    return offset


def _shift(moment: _Moment, offset: int) -> None:
    """Turn local fields into UTC as Ruby does: days that are too many for a month begin the next."""
    sign = 1 if offset < 0 else -1
    # Only the parts that an offset has are touched: other odd fields stay as they are and are judged as they are.
    left, part = divmod(abs(offset), 60)
    if part:
        carry, moment.second = divmod(moment.second + sign * part, 60)
        left += sign * carry
    left, part = divmod(left, 60)
    if part:
        carry, moment.minute = divmod(moment.minute + sign * part, 60)
        left += sign * carry
    left, part = divmod(left, 24)
    if part:
        carry, moment.hour = divmod(moment.hour + sign * part, 24)
        left += sign * carry
    moment.day += sign * left
    if left and sign > 0 and moment.day > _length(moment.year, moment.month):
        moment.month, moment.day = moment.month + 1, 1
        if moment.month > 12:
            moment.year, moment.month = moment.year + 1, 1
    elif left and sign < 0 and moment.day < 1:
        moment.month -= 1
        if moment.month < 1:
            moment.year, moment.month = moment.year - 1, 12
        moment.day = _length(moment.year, moment.month)


def _length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        return 10**9  # no month that could be over: it is refused later
    return days_in_month(year, month)


def _check(moment: _Moment) -> None:
    if not 1 <= moment.month <= 12:
        raise RubyTimeError(f"there is no month {moment.month}")
    if not 1 <= moment.day <= 31:
        raise RubyTimeError(f"there is no day {moment.day} in a month")
    whole = moment.minute == moment.second == 0 and moment.microsecond == 0
    if not (0 <= moment.hour <= 23 or (moment.hour == 24 and whole)):
        raise RubyTimeError(f"there is no hour {moment.hour}:{moment.minute:02}")
    if not 0 <= moment.minute <= 59:
        raise RubyTimeError(f"there is no minute {moment.minute}")
    if not 0 <= moment.second <= 60:
        raise RubyTimeError(f"there is no second {moment.second}")


def _at(moment: _Moment, zone: tzinfo, offset: int | None) -> datetime:
    year = min(max(moment.year, 1), 9999)
    rest = timedelta(
        days=moment.day - 1,
        hours=moment.hour,
        minutes=moment.minute,
        seconds=moment.second,
        microseconds=moment.microsecond,
    )
    try:
        naive = datetime(year, moment.month, 1) + rest  # noqa: DTZ001 - gets its zone below
        if offset is not None:
            return naive.replace(tzinfo=UTC).astimezone(zone)
        return local_time(naive, zone)
    except OverflowError:
        return datetime(year, moment.month, min(moment.day, 28), tzinfo=zone)
