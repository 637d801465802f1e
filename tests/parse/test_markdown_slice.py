from __future__ import annotations

from content_lint.parse.dialect import Dialect, Generator
from content_lint.parse.facts import LinkKind
from content_lint.parse.markdown import read_body
from content_lint.text.source import SourceText, Span

JEKYLL = Dialect(Generator.JEKYLL)


def body(text, dialect=JEKYLL):
    source = SourceText.from_text("a.md", text)
    return source, read_body(source, Span(0, len(text)), dialect)


def test_a_link_in_a_quoted_list_has_its_own_place():
    source, found = body('> - a\n>   b [x y](/z "t")\n')
    (link,) = found.links
    assert (link.kind, link.raw, link.label, link.title) == (LinkKind.INLINE, "/z", "x y", "t")
    assert source[link.destination_span] == "/z"
    assert source[link.span] == '[x y](/z "t")'


def test_a_heading_keeps_its_text_and_its_explicit_id():
    source, found = body("# One *two* {#three}\n")
    (heading,) = found.headings
    assert (heading.level, heading.text, heading.explicit_id) == (1, "One two", "three")
    assert source[heading.span] == "One *two*"


def test_a_comment_knows_the_block_behind_it():
    source, found = body("<!-- c -->\n\nA paragraph\nof two lines.\n\nMore.\n")
    (comment,) = found.comments
    assert source[comment.span] == "<!-- c -->"
    assert source[comment.following] == "A paragraph\nof two lines.\n"
