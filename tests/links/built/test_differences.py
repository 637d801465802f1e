"""Where the sources and the built site do not agree, and what exactly each link leads to on the built site."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.built.verdicts import NO_PAGE, NOT_SHOWN
from content_lint.links.causes import Cause
from content_lint.links.differences import LinkDifference, differences, notes_of_differences
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

LIVE, MISSING, REDIRECT = LinkOutcome.LIVE, LinkOutcome.MISSING, LinkOutcome.REDIRECT
B = "---\npermalink: /b/\nredirect_from: /old/\n---\n## One\n"
CONFIG = "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"


def judged(root: Path, text: str, html: str, more: dict[str, str] | None = None, settings: str = "") -> Site:
    """A site of Jekyll whose a.md has been built; /b/ has the place `one` in the sources and `two` in the build."""
    built = {"a/index.html": html, "b/index.html": "<p id=two>B</p>", "assets/paper.pdf": "", **(more or {})}
    files = {"_config.yml": CONFIG, "content-lint.toml": settings, "b.md": B, "assets/paper.pdf": ""}
    files["a.md"] = f"---\npermalink: /a/\nlayout: none\n---\n{text}\n"
    write_files(root, {**files, **{f"out/{path}": content for path, content in built.items()}})
    site = site_of_folder(root, output=root / "out")
    site.once(resolve_links)
    return site


def found(site: Site) -> list[tuple[str, str, str]]:
    return [(item.judged.link.destination, item.sources, item.build) for item in differences(site)]


@pytest.mark.parametrize(
    ("destination", "in_build", "expected"),
    [
        ("/b/", "/b/", None),
        ("/b/", "/c/", ("fine", "dead")),
        ("/c/", "/b/", ("dead", "fine")),
        ("/c/", "/d/", None),
        ("/b/#one", "/b/#one", ("fine", "a dead place")),
        ("/b/#two", "/b/#two", ("a dead place", "fine")),
        ("/b/#three", "/b/#three", None),
        ("/b/#top", "/b/#top", None),
        ("/assets/paper.pdf#two", "/assets/paper.pdf#two", None),
        ("/old/", "/b/", None),
        ("/b/", "/old/#nowhere", None),
        ("/c/", "/old/", ("dead", "fine")),
        ("/B/", "/B/", None),
        ("/b/", "https://x.example/", None),
        ("{{ page.x }}", "/c/", None),
        ("/_plugins-make/", "/c/", None),
    ],
)
def test_only_verdicts_that_differ_are_differences(
    destination: str, in_build: str, expected: tuple[str, str] | None, tmp_path: Path
) -> None:
    more = {"old/index.html": '<meta http-equiv="refresh" content="0; url=/b/">'}
    site = judged(tmp_path, f"[x]({destination})", f"<p><a href='{in_build}'>x</a></p>", more)
    assert found(site) == ([] if expected is None else [(destination, *expected)])


def test_differences_are_told_by_kind_with_the_first_of_each(tmp_path: Path) -> None:
    text = "[x](/b/)\n[y](/c/)\n[z](/d/)\n"
    site = judged(tmp_path, text, "<p><a href='/e/'>x</a><a href='/assets/paper.pdf'>y</a><a href='/a/'>z</a></p>")
    assert all(isinstance(item, LinkDifference) for item in differences(site))
    assert list(notes_of_differences(site)) == [
        "2 links are dead by the sources and fine in the build, such as a.md:6, `/c/`",
        "1 link is fine by the sources and dead in the build, such as a.md:5, `/b/`",
    ]


def test_it_is_told_where_there_is_no_difference(tmp_path: Path) -> None:
    site = judged(tmp_path, "[x](/b/) [y](/c/)", "<p><a href='/b/'>x</a><a href='/c/'>y</a></p>")
    said = "sources and build agree on every one of 2 internal links on which both have a verdict"
    assert list(notes_of_differences(site)) == [said]
    assert list(notes_of_differences(judged(tmp_path / "none", "Nothing.", "<p>Nothing.</p>"))) == []


def page_of(url: str, path: str = "") -> Answer:
    return Answer(AnswerKind.PAGE, url, f"{url}index.html", path)


def inside(outcome: LinkOutcome, url: str, **more: object) -> LinkTarget:
    return LinkTarget(**{"scope": Scope.INTERNAL, "outcome": outcome, "url": url, "path": url, **more})


def unknown(cause: Cause, url: str, **more: object) -> LinkTarget:
    return inside(LinkOutcome.UNKNOWN, url, cause=cause, reason=cause.reason, **more)


def redirect(url: str, end: str) -> Answer:
    return Answer(AnswerKind.REDIRECT, url, f"{url}index.html", target=end)


BUILT = {
    "a b/index.html": "<p>A</p>",
    "old/index.html": '<meta http-equiv="refresh" content="0; url=/b/">',
    "lost/index.html": '<meta http-equiv="refresh" content="0; url=/no ne/">',
    "shut/index.html": '<meta http-equiv="refresh" content="0; url=/shop/">',
    "away/index.html": '<meta http-equiv="refresh" content="0; url=https://x.example/">',
    "round/index.html": '<meta http-equiv="refresh" content="0; url=/round/">',
    "Team/index.html": "<p>T</p>",
}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/b/", inside(LIVE, "/b/", answer=page_of("/b/", "b.md"))),
        ("/a%20b/", inside(LIVE, "/a%20b/", path="/a b/", answer=page_of("/a b/"))),
        ("/b/?q=1#two", inside(LIVE, "/b/", query="?q=1", fragment="two", answer=page_of("/b/", "b.md"))),
        ("/b/#t%C3%BC", inside(LIVE, "/b/", fragment="tü", answer=page_of("/b/", "b.md"))),
        (
            "/assets/paper.pdf",
            inside(LIVE, "/assets/paper.pdf", answer=Answer(AnswerKind.STATIC, *["/assets/paper.pdf"] * 2)),
        ),
        ("/none/", inside(MISSING, "/none/")),
        ("/shop/x?y", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://www.example.org/shop/x?y")),
        ("/team/", inside(LinkOutcome.WRONG_CASE, "/team/", spelled="/Team/", answer=page_of("/Team/"))),
        (
            "/old/",
            inside(
                REDIRECT,
                "/old/",
                answer=redirect("/old/", "/b/"),
                end=inside(LIVE, "/b/", answer=page_of("/b/", "b.md")),
            ),
        ),
        (
            "/lost/",
            inside(
                REDIRECT,
                "/lost/",
                answer=redirect("/lost/", "/no ne/"),
                end=inside(MISSING, "/no%20ne/", path="/no ne/"),
            ),
        ),
        (
            "/shut/",
            inside(
                REDIRECT,
                "/shut/",
                answer=redirect("/shut/", "/shop/"),
                end=LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://www.example.org/shop/"),
            ),
        ),
        (
            "/away/",
            inside(
                REDIRECT,
                "/away/",
                answer=redirect("/away/", "https://x.example/"),
                end=LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://x.example/"),
            ),
        ),
        ("/round/", inside(REDIRECT, "/round/", answer=redirect("/round/", "/round/"), end=None)),
        ("https://x.example/", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://x.example/")),
        ("//x.example/", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "//x.example/")),
        ("HTTP://x.example/", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "HTTP://x.example/")),
        ("mailto:a@b.example", LinkTarget(Scope.MAIL, LinkOutcome.ELSEWHERE, "mailto:a@b.example")),
        ("tel:1", LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, "tel:1")),
    ],
)
def test_what_the_build_makes_of_a_link(address: str, expected: LinkTarget, tmp_path: Path) -> None:
    """The document's link has another address, which the generator rewrote."""
    html = f"<p><a href='{address}'>the link</a></p>"
    site = judged(tmp_path, "[the link](/gone/?a#b)", html, BUILT, settings='elsewhere = ["/shop"]\n')
    assert targets(site, "a.md")["the link"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](/b/?q#two)", inside(LIVE, "/b/", query="?q", fragment="two", answer=page_of("/b/", "b.md"))),
        ("[x](/none/?q#two)", unknown(NOT_SHOWN, "/none/", query="?q", fragment="two")),
        ("[x](/b/#none)", unknown(NOT_SHOWN, "/b/", fragment="none")),
        ("[x]({{ site.unknown }})", LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, "{{ site.unknown }}")),
    ],
)
def test_what_the_page_does_not_show_is_only_fine_where_it_is_there(
    text: str, expected: LinkTarget, tmp_path: Path
) -> None:
    target = targets(judged(tmp_path, text, "<p>Nothing</p>"), "a.md")["x"]
    assert (target.outcome, target.url, target.path, target.query, target.fragment, target.cause) == (
        (expected.outcome, expected.url, expected.path, expected.query, expected.fragment, expected.cause)
    )


@pytest.mark.parametrize(
    ("text", "outcome", "cause"),
    [
        ("[x](/b/?q#two)", LIVE, None),
        ("[x](/none/)", MISSING, None),
        ("[x]({{ site.unknown }})", LinkOutcome.ELSEWHERE, None),
        ("[x]()", LinkOutcome.UNKNOWN, NO_PAGE),
        ("[x](#here)", LinkOutcome.UNKNOWN, NO_PAGE),
    ],
)
def test_links_of_a_document_without_a_page(
    text: str, outcome: LinkOutcome, cause: Cause | None, tmp_path: Path
) -> None:
    site = judged(tmp_path, "Nothing.", "<p>Nothing.</p>")
    write_files(tmp_path, {"new.md": f"---\npermalink: /new/\nlayout: none\n---\n{text}\n"})
    target = targets(site_of_folder(tmp_path, output=site.output), "new.md")["x"]
    assert (target.outcome, target.cause) == (outcome, cause)
