"""`content-lint urls`: what becomes of every document, as people and programs read it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command import in_terminal, run
from tests.files import write_files
from tests.output.hostile import TEXTS, raw_in
from tests.output.runner import command_in

KEYS = ["path", "collection", "url", "destination", "state", "until", "reason", "date", "redirects_from", "redirect_to"]
FILES = {
    "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\ntimezone: Europe/London\n"
    "collections: {news: {output: true, permalink: '/news/:title/'}, team: {output: false}}\n",
    "index.html": "---\ntitle: Home\n---\n",
    "README.md": "# Read me\n",
    "assets/logo.png": "no picture",
    "_news/now.md": "---\ndate: 2024-01-02\nredirect_from: [/old/, /older]\n---\n",
    "_news/later.md": "---\ndate: 2030-07-01 09:00\n---\n",
    "_news/taken-back.md": "---\npublished: false\n---\n",
    "_news/moved.md": "---\nredirect_to: https://elsewhere.example/\n---\n",
    "_news/stop.md": "---\nslug: 2024\n---\n",
    "_team/ana.md": "---\ntitle: Ana\n---\n",
    "_posts/2024-01-01-post.md": "---\n---\n",
    "_posts/undated.md": "---\n---\n",
}
TODAY = ("--today", "2026-09-01T00:00:00Z")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def rows(folder: Path, *more: str) -> dict[str, dict[str, object]]:
    ran = run(folder, "urls", *TODAY, "--output-format", "json", *more)
    assert ran.status == 0, ran.err
    found = json.loads(ran.out)
    assert all(list(row) == KEYS for row in found)
    assert len({row["path"] for row in found}) == len(found)
    return {row["path"]: row for row in found}


def test_every_document_comes_with_its_fate(mixed):
    found = rows(mixed)
    assert {path: (row["url"], row["state"]) for path, row in found.items()} == {
        "README.md": ("/README.md", "static"),
        "_news/later.md": ("/news/later/", "hidden"),
        "_news/moved.md": ("/news/moved/", "live"),
        "_news/now.md": ("/news/now/", "live"),
        "_news/stop.md": (None, "stops-the-build"),
        "_news/taken-back.md": ("/news/taken-back/", "never"),
        "_posts/2024-01-01-post.md": ("/2024/01/01/post.html", "live"),
        "_posts/undated.md": (None, "never"),
        "_team/ana.md": ("/team/ana.html", "never"),
        "index.html": ("/", "live"),
    }


def test_a_row_holds_all_that_is_known(mixed):
    found = rows(mixed)
    assert found["_news/now.md"] == {
        "path": "_news/now.md",
        "collection": "news",
        "url": "/news/now/",
        "destination": "/news/now/index.html",
        "state": "live",
        "until": None,
        "reason": "",
        "date": "2024-01-02T00:00:00+00:00",
        "redirects_from": ["/old/", "/older"],
        "redirect_to": None,
    }
    assert found["_news/moved.md"]["redirect_to"] == "https://elsewhere.example/"
    assert found["_news/moved.md"]["date"] is None
    assert found["_news/later.md"]["until"] == found["_news/later.md"]["date"] == "2030-07-01T09:00:00+01:00"
    assert found["index.html"]["collection"] is None
    assert (found["_posts/undated.md"]["collection"], found["_posts/undated.md"]["destination"]) == (None, None)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("_news/taken-back.md", "published"),
        ("_news/later.md", "future"),
        ("_news/stop.md", "slug"),
        ("_team/ana.md", "output"),
        ("_posts/undated.md", "its name lacks a date"),
    ],
)
def test_what_is_not_live_says_why(mixed, path, words):
    assert words in str(rows(mixed)[path]["reason"])


def test_other_files_are_listed_when_they_are_asked_for(mixed):
    assert rows(mixed, "--all").keys() - rows(mixed).keys() == {"assets/logo.png"}


def test_named_paths_are_the_only_ones_listed(mixed):
    assert rows(mixed, "_team", "index.html").keys() == {"_team/ana.md", "index.html"}
    assert rows(mixed / "_team", "ana.md").keys() == {"_team/ana.md"}
    ran = run(mixed, "urls", "assets")
    assert (ran.status, ran.out) == (2, "")
    assert "no document was found in `assets`" in ran.err


def test_the_table_has_the_same_columns(mixed):
    ran = run(mixed, "urls", *TODAY, "--output-format", "csv")
    table = list(csv.DictReader(ran.out.splitlines()))
    assert list(table[0]) == KEYS
    assert {row["path"] for row in table} == rows(mixed).keys()
    now = next(row for row in table if row["path"] == "_news/now.md")
    assert (now["redirects_from"], now["until"], now["url"]) == ("/old/ /older", "", "/news/now/")


def test_people_read_one_line_a_document_and_below_it_why(mixed):
    ran = run(mixed, "urls", *TODAY, "_news")
    assert ran.status == 0
    lines = ran.out.splitlines()
    place = lines.index("live            /news/now/  _news/now.md")
    assert [line.strip() for line in lines[place + 1 : place + 3]] == [
        "redirected from /old/",
        "redirected from /older",
    ]
    assert any(line.strip().startswith("until 2030-07-01T09:00:00+01:00") for line in lines)
    assert ran.err == "5 documents: 2 live, 1 hidden, 1 never, 1 stops-the-build.\n"
    assert run(mixed, "urls", *TODAY, "--quiet").err == ""


def test_a_terminal_gets_colours_and_a_pipe_none(mixed):
    assert "\x1b[" in in_terminal(mixed, ("urls", *TODAY), {"TERM": "xterm"}).out
    assert "\x1b[" not in run(mixed, "urls", *TODAY).out


def test_the_list_can_go_into_a_file(mixed):
    ran = run(mixed, "urls", *TODAY, "--output-format", "json", "--output-file", "list.json")
    assert (ran.status, ran.out) == (0, "")
    assert len(json.loads((mixed / "list.json").read_text())) == 10
    ran = run(mixed, "urls", "--output-file", "no/such/folder/x")
    assert ran.status == 2
    assert "cannot be written" in ran.err


def test_a_folder_without_documents_is_wrong_usage_unless_it_is_expected(tmp_path):
    (tmp_path / "_config.yml").write_text("title: Empty\n")
    assert run(tmp_path, "urls").status == 2
    ran = run(tmp_path, "urls", "--allow-empty", "--output-format", "json")
    assert (ran.status, json.loads(ran.out)) == (0, [])


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_content_commands_neither_a_terminal_nor_a_ci_server(tmp_path, form):
    (tmp_path / "_config.yml").write_text("collections: {news: {output: true}}\n")
    (tmp_path / "_news").mkdir()
    for number, text in enumerate(TEXTS.values()):
        value = json.dumps(f"/x{text}/")
        (tmp_path / f"_news/{number}.md").write_text(f"---\npermalink: {value}\n---\n", errors="surrogateescape")
    ran = run(tmp_path, "urls", "--output-format", form)
    assert ran.status == 0
    assert ran.out.count(".md") >= len(TEXTS)
    assert raw_in(ran.out) == []
    assert [line for line in ran.out.splitlines() if command_in(line)] == []


def test_the_real_site_is_where_jekyll_puts_it(shared):
    site = shared / "sites/civil-service-lgbt"
    with (shared / "oracle/jekyll/civil-service-lgbt/docs.tsv").open(encoding="utf-8", newline="") as file:
        wanted = {row["source_path"]: row for row in csv.DictReader(file, delimiter="\t")}
    found = rows(site)
    theirs = [path for path in wanted if (site / path).is_file()]
    assert len(theirs) > 1200
    for path in theirs:
        row, answer = wanted[path], found[path]
        assert (answer["url"], answer["destination"]) == (row["url"], row["destination"]), path
        assert (answer["state"] == "live") == (row["output"] == "yes"), path
        assert (answer["collection"] or "(page)") == row["collection"], path
        assert answer["date"] in {None, row["date"]}, path
    assert {path for path in found if path not in wanted} == {"README.md"}
    with (shared / "oracle/jekyll/civil-service-lgbt/redirects.tsv").open(encoding="utf-8", newline="") as file:
        old = {row["from_url"] for row in csv.DictReader(file, delimiter="\t") if row["kind"] == "redirect_from"}
    assert len(old) > 100
    live = [row for row in found.values() if row["state"] == "live"]
    assert {url for row in live for url in row["redirects_from"]} == old
