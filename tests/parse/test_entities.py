from __future__ import annotations

import mistune.util
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.markdown.entities import unescape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a &amp; b", "a & b"),
        ("a & b; c &#38; d &#x26;", "a & b; c & d &"),
        ("/a?b=1&copy=2", "/a?b=1&copy=2"),
        ("a; b & c", "a; b & c"),
        ("&nosuch;", "&nosuch;"),
    ],
)
def test_an_entity_ends_with_a_semicolon(text, shown):
    assert unescape(text) == shown


PIECES = ["&", ";", "amp", "notin", "#38", "#0", "#128", "#99999999", "#x2", "#XD800", "#x110000", "lt", " ", "\n", "a"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_what_an_entity_is_mistune_says(text):
    assert unescape(text) == mistune.util.unescape(text)
