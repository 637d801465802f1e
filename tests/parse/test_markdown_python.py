"""Markdown as Python-Markdown reads it: what odd blanks are."""

from __future__ import annotations

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.text.source import SourceText

PYTHON = Dialect(fences="mkdocs", markdown="python", templates="none")
ODD_BLANKS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000"


def links(text: str) -> list[str]:
    document = parse_document(SourceText.from_text("a.md", text), PYTHON)
    return [link.destination for link in document.body.links]


@pytest.mark.parametrize("blank", ODD_BLANKS)
@pytest.mark.parametrize("before", ["", "# A\n\n", "- item\n\n    ", "> quote\n\n"])
def test_a_line_of_odd_blanks_is_text(blank: str, before: str) -> None:
    assert links(f"{before}{blank}\n\n[x](y.md)\n") == ["y.md"]


def test_an_odd_blank_ends_no_paragraph() -> None:
    """Python-Markdown takes lines of spaces and tabs alone for empty ones: a list needs one before it."""
    assert links("Text\n\xa0\n    [x](y.md)\n") == ["y.md"]
    assert links("Text\n \t\n    [x](y.md)\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "[x][a]\n\n[a]:\n  y.md\n",
        "[x][a]\n\n[a]:\n      y.md\n[b]: z.md\n",
        '[x][a]\n\n[b]: z.md\n[a]: y.md\n   "a title"\n',
    ],
)
def test_a_definition_may_take_several_lines(text: str) -> None:
    document = parse_document(SourceText.from_text("a.md", text), PYTHON)
    assert [link.destination for link in document.body.links if link.label == "x"] == ["y.md"]
    assert not document.body.undefined_references


def test_a_label_with_nothing_below_it_defines_nothing() -> None:
    assert links("[x][a]\n\n[a]:\n\ny.md\n") == []
