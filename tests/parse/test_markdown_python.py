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
