"""What is written is read again as the same, by the parsers of the generators."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.adopt.date_style import DateStyle, style_of
from content_lint.adopt.new.front_matter_text import front_matter_text
from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.site.generators.hugo import traits as hugo
from content_lint.text.source import SourceText
from tests.dialects import DIALECTS

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\ufeff"), max_size=20)
SCALARS = TEXT | st.booleans() | st.integers(-(10**9), 10**9)
KEYS = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,8}", fullmatch=True).filter(
    lambda key: key.lower() not in {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
)
LEAVES = SCALARS | st.lists(TEXT, min_size=1, max_size=3)
MAPPINGS = st.dictionaries(
    KEYS, LEAVES | st.dictionaries(KEYS, SCALARS, min_size=1, max_size=3), min_size=1, max_size=4
)


def read(text: str, dialect: Dialect) -> object:
    document = parse_document(SourceText.from_text("a.md", text), dialect)
    assert document.front_matter is not None, text
    assert document.front_matter.error is None, text
    return document.front_matter.data


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=80, deadline=None)
@given(values=MAPPINGS)
def test_yaml_is_read_again_as_it_was_meant(dialect, values):
    assert read(front_matter_text(values, "yaml"), dialect) == values


@pytest.mark.parametrize("form", ["toml", "json"])
@settings(max_examples=80, deadline=None)
@given(values=MAPPINGS)
def test_toml_and_json_are_read_again_as_they_were_meant(form, values):
    assert read(front_matter_text(values, form), hugo.DIALECT) == values


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-31",
        "2024-10-31 20:57",
        "2024-10-31 20:57:09",
        "2024-10-31 20:57:09 +0100",
        "2024-10-31T20:57:09+01:00",
        "2024-10-31T19:57:09Z",
        "2024-10-31T19:57:09.000Z",
        "2024-10-31 19:57:09 UTC",
    ],
)
def test_a_date_is_written_in_the_style_that_was_seen(text):
    style = style_of([text])
    assert style is not None
    moment = datetime(2024, 10, 31, 19, 57, 9, tzinfo=UTC)
    assert style.write(moment, ZoneInfo("Etc/GMT-1")) == text


def test_a_time_that_is_always_midnight_stays_so():
    style = style_of(["2024-10-31T00:00:00.000Z"])
    assert style == DateStyle("T", seconds=True, fraction=3, zone="Z", midnight=True)
    assert style.write(datetime(2024, 5, 1, 23, 30, tzinfo=UTC), UTC) == "2024-05-01T00:00:00.000Z"


def test_the_commonest_style_counts_and_no_date_has_none():
    assert style_of(["2024-10-31", "'2024-10-30'", "2024-10-31T20:57:00Z", "soon"]) == DateStyle()
    assert style_of(["soon", "20241031"]) is None
