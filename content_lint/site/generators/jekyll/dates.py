"""The date of a document: from its front matter, its file name, or the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

from content_lint.parse.scalars.times.ruby_local import RubyTimeError, local_time
from content_lint.site.generators.jekyll.slugify import ruby_text
from content_lint.text.regex import regex

_PLAIN = regex(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class DateReader:
    """Turns values into times of the site's zone, as Jekyll does: by way of text.

    Args:
        zone: the site's zone.
        now: the clock (aware).
    """

    def __init__(self, zone: tzinfo, now: datetime) -> None:
        self._zone = zone
        self._now = now
        self._days: dict[tuple[int, int, int], datetime] = {}  # the same days come again and again

    def read(self, value: object) -> datetime:
        """The time that a front matter value stands for, to the second; raises RubyTimeError."""
        if isinstance(value, datetime):
            aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
            try:
                return aware.replace(microsecond=0).astimezone(self._zone)
            except OverflowError:
                return aware
        if isinstance(value, date):
            return self._midnight(value.year, value.month, value.day)
        text = ruby_text(value)
        match = _PLAIN.fullmatch(text)
        if match is not None:
            try:
                return self._midnight(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                pass  # Ruby makes something of days that are not in the calendar
        from content_lint.parse.scalars.times.ruby import ruby_time_parse  # for what is no plain date only

        return ruby_time_parse(text, self._zone, self._now).replace(microsecond=0)

    def _midnight(self, year: int, month: int, day: int) -> datetime:
        key = (year, month, day)
        known = self._days.get(key)
        if known is None:
            naive = datetime(year, month, day)  # noqa: DTZ001 - gets its zone at once
            try:
                known = local_time(naive, self._zone)
            except OverflowError:
                known = naive.replace(tzinfo=self._zone)
            self._days[key] = known
        return known


__all__ = ["DateReader", "RubyTimeError"]
