"""Hold the model to what MkDocs 1.6.1 and Material 9.8.2 answered for small sites of odd files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.parse.facts import FenceState, LinkKind
from content_lint.site.model import State
from tests.site.generators.oracle import Row, made_site, rows_of


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "oracle/others/mkdocs"


def wrong_urls(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "urls"):
        made = made_site(folder / "sites" / row["site"])
        page = made.pages.get(f"docs/{row['source']}")
        live = page is not None and page.state is State.LIVE
        found = unquote(page.url) if live else ""
        if found != (row["url"] if row["state"] == "published" else ""):
            yield row, found


def wrong_ids(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "headings"):
        anchors = made_site(folder / "sites" / row["site"]).anchors("docs/h.md")
        assert anchors is not None
        document = made_site(folder / "sites" / row["site"]).documents["docs/h.md"]
        found = dict(zip(range(len(document.body.headings)), anchors.ids, strict=False))
        if found[int(row["n"])] != row["id"]:
            yield row, found[int(row["n"])]


def wrong_links(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "links"):
        made = made_site(folder / "sites" / row["site"])
        page = made.pages[f"docs/{row['page']}"]
        raw = row["destination"] == "(raw a)"
        for item in made.once(resolve_links).all:
            if item.document.path != page.path or raw != (item.link.kind is LinkKind.HTML):
                continue
            if item.link.destination != row["destination"].strip("<>") and not raw:
                continue
            if item.link.kind is LinkKind.HTML and item.link.tag != "a.href":
                continue
            target = item.target
            expected = urljoin(page.url, row["href"])
            found = target.url + target.query + (f"#{target.fragment}" if target.fragment else "")
            if unquote(found or page.url) != _own(unquote(expected)):
                yield row, found
            break
        else:
            yield row, "no such link"


def wrong_front_matter(folder: Path) -> Iterator[tuple[Row, str]]:
    made = made_site(folder / "sites/front-matter")
    for row in rows_of(folder, "front_matter"):
        document = made.documents[f"docs/{row['case']}.md"]
        front_matter = document.front_matter
        found = dict(front_matter.data) if front_matter is not None and front_matter.error is None else {}
        expected = eval(row["data"], {"datetime": dt})
        if _texts(found) != _texts(expected):
            yield row, repr(found)
        shown = row["rendered_before_marker"]
        if (shown == "" or row["case"] == "dashes") and document.header not in (FenceState.FOUND, FenceState.MISSING):
            yield row, document.header


def _own(address: str) -> str:
    """An address on the site's own host without the host, as targets have it."""
    return address.removeprefix("https:").removeprefix("//example.org")


def _texts(data: object) -> str:
    return repr(data)


TABLES = {"urls": wrong_urls, "headings": wrong_ids, "links": wrong_links, "front_matter": wrong_front_matter}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_the_same(folder: Path, table: str) -> None:
    wrong = [(json.dumps(row, ensure_ascii=False), found) for row, found in TABLES[table](folder)]
    assert wrong == []
