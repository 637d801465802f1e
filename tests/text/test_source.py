"""Lines and columns as editors count them, and bytes that come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.text.source import Position, SourceText, Span


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("a\nb", 2, 2, 1),
        ("a\r\nb", 3, 2, 1),
        ("a\rb", 2, 2, 1),
        ("a\r\nb", 1, 1, 2),  # CR belongs to the line end
        ("\ufeffab", 2, 1, 2),  # a BOM takes no column
        ("\ufeffab", 0, 1, 1),
        ("a\u2028b\u0085c", 4, 1, 5),  # only LF, CRLF and CR end a line
        ("", 0, 1, 1),
        ("a\n", 2, 2, 1),
    ],
)
def test_an_offset_has_its_line_and_column(text: str, offset: int, line: int, column: int) -> None:
    assert SourceText.from_text("a.md", text).position(offset) == Position(line, column)


def test_a_wide_character_takes_one_column() -> None:
    assert SourceText.from_text("a.md", "x\n🎉a").position(3) == Position(2, 2)


def test_a_line_is_its_text_without_its_end() -> None:
    source = SourceText.from_text("a.md", "one\r\ntwo\n")
    assert [source[source.line_span(line)] for line in range(1, source.line_count + 1)] == ["one", "two", ""]


@given(st.text(alphabet="ab\r\n🎉é\u2028", max_size=40))
@settings(deadline=None)
def test_position_and_offset_are_each_others_inverse(text: str) -> None:
    source = SourceText.from_text("a.md", text)
    assert [source.offset(source.position(offset)) for offset in range(len(text) + 1)] == list(range(len(text) + 1))


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_any_bytes_come_back(data: bytes) -> None:
    source = SourceText.from_bytes("a.md", data)
    assert source.to_bytes() == data
    assert (source.undecodable is None) == _decodes(data)


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_the_first_byte_that_is_not_utf_8_has_its_offset() -> None:
    assert SourceText.from_bytes("a.md", "né\u00e9".encode() + b"\xe9x").undecodable == 3


@pytest.mark.parametrize(
    ("one", "other", "touch"),
    [((0, 2), (1, 3), True), ((0, 2), (2, 3), False), ((2, 2), (0, 2), True), ((3, 3), (0, 2), False)],
)
def test_spans_touch_where_they_share_a_place(one: tuple[int, int], other: tuple[int, int], *, touch: bool) -> None:
    assert Span(*one).touches(Span(*other)) is touch
    assert Span(*other).touches(Span(*one)) is touch
