"""`--built`: the site as its generator built it decides where links lead."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.files import write_files

TEXT = (
    "# Walking home\n\nWe walked all the way home along the river, and it took us most of the afternoon.\n\n"
    "- [a](two.md) [b](two.md#yes) [c](two.md#no)\n"
    "- [d](/gone/) [e](three.md) [f](/old/) [g](#walking-home) [h](#walking)\n"
)
HOME = (
    "<link rel='canonical' href='https://www.example.org/docs/one/'><nav><a href='/docs/nav-gone/'>Menu</a></nav>"
    "<h1 id='walking-home'>Walking home</h1>"
    "<p>We walked all the way home along the river, and it took us most of the afternoon.</p>"
    "<a href='/docs/two/'>a</a> <a href='/docs/two/#yes'>b</a> <a href='/docs/two/#no'>c</a>"
    "<a href='/docs/gone/'>d</a> <a href='../three/'>e</a> <a href='/docs/old/'>f</a>"
    "<a href='#walking-home'>g</a> <a href='#walking'>h</a>"
)
TWO = "# Yes\n\nAnother text that nobody would take for the first, about bread, butter and the price of milk.\n"
TWO_PAGE = (
    "<link rel='canonical' href='https://www.example.org/docs/two/'><nav><a href='/docs/nav-gone/'>Menu</a></nav>"
    "<h1 id='yes'>Yes</h1>"
    "<p>Another text that nobody would take for the first, about bread, butter and the price of milk.</p>"
)
FILES = {
    "content-lint.toml": "",
    "pages/one.md": TEXT,
    "pages/two.md": TWO,
    "pages/lost.md": "# Lost\n\nA page that the build has dropped, and nobody knows why that is so.\n",
    "out/one/index.html": HOME,
    "out/two/index.html": TWO_PAGE,
    "out/three/index.html": "<p>Three.</p>",
    "out/old/index.html": '<meta http-equiv="refresh" content="0; url=/docs/two/">',
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def outcomes(folder: Path, *more: str) -> dict[str, str]:
    ran = run(folder, "links", "--built", "out", "--output-format", "json", *more)
    assert ran.status == 0, ran.err
    rows = json.loads(ran.out)
    return {f"{row['line']}:{row['destination']}": row["outcome"] for row in rows if row["path"] == "pages/one.md"}


def test_links_are_judged_by_what_the_generator_made_of_them(built):
    assert outcomes(built) == {
        "5:two.md": "live",
        "5:two.md#yes": "live",
        "5:two.md#no": "fragment",
        "6:/gone/": "missing",
        "6:three.md": "live",
        "6:/old/": "redirect",
        "6:#walking-home": "live",
        "6:#walking": "fragment",
    }


def test_check_reports_them_at_their_place_in_the_text(built):
    ran = run(built, "check", "--built", "out", "--no-cache", "--output-format", "concise", "--select", "IN")
    assert ran.status == 1, ran.err
    found = [line.partition(" [")[0] for line in ran.out.splitlines() if line.startswith("pages/")]
    assert [line.split(":")[:3] for line in found if "error" in line or "IN1" in line] == [
        ["pages/one.md", "5", "35"],
        ["pages/one.md", "6", "7"],
        ["pages/one.md", "6", "63"],
    ]


def test_a_report_of_the_sources_alone_is_not_shown_again(built):
    plain, judged = ("check", "--select", "IN101,IN102"), ("check", "--select", "IN101,IN102", "--built", "out")
    before = run(built, *plain)
    assert run(built, *judged).out != before.out
    assert run(built, *plain).out == before.out


def test_the_same_text_beside_a_heading_is_not_the_link_of_the_text(built):
    text = "## Words\n\nSome words that are long enough to be found again. See [Boulder](#boulder) for more of it.\n"
    page = (
        "<h2 id=words>Words</h2>Some words that are long enough to be found again. "
        "See <a href='/docs/#boulder'>Boulder</a> for more of it.<a href='#boulder'><dfn id=boulder>Boulder</dfn></a>"
    )
    write_files(built, {"pages/one.md": text, "out/one/index.html": page, "out/index.html": "<p>Home</p>"})
    assert outcomes(built) == {"3:#boulder": "fragment"}


@pytest.mark.parametrize("folder", ["nowhere", "pages"])
def test_a_folder_without_pages_is_a_mistake(built, folder):
    ran = run(built, "check", "--built", folder)
    assert ran.status == 2
    assert f"`{folder}`" in ran.err


@pytest.mark.parametrize("other", [("--hook",), ("--changed-since", "HEAD")])
def test_nobody_built_the_earlier_site(built, other):
    ran = run(built, "check", "--built", "out", *other)
    assert (ran.status, ran.out) == (2, "")
    assert f"--built does not go with {other[0]}" in ran.err


def test_the_report_says_what_was_dropped_and_what_only_the_layout_links_to(built):
    ran = run(built, "check", "--built", "out", "--no-cache", "--output-format", "concise")
    notices = ran.out + ran.err
    assert "the build has pages of 2 of 3 documents (66 %), 2 of them by their text" in notices
    assert "the build has no page of 1 document, such as `pages/lost.md`" in notices
    gone = "no document has the link `/docs/nav-gone/`, which leads nowhere on 2 pages, such as `/one/index.html`"
    assert gone in notices


def test_where_sources_and_build_do_not_agree_is_said_link_by_link(tmp_path):
    files = {
        "mkdocs.yml": "site_name: X\n",
        "docs/index.md": "# Home\n\n[a](a.md) [b](b.md) [c](a.md#one) [d](a.md#two) [e](/gone/)\n",
        "docs/a.md": "# One\n\nText of the first page, which is long enough to be told from others.\n",
        "docs/b.md": "# B\n\nText of the second page, which is about bread and butter and milk.\n",
        "site/index.html": "<h1 id=home>Home</h1><a href='a/'>a</a> <a href='b/'>b</a> <a href='a/#one'>c</a>"
        "<a href='a/#two'>d</a><a href='/gone/'>e</a>",
        "site/a/index.html": "<h1 id=two>One</h1>Text of the first page, which is long enough to be told from others.",
    }
    ran = run(write_files(tmp_path, files), "check", "--built", "site", "--no-cache", "--output-format", "concise")
    notices = ran.out + ran.err
    assert "1 link is fine by the sources and dead in the build, such as docs/index.md:3, `b.md`" in notices
    assert "1 link is fine by the sources and a dead place in the build, such as docs/index.md:3, `a.md#one`" in notices
    assert "1 link is a dead place by the sources and fine in the build, such as docs/index.md:3, `a.md#two`" in notices


def test_dead_links_of_one_layout_are_one_line(built):
    menu = "<nav><a href='/docs/x-gone/'>X</a><a href='/docs/y-gone/'>Y</a></nav>"
    write_files(built, {f"out/more/{name}/index.html": f"{menu}<p>{name}</p>" for name in "abc"})
    ran = run(built, "check", "--built", "out", "--no-cache", "--output-format", "concise")
    line = "no document has the links `/docs/x-gone/`, `/docs/y-gone/`, which lead nowhere on 3 pages"
    assert line in ran.out + ran.err
