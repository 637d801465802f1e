"""bench/crawl.py counts what it should on a small site whose build is written by hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.files import write_files

SITE = {
    "_config.yml": "url: https://e.org\nbaseurl: /base\nplugins: [jekyll-redirect-from]\n",
    "about.md": "---\nlayout: default\nredirect_from: /old/\n---\n## Team\n",
    "a.md": "---\nlayout: default\n---\n"
    "[1](/base/about.html#team) [2](/base/about.html#gone) [3](/base/nope/) [4](pic.png)\n"
    "[5](/base/old/) [6](https://e.org/base/lost/) [7](https://other.org/x) [8](/elsewhere/)\n"
    '<a href="{{ site.baseurl }}/made/">9</a> {{ "/nowhere/" | relative_url }}\n'
    "[10](/base/wrong/)\n",
    "_layouts/default.html": "<nav><a href='/base/menu/'>m</a></nav>{{ content }}",
    "b.md": "---\nlayout: default\n---\nB\n",
    "c.md": "---\nlayout: default\n---\nC\n",
    "hidden.md": "---\npublished: false\n---\n",
}
NAV = "<nav><a href='/base/menu/'>m</a></nav>"
BUILT = {
    "about.html": f"{NAV}<h2 id='team'>Team</h2>",
    "a.html": f"<!-- <a href='/base/comment/'> -->{NAV}<a href='/base/about.html#team'>1</a>"
    "<a href='/base/about.html#gone'>2</a><a href=/base/nope/>3</a><a href='pic.png'>4</a><a href='/base/old/'>5</a>"
    "<a href='https://e.org/base/lost/'>6</a><a href='https://other.org/x'>7</a><a href='/elsewhere/'>8</a>"
    "<a href='/base/made/'>9</a><a href='/base/nowhere/'>x</a><a href='/base/wrong/'>10</a>"
    "<script>'<a href=\"/base/script/\">'</script>",
    "old/index.html": "<meta http-equiv=refresh content='0; url=https://e.org/base/about.html'>",
    "wrong/index.html": "a page that content-lint knows nothing of",
    "b.html": NAV,
    "c.html": NAV,
}


@pytest.fixture(scope="module")
def crawl() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "bench" / "crawl.py"
    spec = importlib.util.spec_from_file_location("crawl", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["crawl"] = module
    spec.loader.exec_module(module)
    return module


def test_what_is_dead_and_what_is_said_are_compared(crawl: ModuleType, tmp_path: Path) -> None:
    site, built = write_files(tmp_path / "site", SITE), write_files(tmp_path / "built", BUILT)
    tally = crawl.compare(site, built, today="2026-01-01")
    found = {(at.line, at.target) for places in tally.found.values() for at in places}
    missed = {(at.line, at.target, at.why) for places in tally.missed.values() for at in places}
    assert found == {(4, "/base/about.html#gone"), (4, "/base/nope/"), (4, "/base/pic.png"), (5, "/base/lost/")} | {
        (6, "/base/made/")
    }
    assert missed == {(6, "/base/nowhere/", "no link seen")}
    assert [(at.line, at.address, at.why) for at in tally.false] == [(7, "/base/wrong/", "broken-link")]
    assert [(at.address, truth) for at, truth in tally.unknown] == [("/elsewhere/", "elsewhere")]
    assert (tally.documents, tally.not_built, tally.errors) == (4, [], 6)


def test_what_the_build_does_not_have_is_not_judged(crawl: ModuleType, tmp_path: Path) -> None:
    site = write_files(tmp_path / "site", SITE)
    built = write_files(tmp_path / "built", {name: text for name, text in BUILT.items() if name != "a.html"})
    tally = crawl.compare(site, built, today="2026-01-01")
    assert tally.not_built == ["a.md"]
    assert (tally.internal, tally.errors) == (0, 0)


def test_the_numbers_are_printed(crawl: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, built = write_files(tmp_path / "site", SITE), write_files(tmp_path / "built", BUILT)
    sys.argv = ["crawl.py", str(site), str(built), "--list", "missed", "--list", "false"]
    crawl.main()
    out = capsys.readouterr().out
    assert "dead pages and files: 4 found, 1 missed (80.0 % of 5)" in out
    assert "dead places on pages: 1 found, 0 missed (100.0 % of 1)" in out
    assert "a.md:6: /base/nowhere/ -> /base/nowhere/: dead (no link seen)" in out
    assert "a.md:7: /base/wrong/ -> /base/wrong/: false broken-link" in out
