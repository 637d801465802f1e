"""What is known of a place on a page, and that many links to the places of one page cost no more than their number."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from content_lint.config.builder import Builder
from content_lint.links.causes import Cause
from content_lint.links.page_places import PageAnchor, PlaceState, find_place, has_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.broken_anchor import BrokenAnchor
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.layouts import Around
from content_lint.site.made_ids import MadeId
from content_lint.site.model import GeneratedUrl
from content_lint.site.page_anchors import Anchors, OpenId
from tests.links.sites import site_of_texts

COUNT = 3_000
LONG = "".join(f"## Head {number}\n\n[a](#headx-{number})\n" for number in range(COUNT))


@pytest.mark.parametrize("config", ["_config.yml", "hugo.toml"])
def test_many_missing_places_of_one_page(tmp_path, config):
    site = site_of_texts(
        tmp_path,
        {
            config: "title: x\n" if config == "_config.yml" else 'title = "x"\n',
            ("" if config == "_config.yml" else "content/") + "a.md": f"---\nlayout: page\n---\n{LONG}",
            "_layouts/page.html": "{{ content }}",
        },
    )
    links = site.once(resolve_links).all
    begun = time.process_time()
    states = [find_place(site, item.target).state for item in links]
    found = list(BrokenAnchor().check(site, SiteContext(site.settings, site.now)))
    assert time.process_time() - begun < 3
    assert states == [PlaceState.MISSING] * COUNT
    assert len(found) == COUNT
    assert found[17].help.startswith("Did you mean `#head-17`?")
    assert "and 2993 more" in found[17].help
    assert max(len(item.data["anchors"]) for item in found) == 100


class Pages:
    """A site of which nothing is asked but the places of its pages."""

    output = None

    def __init__(self, builder: Builder | None = None, **pages: Anchors | None) -> None:
        self.settings = SimpleNamespace(generated=None, builder=builder)
        self.documents = pages
        self._made: dict[object, object] = {}

    def anchors(self, path: str) -> Anchors | None:
        return self.documents[path]

    def once(self, make):
        return self._made.setdefault(make, make(self))


def to(fragment: str, kind: AnswerKind | None = AnswerKind.PAGE, **more: object) -> LinkTarget:
    answer = None if kind is None else Answer(kind, "/a/", "/a/index.html", "a")
    given = {"scope": Scope.INTERNAL, "outcome": LinkOutcome.LIVE, "answer": answer, **more}
    return LinkTarget(fragment=fragment, **given)


THERE = PageAnchor(PlaceState.THERE)
LOOK = "`content-lint links --scope internal --outcome unknown` lists them: open each and see where it leads."
SAY = (
    'Say in content-lint.toml what makes the ids, as `heading-ids = "github-slugger"`, or check the finished site '
    "with `--built DIR`."
)


def missing(near: str = "", *anchors: str) -> PageAnchor:
    return PageAnchor(PlaceState.MISSING, near, anchors)


def unknown(reason: str, *anchors: str, advice: str = LOOK, places: bool = False) -> PageAnchor:
    return PageAnchor(PlaceState.UNKNOWN, "", anchors, Cause(reason, advice, places=places))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (to("gone", outcome=LinkOutcome.REDIRECT), THERE),
        (to("gone", scope=Scope.EXTERNAL), THERE),
        (to("top"), THERE),
        (to("page=2", AnswerKind.STATIC), THERE),
        (to("fn:1"), THERE),
        (to("fnref2:1"), THERE),
        (to("fnx:1"), missing("", "One", "ünï")),
        (to("One", reason="a template leads elsewhere"), missing()),
        (to("x", None), unknown("lead to places on pages of which nothing is known but their address")),
        (to("gh-dark-mode-only", AnswerKind.STATIC), THERE),
        (to("Only-Light", AnswerKind.STATIC), THERE),
        (to("only-light-here", AnswerKind.STATIC), unknown("lead to places in files that are copied as they are")),
        (
            to("comment-4664315841"),
            unknown("lead to single comments, which mostly a program of another server adds in the browser"),
        ),
        (
            to("isso-12"),
            unknown("lead to single comments, which mostly a program of another server adds in the browser"),
        ),
        (to("comment-form"), missing("", "One", "ünï")),
        (
            to("x", AnswerKind.GENERATED),
            unknown("lead to places in pages that are made when the site is built", places=True),
        ),
        (to("One"), THERE),
        (to("one"), missing("One", "One", "ünï")),
        (to("o-n-e!"), missing("One", "One", "ünï")),
        (to("--"), missing("", "One", "ünï")),
        (to("ünï"), THERE),
    ],
)
def test_what_is_known_of_a_place(target: LinkTarget, expected: PageAnchor) -> None:
    assert find_place(Pages(a=Anchors(("One", "ünï"))), target) == expected


IDS = ("one", "o-ne")


@pytest.mark.parametrize(
    ("anchors", "fragment", "expected"),
    [
        (None, "one", unknown("lead to places on pages that are not read as Markdown or HTML")),
        (Anchors(IDS), "O-Ne", missing("one", *IDS)),
        (Anchors(IDS, ignores_case=True), "O-Ne", THERE),
        (Anchors(IDS, ignores_case=True), "o-n-e", missing("one", *IDS)),
        (Anchors(("caf%C3%A9",)), "café", THERE),
        (Anchors(IDS, around=Around(frozenset({"menu"}))), "menu", THERE),
        (Anchors(IDS, gap="with holes"), "two", unknown("lead to places on pages with holes", *IDS, places=True)),
        (Anchors(IDS, gap="with holes"), "One", missing("one", *IDS)),
        (Anchors(IDS, exact=False, gap="of x"), "One", unknown("lead to places on pages of x", *IDS, advice=SAY)),
        (
            Anchors(IDS, around=Around(prefixes=(("", "no"), ("t-", "x.html")))),
            "t-1",
            "`x.html` makes as the site is built",
        ),
        (Anchors(IDS, around=Around(prefixes=(("", "no"), ("t-", "x.html")))), "s-1", missing("", *IDS)),
        (Anchors(IDS, around=Around(made=(MadeId("y.html", "m-"),))), "m-1", "`y.html` makes as the site is built"),
        (Anchors(IDS, around=Around(made=(MadeId("y.html", "m-"),))), "n-1", missing("", *IDS)),
        (Anchors(IDS, open=(OpenId("q", "z"),)), "qaz", "templates in the text of their page write"),
        (Anchors(IDS, open=(OpenId("q", "z"),)), "qa", missing("", *IDS)),
        (Anchors(("tab-A",), around=Around(openers=(("tab-", "s.js"),))), "a", "a script in `s.js` opens"),
        (Anchors(("tab-A",), around=Around(openers=(("tab-", "s.js"),))), "b", missing("", "tab-A")),
        (
            Anchors((), around=Around(frozenset({"tab-A"}), openers=(("x-", "r.js"), ("tab-", "s.js")))),
            "a",
            "a script in `s.js` opens",
        ),
        (
            Anchors((), around=Around(made=(MadeId("t.html", "tab-", "-x"),), openers=(("tab-", "s.js"),))),
            "a-x",
            "a script in `s.js` opens",
        ),
        (
            Anchors((), around=Around(scripted="s.html")),
            "b",
            "to which a script in `s.html` gives their ids",
        ),
        (
            Anchors((), around=Around(others="l.html")),
            "theirs",
            "on pages on which `l.html` shows texts of other pages",
        ),
        (Anchors((), around=Around(others="l.html")), "menu", "on pages on which `l.html` shows texts of other pages"),
        (Anchors((), around=Around(others="l.html")), "nobody", missing()),
        (Anchors(()), "theirs", missing()),
    ],
)
def test_what_may_make_a_place(anchors: Anchors | None, fragment: str, expected: PageAnchor | str) -> None:
    site = Pages(a=anchors, b=Anchors(("theirs",), around=Around(frozenset({"menu"}))), c=None)
    found = find_place(site, to(fragment))
    assert has_place(site, "a", fragment) is (found.state is PlaceState.THERE)
    if isinstance(expected, PageAnchor):
        assert found == expected
        return
    assert found.state is PlaceState.UNKNOWN
    assert found.cause is not None
    assert found.cause.reason.startswith("lead to places ")
    assert found.cause.reason.endswith(expected)


@pytest.mark.parametrize(
    ("style", "advice"),
    [
        ("vitepress", SAY.replace("github-slugger", "vitepress")),
        ("", "Check the finished site with `--built DIR`."),
    ],
)
def test_the_advice_names_the_ids_that_the_generator_makes(style: str, advice: str) -> None:
    """A name that makes others would call places dead that are there."""
    pages = Pages(Builder("Some", "x", heading_ids=style), a=Anchors(("one",), exact=False, gap="that are made"))
    found = find_place(pages, to("two"))
    assert found.cause == Cause("lead to places on pages that are made", advice)


def test_a_page_that_a_program_of_the_site_makes_is_named_by_it() -> None:
    answer = Answer(AnswerKind.GENERATED, "/x/", "/x/index.html", program="src/pages/x.astro")
    found = find_place(Pages(), to("places", None, answer=answer))
    assert found == unknown("lead to places in pages that `src/pages/x.astro` makes as the site is built", places=True)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("src/pages/x.astro", "src/pages/x.astro"),
        ("feed.njk", "feed.njk"),
        ("a b/x.11ty.js", "a b/x.11ty.js"),
        ("404", ""),
        ("starlight-blog", ""),
        ("`src/a.md`, for each tag", ""),
        ("`@astrojs/sitemap`", ""),
    ],
)
def test_only_a_file_is_a_program_of_the_site(provider: str, expected: str) -> None:
    assert GeneratedUrl("/x/", provider).program == expected
