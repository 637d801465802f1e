from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from content_lint.parse.scalars.times.hugo import LONGEST, ZERO, hugo_time, hugo_time_parse

NEW_YORK = ZoneInfo("America/New_York")

# What `hugo list all` of Hugo 0.168.0 said with `timeZone = "America/New_York"`.
READ = [
    ("02 Jan 2006", "2006-01-02T00:00:00-05:00"),
    ("Mon, 02 Jan 2006 15:04:05 MST", "2006-01-02T15:04:05-05:00"),
    ("Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T15:04:05-07:00"),
    ("2006-01-02 15:04:05Z", "2006-01-02T15:04:05+00:00"),
    ("2006-01-02 15:04:05+01:00", "2006-01-02T15:04:05+01:00"),
    ("2006-01-02T15:04:05+0100", "2006-01-02T15:04:05+01:00"),
    ("2006-01-02 3:04:05", "2006-01-02T03:04:05-05:00"),
    ("2006-07-02T3:04:05", "2006-07-02T03:04:05-04:00"),
    ("2006-01-02 3:04:05 +0100", "2006-01-02T03:04:05+01:00"),
    ("2006-01-02 15:04:05.5", "2006-01-02T15:04:05-05:00"),
    ("2006-01-02 15:04:05,5", "2006-01-02T15:04:05-05:00"),
    ("2006-01-02T15:04:05.123456789123Z", "2006-01-02T15:04:05+00:00"),
    ("2006-01-02 15:04:05 +0000 UTC", "2006-01-02T15:04:05+00:00"),
    ("2006-01-02 15:04:05 -0500 EST", "2006-01-02T15:04:05-05:00"),
    ("Mon Jan  2 15:04:05 2006", "2006-01-02T15:04:05-05:00"),
    ("9999-12-31", "9999-12-31T00:00:00-05:00"),
    ("2004-02-29", "2004-02-29T00:00:00-05:00"),
    ("2006-01-02T15:04:05+23:59", "2006-01-02T15:04:05+23:59"),
    ("2006-01-02T15:04:05+14:60", "2006-01-02T15:04:05+15:00"),
    ("2006-01-02 15:04:05 +01:00", "2006-01-02T15:04:05+01:00"),
    ("2006-01-02  15:04:05", "2006-01-02T15:04:05-05:00"),
    ("Monday, 02-Jan-06 15:04:05 MST", "2006-01-02T15:04:05-05:00"),
]
REFUSED = """2006-01-02 15:04:05 Z|2006-01-02T15:04:05 +0100|2006-01-02 15:04:05 +01|2006-1-2|2006-01-2|
2006-01-02 15:04:05.|2006-01-02 24:00:00|2006-01-02 23:60:00|2006-01-02 23:59:60|2006-01-02t15:04:05z|10000-01-01|
2006-02-29|2006-00-10|2006-01-02T|2006-01-02Z|2006-01-02 +0100|2006-01-02T15:04Z|2006-01-02 15:04|2006-01-02T15:04|
 |2006-01-02 15:04:05 UTC|2006-01-02 15:04:05 EST|02-Jan-06|2006-01-02 03:04:5|2006-01|2019/05/06|02/13/2020|
May 6, 2019|May 6 2019|6 May 2019|6th of May|today""".replace("\n", "").split("|")


@pytest.mark.parametrize(("text", "expected"), READ)
def test_text_that_hugo_reads_is_that_moment_with_its_own_offset(text: str, expected: str) -> None:
    moment = hugo_time_parse(text, NEW_YORK)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize("text", [*REFUSED, "2006-01-02" + " " * LONGEST])
def test_text_that_stops_hugo_is_none(text: str) -> None:
    assert hugo_time_parse(text, UTC) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2019, "1970-01-01T00:33:39+00:00"),
        (20190506, "1970-08-22T16:28:26+00:00"),
        (-1, "1969-12-31T23:59:59+00:00"),
        (date(2020, 1, 2), "2020-01-02T00:00:00-05:00"),
        (datetime(2020, 1, 2, 3, tzinfo=UTC), "2020-01-02T03:00:00+00:00"),
    ],
)
def test_numbers_are_seconds_and_dates_are_midnight_in_the_sites_zone(value: object, expected: str) -> None:
    moment = hugo_time(value, NEW_YORK)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize("value", [True, 1.5, ["2020-01-02"], {"a": 1}, None])
def test_other_values_stop_hugo(value: object) -> None:
    assert hugo_time(value, UTC) is None


def test_what_python_cannot_tell_is_the_zero_time() -> None:
    assert [hugo_time_parse(text, UTC) for text in ("3:04PM", "0000-01-01", "Jan  2 15:04:05")] == [ZERO] * 3
    assert hugo_time(-(10**18), UTC) == ZERO
    assert hugo_time(10**18, UTC) is not None
