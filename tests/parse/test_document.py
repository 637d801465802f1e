"""A page is read in its own markup."""

from __future__ import annotations

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.parse.markdown.html_tags import attributes
from content_lint.text.source import SourceText
from tests.dialects import DIALECTS

TEXT = '---\ntitle: A\n---\n<p>[no](link.md), <a href="/yes/">a link</a></p>\n\n[this](neither.md)\n'


@pytest.mark.parametrize("dialect", DIALECTS)
def test_html_is_not_read_as_markdown(dialect: Dialect) -> None:
    page = parse_document(SourceText.from_text("404.html", TEXT), dialect)
    assert [link.destination for link in page.body.links] == ["/yes/"]
    post = parse_document(SourceText.from_text("404.md", TEXT), dialect)
    assert "neither.md" in [link.destination for link in post.body.links]


@pytest.mark.parametrize(
    ("source", "expected"),
    [("a b= \"c d='", [("a", 1), ("b", 3), ("c", 7), ("d", 9)]), ('a*="', [("a*", 2)]), ("b}*='", [("b}*", 3)])],
)
def test_a_quote_that_is_never_closed_is_no_value(source: str, expected: list[tuple[str, int]]) -> None:
    """Python before 3.11.5 counts as read what a possessive group has read in vain."""
    assert [(name, end) for name, _, end in attributes(source, 0, len(source))] == expected
