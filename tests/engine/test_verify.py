"""What a fix may change is what it touches; everything else is noticed."""

from __future__ import annotations

import pytest

from content_lint.engine.fix.verify import find_unnamed_change
from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.apply import apply_edits, changes_of
from content_lint.text.edits import Edit
from content_lint.text.source import SourceText, Span

TEXT = """\
---
title: One
tags:
  - a
  - b: 1
    c: [x, y]
old:
  deep: 2
date: "2020-01-01"
---
# A heading

See [this](http://a.example/) and [that](b.md), `code` and {{ site.x }}.

Two *words* and <a id="here">three</a>.
"""


def unnamed(text: str, *edits: tuple[str, str], dialect: Dialect = jekyll.DIALECT) -> str:
    """What changes besides what is named when the first of each pair is replaced by the second."""
    made = []
    for old, new in edits:
        start = text.index(old)
        made.append(Edit("a.md", Span(start, start + len(old)), new))
    documents = [
        parse_document(SourceText.from_text("a.md", version), dialect) for version in (text, apply_edits(text, made))
    ]
    return find_unnamed_change(*documents, changes_of(made, len(text)))


@pytest.mark.parametrize(
    "edits",
    [
        [("One", "Two")],
        [("title", "heading")],
        [("title: One\n", "")],
        [("title: One\n", "title: One\nmore: yes\n")],
        [("- a", "- z")],
        [("x, y", "x, y, z")],
        [("old", "new")],
        [('"2020-01-01"', "2020-01-01")],
        [("http://a.example/", "https://a.example/")],
        [("this", "these")],
        [("A heading", "Another")],
        [("code", "more")],
        [("site.x", "site.y")],
        [("*words*", "words")],
        [("One", "Two"), ("b.md", "c.md"), ("heading", "title")],
    ],
)
def test_what_is_touched_may_change(edits: list[tuple[str, str]]) -> None:
    assert unnamed(TEXT, *edits) == ""


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        (("old:\n", "tags: [z]\nold:\n"), "`tags[2].b`, which would be gone"),
        (("title: One\n", 'title: "One\n'), "the front matter, so that it cannot be read"),
        (("---\n# A", "\n# A"), "where the front matter begins or ends"),
        (("---\ntitle", "\n---\ntitle"), "where the front matter begins or ends"),
        ((" and [that]", " and `[that]"), "what is code and what is not"),
        (("Two *words* and ", "Two *words* and \\"), "the ids in the text"),
        (("See [this]", "\n    See [this]"), "a link"),
        (("\n\nTwo", "\n===\n\nTwo"), ""),
        (("See [this]", "{% raw %}See [this]{% endraw %}{{ x }}"), ""),
    ],
)
def test_what_changes_elsewhere_is_named(edit: tuple[str, str], what: str) -> None:
    assert unnamed(TEXT, edit).startswith(what)


def test_a_list_item_does_not_name_its_neighbours() -> None:
    text = "---\na: [one, two]\n---\n"
    assert unnamed(text, ("one", "1, one")) == "`a[3]`, which is not there now"


def test_the_value_of_a_renamed_key_goes_with_it() -> None:
    assert unnamed("---\nold:\n  - a\n  - b: {c: 1}\nz: 1\n---\n", ("old", "new")) == ""


def test_a_value_of_another_type_is_another_value() -> None:
    assert unnamed("---\na: &x 1\nb: *x\n---\n", ("1", "true")) == "the value of `b`"


@pytest.mark.parametrize("text", ["\n---\na: 1\n---\n[x](y)\n", "\ufeff---\na: 1\n---\n[x](y)\n"])
def test_uncovering_hidden_front_matter_names_all_of_it(text: str) -> None:
    assert unnamed(text, (text[0], "")) == ""


def test_what_does_not_uncover_it_must_not_touch_the_fence() -> None:
    assert unnamed("---\na: 1\n---\nx\n", ("x", "y\n---\n")) == ""
    assert unnamed("\n---\na: 1\n---\n", ("a: 1", "b: 2")) == ""


def test_unreadable_front_matter_may_become_readable() -> None:
    text = "---\ntitle: a: b\nx: 1\n---\n"
    assert unnamed(text, ("a: b", '"a: b"')) == ""


def test_other_formats_are_compared_as_well() -> None:
    text = '+++\ntitle = "a"\n[x]\ny = 1\n+++\n[l](m)\n'
    assert unnamed(text, ('"a"', '"b"'), dialect=hugo.DIALECT) == ""
    assert unnamed(text, ("[x]", "[z]"), dialect=hugo.DIALECT) == ""
    assert unnamed(text, ('"a"\n', '"a"\ny = 2\n# '), dialect=hugo.DIALECT) != ""


def test_lines_in_another_order_have_to_keep_every_value() -> None:
    text = "---\nb: 1\na:\n  c: 2\n  d: 3\n---\n"
    assert unnamed(text, ("b: 1\na:\n  c: 2\n  d: 3\n", "a:\n  c: 2\n  d: 3\nb: 1\n")) == ""
    assert unnamed(text, ("b: 1\na:\n  c: 2\n  d: 3\n", "a:\n  d: 3\n  c: 2\nb: 1\n")) == ""
    text = "---\nb:\n  c: 2\na:\n  d: 3\n---\n"
    assert unnamed(text, ("b:\n  c: 2\na:\n  d: 3\n", "b:\n  d: 3\na:\n  c: 2\n")) == "`b.c`, which would be gone"


def test_a_fix_in_the_text_of_a_page_whose_front_matter_cannot_be_read_is_no_change_of_it() -> None:
    text = "---\ntitle: Party: the roof\n---\nWo\u200brds.\n"
    assert unnamed(text, ("\u200b", "")) == ""
    assert "cannot be read" in unnamed("---\ntitle: One\n---\n", ("One", "One: two"))
