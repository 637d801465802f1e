"""Made sites, built by VitePress itself: its files, the ids of their headings, and the links that it calls dead.

``CONTENT_LINT_NODE`` names a folder with vitepress, where npm has installed it.
"""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.node import folder_with

NAMES = ("index", "README", "a", "b-c", "Caps", "v1.2", "_under", "ünï")
FOLDERS = ("", "sub/", "deep/x/", "packages/p/docs/")
HEADINGS = (
    "Plain", "Plain", "plain", "v1.2 & more!", "`code()` *and* [link](https://example.org) <b>x</b>", "Ünï — “x”",
    "1. One", "A &amp; b &lt;T&gt;", ":tada: Done", "中文 标题", "snake_case __init__", "![alt](/p.png) Picture",
    "With class {.red}", "C++ / C#", "Trailing #", "<Badge text='new' /> Badge", "\\*escaped\\*", "a\u00a0b",
)  # fmt: skip
OWN = "Given {#own}"
LINKS = (
    "a", "./a.md", "/sub/a", "../sub/a.html", "/deep/x/", "index.md", "./", "/Caps", "/caps", "b-c?x=1#y", "/v1.2",
    "/sub", "v1.2.md", "/p.png", "../../a", "/packages/p/docs/a", "/of/p/a",
    "x.pdf", "/%C3%BCn%C3%AF", "sub/index.md#plain",
    "README",
)  # fmt: skip
CONFIG = "export default { cleanUrls: %s, base: '/base/', ignoreDeadLinks: %s, %s srcExclude: ['**/gone.md'] }"
REWRITES = "rewrites: { 'packages/:name/docs/:rest*': 'of/:name/:rest*', 'a.md': 'z.md' },"


def made_site(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    files = {"public/p.png": "x", "gone.md": "# Gone\n", ".hidden/x.md": "# No\n", "index.md": "# Home\n"}
    for _ in range(14):
        headings = [f"{'#' * draw.randint(1, 4)} {draw.choice(HEADINGS)}" for _ in range(5)]
        headings.insert(draw.randrange(2), f"## {OWN}")
        text = "\n\n".join((*headings, "> ## In a quote", "- ## In a list"))
        links = " ".join(f"[x]({draw.choice(LINKS)})" for _ in range(6))
        files[f"{draw.choice(FOLDERS)}{draw.choice(NAMES)}.md"] = f"{text}\n\n{links}\n"
    clean, rewrites = draw.choice(("true", "false")), draw.choice(("", REWRITES))
    return {**files, ".vitepress/config.mjs": CONFIG % (clean, "false", rewrites)}


@pytest.mark.parametrize("seed", range(3))
def test_files_ids_and_dead_links_are_those_of_vitepress(seed: int) -> None:
    packages = folder_with("vitepress")
    with TemporaryDirectory(dir=packages) as name:
        root = Path(name)
        write_files(root, {".git/HEAD": "", **made_site(seed)})
        site = site_of_folder(root)
        said = _build(packages, root)
        dead = set(re.findall(r"dead link (\S+) in file (\S+)", said))
        assert dead
        compare_links(site, dead)
        config = root / ".vitepress/config.mjs"
        config.write_text(config.read_text().replace("ignoreDeadLinks: false", "ignoreDeadLinks: true"))
        _build(packages, root)
        compare_pages(site, root / ".vitepress/dist")


def _build(packages: Path, root: Path) -> str:
    command = ["node", str(packages / "node_modules/vitepress/bin/vitepress.js"), "build", str(root)]
    answer = subprocess.run(command, cwd=packages, capture_output=True, text=True, check=False, timeout=400)
    return re.sub(r"\x1b\[[0-9;]*m", "", answer.stdout + answer.stderr)


def compare_links(site: Site, dead: set[tuple[str, str]]) -> None:
    """Hold the links that lead nowhere to those that VitePress names, which are its addresses of them."""
    said = {(re.sub(r"\A\./", "", url), path) for url, path in dead}
    for item in site.once(resolve_links).all:
        if item.link.destination.endswith((".pdf", ".png")):
            continue
        bare = re.sub(r"[?#].*", "", item.link.destination)
        bare = re.sub(r"(?:\A|/)index\.md\Z", lambda match: "/" if match[0].startswith("/") else "", bare)
        named = re.sub(r"\.(?:html|md)\Z", "", re.sub(r"\A\./", "", bare))
        named = f"{named}index" if named.endswith("/") or not named else named
        is_dead = item.target.outcome in {LinkOutcome.MISSING, LinkOutcome.WRONG_CASE}
        assert is_dead == ((named, item.document.path) in said), (item.document.path, item.link.destination)


def compare_pages(site: Site, out: Path) -> None:
    """Hold the files and the ids of headings to those of the build."""
    written = {f"/{path.relative_to(out).as_posix()}" for path in out.rglob("*.html")}
    live = {page.destination: page for page in site.built.pages if page.destination}
    assert set(live) | {"/404.html"} == written
    for destination, page in live.items():
        html = (out / destination[1:]).read_text("utf-8")
        ids = re.findall(r'<h[1-6] id="([^"]*)" tabindex="-1"', html)
        anchors = site.anchors(page.path)
        assert anchors is not None
        assert set(ids) <= set(anchors.ids), page.path
