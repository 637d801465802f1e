"""Made sites, built by Eleventy itself: every page has the address that it gives."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path

import pytest

from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.node import folder_with

PROGRAM = "node_modules/@11ty/eleventy/cmd.cjs"
NAMES = ("index", "a", "2024-01-02-b", "Caps", "with space", "v1.2", "same", "Index")
FOLDERS = ("", "same/", "2024-02-03-day/", "sub/deep/", "index/")
PERMALINKS = (
    "",
    "permalink: /{}/x/",
    "permalink: {}.html",
    "permalink: false",
    "permalink: '/{}/{{{{ page.fileSlug }}}}/'",
    "permalink: '/{}{{{{ page.filePathStem }}}}.html'",
    "title: Ünï & Co's Café\npermalink: '/{}/{{{{ title | slugify }}}}/'",
)


def made_site(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    files = {"eleventy.config.js": "module.exports = function (c) { return { dir: { input: 'src' } } };"}
    for number in range(12):
        front_matter = draw.choice(PERMALINKS).format(f"p{number}")
        files[f"src/{draw.choice(FOLDERS)}{draw.choice(NAMES)}.md"] = f"---\n{front_matter}\n---\nText.\n"
    if draw.random() < 0.5:
        files["src/same/same.json"] = '{"permalink": "/of-folder/{{ page.fileSlug }}/"}'
    return files


@pytest.mark.parametrize("seed", range(6))
def test_addresses_are_those_of_eleventy(tmp_path: Path, seed: int) -> None:
    program = folder_with("@11ty/eleventy") / PROGRAM
    write_files(tmp_path, {".git/HEAD": "", **made_site(seed)})
    made = site_of_folder(tmp_path)
    answer = subprocess.run(
        ["node", str(program), "--to=json"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert bool(made.built.fatal) is (answer.returncode != 0), answer.stderr
    if answer.returncode == 0:
        expected = {item["inputPath"].removeprefix("./"): item["url"] for item in json.loads(answer.stdout)}
        live = (page for page in made.built.pages if page.state is State.LIVE)
        assert {page.path: page.destination.removesuffix("index.html") for page in live} == {
            path: url for path, url in expected.items() if url
        }
