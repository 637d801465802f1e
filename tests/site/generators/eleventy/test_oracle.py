"""Hold the model to what Eleventy 3.1.8 answered for small sites of odd files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urljoin

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.site.generators.eleventy.permalinks import file_path_stem, file_slug
from content_lint.site.model import State
from tests.site.generators.oracle import STOPS, Row, made_site, outcome_of, rows_of, site_of_front_matter

ODD_IDS = ("constructor-NaN", "roman-1-circled", "alerbyt", "-5", "constructor")
"""A slip of the plugin with JavaScript's own names, and letters that its library writes by tables that we have not."""

ONLY_HTML = ("p-json.md",)
"""Files whose text the table looked for in HTML alone."""

LOST = {
    "baddate": "31 June stays the text that it is, so that impossible-date can name it; Eleventy takes it for 1 July",
    "toml": "readers see it as text, which is an error here",
    "fence4": "readers see it as text, which is an error here",
    "listroot": "Eleventy goes on without any value, which is an error here",
    "scalarroot": "Eleventy goes on without any value, which is an error here",
    "nbsp": "Eleventy goes on without any value, which is an error here",
}
"""What the model says of front matter otherwise than Eleventy does, and why."""


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "oracle/others/eleventy"


def wrong_urls(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "urls"):
        made = made_site(folder / "sites" / row["site"])
        page = made.pages.get(f"src/{row['source']}")
        if row["site"] == "computed" and row["state"] != "published":
            continue  # the same code leaves drafts out
        if (page is None and row["note"].startswith("STOPS")) or row["source"] in ONLY_HTML:
            continue  # those files are kept in another folder
        live = page is not None and page.state is State.LIVE
        found = unquote(page.url) if live else ""
        if live and row["site"] == "computed":
            assert found == ""  # code makes the addresses there, and so they are not known
        elif found != (row["url"] if row["state"] == "published" else ""):
            yield row, found


def wrong_ids(folder: Path) -> Iterator[tuple[Row, str]]:
    for name in ("headings-none", "headings-idattribute"):
        anchors = made_site(folder / "sites" / name).anchors("src/h.md")
        assert anchors is not None
        waiting = list(anchors.ids)
        for row in rows_of(folder, "headings"):
            if row["site"] != name or row["id"] in ("(none)", "") or row["id"] in ODD_IDS:
                continue
            if row["id"] not in waiting:
                yield row, " ".join(waiting[:3])
            else:
                del waiting[: waiting.index(row["id"]) + 1]


def wrong_links(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "links"):
        made = made_site(folder / "sites" / row["site"])
        page = made.pages[row["page"]]
        if row["href"] in ("(no link)", "", "false"):
            continue
        for item in made.once(resolve_links).all:
            if item.document.path != page.path or item.link.destination != row["destination"].strip("<>"):
                continue
            target = item.target
            expected = unquote(urljoin(page.url, row["href"]))
            found = target.url + target.query + (f"#{target.fragment}" if target.fragment else "")
            if unquote(found or page.url) != expected:
                yield row, found
            break
        else:
            yield row, "no such link"


def wrong_names(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in json.loads((folder / "default-pages.json").read_text("utf-8")):
        inner = row["i"].removeprefix("./src/")
        if (file_slug(inner), file_path_stem(inner)) != (row["s"], row["stem"]):
            yield row, f"{file_slug(inner)} {file_path_stem(inner)}"


def wrong_front_matter(folder: Path) -> Iterator[tuple[Row, str]]:
    for row in rows_of(folder, "front_matter"):
        with TemporaryDirectory() as scratch:
            site = site_of_front_matter(folder / "sites/front-matter", row, Path(scratch), "src")
        found = outcome_of(site, f"src/{row['case']}.md")
        expected = STOPS if row["outcome"] == STOPS else json.loads(row["data"].rpartition(" page.date=")[0])
        if found != expected and row["case"] not in LOST:
            yield row, repr(found)


TABLES = {
    "urls": wrong_urls,
    "headings": wrong_ids,
    "links": wrong_links,
    "names": wrong_names,
    "front_matter": wrong_front_matter,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_the_same(folder: Path, table: str) -> None:
    wrong = [(json.dumps(row, ensure_ascii=False), found) for row, found in TABLES[table](folder)]
    assert wrong == []
