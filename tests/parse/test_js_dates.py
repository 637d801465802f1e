"""What JavaScript's Date makes of values; the days are what Node.js 20 answered."""

from __future__ import annotations

from datetime import date

import pytest

from content_lint.parse.scalars.js_dates import is_invalid, misread


@pytest.mark.parametrize(
    ("value", "day", "meant"),
    [
        ("01.07.2021", date(2021, 1, 7), date(2021, 7, 1)),
        ("1.7.2021", date(2021, 1, 7), date(2021, 7, 1)),
        ("01. 07. 2021", date(2021, 1, 7), date(2021, 7, 1)),
        ("01.07.2021 10:00", date(2021, 1, 7), date(2021, 7, 1)),
        ("01.07.49", date(2049, 1, 7), date(2049, 7, 1)),
        ("01.07.50", date(1950, 1, 7), date(1950, 7, 1)),
        (20210701, date(1970, 1, 1), None),
        (86_400_000, date(1970, 1, 2), None),
        (None, date(1970, 1, 1), None),
    ],
)
def test_another_day_comes_of_it(value: object, day: date, meant: date | None) -> None:
    found = misread(value)
    assert found is not None
    assert (found.day, found.meant) == (day, meant)
    assert not is_invalid(value)


@pytest.mark.parametrize(
    "value",
    ["13.07.2021", "00.07.2021", "not a date", "", {"a": 1}, "1.7.2021 10:00 Uhr", "07.07.2021", True, "2021-07-01"],
)
def test_no_other_day_comes_of_these(value: object) -> None:
    assert misread(value) is None


@pytest.mark.parametrize(
    ("value", "invalid"),
    [
        ("13.07.2021", True),
        ("31.12.2021", True),
        ("today", True),
        ("", True),
        ({}, True),
        ("12.07.2021", False),
        ("2021-06-31", False),
        ("July 2021", False),
        (True, False),
    ],
)
def test_what_is_surely_no_date(value: object, *, invalid: bool) -> None:
    assert is_invalid(value) is invalid
