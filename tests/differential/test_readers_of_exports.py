"""Readers that nobody here wrote: Datasette over the database, and a site of Eleventy's made of the folder of JSON."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.conftest import ROOT
from tests.files import write_files
from tests.node import folder_with

PROGRAM = "node_modules/@11ty/eleventy/cmd.cjs"
WITH_DATES = ("--today", "2026-12-01T00:00:00Z")
SITE = {
    "eleventy.config.js": """
const fs = require("node:fs");
const read = (name) => JSON.parse(fs.readFileSync(`export/${name}`, "utf8"));
module.exports = function (config) {
  config.addGlobalData("pages", () =>
    read("index.json").collections.flatMap((item) => read(item.index).pages).map((item) => read(item.file)));
  return { dir: { input: "src" } };
};
""",
    "src/page.njk": "---\npagination: {data: pages, size: 1, alias: item}\npermalink: '{{ item.url }}index.html'\n---\n"
    "<!doctype html><title>{{ item.title }}</title>{{ item.html | safe }}\n",
}


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project's own site."""
    folder = tmp_path_factory.mktemp("own")
    for name in ("content", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "content-lint.toml", folder)
    return folder


def addresses(folder: Path) -> dict[str, str]:
    rows = json.loads(run(folder, "urls", *WITH_DATES, "--output-format", "json").out)
    return {row["path"]: row["url"] for row in rows if row["state"] == "live"}


def test_datasette_answers_a_page_by_its_address_and_finds_it(own_site: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed: the extra `test`")
    from datasette.app import Datasette

    file = tmp_path / "site.db"
    assert run(own_site, "export", *WITH_DATES, "--output", str(file)).status == 0
    datasette = Datasette([str(file)])

    async def ask(path: str) -> dict[str, list[dict[str, object]]]:
        response = await datasette.client.get(path)
        assert response.status_code == 200, response.text
        found: dict[str, list[dict[str, object]]] = response.json()
        return found

    async def everything() -> None:
        for path, url in addresses(own_site).items():
            (row,) = (await ask(f"/site/pages.json?_shape=objects&url__exact={url}"))["rows"]
            assert row["path"] == path
        found = (await ask("/site/pages.json?_shape=objects&_search=windows&_size=max"))["rows"]
        assert "content/guides/install.md" in {row["path"] for row in found}
        news = (await ask("/site/news.json?_shape=objects&published=1"))["rows"]
        assert {row["path"] for row in news} == {path for path in addresses(own_site) if "/news/" in path}

    asyncio.run(everything())


def test_eleventy_builds_every_page_at_its_address(own_site: Path, tmp_path: Path) -> None:
    program = folder_with("@11ty/eleventy") / PROGRAM
    write_files(tmp_path, SITE)
    exported = run(own_site, "export", *WITH_DATES, "--html", "--output", str(tmp_path / "export"))
    assert exported.status == 0, exported.err
    built = subprocess.run(
        ["node", str(program), "--to=json"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240
    )
    assert built.returncode == 0, built.stderr
    pages = json.loads(built.stdout)
    assert sorted(page["url"] for page in pages) == sorted(addresses(own_site).values())
    assert all("<h2" in page["content"] or "<p>" in page["content"] for page in pages)
