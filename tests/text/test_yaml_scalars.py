"""Texts written as YAML are read again as the same texts, by more than one reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.scalars.jekyll import resolve
from content_lint.text.yaml_scalars import quote, spell


@given(st.text(max_size=30), st.sampled_from(["", "'", '"']))
@settings(max_examples=400, deadline=None)
def test_any_text_survives(text: str, like: str) -> None:
    spelled = spell(text, like)
    assert "\n" not in spelled
    assert yaml.safe_load(f"a:\n  - {spelled}\n") == {"a": [text]}


@pytest.mark.parametrize("text", ["/a/b/", "2019/03/01/x", "abc", "a-b_c", "1a/2"])
def test_paths_stay_plain_in_every_reader(text: str) -> None:
    assert spell(text, "") == text
    assert resolve(text, plain=True, tag=None) == text


@pytest.mark.parametrize(
    "text", ["yes", "No", "null", "12", "1,000", "10:30", "", " a", "a: b", "a #b", "- a", "@a", "2020-01-02", "2019/"]
)
def test_what_could_be_something_else_is_quoted(text: str) -> None:
    assert spell(text, "") == (quote(text) if text != "2019/" else text)


def test_quotes_are_those_of_the_other_value() -> None:
    assert spell("it's", "'x'") == "'it''s'"
    assert spell('a"b', '"x"') == '"a\\"b"'
    assert spell("a\nb", "'x'") == '"a\\nb"'
