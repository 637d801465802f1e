"""How a text begins, and all of its words."""

from __future__ import annotations

import pytest

from content_lint.export.plain import LENGTH, excerpt_of, words_of
from content_lint.export.published import Published
from content_lint.parse.document import parse_document
from content_lint.site.generators.jekyll.traits import DIALECT
from content_lint.text.source import SourceText


def read(text):
    return Published(parse_document(SourceText.from_text("a.md", text), DIALECT), DIALECT)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("## Head\n\nOne *two* **three** `four`.\n", "One two three four."),
        ("[Here](/a/) and ![a dog](/dog.png) there.\n", "Here and there."),
        ("> quoted\n> text\n\n- one\n- two\n", "quoted text one two"),
        ("a &amp; b &copy; \\* c\n", "a & b © * c"),
        ("| a | b |\n|---|---|\n| c | d |\n", "a b c d"),
        ("<div class='x'>in <b>HTML</b></div>\n<script>var secret = 1;</script>\n", "in HTML"),
        ("text {{ page.title }} {% if a %}more{% endif %}\n", "text more"),
        ("see [this][ref]\n\n[ref]: https://example.org\n", "see this"),
        ("{% comment %}no{% endcomment %}yes <!-- no -->\n", "yes"),
        ("~~~python\ncode\n~~~\n\ntext\n", "text"),
    ],
)
def test_an_excerpt_has_no_marks(text, shown):
    assert excerpt_of(read(text)) == shown


def test_an_excerpt_ends_with_a_word():
    found = excerpt_of(read("word " * 1000))
    assert len(found) <= LENGTH
    assert found.endswith("word\u2026")


def test_search_finds_headings_code_and_what_stands_for_pictures():
    assert words_of(read("## Head\n\n`code` ![a dog](/dog.png)\n")) == "Head code a dog"


def test_a_hundred_kilobytes_of_marks_takes_no_time():
    for piece in ("<script ", "<", "[a](b", "\\", "| - ", "# ", "&#x", "{:", "**a"):
        published = read(piece * (100_000 // len(piece)))
        excerpt_of(published)
        words_of(published)
