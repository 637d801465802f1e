"""Made sites, built by Docusaurus itself: every page is in the file that the model says, with the ids of its headings.

``CONTENT_LINT_NODE`` names a folder with @docusaurus/core, @docusaurus/preset-classic, react and react-dom, where npm
has installed them.
"""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.node import folder_with

PROGRAM = "node_modules/@docusaurus/core/bin/docusaurus.mjs"
NAMES = ("index", "README", "a", "01-b", "2024-01-02-c", "Caps", "v1.2", "_part", "sub")
FOLDERS = ("", "sub/", "02-deep/x/")
FRONT = ("", "slug: s{}", "slug: /abs/s{}", "id: i{}", "draft: true", "unlisted: true", "title: T")
HEADINGS = ("Plain", "Plain", "v1.2 & more!", "`code` *and* [link](https://example.org)", "Given {#own}", "Ünï")


def made_site(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    slash = draw.choice(("true", "false", "undefined"))
    files = {
        "docusaurus.config.js": "module.exports = { title: 'X', url: 'https://www.example.org', baseUrl: '/',"
        f" trailingSlash: {slash}, onBrokenLinks: 'ignore', onBrokenAnchors: 'ignore',"
        " presets: [['classic', { docs: { sidebarPath: undefined }, blog: {} }]] };",
        "package.json": '{"name": "made", "private": true}',
        "docs/zz-first.md": "MARK99END\n",
        "blog/2024-01-02-post.md": "---\ndate: 2023-05-06\n---\nMARK98END\n",
        "blog/plain.md": "---\nslug: given\ndate: 2023-05-06\n---\nMARK97END\n",
    }
    for number in range(8):
        headings = "\n\n".join(f"## {draw.choice(HEADINGS)}" for _ in range(4))
        front = draw.choice(FRONT).format(number)
        path = f"docs/{draw.choice(FOLDERS)}{draw.choice(NAMES)}.md"
        files[path] = f"---\n{front}\n---\n# Top {number}\n\n{headings}\n\nMARK{number}END\n"
    return files


def built_of(root: Path) -> dict[str, tuple[str, list[str]]]:
    """The file and the ids of the page that holds each mark; lists hold marks of several."""
    found: dict[str, tuple[str, list[str]]] = {}
    for path in sorted((root / "build").rglob("*.html")):
        text = path.read_text("utf-8")
        marks = set(re.findall(r"<p>(MARK\d+END)", text))
        if len(marks) == 1:
            place = f"/{path.relative_to(root / 'build').as_posix()}"
            found.setdefault(marks.pop(), (place, re.findall(r'<h2 [^>]*id="([^"]*)"', text)))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_pages_and_ids_are_those_of_docusaurus(seed: int) -> None:
    # It has to be below the packages: through a link to them, React is there twice.
    packages = folder_with("@docusaurus/core")
    with TemporaryDirectory(dir=packages) as name:
        root = Path(name)
        write_files(root, {".git/HEAD": "", **made_site(seed)})
        command = ["node", str(packages / PROGRAM), "build", "--no-minify"]
        answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=400)
        assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
        compare(root)


def compare(root: Path) -> None:
    """Hold the model of a site to what was built of it."""
    built = built_of(root)
    site = site_of_folder(root)
    marks = {page.path: re.search(r"MARK\d+END", site.documents[page.path].source.text) for page in site.built.pages}
    live = [page for page in site.built.pages if page.state is State.LIVE and page.destination]
    places = [page.destination for page in live]
    alone = {mark[0]: page for page in live if (mark := marks[page.path]) and places.count(page.destination) == 1}
    shared = {mark for mark, (place, _) in built.items() if places.count(place) > 1}
    assert {mark: page.destination for mark, page in alone.items()} == {
        mark: place for mark, (place, _) in built.items() if mark not in shared
    }
    for mark, page in alone.items():
        anchors = site.anchors(page.path)
        assert anchors is not None
        assert set(built[mark][1]) <= set(anchors.ids)
