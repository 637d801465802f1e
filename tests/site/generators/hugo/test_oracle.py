"""Hold the model to what Hugo 0.168.0 answered for five configurations of one site of odd files."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from content_lint.site.generators.hugo.nodes import Node, Nodes
from content_lint.site.model import Built, Page, State
from tests.site.generators.hugo.sites import build_folder

NOW = datetime(2024, 6, 1, 0, 0, 0, 500_000, tzinfo=UTC)
"""``pub/now1.md`` is one second after midnight, ``pub/now.md`` at midnight is out."""

BASE_URL = "https://ex.example"
CONFIGURATIONS = ["plain", "perm", "fn", "tz", "case"]
Answer = tuple[Path, Built, Nodes]


@pytest.fixture(scope="module", params=CONFIGURATIONS)
def answer(request: pytest.FixtureRequest, shared: Path) -> Answer:
    folder = shared / "oracle/hugo/synthetic" / request.param
    return folder, *build_folder(folder / "site", NOW)


def instant(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def listed(built: Built, nodes: Nodes) -> list[tuple[Node, Page]]:
    pages = {page.path: page for page in built.pages}
    return [(node, pages[node.file.path]) for node in nodes.files if node.file is not None and node.listed]


def test_every_row_of_list_all_is_the_same(answer: Answer) -> None:
    folder, built, nodes = answer
    expected = {row["path"]: row for row in csv.DictReader((folder / "listall.csv").read_text("utf-8").splitlines())}
    found = {
        page.path: {
            "path": page.path,
            "slug": node.slug,
            "title": node.title,
            "date": instant(node.dates.date),
            "expiryDate": instant(node.dates.expiry),
            "publishDate": instant(node.dates.publish),
            "draft": str(node.draft).lower(),
            "permalink": BASE_URL + page.url if page.url else "",
            "kind": node.kind,
            "section": node.section,
        }
        for node, page in listed(built, nodes)
    }
    assert len(expected) == 174
    assert found == expected


def test_every_page_that_templates_see_is_the_same(answer: Answer) -> None:
    folder, built, nodes = answer
    rows = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    expected = {row["path"]: row for row in rows if row["path"]}
    found = {}
    for node, page in listed(built, nodes):
        if page.state is State.LIVE or "not to be rendered" in page.reason:
            path = page.path.removeprefix("content/")
            found[path] = {
                "aliases": [alias.destination.removesuffix("/index.html") for alias in page.redirects_from],
                "bundle": node.place.bundle.value,
                "date": instant(node.dates.date),
                "draft": node.draft,
                "expiryDate": instant(node.dates.expiry),
                "kind": node.kind,
                "path": path,
                "publishDate": instant(node.dates.publish),
                "rel": page.url,
                "section": node.section,
                "slug": node.slug,
            }
    assert len(expected) == 163
    assert found == expected


def test_every_list_without_a_file_is_the_same(answer: Answer) -> None:
    folder, built, nodes = answer
    rows = [json.loads(line) for line in (folder / "pages.jsonl").read_text("utf-8").splitlines()]
    expected = {(row["kind"], row["section"], row["date"], row["publishDate"]) for row in rows if not row["path"]}
    made = [node for node in nodes.by_path.values() if node.file is None]
    found = {(node.kind, node.section, instant(node.dates.date), instant(node.dates.publish)) for node in made}
    assert len(expected) == 9
    assert found == expected
    assert {row["rel"] for row in rows if not row["path"]} <= {item.url for item in built.generated}


def test_every_alias_is_the_same(answer: Answer) -> None:
    folder, built, _ = answer
    rows = csv.DictReader((folder / "aliases.tsv").read_text("utf-8").splitlines(), delimiter="\t")
    expected = {(row["alias_file"], row["target"]) for row in rows}
    assert len(expected) in (15, 16)
    assert {(item.destination, item.target) for item in built.redirects} == expected


def test_every_written_file_is_the_same(answer: Answer) -> None:
    folder, built, _ = answer
    expected = set((folder / "files.txt").read_text("utf-8").splitlines())
    found = {page.destination for page in built.pages if page.state is State.LIVE}
    found |= {page.destination for page in built.static if page.state is State.STATIC}
    found |= {redirect.destination for redirect in built.redirects}
    made = {unquote(item.url)[1:] for item in built.generated}
    found |= {name + "index.html" if name == "" or name.endswith("/") else name for name in made}
    # Hugo writes 404.html only for a site that has a layout for it; a link to it is no fault.
    assert len(expected) > 180
    assert {name.removeprefix("/") for name in found} - {"404.html"} == expected


def test_nothing_in_it_stops_the_build(answer: Answer) -> None:
    _, built, _ = answer
    assert built.fatal == ()
