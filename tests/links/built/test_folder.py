"""The host of a built site: its rules, its own address, what is around every page, and files of odd kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.built.folder import BuiltAnswer, BuiltSite, Key, What
from content_lint.links.built.notes import notes_of
from content_lint.links.target import LinkOutcome
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

RULES = """
/a/ /b/ 301
/forced/ /b/ 301!
/out https://e.org/X 301
/out-page /away/ 301
/gone /b/ 410
/gone-a/ /b/ 404!
/here /b/ 200
/country /b/ 302 Country=fr
/circle /circle 301
"""


def built(root: Path, pages: dict[str, str], texts: dict[str, str] | None = None, settings: str = "") -> Site:
    files = {"content-lint.toml": settings, **(texts or {"pages/a.md": "Some text.\n"})}
    write_files(root, {**files, **{f"out/{path}": text for path, text in pages.items()}})
    return site_of_folder(root, output=root / "out")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/a/", BuiltAnswer(What.LIVE, "/a/index.html", "/a/index.html")),
        ("/forced/", BuiltAnswer(What.LIVE, "/b/index.html", "", "/b/")),
        ("/out", BuiltAnswer(What.LIVE, "", "", "https://e.org/X")),
        ("/out-page", BuiltAnswer(What.LIVE, "", "", "https://e.org/Y")),
        ("/away/", BuiltAnswer(What.LIVE, "", "/away/index.html", "https://e.org/Y")),
        ("/gone", BuiltAnswer(What.DEAD, reason="is answered with 410 by a rule in `_redirects`")),
        (
            "/country",
            BuiltAnswer(
                What.ELSEWHERE,
                cause=f"{'are answered by a rule in `_redirects` that '}{'depends on '}"
                "the reader's country, language or login",
            ),
        ),
        ("/circle", BuiltAnswer(What.DEAD, "", "", "/circle", "redirects in a circle")),
        ("/none", BuiltAnswer(What.DEAD)),
    ],
)
def test_what_a_rule_makes_of_a_path(tmp_path: Path, path: str, answer: BuiltAnswer) -> None:
    pages = {
        "a/index.html": "<p>A</p>",
        "b/index.html": "<p>B</p>",
        "forced/index.html": "<p>F</p>",
        "away/index.html": '<meta http-equiv="refresh" content="0; url=https://e.org/Y">',
    }
    texts = {"_redirects": RULES, "_config.yml": "include: [_redirects]\n", "a.md": "---\n---\n"}
    assert built(tmp_path, pages, texts).once(BuiltSite).answer(path) == answer


@pytest.mark.parametrize(("hops", "what"), [(19, What.LIVE), (20, What.DEAD)])
def test_twenty_pages_are_asked_one_after_the_other(tmp_path: Path, hops: int, what: What) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/{}.html">'
    pages = {f"{number}.html": refresh.format(number + 1) for number in range(hops)}
    site = built(tmp_path, {**pages, f"{hops}.html": "<p>End</p>"}).once(BuiltSite)
    assert site.answer("/0.html").what is what


@pytest.mark.parametrize(
    ("canonical", "origin", "base"),
    [
        ("http://e.org/X/a.html", "http://e.org", "/X"),
        ("HTTPS://e.org:81/X/a", "https://e.org:81", "/X"),
        ("https://e.org/X%20Y/a.html", "https://e.org", "/X Y"),
        ("https://e.org/a", "https://e.org", ""),
        ("https://e.org/b.html", "https://site.invalid", ""),
        ("ftp://e.org/X/a.html", "https://site.invalid", ""),
        ("/X/a.html", "https://site.invalid", ""),
        ("https://[/X/a.html", "https://site.invalid", ""),
        ("https:///X/a.html", "https://site.invalid", ""),
    ],
)
def test_a_page_tells_where_the_site_is(tmp_path: Path, canonical: str, origin: str, base: str) -> None:
    site = built(tmp_path, {"a.html": f"<link rel=canonical href='{canonical}'>"}).once(BuiltSite)
    assert (site.origin, site.base) == (origin, base)


def test_what_nothing_tells_comes_from_the_settings(tmp_path: Path) -> None:
    texts = {"_config.yml": "url: https://e.org\nbaseurl: /X\n", "a.md": "---\n---\n"}
    site = built(tmp_path, {"a.html": "<p>A</p>"}, texts).once(BuiltSite)
    assert (site.origin, site.base) == ("https://e.org", "/X")


@pytest.mark.parametrize(
    ("links", "base"),
    [
        (["/X/b.html"], "/X"),
        (["/b.html", "/X/b.html"], ""),
        (["/X/b.html", "/b.html", "/X/b.html"], "/X"),
        (["b.html", "Xb.html", "X/b.html"], ""),
        (["//X/b.html"], ""),
        (["/X"], ""),
        (["/X/none.html"], ""),
        (["/X/b.html?q", "/X/%62.html#r"], "/X"),
        ([], ""),
    ],
)
def test_the_folder_before_most_addresses_is_the_base(tmp_path: Path, links: list[str], base: str) -> None:
    page = "".join(f"<a href='{link}'>x</a>" for link in links)
    assert built(tmp_path, {"a.html": page, "b.html": "<p>B</p>"}).once(BuiltSite).base == base


def test_the_address_of_a_page_is_its_own_where_that_leads_to_it(tmp_path: Path) -> None:
    pages = {
        "a.html": "<link rel=canonical href='https://e.org/X/a.html'>",
        "b.html": "<link rel=canonical href='/X/b'>",
        "c.html": "<link rel=canonical href='/X/a.html'>",
        "d/index.html": "<p>D</p>",
        "e/index.html": "<link rel=canonical href='https://other.org/X/e/'>",
        "f.pdf": "",
    }
    site = built(tmp_path, pages).once(BuiltSite)
    assert [site.address_of(f"/{file}") for file in pages] == [
        "https://e.org/X/a.html",
        "https://e.org/X/b",
        "https://e.org/X/c.html",
        "https://e.org/X/d/",
        "https://e.org/X/e/",
        "https://e.org/X/f.pdf",
    ]
    assert site.key("https://e.org/X/%FFé#a:~:text=b") == Key("/X/\udcffé", "a")
    assert site.key("ftp://e.org/X/") is None
    assert site.keys_of("/d/index.html", "..\\b.html") == Key("/X/b.html", "")


def test_a_page_that_is_not_in_utf_8_or_not_there_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    site = built(tmp_path, {"a.html": "x"})
    (tmp_path / "out/b.html").write_bytes(b"<p id=a>\xff<p id=b>")
    folder = BuiltSite(site, tmp_path / "out")
    assert folder.read("/b.html").ids == {"a", "b"}
    assert folder.read("/none.html").ids == set()
    assert folder.html == ["/a.html", "/b.html"]
    with pytest.raises(ValueError, match="not built"):
        BuiltSite(site_of_folder(tmp_path))


@pytest.mark.parametrize(("pages", "common", "around"), [(4, 3, True), (4, 2, False), (6, 4, True), (6, 3, False)])
def test_what_more_than_half_of_the_pages_have_is_around_them(
    tmp_path: Path, pages: int, common: int, *, around: bool
) -> None:
    texts = {f"{number}.html": f"<p id={'menu' if number < common else 'x'}>" for number in range(pages)}
    assert ("menu" in built(tmp_path, texts).once(BuiltSite).around) is around


def test_some_of_many_pages_tell_what_is_around_all(tmp_path: Path) -> None:
    texts = {f"{number:03}.html": f"<p id={'even' if number % 2 == 0 else 'odd'}>" for number in range(80)}
    assert built(tmp_path, texts).once(BuiltSite).around == {"even"}


def test_letters_that_are_no_utf_8_stay_what_they_were(tmp_path: Path) -> None:
    page = "<p>Some text of a page <a href='/caf%E9/?q'>x</a>"
    site = built(tmp_path, {"a.html": page}, {"a.md": "Some text of a page [x](/caf%E9/?q)\n"})
    target = targets(site, "a.md")["x"]
    assert (target.outcome, target.url, target.path, target.query) == (
        LinkOutcome.MISSING,
        "/caf%E9/",
        "/caf\udce9/",
        "?q",
    )


def test_several_pages_in_other_files_than_the_sources_say_are_counted(tmp_path: Path) -> None:
    text = "It is a text of {0} with the words {0}one {0}two {0}three {0}four {0}five."
    texts = {f"{name}.md": f"---\npermalink: /{name}/\n---\n{text.format(name)}\n" for name in "pq"}
    pages = {f"of-{name}.html": f"<p>{text.format(name)}</p>" for name in "pq"}
    site = built(tmp_path, pages, {"_config.yml": "url: https://e.org\n", **texts})
    where = "`p.md` is in `/of-p.html` and not in `/p/index.html`"
    assert list(notes_of(site)) == [
        "the build has pages of 2 of 2 documents (100 %), 2 of them by their text",
        f"2 pages were built into another file than the sources say: {where}",
    ]
