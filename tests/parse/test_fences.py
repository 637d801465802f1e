"""Where front matter begins and ends."""

from __future__ import annotations

import ast
import csv
import json

import pytest
from msgspec.structs import replace

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FenceState
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

JEKYLL = jekyll.DIALECT
JEKYLL_POST = replace(jekyll.DIALECT, bom_allowed=True)
HUGO = hugo.DIALECT
PLAIN = Dialect()

HUGO_DIFFERS = {
    "nul": "Hugo 0.168 alone lets control characters pass; 0.111 and libyaml do not",
    "bell": "likewise",
    "c1-char": "likewise",
    "nel": "a line break to libyaml and to Hugo 0.111, text to 0.168",
    "surrogate-esc": "two halves of one character: only 0.168 puts them together",
    "semicolons": "no fence to anybody; the table cuts the body off",
}


def read(text, dialect=JEKYLL):
    source = SourceText.from_text("a.md", text)
    header, span, front_matter, body = read_front_matter(source, dialect)
    return header, source[span], front_matter, source[body]


def test_the_parts_are_where_they_stand():
    source = SourceText.from_text("a.md", "---  \r\ntitle: A\r\n---\t\r\nbody\r\n")
    header, span, front_matter, body = read_front_matter(source, JEKYLL)
    parts = (front_matter.opening, front_matter.content, front_matter.closing)
    assert (header, source[span], source[body]) == (FenceState.FOUND, "---", "body\r\n")
    assert [source[part] for part in parts] == ["---", "title: A\r\n", "---"]


@pytest.mark.parametrize("content", ["", "\n", "# a comment\n", "  \n# c\n\n"])
def test_an_empty_block_is_front_matter_without_fields(content):
    header, _, front_matter, body = read(f"---\n{content}---\nbody")
    assert (header, dict(front_matter.fields), front_matter.error, body) == (FenceState.FOUND, {}, None, "body")


@pytest.mark.parametrize("before", ["\n", " ", "\n\n  ", "\r\n", "\t", "\ufeff", "\ufeff\n"])
def test_what_stands_before_the_fence_hides_it_from_jekyll(before):
    header, fence, front_matter, body = read(f"{before}---\ntitle: A\n---\nbody\n")
    assert (header, fence, front_matter, body) == (FenceState.HIDDEN, "---", None, "body\n")


@pytest.mark.parametrize(
    "text",
    [
        "\n---\n\nSome text.\n\n---\n",  # two rulers
        "\n---\nSome text.\n---\n",  # a ruler and a heading
        "\n---\ntitle: A\n",  # never closed: no page would show the fence as front matter anyway
        "text\n---\ntitle: A\n---\n",
    ],
)
def test_rulers_below_a_blank_line_are_no_hidden_front_matter(text):
    assert read(text)[0] is FenceState.MISSING


def test_a_bom_is_allowed_where_the_generator_strips_it():
    for dialect in (JEKYLL_POST, HUGO, PLAIN):
        header, fence, front_matter, body = read("\ufeff---\ntitle: A\n---\nbody\n", dialect)
        assert (header, fence, front_matter.get("title").value, body) == (FenceState.FOUND, "---", "A", "body\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\nbody\n",
        "---\ntitle: A\n----\n",
        "---\n# c\n\nlayout:\n",
        "---\nTitle: A\nDate: b\n",
        "---\nb: 1\n ---",
    ],
)
def test_an_opening_fence_before_keys_without_a_closing_one_is_unclosed(text):
    assert read(text)[:3] == (FenceState.UNCLOSED, "---", None)


@pytest.mark.parametrize(
    "text", ["---\n\nSome text.\n", "---\nNote: some text that\ngoes on.\n", "---", "---\n", "---\nhttp://a.b\n", ""]
)
def test_a_ruler_on_the_first_line_is_no_front_matter(text):
    assert read(text)[0] is FenceState.MISSING


def test_without_a_fence_the_span_is_the_first_line():
    assert read("Some text\r\nmore") == (FenceState.MISSING, "Some text", None, "Some text\r\nmore")


def test_the_block_ends_at_the_first_line_that_jekyll_takes_for_a_fence():
    header, _, front_matter, body = read("---\na: |\n  x\n...\nb: 1\n---\n")
    assert (header, dict(front_matter.data), body) == (FenceState.FOUND, {"a": "x\n"}, "b: 1\n---\n")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\ntitle: A\n---x\nbody", "x\nbody"),
        ("\n \ufeff---\ntitle: A\n---\nbody", "body"),
        ("---\rtitle: A\r---\rbody", "\rbody"),
        ("--- # c\ntitle: A\n---\n\nbody", "\nbody"),
    ],
)
def test_hugo_closes_at_a_line_that_starts_with_dashes(text, body):
    header, fence, front_matter, rest = read(text, HUGO)
    assert (header, fence, front_matter.get("title").value, rest) == (FenceState.FOUND, "---", "A", body)


def test_hugo_never_takes_an_unclosed_fence_for_text():
    assert read("---\n\nSome text.\n", HUGO)[:2] == (FenceState.UNCLOSED, "---")


def test_hugo_reads_toml_and_json():
    assert read('+++\ntitle = "A"\n+++\nbody', HUGO)[2].get("title").value == "A"
    header, _, front_matter, body = read('{"title": "A"}\nbody', HUGO)
    assert (header, front_matter.get("title").value, body) == (FenceState.FOUND, "A", "\nbody")
    assert read('{"title": "A"\nbody', HUGO)[0] is FenceState.UNCLOSED


def test_every_fence_is_seen_as_hugo_sees_it(shared):
    with (shared / "oracle/matrices/delimiter_matrix.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 42  # control
    wrong = {}
    for row in rows:
        if row["case"] in HUGO_DIFFERS:
            continue
        cell, text = row["hugo168"], json.loads(row["source"])
        header, _, front_matter, body = read(text, HUGO)
        failed = header is FenceState.UNCLOSED or bool(front_matter and (front_matter.error or front_matter.duplicates))
        if not cell.startswith("fm "):
            if not failed:
                wrong[row["case"]] = (header, cell)
            continue
        data, end = json.JSONDecoder().raw_decode(cell[3:])
        wanted = ast.literal_eval(cell[3 + end :].removeprefix(" | "))
        got = dict(front_matter.data) if front_matter and not front_matter.error else {}
        # Hugo leaves the line end behind the fence in some cells; no Markdown parser sees the difference.
        if (got, body.lstrip("\r\n")) != (data, wanted.lstrip("\r\n")):
            wrong[row["case"]] = (header, got, body, cell, front_matter and front_matter.error)
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    ("text", "written_in"),
    [
        ('+++\ntitle = "A"\n+++\nbody\n', "toml"),
        ('\ufeff+++ \r\ntitle = "A"\r\n+++\r\nbody\n', "toml"),
        ('\n\n+++\ntitle = "A"\n+++\nbody\n', "toml"),
        ('{\n  "title": "A"\n}\nbody\n', "json"),
        ('---toml\ntitle = "A"\n---\nbody\n', "toml"),
        ('---json\n{"title": "A"}\n---\nbody\n', "json"),
        ("---\ntitle: A\n---\nbody\n", "yaml"),
    ],
)
def test_without_a_known_generator_toml_and_json_are_front_matter_too(text, written_in):
    header, _, front_matter, body = read(text, PLAIN)
    assert (header, front_matter.format, dict(front_matter.data), front_matter.error, body.strip()) == (
        FenceState.FOUND,
        written_in,
        {"title": "A"},
        None,
        "body",
    )


@pytest.mark.parametrize("text", ["+++\ntitle = 1\n", "---toml\ntitle = 1\n", '{"title": "A"\n'])
def test_toml_and_json_that_never_end_are_unclosed(text):
    assert read(text, PLAIN)[0] is FenceState.UNCLOSED


@pytest.mark.parametrize("text", ["+++\n", "+++ text\n+++\n", "{% if x %}\n", '{"a"}\n', "{/* a */}\n", "+++\nA\n"])
def test_what_only_looks_like_toml_or_json_is_text(text):
    assert read(text, PLAIN)[0] is FenceState.MISSING


def test_jekyll_reads_no_toml():
    assert read('+++\ntitle = "A"\n+++\n')[0] is FenceState.MISSING
