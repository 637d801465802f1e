from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.scalars.times.ruby import ruby_time_parse
from content_lint.parse.scalars.times.ruby_local import RubyTimeError

NEW_YORK = ZoneInfo("America/New_York")
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 21, 21, 7, 50, tzinfo=UTC)


def told(text: str, zone: ZoneInfo = NEW_YORK) -> str:
    try:
        return ruby_time_parse(text, zone, NOW).replace(microsecond=0).isoformat()
    except RubyTimeError:
        return "!"


def test_all_rows_of_the_table_that_ruby_wrote(shared: Path) -> None:
    lines = (shared / "oracle" / "matrices" / "time_parse.tsv").read_text(encoding="utf-8").split("\n")[1:]
    rows = [line.split("\t") for line in lines if line]
    assert len(rows) > 30
    assert [(text, told(json.loads(text))) for text, _ in rows] == [
        (text, "!" if answer.startswith("!") else answer) for text, answer in rows
    ]


# What Ruby 3.1.2 answered, in New York at the same time.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-06-30 25:00:00 -05:00", "2020-07-01T02:00:00-04:00"),
        ("2020-06-30 23:30:00 -05:00", "2020-07-01T00:30:00-04:00"),
        ("2020-03-08 02:30", "2020-03-08T03:30:00-04:00"),
        ("2020-11-01 01:30", "2020-11-01T01:30:00-05:00"),
        ("3rd March 2021 17:00", "2021-03-03T17:00:00-05:00"),
        ("Tuesday, 5 Jan '99", "1999-01-05T00:00:00-05:00"),
        ("2020-060", "2020-02-29T00:00:00-05:00"),
        ("2020-366", "2020-12-31T00:00:00-05:00"),
        ("H30.4.1", "2018-04-01T00:00:00-04:00"),
        ("20200102T030405Z", "2020-01-01T22:04:05-05:00"),
        ("10h30m PM", "2026-11-21T22:30:00-05:00"),
        ("12am", "2026-11-21T00:00:00-05:00"),
        ("2020-01-02 12:30 J", "2020-01-02T12:30:00-05:00"),
        ("2020-01-02 12:30 A", "2020-01-02T06:30:00-05:00"),
        ("2020-01-02 12:30:60", "2020-01-02T12:31:00-05:00"),
        ("2020-01-02 12:60", "!"),
        ("2020-01-32", "!"),
        ("2020-00-10", "!"),
        ("2020-01-02 10:00 +25:00", "!"),
        ("Jan", "2026-01-01T00:00:00-05:00"),
        ("Monday", "!"),
    ],
)
def test_odd_dates_are_read_as_ruby_reads_them(text: str, expected: str) -> None:
    assert told(text) == expected


def test_the_zones_own_names_are_understood_there_and_nowhere_else() -> None:
    assert told("2020-07-02 12:00:00 BST", LONDON) == "2020-07-02T12:00:00+01:00"
    assert told("2020-01-02 12:00:00 BST", LONDON) == "2020-01-02T11:00:00+00:00"
    assert told("2020-07-02 12:00:00 BST") == "2020-07-02T12:00:00-04:00"


def test_text_that_ruby_refuses_for_its_length_is_refused() -> None:
    assert told("2020-01-02" + " " * 118) == "2020-01-02T00:00:00-05:00"
    assert told("2020-01-02" + " " * 119) == "!"
    assert told("1" * 10_000_000) == "!"


@given(st.text(alphabet="0123456789-+/.:' TZapmJandec,[]eé\t", max_size=140))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_time_in_the_zone_or_the_one_error(text: str) -> None:
    try:
        found = ruby_time_parse(text, NEW_YORK, NOW)
    except RubyTimeError:
        return
    assert found.tzinfo is NEW_YORK
