from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.dialect import Dialect
from content_lint.parse.scalars.dates import DateReading, DateStatus, looks_like_date, read_date
from tests.dialects import DIALECTS

JEKYLL, HUGO, PLAIN = DIALECTS
LONDON = ZoneInfo("Europe/London")


def read(value: object, dialect: Dialect = JEKYLL, zone: object = UTC) -> DateReading:
    return read_date(value, str(value), dialect, zone)  # type: ignore[arg-type]


@pytest.mark.parametrize("dialect", [JEKYLL, HUGO, PLAIN])
def test_a_date_is_midnight_in_the_zone_of_the_site(dialect: Dialect) -> None:
    reading = read(date(2020, 7, 2), dialect, LONDON)
    assert reading == DateReading(DateStatus.READ, datetime(2020, 7, 2, tzinfo=LONDON), day_only=True)
    assert reading.day == date(2020, 7, 2)


@pytest.mark.parametrize("dialect", [JEKYLL, PLAIN])
def test_an_instant_has_its_day_in_the_zone_of_the_site(dialect: Dialect) -> None:
    assert read(datetime(2020, 7, 2, 23, 30, tzinfo=UTC), dialect, LONDON).day == date(2020, 7, 3)
    assert read("2020-07-02T23:30:00.000Z", dialect, LONDON).day == date(2020, 7, 3)


def test_hugo_keeps_the_day_that_is_written() -> None:
    assert read("2020-07-02T23:30:00Z", HUGO, LONDON).day == date(2020, 7, 2)


@pytest.mark.parametrize("dialect", [JEKYLL, HUGO, PLAIN])
@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2020-01-02", datetime(2020, 1, 2, tzinfo=LONDON)),
        ("2020-07-02 03:04:05", datetime(2020, 7, 2, 3, 4, 5, tzinfo=LONDON)),
        ("2020-01-02T03:04:05.678Z", datetime(2020, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)),
        ("2020-01-02 03:04:05 +0200", datetime(2020, 1, 2, 1, 4, 5, tzinfo=UTC)),
        ("2020-01-02T03:04:05-05:00", datetime(2020, 1, 2, 8, 4, 5, tzinfo=UTC)),
    ],
)
def test_all_generators_read_common_forms_alike(dialect: Dialect, text: str, instant: datetime) -> None:
    reading = read(text, dialect, LONDON)
    assert reading.status is DateStatus.READ
    assert reading.instant is not None
    assert reading.instant.replace(microsecond=0) == instant.replace(microsecond=0)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("2022-07-17T00:00:00.00ZT23:00:00.000Z", "2022-07-17T23:00:00.000Z"),
        ("2016-02-26T00:00:00.00ZT09:00:39+00:00", "2016-02-26T09:00:39+00:00"),
        ("2018-04-20T00:00:00.00ZT00:00:00.000Z", "2018-04-20T00:00:00.000Z"),
        ("2022-07-17T10:00:00ZT23:00:00Z", None),
    ],
)
def test_jekyll_loses_the_second_of_two_times(text: str, repaired: str | None) -> None:
    reading = read(text)
    assert reading.status is DateStatus.TIME_LOST
    assert reading.repaired == repaired
    assert reading.day == date.fromisoformat(text[:10])
    assert read(text, HUGO).status is DateStatus.UNREADABLE
    assert read(text, PLAIN).status is DateStatus.UNREADABLE
    assert read(text, PLAIN).repaired == repaired


@pytest.mark.parametrize("dialect", [JEKYLL, HUGO, PLAIN])
@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("2022-06-31T00:00:00.00Z", "June has 30 days"),
        ("2021-02-29", "February 2021 has 28 days"),
        ("1900-02-29", "February 1900 has 28 days"),
        ("2020-13-01", "there is no month 13"),
        ("2020-01-02 25:00", "a day has 24 hours"),
        ("2020-01-02T10:60:00Z", "an hour has 60 minutes"),
        ("2020-01-02T10:00:61Z", "a minute has 60 seconds"),
    ],
)
def test_what_the_calendar_does_not_have_is_impossible(dialect: Dialect, text: str, detail: str) -> None:
    assert read(text, dialect) == DateReading(DateStatus.IMPOSSIBLE, detail=detail)


@pytest.mark.parametrize("text", ["2020-02-29", "2000-02-29", "2020-01-02 24:00:00", "2020-01-02T10:00:60Z"])
def test_jekyll_reads_the_end_of_a_day_and_a_leap_second(text: str) -> None:
    assert read(text).status is DateStatus.READ


def test_text_that_takes_its_day_from_the_clock_is_no_date() -> None:
    assert read("12:30").status is DateStatus.UNREADABLE
    assert read("12:30").detail == read(750.0).detail == "what it does not say is taken from the clock of each build"
    assert read("today").detail == ""
    assert read("2 January").status is DateStatus.UNREADABLE
    assert read("2 January 2020").day == date(2020, 1, 2)


def test_numbers_are_what_each_generator_takes_them_for() -> None:
    assert read(20200102).day == date(2020, 1, 2)
    assert read(2020).status is DateStatus.UNREADABLE
    assert read(20190506, HUGO).day == date(1970, 8, 22)
    assert read(20200102, PLAIN).day == date(2020, 1, 2)
    assert read(True).status is DateStatus.UNREADABLE
    assert read(630.0).status is DateStatus.UNREADABLE


@pytest.mark.parametrize("value", [None, "", " ", [], {}, [date(2020, 1, 2)], b"2020", "x" * 1_000_000, float("nan")])
@pytest.mark.parametrize("dialect", [JEKYLL, HUGO, PLAIN])
def test_other_values_are_unreadable(value: object, dialect: Dialect) -> None:
    assert read(value, dialect).status is DateStatus.UNREADABLE


def test_the_ends_of_time_do_not_overflow() -> None:
    for zone in (timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))):
        for value in (datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), date.max, date.min):
            assert read(value, JEKYLL, zone).status is DateStatus.READ
    assert read("9999-12-31 24:00:00").status is not DateStatus.IMPOSSIBLE


def test_an_american_date_is_repaired_where_only_one_day_can_be_meant() -> None:
    assert read("02/13/2020").repaired == "2020-02-13"
    assert read("02/32/2020").repaired is None


@pytest.mark.parametrize(
    "text", ["2020-01-02", "2020-1-2", "2020-01-02T10:00", "2020-01-02 10:00 +0100", "2022-07-17T00:00ZT23:00Z"]
)
def test_dates_and_broken_dates_look_like_dates(text: str) -> None:
    assert looks_like_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020",
        "2020-01",
        "2020-01-02 was good",
        "2020-01-02-title",
        "2020-01-02: minutes",
        "2020-01-02 10:00 AGM",
        "v2020-01-02",
        "2020-01-02T",
    ],
)
def test_longer_text_does_not_look_like_a_date(text: str) -> None:
    assert not looks_like_date(text)


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)), st.integers(-720, 840))  # noqa: DTZ001
@settings(max_examples=60, deadline=None)
def test_what_python_writes_is_read_back(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    for dialect in (JEKYLL, HUGO, PLAIN):
        reading = read(aware.isoformat(), dialect)
        assert reading.instant is not None
        assert abs(reading.instant - aware) < timedelta(seconds=1)


@given(st.text(alphabet="0123456789-:TZ+ ./aJ", max_size=40), st.sampled_from([JEKYLL, HUGO, PLAIN]))
@settings(max_examples=300, deadline=None)
def test_no_text_stops_it(text: str, dialect: Dialect) -> None:
    reading = read(text, dialect, LONDON)
    assert (reading.instant is not None) == (reading.status in (DateStatus.READ, DateStatus.TIME_LOST))


def test_hostile_text_is_read_in_no_time() -> None:
    start = time.process_time()
    for text in ("2020-01-02" + " " * 1_000_000 + "x", "2020-01-02T" + "10:00" * 200_000, "9" * 1_000_000):
        assert read(text).status is DateStatus.UNREADABLE
        assert not looks_like_date(text)
    assert time.process_time() - start < 0.5


def test_jekyll_agrees_with_ruby_on_the_tabulated_texts(shared: Path) -> None:
    """What Ruby raises at is unreadable or impossible; what it makes of the rest is the same day."""
    rows = (shared / "oracle" / "matrices" / "time_parse.tsv").read_text().splitlines()[1:]
    zone = ZoneInfo("America/New_York")
    assert len(rows) > 30
    seen = 0
    for row in rows:
        quoted, answer = row.split("\t")
        reading = read(quoted[1:-1], JEKYLL, zone)
        rolled_over = reading.status is DateStatus.IMPOSSIBLE and re.match(r"20\d\d-0[24]-3[01]", quoted[1:])
        if answer.startswith("!") or rolled_over or quoted == '"12:30"':
            assert reading.instant is None, row
        else:
            assert reading.instant == datetime.fromisoformat(answer) or quoted.endswith('.678 -0300"'), row
            seen += 1
    assert seen > 20
