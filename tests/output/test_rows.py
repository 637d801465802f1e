"""Rows for other programs: nothing that a stranger wrote becomes a formula, and every reader can hold it."""

from __future__ import annotations

import csv
import json

import pytest

from content_lint.output.rows import csv_rows, json_rows


@pytest.mark.parametrize("text", ['=HYPERLINK("https://example.com")', "+1", "-1+1", "@SUM(A1)"])
def test_a_cell_that_begins_like_a_formula_is_text(text: str) -> None:
    (_, (cell,)) = csv.reader("".join(csv_rows(["a"], [{"a": text}])).splitlines())
    assert cell == f"'{text}"


def test_numbers_keep_their_sign_and_nothing_is_an_empty_cell() -> None:
    assert "".join(csv_rows(["a", "b", "c", "d"], [{"a": -1, "b": None, "c": True, "d": ["x", "y"]}])) == (
        "a,b,c,d\n-1,,true,x y\n"
    )


def test_json_is_a_list_whether_it_has_rows_or_not() -> None:
    rows = [{"a": "\udc80", "b": ["\udc81", 1], "c": None}, {"a": "é", "b": [], "c": False}]
    found = json.loads("".join(json_rows(rows)))
    assert [row["c"] for row in found] == [None, False]
    assert "\udc80" not in found[0]["a"]
    assert json.loads("".join(json_rows([]))) == []
