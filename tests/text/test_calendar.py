"""Months are as long as Python's own calendar has them."""

from __future__ import annotations

import calendar

from content_lint.text.calendar import days_in_month


def test_months_are_as_long_as_in_pythons_calendar() -> None:
    months = [(year, month) for year in range(1, 2401) for month in range(1, 13)]
    assert [days_in_month(*month) for month in months] == [calendar.monthrange(*month)[1] for month in months]
