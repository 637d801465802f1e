from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from msgspec.structs import replace

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.parse.markdown.body import read_body
from content_lint.site.anchors import heading_ids, is_ruby_word
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.hugo.heading_ids import markdown_ids
from content_lint.site.generators.hugo.markup import Markup
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.site.js_slugs import mdit_slug
from content_lint.text.source import SourceText, Span
from tests.links.sites import site_of_texts

GFM = jekyll.DIALECT
NATIVE = replace(jekyll.DIALECT, gfm=False)
HUGO = hugo.DIALECT
FRONT_MATTER = re.compile(r"\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)", re.DOTALL | re.MULTILINE | re.ASCII)


def ids(text, dialect):
    source = SourceText.from_text("a.md", text)
    if dialect is HUGO:
        return markdown_ids(parse_document(source, HUGO), Markup(), lambda _: "", None).known
    return heading_ids(read_body(source, Span(0, len(text)), dialect).headings, dialect)


@pytest.mark.parametrize(
    ("column", "dialect"), [("kramdown_GFM", GFM), ("kramdown_kramdown", NATIVE), ("hugo168", HUGO)]
)
def test_every_row_of_the_anchor_matrix_has_its_id(shared, column, dialect):
    head, *rows = (shared / "oracle/matrices/anchor_matrix.tsv").read_text("utf-8").splitlines()
    index = head.split("\t").index(column)
    differs = {}
    for row in rows:
        cells = row.split("\t")
        heading = json.loads(cells[0])
        expected = None if cells[index] == "nil" else json.loads(cells[index])
        # Liquid is no part of the engines alone: what stands between the braces is not known here.
        if "{{" in heading and dialect.markdown == "kramdown":
            continue
        actual = ids(f"## {heading}\n\n[r]: http://x\n\n[^1]: note\n", dialect)
        # Hugo's list leaves out what has no id.
        if actual != ((expected,) if expected is not None or dialect is not HUGO else ()):
            differs[heading] = (actual, expected)
    assert len(rows) == 96
    assert differs == {}


def test_every_heading_of_the_real_site_has_kramdowns_id_at_its_line(shared):
    count = 0
    for line in (shared / "oracle/jekyll/civil-service-lgbt/headings.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["md"]:
            continue
        data = (shared / "sites/civil-service-lgbt" / row["path"]).read_bytes()
        source = SourceText.from_bytes(row["path"], data)
        match = FRONT_MATTER.match(source.text)
        body = read_body(source, Span(match.end() if match else 0, len(source.text)), GFM)
        ours = [
            (source.position(item.span.start).line, item.level, found)
            for item, found in zip(body.headings, heading_ids(body.headings, GFM), strict=True)
            if not item.source.startswith("<h")
        ]
        theirs = [(item["line"], item["level"], item["id"]) for item in row["headings"]]
        if row["has_liquid"]:  # the lines are those of the rendered text
            ours, theirs = [item[1:] for item in ours], [item[1:] for item in theirs]
        assert ours == theirs, row["path"]
        count += len(theirs)
        known = {item[-1] for item in ours} | set(body.ids)
        known |= {item.explicit_id for item in body.headings if item.explicit_id}
        made = {name for name in row["ids"] if not name.startswith(("markdown-toc", "fn:", "fnref:"))}
        assert made <= known, row["path"]
    assert count == 1028


def test_the_words_of_ruby_are_those_of_its_table(shared):
    table = set()
    for line in (shared / "oracle/matrices/ruby_word_codepoints.txt").read_text().split():
        first, _, last = line.partition("-")
        table.update(range(int(first, 16), int(last or first, 16) + 1))
    ours = {point for point in range(sys.maxunicode + 1) if is_ruby_word(chr(point))}
    assert len(table) == 134562
    assert table <= ours
    # The table is of Unicode 13; what later versions add is more.
    if unicodedata.unidata_version == "14.0.0":
        assert len(ours - table) == 638


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        (GFM, "# A\n\n# A\n\n## A 1\n", ("a", "a-1", "a-1")),
        (GFM, "# A {#b}\n\n# B\n", ("b", "b")),
        (GFM, "# A {#\u062a\u062d\u0642\u0651\u0642}\n", ("\u062a\u062d\u0642\u0651\u0642",)),
        (GFM, "# A {#\u0939\u093f\u0902\u0926\u0940}\n", ("\u0939\u093f\u0902\u0926\u0940",)),
        (GFM, "# A {#x\U0001f62d}\n", ("x\U0001f62d",)),
        (GFM, "# A {#a\u2013b}\n", ("a-ab",)),
        (GFM, "## !!!\n", (None,)),
        (GFM, '# A\n\n<div markdown="1">\n## A é\n## 1\n</div>\n', ("a", "a-", "section")),
        (GFM, "<h2>Raw</h2>\n\n<h3 id='x'>Raw</h3>\n", (None, "x")),
        (GFM, "## ΑΣ\n", ("ας".replace("ς", "σ"),)),
        (GFM, "## {{ page.title }}\n", (None,)),
        (NATIVE, "# [A](http://b)\n\n# 1\n\n# 2\n", ("ahttpb", "section", "section-1")),
        (HUGO, "# A\n\n# A\n\n## A 1\n", ("a", "a-1", "a-1-1")),
        (HUGO, "# A {#b}\n\n# B\n", ("b", "b-1")),
        (HUGO, "One\ntwo\n===\n", ("two",)),
        (HUGO, "# A {#1b .c}\n", ("1b",)),
        (Dialect(), "# A {#b}\n", ("b",)),
    ],
)
def test_ids_are_numbered_as_the_generator_numbers_them(dialect, text, expected):
    assert ids(text, dialect) == expected


@pytest.mark.parametrize("written", ["تحقّق", "hindi-हिंदी", "ไทยน้ำ", "বাংলা-ভাষা", "a-b:c"])
def test_ids_of_every_script_are_read_with_their_marks(tmp_path: Path, written: str) -> None:
    site = site_of_texts(tmp_path, {"a.md": f"---\n---\n## Heading {{#{written}}}\n"})
    anchors = site.anchors("a.md")
    assert anchors is not None
    assert anchors.ids == (written,)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Plain heading", "plain-heading"),
        ("1. Step: what's `new`?", "_1-step-what-s-new"),
        ("Ünï – Ça_va", "uni-–-ca-va"),
        ("日本", "日本"),
        ("v1.2.3", "v1-2-3"),
    ],
)
def test_ids_of_vitepress_are_those_of_its_library(text: str, slug: str) -> None:
    """As @mdit-vue/shared 3 makes them."""
    assert mdit_slug(text) == slug
