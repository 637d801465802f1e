"""Hold the model to what Astro 7.3 and Starlight 0.42 answered for made sites."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.parse.document import parse_document
from content_lint.site.generators.astro.anchors import heading_ids
from content_lint.site.generators.astro.traits import DIALECT
from content_lint.site.model import State
from content_lint.text.source import SourceText
from tests.links.sites import site_of_folder
from tests.site.generators.oracle import STOPS, Row, made_site, outcome_of, rows_of, site_of_front_matter

HOMES = {
    "collection": "src/content/blog",
    "front": "src/content/blog",
    "pages": "src/pages",
    "starlight": "src/content/docs",
}
UNLIKE = {
    ("collection", "index/index.md"): "chance decides which of two entries with one id is there",
    ("starlight", "index.md"): "chance decides which of two entries with one id is there",
    ("collection", "index.md"): "chance decides which of two entries with one id is there",
    ("starlight", "index/index.md"): "chance decides which of two entries with one id is there",
}
LOST = {
    "listroot": "Astro goes on with a list, which no template expects: an error here",
    "scalarroot": "Astro goes on without any value, which is an error here",
    "nbsp": "Astro goes on without any value, which is an error here",
}
"""What the model says of front matter otherwise than Astro does, and why."""


@pytest.fixture(scope="module")
def oracle(shared: Path) -> Path:
    return shared / "oracle/others/astro"


def home_of(site: str) -> str:
    return HOMES[site.partition("-")[0]]


def pages_of(folder: Path, site: str, scratch: Path) -> dict[str, set[tuple[str, str]]]:
    """Every address of each source of a site, with its state; what stops the build is put back in its place."""
    copy = scratch / site
    shutil.copytree(folder / "sites" / site, copy)
    (copy / ".git").mkdir(exist_ok=True)
    (copy / ".git/HEAD").write_text("")
    home = copy / home_of(site)
    if (copy / "stops").is_dir():
        shutil.copytree(copy / "stops", home, dirs_exist_ok=True)
    found: dict[str, set[tuple[str, str]]] = {}
    site_ = site_of_folder(copy)
    fatal = {item.path for item in site_.built.fatal}
    for page in site_.built.pages:
        written = page.state is State.LIVE and page.path not in fatal
        where = unquote(page.url) if written else ""
        found.setdefault(page.path.removeprefix(f"{home_of(site)}/"), set()).add(
            (where, "published" if written else "not written")
        )
    return found


def test_addresses_and_states_are_the_same(oracle: Path, tmp_path: Path) -> None:
    @cache
    def answers(site: str) -> dict[str, set[tuple[str, str]]]:
        return pages_of(oracle, site, tmp_path)

    wrong = []
    table = [row for row in rows_of(oracle, "urls") if row["site"].partition("-")[0] in HOMES]
    for row in table:
        expected = (row["url"], "published" if row["state"] == "published" else "not written")
        found = answers(row["site"]).get(row["source"], {("", "not written")})
        if expected not in found and (row["site"], row["source"]) not in UNLIKE:
            wrong.append((row["site"], row["source"], row["front_matter"], expected, found))
    assert len(table) > 200
    assert wrong == []


def groups(table: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    for site in dict.fromkeys(row["site"] for row in table):
        yield site, [row for row in table if row["site"] == site]


def test_ids_of_headings_are_the_same(oracle: Path) -> None:
    """Each by itself: of the headings that were kept back, nothing is known, and they may take a name first."""
    wrong = []
    table = rows_of(oracle, "headings")
    for site, group in groups(table):
        path = "a.mdx" if site.endswith("mdx") else "a.md"
        for row in group:
            if row["n"] in {"", "?"} or row["heading_source"] == "?":
                continue
            source = json.loads(row["heading_source"])
            document = parse_document(SourceText.from_text(path, f"## {source}\n\n[^1]: x\n"), DIALECT)
            ids = [item or "" for item in heading_ids(document.body.headings, document.source.text)]
            expected = "" if row["id"] == "(none)" else row["id"]
            numbered = expected.rstrip("0123456789").rstrip("-")
            if ids != [expected] and not (ids and ids[0] and numbered.startswith(ids[0].rstrip("0123456789-"))):
                wrong.append((site, source, expected, ids))
    assert len(table) > 150
    assert wrong == []


def test_front_matter_has_the_same_values(oracle: Path, tmp_path: Path) -> None:
    wrong = []
    table = rows_of(oracle, "front_matter")
    for row in table:
        site = site_of_front_matter(oracle / "sites/front-matter", row, tmp_path / row["case"], "src/content/blog")
        found = outcome_of(site, f"src/content/blog/{row['case']}.md")
        expected = STOPS if row["outcome"] == STOPS else json.loads(row["data"].partition(" z.coerce")[0])
        if found != expected and row["case"] not in LOST:
            wrong.append((row["case"], row["raw"], expected, found))
    assert len(table) > 30
    assert wrong == []


def test_links_lead_where_browsers_are_led(oracle: Path) -> None:
    """Astro leaves links as they are written, so that a page of a folder's name moves what is relative."""
    wrong = []
    table = rows_of(oracle, "links")
    for row in table:
        site = made_site(oracle / "sites" / row["site"])
        page = site.pages[row["page"]]
        written = row["destination"].strip("<>")
        links = site.once(resolve_links).all
        target = next((i.target for i in links if (i.document.path, i.link.destination) == (page.path, written)), None)
        expected = unquote(urljoin(page.url, row["href"])).removeprefix("//example.org")
        found = target and target.url + target.query + (f"#{target.fragment}" if target.fragment else "")
        if (row["site"], row["page"], written) == ("headings-remark", "src/pages/d/links.mdx", "with space.md"):
            continue  # MDX knows no `<`, and the file has `with-space.md` there
        if target is None or unquote(found or page.url) != expected:
            wrong.append((row["site"], row["page"], row["destination"], expected, found))
    assert len(table) > 50
    assert wrong == []
