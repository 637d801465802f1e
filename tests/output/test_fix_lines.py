"""A fix is shown as the lines that it takes away and puts there."""

from __future__ import annotations

import pytest

from content_lint.output.fix_lines import fix_lines
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import SourceText, Span
from tests.output.hostile import TEXTS, raw_in


def lines(text: str, *edits: tuple[int, int, str], path: str = "a.md") -> list[str]:
    fix = Fix("Do it", tuple(Edit(path, Span(start, end), new) for start, end, new in edits), Safety.SAFE)
    return [f"{mark} {line}" for mark, line in fix_lines(SourceText.from_text("a.md", text), fix)]


def test_one_line_changes() -> None:
    assert lines("a: 1\nb: 2\nc: 3\n", (8, 9, "20")) == ["- b: 2", "+ b: 20"]


def test_several_edits_of_one_line_are_one_change() -> None:
    assert lines("x [a](b) y\n", (3, 4, "A"), (6, 7, "B")) == ["- x [a](b) y", "+ x [A](B) y"]


def test_a_line_goes_or_comes() -> None:
    assert lines("a: 1\nb: 2\nc: 3\n", (5, 10, "")) == ["- b: 2"]
    assert lines("a: 1\nc: 3\n", (5, 5, "b: 2\n")) == ["+ b: 2"]
    assert lines("\n\n---\n", (0, 2, "")) == ["- ", "- "]
    assert lines("a: 1", (4, 4, "\nb: 2")) == ["+ b: 2"]


def test_line_ends_of_windows_are_not_shown() -> None:
    assert lines("a: 1\r\nb: 2\r\n", (3, 4, "5")) == ["- a: 1", "+ a: 5"]


def test_of_a_long_line_only_what_differs_is_shown() -> None:
    text = "a" * 300 + "xyz" + "b" * 300
    assert lines(text, (300, 303, "uvw")) == [
        f"- …{'a' * 40}xyz{'b' * 40}…",
        f"+ …{'a' * 40}uvw{'b' * 40}…",
    ]
    assert lines("x" * 170, (0, 1, "y"))[0] == f"- {'x' * 41}…"


def test_what_is_invisible_has_its_name() -> None:
    assert lines("a\u200bb", (1, 2, "")) == ["- a<U+200B>b", "+ ab"]


def test_too_much_is_left_to_the_patch() -> None:
    text = "".join(f"line {number}\n" for number in range(20))
    assert lines(text, (0, len(text) - 1, "x")) == []
    assert lines("x" * 30_000, (0, 29_000, "y")) == []


def test_edits_elsewhere_and_edits_that_cannot_be_are_not_shown() -> None:
    assert lines("a", (0, 1, "b"), path="b.md") == []
    assert lines("a", (0, 9, "b")) == []
    assert lines("abc", (0, 2, "x"), (1, 3, "y")) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_harmless(text: str) -> None:
    source = text.encode("utf-8", "replace").decode()
    assert raw_in("\n".join(lines(f"a{source}", (0, 1, text)))) == []
