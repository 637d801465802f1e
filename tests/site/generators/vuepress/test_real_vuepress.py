"""Made sites, built by VuePress 2 itself: its files, the ids of their headings, and where their links lead.

``CONTENT_LINT_NODE`` names a folder with vuepress, @vuepress/bundler-vite and @vuepress/theme-default of version 2.
"""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from content_lint.links.differences import differences
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.node import folder_with

NAMES = ("README", "a", "b-c", "Caps", "v1.2", "_under", "ünï", "x+y", "2024-01-02-post")
FOLDERS = ("", "sub/", "deep/x/")
HEADINGS = (
    "Plain", "Plain", "plain", "v1.2 & more!", "`code()` *and* [link](https://example.org) <b>x</b>", "Ünï — “x”",
    "1. One", "A &amp; b &lt;T&gt;", ":tada: Done", "中文 标题", "snake_case __init__", "Own {#own}", "C++ / C#",
    "\\*escaped\\*", "a\u00a0b", "two -- or --- three",
)  # fmt: skip
LINKS = (
    "a.md", "./a.md#plain", "/sub/a.md", "../sub/a.html", "/base/deep/x/", "README.md", "./", "Caps.md", "caps.md",
    "b-c.md?x=1#y", "v1.2.md", "../../a.md", "p.png", "/base/p.png", "%C3%BCn%C3%AF.md", "_under.md",
    "perm.md", "/base/under.html", "/base/my/perm/", "/perm.html", "x+y.md", "gone.md", "a.MD",
    "sub/README.md#1-one", "#nowhere", "a",
)  # fmt: skip
CONFIG = """import { defaultTheme } from '@vuepress/theme-default'
import { viteBundler } from '@vuepress/bundler-vite'
export default { base: '/base/', bundler: viteBundler(), theme: defaultTheme() }
"""


def made_site(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    files = {"README.md": "# Home\n", "perm.md": "---\npermalink: /my/perm/\n---\n[a](a.md) [b](/base/a.html)\n"}
    for _ in range(14):
        headings = [f"{'#' * draw.randint(1, 4)} {draw.choice(HEADINGS)}" for _ in range(5)]
        links = " ".join(f"[x{number}]({draw.choice(LINKS)})" for number in range(8))
        text = "\n\n".join((*headings, "> ## In a quote", "<h3 id='raw'>Raw</h3>", links, "![x](/p.png)"))
        files[f"{draw.choice(FOLDERS)}{draw.choice(NAMES)}.md"] = f"{text}\n"
    made = {f"docs/{path}": text for path, text in files.items()}
    return {**made, "docs/.vuepress/config.js": CONFIG, "docs/.vuepress/public/p.png": "x"}


@pytest.mark.parametrize("seed", range(2))
def test_files_ids_and_links_are_those_of_vuepress(seed: int) -> None:
    packages = folder_with("@vuepress/theme-default")
    with TemporaryDirectory(dir=packages) as name:
        root = Path(name)
        package = {"package.json": '{"type": "module", "dependencies": {"vuepress": "^2.0.0"}}'}
        write_files(root, {**package, ".gitignore": ".temp\n.cache\ndist\n", **made_site(seed)})
        for command in (("git", "init", "-q"), ("git", "add", "-A")):
            subprocess.run(command, cwd=root, check=True, capture_output=True)
        program = packages / "node_modules/.bin/vuepress"
        subprocess.run([str(program), "build", "docs"], cwd=root, check=True, capture_output=True)
        out = root / "docs/.vuepress/dist"
        alone, site = site_of_folder(root), site_of_folder(root, output=out)
        compare_pages(alone, out)
        found = {item.target.outcome for item in alone.once(resolve_links).all}
        assert found >= {LinkOutcome.LIVE, LinkOutcome.MISSING}
        site.once(resolve_links)
        told = [
            (item.judged.document.path, item.judged.link.raw, item.sources, item.build) for item in differences(site)
        ]
        assert told == []


def compare_pages(site: Site, out: Path) -> None:
    """Every page is where it is said to be, and each heading has an id that is known."""
    pages = [page for page in site.built.pages if page.destination]
    assert len(pages) > 5
    for page in pages:
        html = (out / page.destination[1:]).read_text()
        anchors = site.anchors(page.path)
        assert anchors is not None
        assert set(re.findall(r'<h\d id="([^"]+)"', html)) <= set(anchors.ids), page.path
