from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.output.cells import pieces
from content_lint.output.excerpt import excerpt
from content_lint.text.source import SourceText, Span
from tests.output.hostile import TEXTS, raw_in


def drawn(text: str, span: Span, columns: int = 60) -> str:
    lines = []
    for line in excerpt(SourceText("a.md", text, "digest"), span, columns):
        lines.append(f"{line.number}|{line.text}")
        lines.append(" " * len(f"{line.number}|") + " " * line.start + "^" * line.cells)
    return "\n".join(lines)


def marked(text: str, part: str, columns: int = 60) -> str:
    start = text.index(part)
    return drawn(text, Span(start, start + len(part)), columns)


def test_an_ascii_span_is_underlined():
    assert marked("one two three\n", "two") == "1|one two three\n      ^^^"


def test_wide_characters_take_two_cells():
    assert marked("日本 here 語", "here") == "1|日本 here 語\n       ^^^^"
    assert marked("a 日本 b", "日本") == "1|a 日本 b\n    ^^^^"


def test_combining_marks_take_none():
    assert marked("e\u0301e\u0301 here", "here") == "1|e\u0301e\u0301 here\n     ^^^^"


def test_a_combining_mark_is_underlined_under_its_letter():
    assert marked("abe\u0301", "\u0301") == "1|abe\u0301\n    ^"


def test_tabs_become_spaces_to_the_next_stop():
    assert marked("\tab\tcd", "cd") == "1|    ab  cd\n          ^^"


@pytest.mark.parametrize("emoji", ["👍🏽", "❤\ufe0f", "👨\u200d👩\u200d👧", "🇬🇧", "🏳\ufe0f\u200d🌈"])
def test_every_kind_of_emoji_takes_two_cells(emoji):
    assert marked(f"{emoji} here", "here").splitlines()[1] == "     ^^^^"


def test_an_emoji_sequence_counts_once():
    assert marked("👩\u200d💻 here", "here") == "1|👩\u200d💻 here\n     ^^^^"


def test_hidden_characters_are_named_and_underlined_whole():
    assert marked("a\u200bb", "\u200b") == "1|a<U+200B>b\n   ^^^^^^^^"


def test_an_empty_span_gets_one_mark():
    assert drawn("abc\n", Span(1, 1)) == "1|abc\n   ^"
    assert drawn("abc\n", Span(3, 3)) == "1|abc\n     ^"
    assert drawn("", Span(0, 0)) == "1|\n  ^"


def test_a_span_on_a_line_end_stands_behind_the_line():
    assert drawn("abc\r\nd", Span(3, 5)) == "1|abc\n     ^"


def test_a_byte_order_mark_is_shown_only_where_it_is_marked():
    assert drawn("\ufeffabc", Span(0, 1)) == "1|<U+FEFF>abc\n  ^^^^^^^^"
    assert drawn("\ufeffabc", Span(2, 3)) == "1|abc\n   ^"


def test_a_span_over_some_lines_marks_each():
    text = "one\r\ntwo three\r\nfour\r\n"
    assert marked(text, "two three\r\nfo") == "2|two three\n  ^^^^^^^^^\n3|four\n  ^^"


def test_a_span_over_many_lines_leaves_out_the_middle():
    text = "".join(f"line {number}\n" for number in range(1, 100))
    lines = [line.number for line in excerpt(SourceText("a.md", text, "digest"), Span(0, len(text)), 60)]
    assert lines == [1, 2, 0, 99]


def test_a_long_line_is_cut_around_the_span():
    text = "a" * 500 + " here " + "b" * 500
    shown = marked(text, "here", 40)
    line, mark = shown.splitlines()
    assert line[mark.index("^") : mark.rindex("^") + 1] == "here"
    assert line.startswith("1|…aaa")
    assert line.endswith("bbb…")
    assert len(line) <= 42


def test_a_long_span_is_cut_at_the_width():
    line, mark = marked("x" * 1000, "x" * 1000, 40).splitlines()
    assert line == "1|" + "x" * 39 + "…"
    assert mark == "  " + "^" * 39


def test_the_cost_of_a_line_of_a_megabyte_does_not_depend_on_its_length():
    source = SourceText.from_text("a.md", "日\u0301\u200b" * 400_000)
    assert source.line_count == 1
    for start in range(0, 1_200_000, 1000):  # a second and more each, were the whole line looked at
        (line,) = excerpt(source, Span(start, start + 600_000), 80)
        assert sum(cells for _, cells in pieces(line.text, 0, len(line.text))) <= 80


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_lines_come_out_harmless(text):
    assert raw_in(drawn(text, Span(0, len(text)))) == []


@pytest.mark.parametrize("place", range(9))
def test_a_command_is_harmless_wherever_the_mark_begins_and_ends(place):
    text = "##[error]"
    assert raw_in(drawn(text, Span(place, place))) == []
    assert raw_in(drawn(text, Span(0, place))) == []


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(20, 50),
)
def test_every_excerpt_fits_and_its_mark_is_inside_of_it(text, first, second, columns):
    source = SourceText("a.md", text, "digest")
    start, end = sorted((min(first, len(source.text)), min(second, len(source.text))))
    for line in excerpt(source, Span(start, end), columns):
        cells = sum(cells for _, cells in pieces(line.text, 0, len(line.text)))
        assert cells <= columns
        assert line.number == 0 or 0 <= line.start <= cells
        assert line.number == 0 or line.start + line.cells <= cells + 1
        assert raw_in(line.text) == []
