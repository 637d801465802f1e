"""What a version of Hugo does otherwise than the newest; asked of Hugo 0.111.3, 0.151.0, 0.161.1 and 0.168.0."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.urls import list_urls
from content_lint.rules.registry import catalog
from tests.files import write_files

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
