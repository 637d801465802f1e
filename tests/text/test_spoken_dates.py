from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.text.calendar import MONTHS, WEEKDAYS
from content_lint.text.source import Span
from content_lint.text.spoken_dates import SpokenDate, find_spoken_dates


def found(text: str) -> list[tuple[str, str, int, int, int, int | None]]:
    return [
        (text[each.span.start : each.span.end], text[each.weekday_span.start : each.weekday_span.end], *numbers(each))
        for each in find_spoken_dates(text, Span(0, len(text)))
    ]


def numbers(item: SpokenDate) -> tuple[int, int, int, int | None]:
    return item.weekday, item.day, item.month, item.year


@pytest.mark.parametrize(
    ("text", "weekday"),
    [
        ("Thursday 4th February", "Thursday"),
        ("Thursday, 4 February", "Thursday"),
        ("thursday the 4th of february", "thursday"),
        ("Thu 4 Feb", "Thu"),
        ("THURSDAY 4 FEB", "THURSDAY"),
        ("THU 4 FEB", "THU"),
        ("Thursday February 4", "Thursday"),
        ("Thurs, Feb. 4th", "Thurs"),
        ("Thursday\n4 February", "Thursday"),
        ("Thursday\u00a04\u00a0February", "Thursday"),
        ("February 4th (Thursday)", "Thursday"),
        ("4 February (Thu)", "Thu"),
        ("**Thursday** 4 February", "Thursday"),
    ],
)
def test_each_way_to_write_it_is_found(text: str, weekday: str) -> None:
    items = found(f"See you on {text}!")
    assert [item[1:] for item in items] == [(weekday, 3, 4, 2, None)]


@pytest.mark.parametrize(
    "text", ["Thursday 4 February 2021", "Thursday, February 4, 2021", "4 February 2021 (Thursday)"]
)
def test_the_year_is_read_where_it_is_said(text: str) -> None:
    assert [(item[0], item[5]) for item in found(f"({text})")] == [(text, 2021)]


@pytest.mark.parametrize(
    "text", ["Thursday 4 February 1800-2000", "Thursday 4 February 2000 hrs", "Thursday 4 February, 1900 to 2100"]
)
def test_a_time_of_day_is_no_year(text: str) -> None:
    assert [item[5] for item in found(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Thursdays 4 February",
        "Someday 4 February",
        "Thursday 0 February",
        "Thursday 32 February",
        "Thursday 4 or 5 February",
        "Thursday may 4 come",
        "the sun 4 Feb",
        "every-Thursday-4-February",
        "Thursday 4:30 February",
        "Thursday 41 February",
        "Monday 4 Marches",
        "Monday May 4pm",
        "birthday 4 May",
        "Thursday\n\n4 February",
        "2 4 February (Thursday",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_only_the_span_is_searched() -> None:
    text = "Monday 1 May, Tuesday 2 May, Wednesday 3 May"
    items = list(find_spoken_dates(text, Span(14, 27)))
    assert [text[item.span.start : item.span.end] for item in items] == ["Tuesday 2 May"]
    assert [item.day for item in find_spoken_dates(text, Span(0, len(text)))] == [1, 2, 3]


@given(st.sampled_from(WEEKDAYS), st.integers(1, 31), st.sampled_from(MONTHS), st.text(max_size=8), st.text(max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_date_is_found_whatever_stands_around_it(
    weekday: str, day: int, month: str, before: str, behind: str
) -> None:
    text = f"{before} {weekday} {day} {month}. {behind}"
    items = [item for item in find_spoken_dates(text, Span(0, len(text))) if item.span.start == len(before) + 1]
    assert [(WEEKDAYS[item.weekday], item.day, MONTHS[item.month - 1]) for item in items] == [(weekday, day, month)]


@pytest.mark.parametrize(
    "piece",
    [
        "day",
        "Mon",
        "Monday ",
        "(Mon",
        "(Monday)",
        "Monday 1 ",
        "Monday 1 May ",
        "1 May (Mon",
        "Monday,\n",
        "Thursday 4 February (",
        "x" * 20 + "day",
    ],
)
def test_a_million_near_misses_take_linear_time(piece: str) -> None:
    def cost(count: int) -> float:
        text = piece * count
        start = time.process_time()
        sum(1 for _ in find_spoken_dates(text, Span(0, len(text))))
        return time.process_time() - start

    count = 30_000 // len(piece)
    small, large = cost(count), cost(8 * count)
    assert large < 24 * small + 0.2
