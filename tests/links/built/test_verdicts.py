"""How a link of a document is found on its built page, and what it leads to where it is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.built.verdicts import NO_PAGE, NOT_SHOWN, BuiltVerdicts
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

CONFIG = "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"


def judged(root: Path, text: str, html: str, more: dict[str, str] | None = None) -> Site:
    """A site of Jekyll whose a.md has been built, with a page /b/ and a file."""
    built = {"a/index.html": html, "b/index.html": "<p id=two>B</p>", "X/paper.pdf": "", **(more or {})}
    files = {
        "_config.yml": CONFIG,
        "b.md": "---\npermalink: /b/\n---\n",
        "c.md": "---\npermalink: /c/\n---\n",
        "X/paper.pdf": "",
        "a.md": f"---\npermalink: /a/\nlayout: none\n---\n{text}\n",
    }
    write_files(root, {**files, **{f"out/{path}": content for path, content in built.items()}})
    return site_of_folder(root, output=root / "out")


def lone(site: Site) -> LinkTarget:
    (item,) = [item for item in site.once(resolve_links).all if item.document.path == "a.md"]
    return item.target


@pytest.mark.parametrize(
    ("text", "html", "outcome", "url"),
    [
        # by its text, where the address ends alike
        ("[the b](b)", "<a href='/b/'>the b</a>", LinkOutcome.LIVE, "/b/"),
        # by its address, whatever its text
        ("[the b](/b/)", "<a href='/b/'>other</a>", LinkOutcome.LIVE, "/b/"),
        # by where it leads
        ("[x](../b/?q)", "<a href='/b/?q'>other</a>", LinkOutcome.LIVE, "/b/"),
        # by the name of a copy
        (
            "![x](/X/paper.pdf)",
            "<img src='/copied/paper.0aB-_9zZ.pdf'>",
            LinkOutcome.MISSING,
            "/copied/paper.0aB-_9zZ.pdf",
        ),
        ("[x](/X/none.pdf)", "<a href='/copied/none.0aB-_9zZ.pdf'>y</a>", LinkOutcome.UNKNOWN, "/X/none.pdf"),
        # by its text alone, where no other link has it
        ("[the one](/gone/)", "<a href='/b/'>the one</a>", LinkOutcome.LIVE, "/b/"),
        ("[the one](/gone/)", "<a href='/b/'>the one</a><a href='/d/'>the one</a>", LinkOutcome.UNKNOWN, "/gone/"),
        # by the end of its address alone
        ("[x](/some/where/deep)", "<a href='/else/deep/'>y</a>", LinkOutcome.MISSING, "/else/deep/"),
        ("[x](/gone/)", "", LinkOutcome.UNKNOWN, "/gone/"),
        # by its text, and not the heading with the same words, which leads to itself
        (
            "[root-program](#def-root)",
            "<a href='/c/#def-root'>root-program</a><dt><a href='#def-root'><b id=def-root>Root program</b></a></dt>",
            LinkOutcome.MISSING,
            "/c/",
        ),
        # a heading that was written as a link to itself is that link all the same
        ("## [Two](#two)", "<h2 id=two><a href='#two'>Two</a></h2>", LinkOutcome.LIVE, "/a/"),
    ],
)
def test_a_link_is_found_on_its_page(tmp_path: Path, text: str, html: str, outcome: LinkOutcome, url: str) -> None:
    target = lone(judged(tmp_path, text, f"<p>{html}</p>"))
    assert (target.outcome, target.url) == (outcome, url)
    assert (target.cause == NOT_SHOWN) is (outcome is LinkOutcome.UNKNOWN)


def test_an_old_verdict_of_the_sources_is_kept_where_the_build_agrees(tmp_path: Path) -> None:
    """So that what the sources know of a dead link, such as its right spelling, is not lost."""
    texts = "[x](/B/)"
    target = lone(judged(tmp_path, texts, "<a href='/B/'>x</a>"))
    assert (target.outcome, target.spelled) == (LinkOutcome.WRONG_CASE, "/b/")
    hidden = judged(tmp_path / "hidden", "[x](/h/)", "<a href='/h/'>x</a>")
    write_files(tmp_path / "hidden", {"h.md": "---\npermalink: /h/\npublished: false\n---\n"})
    assert hidden.output is not None
    again = site_of_folder(tmp_path / "hidden", output=hidden.output)
    assert lone(again).outcome is LinkOutcome.HIDDEN


def test_links_in_front_matter_are_found_by_their_address_alone(tmp_path: Path) -> None:
    site = judged(tmp_path, "", "<a href='/b/'>x</a><a href='https://e.org/'>https://www.example.org/none/</a>")
    write_files(tmp_path, {"a.md": "---\npermalink: /a/\nlayout: none\none: https://www.example.org/b/\n---\n"})
    assert lone(site_of_folder(tmp_path, output=site.output)).outcome is LinkOutcome.LIVE
    write_files(tmp_path, {"a.md": "---\npermalink: /a/\nlayout: none\none: https://www.example.org/none/\n---\n"})
    target = lone(site_of_folder(tmp_path, output=site.output))
    assert (target.outcome, target.cause) == (LinkOutcome.UNKNOWN, NOT_SHOWN)


@pytest.mark.parametrize(
    ("link", "outcome"),
    [
        ("/b/", LinkOutcome.LIVE),
        ("/b/#two", LinkOutcome.LIVE),
        ("/b/#three", LinkOutcome.UNKNOWN),
        ("/none/", LinkOutcome.UNKNOWN),
        ("b/", LinkOutcome.UNKNOWN),
        ("//www.example.org/b/", LinkOutcome.UNKNOWN),
    ],
)
def test_of_a_document_without_a_page_and_an_address_only_what_is_there_is_fine(
    tmp_path: Path, link: str, outcome: LinkOutcome
) -> None:
    write_files(
        tmp_path,
        {
            "content-lint.toml": 'url = "https://www.example.org"\n',
            "pages/lost.md": f"[x]({link})\n",
            "out/b/index.html": "<p id=two>B</p>",
        },
    )
    target = targets(site_of_folder(tmp_path, output=tmp_path / "out"), "pages/lost.md")["x"]
    assert target.outcome is outcome
    assert (target.cause == NO_PAGE) is (outcome is LinkOutcome.UNKNOWN)


def test_what_was_judged_is_told_with_both_verdicts_and_other_hosts_are_not(tmp_path: Path) -> None:
    site = judged(tmp_path, "[x](/b/) [y](https://e.org/) [z](mailto:a@b.org)", "<a href='/b/'>x</a>")
    found = targets(site, "a.md")
    assert [found[name].scope for name in "xyz"] == [Scope.INTERNAL, Scope.EXTERNAL, Scope.MAIL]
    verdicts = site.once(BuiltVerdicts)
    (item,) = verdicts.judged
    assert (item.document.path, item.link.destination, item.expected.outcome) == ("a.md", "/b/", LinkOutcome.LIVE)
    assert item.found == found["x"]
    assert verdicts.claimed == {"/a/index.html": {"/b/"}}


def test_of_a_document_without_a_page_the_whole_address_is_told(tmp_path: Path) -> None:
    site = judged(tmp_path, "[x](/b/?q#two)", "")
    (tmp_path / "out/a/index.html").unlink()
    target = lone(site_of_folder(tmp_path, output=site.output))
    assert (target.outcome, target.url, target.query, target.fragment) == (LinkOutcome.LIVE, "/b/", "?q", "two")
