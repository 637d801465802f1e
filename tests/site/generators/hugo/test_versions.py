"""What a version of Hugo does otherwise than the newest; asked of Hugo 0.111.3 and 22 versions since 0.147.9."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.urls import list_urls
from content_lint.links.target import LinkOutcome
from content_lint.rules.registry import catalog
from tests.files import write_files
from tests.links.sites import site_of_texts, targets

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PAGES = {
    "yes": "title: A\ndraft: yes\ndate: 2020-01-02",
    "twice": "title: A\ntitle: B\ndate: 2020-01-02",
    "words": "title: A\ndate: May 6 2019",
    "build": "title: A\n_build:\n  render: never\ndate: 2020-01-02",
    "off": "title: A\npublished: false\ndate: 2020-01-02",
    "number": "title: 010\ndate: 2020-01-02",
}
STATES = {
    "0.111.3": {
        "yes": "never",
        "twice": "/2020/01/b/",
        "words": "/1/01/a/",
        "build": "never",
        "off": "never",
        "number": "/2020/01/8/",
        "html": "/2020/01/h/",
    },
    "0.151.0": {
        "yes": "never",
        "twice": "/2020/01/b/",
        "words": "stops-the-build",
        "build": "never",
        "off": "stops-the-build",
        "number": "/2020/01/8/",
        "html": "/2020/01/h/",
    },
    "0.161.1": {
        "yes": "/2020/01/a/",
        "twice": "stops-the-build",
        "words": "stops-the-build",
        "build": "stops-the-build",
        "off": "stops-the-build",
        "number": "/2020/01/8/",
        "html": "/2020/01/h/",
    },
    "0.168.0": {
        "yes": "/2020/01/a/",
        "twice": "stops-the-build",
        "words": "stops-the-build",
        "build": "stops-the-build",
        "off": "stops-the-build",
        "number": "/2020/01/8/",
        "html": "stops-the-build",
    },
}
STATES[""] = STATES["0.168.0"]


def site(folder: Path, version: str, pages: dict[str, str]) -> Path:
    files = {f"content/p/{name}.md": f"---\n{text}\n---\nx\n" for name, text in pages.items()}
    files["content/p/html.html"] = "---\ntitle: H\ndate: 2020-01-02\n---\n<b>x</b>\n"
    config = 'baseURL = "https://e.org/"\n[permalinks]\np = "/:year/:month/:slug/"\n'
    pin = {".hugo-version": version} if version else {}
    return write_files(folder, {".git/HEAD": "", "hugo.toml": config, **pin, **files})


@pytest.mark.parametrize("version", STATES)
def test_what_becomes_of_a_page_is_what_that_version_makes_of_it(tmp_path: Path, version: str) -> None:
    settings = load_settings(site(tmp_path, version, PAGES), catalog=catalog())
    rows = list_urls(settings, NOW, assets=True).rows
    found = {Path(row.path).stem: row.url if row.state == "live" else row.state for row in rows}
    assert found == STATES[version]


def said(folder: Path, version: str) -> list[str]:
    settings = load_settings(site(folder, version, {"twice": PAGES["twice"]}), catalog=catalog())
    report = run_check(settings, RunRequest(now=NOW))
    return [item.message for item in report.diagnostics if item.rule in ("build-stopper", "duplicate-key")]


def test_the_version_is_named_and_what_it_does_is_said(tmp_path: Path) -> None:
    html = "since version 0.162 it takes no text/html unless `security.allowContent` in the configuration allows it"
    stopper = f"Hugo 0.164.0 stops here and builds nothing: {html}"
    assert said(tmp_path / "new", "0.164.0") == [stopper, "`title` is set again here: Hugo stops the build"]
    assert said(tmp_path / "old", "0.120.4") == ["`title` is set again here: its earlier value `A` is lost"]


FRENCH = "[languages.en]\n[languages.fr]\n"
ADDRESSES = [
    (
        "uglyURLs = true\n",
        {"content/s/_index.md": "", "content/s/a.md": ""},
        {"0.147.9": ["/s.html", "/s/a.html"], "0.148.0": ["/s/a.html", "/s/index.html"]},
    ),
    (
        "",
        {"content/s/_index.md": "slug: own", "content/s/a.md": ""},
        {"0.166.0": ["/s/", "/s/a/"], "0.167.0": ["/own/", "/own/a/"]},
    ),
    (
        "[permalinks]\nposts = '/:title/'\n",
        {"content/posts/x.md": "title: a/b"},
        {"0.165.0": ["/a/b/"], "0.166.0": ["/a-b/"]},
    ),
    (
        FRENCH,
        {"content/a.fr.md": "aliases: [/old/, near]"},
        {"0.154.0": ["/fr/a/", "/fr/near/", "/old/"], "0.155.0": ["/fr/a/", "/fr/near/", "/fr/old/"]},
    ),
]


@pytest.mark.parametrize(
    ("settings", "pages", "version", "expected"),
    [(settings, pages, version, urls) for settings, pages, by in ADDRESSES for version, urls in by.items()],
)
def test_addresses_are_those_of_the_version(
    tmp_path: Path, settings: str, pages: dict[str, str], version: str, expected: list[str]
) -> None:
    files = {path: f"---\n{text}\n---\nx\n" for path, text in pages.items()}
    files |= {".git/HEAD": "", ".hugo-version": version, "hugo.toml": f'baseURL = "https://e.org/"\n{settings}'}
    rows = list_urls(load_settings(write_files(tmp_path, files), catalog=catalog()), NOW, assets=True).rows
    assert sorted([row.url for row in rows] + [url for row in rows for url in row.redirects_from]) == expected


HEADINGS = (
    "# [link](http://e.com)\n# A &amp; B\n# __init__\n# _em_ *st*\n# `code` x\n# ![alt](p.png) y\n# <https://e.org/>\n"
    "# a <b>b</b> c\n# a -- b --- c...\n# a\\_b \\* c\n# foot[^1]\n# ~~del~~ x\n# [ref][r] z\n# x {#own}\n# y {.cls}\n"
    "# 1. one\n# !!!\n\nSetext\nmore\n======\n\n# a\n# a\n\n[^1]: n\n\n[r]: /x\n"
)
IDS = {
    "0.111.3": (
        "linkhttpecom a-amp-b __init__ _em_-st code-x altppng-y httpseorg a-bbb-c a----b-----c a_b--c foot1 "
        "del-x refr-z own y 1-one heading more a a-1"
    ),
    "0.144.0": (
        "link a--b init em-st code-x alt-y a-b-c a--b--c a_b--c foot del-x ref-z own y 1-one heading more a a-1"
    ),
}


@pytest.mark.parametrize("version", IDS)
def test_ids_of_headings_are_made_of_their_source_or_of_what_readers_see(tmp_path: Path, version: str) -> None:
    files = {"content/a.md": f"---\ntitle: A\n---\n{HEADINGS}", "layouts/single.html": "{{ .Content }}"}
    site = site_of_texts(tmp_path, {".hugo-version": version, "hugo.toml": 'baseURL = "https://e.org/"\n', **files})
    ids = [item for item in site.anchors("content/a.md").ids if not item.startswith("fn")]
    assert " ".join(ids) == IDS[version]


@pytest.mark.parametrize(("version", "french"), [("0.122.0", ["/fr/p/z.png", "/p/z.png"]), ("0.123.0", ["/p/z.png"])])
def test_older_versions_copy_the_files_of_a_page_to_each_of_its_languages(
    tmp_path: Path, version: str, french: list[str]
) -> None:
    pages = {"content/p/index.md": "x", "content/p/index.fr.md": "[z](z.png)", "content/p/z.png": "x"}
    files = {".hugo-version": version, "hugo.toml": f'baseURL = "https://e.org/"\n{FRENCH}', **pages}
    site = site_of_texts(tmp_path, files)
    assert sorted(page.url for page in site.built.static if page.url) == french
    assert targets(site, "content/p/index.fr.md")["z"].outcome is LinkOutcome.LIVE


def test_what_only_some_of_the_versions_refuse_that_are_named_stops_nothing(tmp_path: Path) -> None:
    root = site(tmp_path, "0.168.0", PAGES)
    write_files(root, {"Dockerfile": "FROM klakegg/hugo:0.111.3\n"})
    rows = list_urls(load_settings(root, catalog=catalog()), NOW, assets=True).rows
    assert not [row.path for row in rows if row.state == "stops-the-build"]
