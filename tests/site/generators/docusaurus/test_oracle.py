"""Hold the model to what Docusaurus 3.10.2 answered for small sites of odd files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.site.model import State
from tests.site.generators.oracle import Row, made_site, rows_of


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "oracle/others/docusaurus"


def wrong_urls(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "urls"):
        if row["site"].startswith("odd"):
            continue  # each of those files stops the build, and the folder does not hold them
        made = made_site(folder / "sites" / row["site"])
        page = made.pages.get(row["source"])
        live = page is not None and page.state is State.LIVE and bool(page.destination)
        if live and made.addresses.find(unquote(page.url)).page is not page:
            live = False  # another one is written over it
        found = page.destination.removesuffix("index.html") if live else ""
        if found != (row["url"] if row["state"] == "published" else ""):
            yield row, found


def wrong_ids(folder: Path) -> Iterator[tuple[Row, str]]:
    root = folder / "sites/headings-links"
    made = made_site(root)
    anchors = made.anchors("docs/h.md")
    assert anchors is not None
    waiting = list(anchors.ids)
    for row in rows_of(folder, "headings"):
        if row["id"] in ("(none)", "footnote-label"):
            continue  # the label of the footnotes is a heading that the renderer adds
        if row["id"] not in waiting:
            yield row, " ".join(waiting[:3])
        else:
            del waiting[: waiting.index(row["id"]) + 1]


def wrong_links(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "links"):
        made = made_site(folder / "sites" / row["site"])
        page = made.pages[row["page"]]
        for item in made.once(resolve_links).all:
            if item.document.path != page.path or item.link.destination != row["destination"].strip("<>"):
                continue
            target = item.target
            expected = urljoin(page.url, row["href"])
            found = target.url + target.query + (f"#{target.fragment}" if target.fragment else "")
            copied = row["href"].startswith("/assets/files/") and target.outcome is LinkOutcome.LIVE
            hidden = row["destination"] == "draft.md" and target.outcome is LinkOutcome.HIDDEN
            if unquote(found or page.url) != expected.removeprefix("//example.org") and not copied and not hidden:
                yield row, found
            break
        else:
            yield row, "no such link"


def wrong_front_matter(folder: Path) -> Iterator[tuple[Row, str]]:
    made = made_site(folder / "sites/front-matter")
    for row in rows_of(folder, "front_matter"):
        document = made.documents.get(f"docs/{row['case']}.md")
        if document is None or row["outcome"] != "published":
            continue
        front_matter = document.front_matter
        found = dict(front_matter.data) if front_matter is not None and front_matter.error is None else {}
        expected = json.loads(row["data"].partition(' title="')[0])
        if list(found) != list(expected):
            yield row, repr(found)


TABLES = {"urls": wrong_urls, "headings": wrong_ids, "links": wrong_links, "front_matter": wrong_front_matter}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_the_same(folder: Path, table: str) -> None:
    wrong = [(json.dumps(row, ensure_ascii=False), found) for row, found in TABLES[table](folder)]
    assert wrong == []
