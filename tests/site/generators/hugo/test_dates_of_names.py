"""Dates in the names of Hugo's files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.dates import date_of_name

DAY = datetime(2024, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "day", "rest"),
    [
        ("2024-01-02-a-b", DAY, "a-b"),
        ("2024-01-02", DAY, ""),
        ("2024-01-02_ x-", DAY, "x"),
        ("2024-01-02-10-11-12-x", datetime(2024, 1, 2, 10, 11, 12, tzinfo=UTC), "x"),
        ("2024-01-02-10-11-x", DAY, "10-11-x"),
        ("2024-13-02-x", None, "x"),
        ("2024-01-021-x", None, ""),
        ("a-2024-01-02", None, ""),
        ("2024-1-2-x", None, ""),
    ],
)
def test_a_name_begins_with_a_date(name: str, day: datetime | None, rest: str) -> None:
    assert date_of_name(name, HugoConfig()) == (day, rest)
