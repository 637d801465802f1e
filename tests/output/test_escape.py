from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.output.escape import visible, visible_path
from tests.output.hostile import TEXTS, raw_in


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_nothing_hidden_and_no_command_is_left(text):
    assert raw_in(visible(text)) == []
    assert "\n" not in visible(text)


def test_the_hostile_texts_are_hostile():
    harmless = [name for name, text in TEXTS.items() if not raw_in(text)]
    assert harmless == ["workflow command", "workflow command behind a line end", "HTML", "Markdown"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain `text`", "plain `text`"),
        ("café – 日本語", "café – 日本語"),
        ("a\u200bb", "a<U+200B>b"),
        ("\x1b[0m", "<U+001B>[0m"),
        ("one\ntwo", "one<U+000A>two"),
        ("caf\udce9", "caf<0xE9>"),
        ("\ud83d", "<U+D83D>"),
        ("see ##[error]", "see #<U+0023>[error]"),
        ("## a heading", "## a heading"),
        ("\ufeff", "<U+FEFF>"),
    ],
)
def test_what_is_hidden_is_named(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻",
        "🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "e\u0301",
    ],
)
def test_emoji_and_scripts_that_need_joiners_stay_as_they_are(text):
    assert visible(text) == text


def test_a_joiner_between_latin_letters_is_shown():
    assert visible("in\u200dfo@site.org") == "in<U+200D>fo@site.org"


@pytest.mark.parametrize("path", ["::error::x.md", " ::error::x.md", "\u3000::error::x.md", "##[error]x.md"])
def test_a_path_never_begins_a_line_as_a_command(path):
    shown = visible_path(path)
    assert shown.startswith("./")
    assert raw_in(shown) == []


def test_an_ordinary_path_stays():
    assert visible_path("_news/2020-01-01-élan.md") == "_news/2020-01-01-élan.md"


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_no_text_at_all_comes_out_raw(text):
    assert raw_in(visible(text)) == []
