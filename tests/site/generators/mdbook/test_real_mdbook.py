"""Made books, built by mdBook itself: its files, the ids of their headings, and where their links lead."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from content_lint.links.differences import differences
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

MDBOOK = shutil.which("mdbook", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
FOLDERS = ("", "sub/", "deep/x/")
NAMES = ("README", "index", "a", "b-c", "Caps", "v1.2", "ünï", "x y", "readme")
HEADINGS = (
    "Plain", "Plain", "plain", "Plain-1", "v1.2 & more!", "`code()` *and* [link](https://example.org) <b>x</b>",
    "Ünï — “x”", "1. One", "A &amp; b &lt;T&gt;", "中文 标题", "snake_case __init__", "With { #given .red }", "{#only}",
    "C++ / C#", "\\*escaped\\*", "a\u00a0b", "two -- or --- three", "it's ... \"so\"", "!!!", "!!!", "`--flag`", "🎉 x",
)  # fmt: skip
LINKS = (
    "a.md", "./a.md#plain", "sub/a.md", "../sub/a.html", "deep/x/", "index.md", "README.md", "./", "Caps.md", "caps.md",
    "b-c.md?x=1#y", "../v1.2.md", "../../a.md#given", "p.png", "../p.png", "%C3%BCn%C3%AF.md", "x%20y.md", "<x y.md>",
    "gone.md", "none.md", "SUMMARY.md", "a.markdown", "#plain-1", "#nowhere", "/a.md", "old.html", "print.html",
)  # fmt: skip
BOOK = '[book]\ntitle = "T"\n[output.html]\nsite-url = "/"\n[output.html.redirect]\n"/old.html" = "a.html"\n'


def made_book(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    chapters: dict[str, str] = {}
    for _ in range(12):
        headings = [f"{'#' * draw.randint(1, 4)} {draw.choice(HEADINGS)}" for _ in range(6)]
        links = " ".join(f"[x{number}]({draw.choice(LINKS)})" for number in range(4))
        raw = f'<a href="{draw.choice(LINKS).strip("<>")}">raw</a> <a name="named"></a>'
        text = "\n\n".join((*headings, "> ## In a quote", "- ## In a list", "<h3>Raw</h3>", links, raw))
        chapters[f"{draw.choice(FOLDERS)}{draw.choice(NAMES)}.md"] = f"{text}\n"
    pages = {Path(path).with_suffix(".html").as_posix().lower().replace("readme", "index"): path for path in chapters}
    kept = {path: chapters[path] for path in pages.values()}  # of two chapters in one file the last would be there
    summary = "".join(f"- [C{number}](<{path}>)\n" for number, path in enumerate(kept)) + "- [Made](made.md)\n"
    files = {"book.toml": BOOK, "src/SUMMARY.md": summary, "src/gone.md": "# Gone\n", "src/p.png": "x"}
    return {**files, **{f"src/{path}": text for path, text in kept.items()}}


@pytest.mark.skipif(MDBOOK is None, reason="no mdbook is installed here: it comes with the test extra")
@pytest.mark.parametrize("seed", range(4))
def test_files_ids_and_links_are_those_of_mdbook(tmp_path: Path, seed: int) -> None:
    root, out = write_files(tmp_path / "book", {".git/HEAD": "", **made_book(seed)}), tmp_path / "out"
    subprocess.run([str(MDBOOK), "build", "-d", str(out), str(root)], check=True, capture_output=True)
    alone, site = site_of_folder(root), site_of_folder(root, output=out)
    compare_pages(alone, out)
    found = alone.once(resolve_links).all
    assert {item.target.outcome for item in found} >= {LinkOutcome.LIVE, LinkOutcome.MISSING}
    assert [item.link.destination for item in found if item.target.outcome is LinkOutcome.UNKNOWN] == []
    site.once(resolve_links)
    told = [(item.judged.document.path, item.judged.link.raw, item.sources, item.build) for item in differences(site)]
    assert told == []


def compare_pages(site: Site, out: Path) -> None:
    """Every page is where it is said to be, and each heading has an id that is known."""
    for path in site.documents:
        page = site.pages.get(path)
        if page is None or not page.destination:
            assert path in {"src/SUMMARY.md", "src/gone.md"}
            continue
        assert (out / page.destination[1:]).is_file()
        anchors = site.anchors(path)
        assert anchors is not None
        assert _ids((out / page.destination[1:]).read_text()) <= set(anchors.ids), path


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if re.fullmatch(r"h\d", tag) and values.get("id") and not str(values["id"]).startswith("mdbook-"):
            self.found.add(str(values["id"]))


def _ids(html: str) -> set[str]:
    reader = _Ids()
    reader.feed(html)
    return reader.found
