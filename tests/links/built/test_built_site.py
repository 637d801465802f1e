"""The built site as the judge, asked in this process: what answers, which page is whose, where links lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.built.folder import BuiltAnswer, BuiltSite, Key, What
from content_lint.links.built.matching import match_pages, runs_of
from content_lint.links.built.notes import notes_of
from content_lint.links.coverage import internal_coverage
from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

ORIGIN = "https://www.example.org"


def built_site(root: Path, built: dict[str, str], texts: dict[str, str] | None = None, settings: str = "") -> Site:
    """A site of no known generator whose pages are in ``out``."""
    files = {"content-lint.toml": settings, **(texts or {"pages/a.md": "Some text.\n"})}
    write_files(root, {**files, **{f"out/{path}": text for path, text in built.items()}})
    return site_of_folder(root, output=root / "out")


def page(address: str, body: str) -> str:
    return f"<link rel='canonical' href='{ORIGIN}{address}'>{body}"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a/", BuiltAnswer(What.LIVE, "/a/index.html", "/a/index.html")),
        ("/a/index.html", BuiltAnswer(What.LIVE, "/a/index.html", "/a/index.html")),
        ("/paper.pdf", BuiltAnswer(What.LIVE, "/paper.pdf", "/paper.pdf")),
        ("/none/", BuiltAnswer(What.DEAD)),
        ("/old/", BuiltAnswer(What.LIVE, "/a/index.html", "/old/index.html", "/a/")),
        ("/older/", BuiltAnswer(What.LIVE, "/a/index.html", "/older/index.html", "/a/")),
        ("/away/", BuiltAnswer(What.LIVE, "", "/away/index.html", "https://other.example/x")),
        ("/lost/", BuiltAnswer(What.DEAD, "", "/lost/index.html", "/none/")),
        ("/round/", BuiltAnswer(What.DEAD, "", "/round/index.html", "/round/", "redirects in a circle")),
        ("/shop/cart", BuiltAnswer(What.ELSEWHERE)),
        ("/shop", BuiltAnswer(What.ELSEWHERE)),
        ("/shopping", BuiltAnswer(What.DEAD)),
    ],
)
def test_what_answers_at_a_path(tmp_path, path, expected):
    refresh = '<meta http-equiv="refresh" content="0; url={}">'
    built = {
        "a/index.html": page("/a/", "<p id='here'>A.</p>"),
        "paper.pdf": "",
        "old/index.html": refresh.format("/a/"),
        "older/index.html": refresh.format("/old/"),
        "away/index.html": refresh.format("https://other.example/x"),
        "lost/index.html": refresh.format("/none/"),
        "round/index.html": refresh.format("/round/"),
    }
    site = built_site(tmp_path, built, settings='elsewhere = ["/shop"]\n')
    assert site.once(BuiltSite).answer(path) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Key("/a/", "here"), What.LIVE),
        (Key("/a/", "top"), What.LIVE),
        (Key("/a/", ""), What.LIVE),
        (Key("/a/", "there"), What.NO_PLACE),
        (Key("/a/", "caf%C3%A9"), What.LIVE),
        (Key("/paper.pdf", "page=2"), What.LIVE),
        (Key("/old/", "there"), What.LIVE),
        (Key("/none/", "here"), What.DEAD),
    ],
)
def test_what_is_at_an_address_with_its_place(tmp_path, key, expected):
    built = {
        "a/index.html": page("/a/", "<p id='here'>A.</p><p id='café'>B.</p>"),
        "paper.pdf": "",
        "old/index.html": '<meta http-equiv="refresh" content="0; url=/a/">',
    }
    assert built_site(tmp_path, built).once(BuiltSite).state(key) is expected


def test_rules_of_the_host_decide_before_pages_do(tmp_path):
    rules = "/moved/* /a/ 301\n/gone/* /404.html 410\n/app/* https://app.example/:splat 200\n/soft /a/ 302\n"
    built = built_site(
        tmp_path,
        {"a/index.html": page("/a/", "A."), "404.html": ""},
        {"pages/a.md": "Some text.\n", "static/_redirects": rules, "netlify.toml": '[build]\npublish = "static"\n'},
    ).once(BuiltSite)
    moved = built.answer("/moved/x")
    assert (moved.what, moved.file, moved.first, moved.end) == (
        What.LIVE,
        "/a/index.html",
        "",
        "/a/",
    )
    gone = built.answer("/gone/x")
    assert (gone.what, gone.file) == (What.DEAD, "")
    assert "answered with 410 by a rule in `static/_redirects`" in gone.reason
    assert built.answer("/app/x").what is not What.DEAD


def test_what_a_rule_of_the_host_rewrites_stays_at_its_address(tmp_path):
    built = built_site(
        tmp_path,
        {"a/index.html": page("/a/", "A."), "files/x.pdf": ""},
        {"pages/a.md": "Some text.\n", "_redirects": "/api/* https://api.example/:splat 200\n/* /files/:splat 200\n"},
    ).once(BuiltSite)
    there = built.answer("/x.pdf")
    assert (there.what, there.file, there.end) == (What.LIVE, "/files/x.pdf", "")
    gone = built.answer("/y.pdf")
    assert (gone.what, gone.end) == (What.DEAD, "")
    assert gone.reason == "is led to `/files/y.pdf` by a rule in `_redirects`, and nothing is there"
    other = built.answer("/api/v1")
    assert (other.what, other.cause) == (
        What.ELSEWHERE,
        "are answered by another server, as a rule in `_redirects` says",
    )


def test_the_address_of_the_site_is_the_one_that_most_pages_name(tmp_path):
    built = {
        "a/index.html": page("/docs/a/", "A."),
        "b.html": page("/docs/b", "B."),
        "odd.html": page("/elsewhere/entirely/", "C."),
    }
    site = built_site(tmp_path, built, settings='url = "https://configured.example"\n').once(BuiltSite)
    assert (site.origin, site.base) == (ORIGIN, "/docs")
    assert site.within("/docs/a/") == "/a/"
    assert site.within("/docs") == "/"
    assert site.within("/documents/") == "/documents/"
    assert site.answer("/documents/").what is What.ELSEWHERE
    assert site.answer("/docs/missing/").what is What.DEAD
    assert site.key(f"{ORIGIN}/docs/a/#x:~:text=y") == Key("/docs/a/", "x")
    assert site.key(f"{ORIGIN}/docs/%FF") == Key("/docs/\udcff", "")
    assert site.key(f"{ORIGIN}#x") == Key("/", "x")
    assert site.key("https://other.example/docs/a/") is None
    assert site.key("mailto:a@b.example") is None
    assert site.key("https://[broken/") is None


def test_a_page_may_name_its_own_file_as_its_address(tmp_path):
    built = {
        "a.html": page("/docs/a.html", "A."),
        "c/index.html": page("/other/html/c/", "C."),
    }
    site = built_site(tmp_path, built).once(BuiltSite)
    assert (site.origin, site.base) == (ORIGIN, "/docs")


def test_without_canonical_addresses_the_folder_that_links_begin_with_is_the_base(tmp_path):
    built = {"a.html": "<a href='/docs/b.html'>b</a><a href='/docs/a.html#x'>a</a><a href='//c.example/'>c</a>"}
    site = built_site(tmp_path, {**built, "b.html": ""}).once(BuiltSite)
    assert site.base == "/docs"
    assert site.answer("/docs/b.html").file == "/b.html"
    plain = built_site(tmp_path / "plain", {"a.html": "<a href='/b.html'>b</a><a href='/docs/x'>x</a>", "b.html": ""})
    assert plain.once(BuiltSite).base == ""


def test_links_are_read_from_where_their_page_and_its_base_are(tmp_path):
    built = {"x/a/index.html": "<base href='/x/'><a href='b'>b</a>", "x/b.html": "", "x/c/index.html": "<p>C</p>"}
    site = built_site(tmp_path, built).once(BuiltSite)
    assert site.keys_of("/x/a/index.html", "b") == Key("/x/b", "")
    assert site.keys_of("/x/c/index.html", "../b#y") == Key("/x/b", "y")
    assert site.keys_of("/x/c/index.html", "https://[/") is None


def test_what_differs_in_case_only_is_named(tmp_path):
    site = built_site(tmp_path, {"About/index.html": "<p>A</p>", "Paper.pdf": ""}).once(BuiltSite)
    assert site.spelled("/about/") == "/About/"
    assert site.spelled("/paper.PDF") == "/Paper.pdf"
    assert site.spelled("/contact/") == ""


LONG = (
    "We walked all the way home along the river, and it took us most of the afternoon; when we came to the bridge "
    "the sun was low, and somebody had left a boat without oars under the willows on the other side."
)
OTHER = "Another text that nobody would take for the first, about bread, butter, cheese and the price of milk in May."


def test_pages_are_found_by_their_text_and_lists_of_everything_are_not_taken(tmp_path):
    built = {
        "x1.html": f"<nav>Menu</nav><h1>Home</h1><p>{LONG}</p>",
        "x2.html": f"<h1>Milk</h1><p>{OTHER}</p>",
        "all.html": f"<p>{LONG}</p><p>{OTHER}</p><p>And a lot more that no document says.</p>",
    }
    texts = {
        "pages/walk.md": f"# Home\n\n{LONG}\n",
        "pages/milk.md": f"# Milk\n\n{OTHER}\n",
        "pages/new.md": "Not built.\n",
    }
    found = match_pages(built_site(tmp_path, built, texts))
    assert found.files == {"pages/walk.md": "/x1.html", "pages/milk.md": "/x2.html"}
    assert found.sources == {"/x1.html": "pages/walk.md", "/x2.html": "pages/milk.md"}
    assert found.by_text == {"pages/walk.md", "pages/milk.md"}
    assert found.dropped == ["pages/new.md"]
    assert found.elsewhere == {}


def test_of_two_documents_with_one_text_each_gets_the_page_of_its_name(tmp_path):
    built = {"de/walk/index.html": f"<p>{LONG}</p>", "en/walk/index.html": f"<p>{LONG}</p>"}
    texts = {"en/walk.md": f"{LONG}\n", "de/walk/index.md": f"{LONG}\n"}
    found = match_pages(built_site(tmp_path, built, texts))
    assert found.files == {"en/walk.md": "/en/walk/index.html", "de/walk/index.md": "/de/walk/index.html"}


def test_a_document_without_text_is_found_by_its_name(tmp_path):
    built = {"team/index.html": "<p>Faces.</p>", "2020/notes/index.html": "<p>Notes.</p>", "other.html": "<p>O</p>"}
    texts = {"team/index.md": "", "2020/2020-01-02-notes.md": "", "pages/nothing.md": ""}
    found = match_pages(built_site(tmp_path, built, texts))
    assert found.files == {"team/index.md": "/team/index.html", "2020/2020-01-02-notes.md": "/2020/notes/index.html"}
    assert found.dropped == ["pages/nothing.md"]


def test_a_page_that_only_redirects_is_nobodys_page(tmp_path):
    built = {"walk.html": f'<meta http-equiv="refresh" content="0; url=/b/"><p>{LONG}</p>'}
    assert match_pages(built_site(tmp_path, built, {"pages/walk.md": f"{LONG}\n"})).files == {}


def test_the_file_that_the_generators_model_expects_is_taken_first(tmp_path):
    texts = {
        "_config.yml": "url: https://www.example.org\n",
        "a.md": f"---\npermalink: /walk/\n---\n{LONG}\n",
        "b.md": f"---\npermalink: /milk/\n---\n{OTHER}\n",
        "c.md": "---\npublished: false\n---\nNever.\n",
    }
    built = {"walk/index.html": "<p>Not the text at all.</p>", "elsewhere.html": f"<p>{OTHER}</p>"}
    site = built_site(tmp_path, built, {**texts, "pages/a.md": "x\n"}, settings='exclude = ["pages"]\n')
    found = match_pages(site)
    assert found.files == {"a.md": "/walk/index.html", "b.md": "/elsewhere.html"}
    assert found.by_text == {"b.md"}
    assert found.elsewhere == {"b.md": "/milk/index.html"}
    assert found.dropped == []


def test_runs_are_of_four_words_in_any_case():
    assert len(runs_of("one two three")) == 0
    assert len(runs_of("one two three four")) == 1
    assert runs_of("One, TWO three-four") == runs_of("one two three four")
    assert len(runs_of(" ".join(str(number) for number in range(2000)))) == 1997


def verdicts(
    root: Path, text: str, html: str, more: dict[str, str] | None = None, settings: str = ""
) -> dict[str, str]:
    """The outcome of each link of a document by its label, judged by its page and other pages."""
    built = {"walk/index.html": page("/walk/", f"<p>{LONG}</p>{html}"), **(more or {})}
    site = built_site(root, built, {"pages/walk.md": f"{LONG}\n\n{text}\n"}, settings=settings)
    return {label: target.outcome for label, target in targets(site, "pages/walk.md").items()}


TWO = {"two/index.html": page("/two/", "<p id='yes'>Two.</p>")}


def test_a_link_that_the_generator_rewrote_is_found_by_its_text(tmp_path):
    html = "<a href='/two/'>one</a> <a href='/none/'>two</a> <a href='https://x.example/'>three</a>"
    text = "[one](two.md) [two](none.md) [three](three.md)"
    assert verdicts(tmp_path, text, html, TWO) == {"one": "live", "two": "missing", "three": "elsewhere"}


def test_links_of_one_text_are_taken_in_their_order(tmp_path):
    html = "<a href='/two/'>here</a> <a href='/x/two/'>here</a>"
    site = built_site(
        tmp_path,
        {"walk/index.html": page("/walk/", f"<p>{LONG}</p>{html}"), **TWO},
        {"pages/walk.md": f"{LONG}\n\n[here](a/two.md) [here](b/two.md)\n"},
    )
    assert [item.target.outcome for item in site.once(resolve_links).all] == ["live", "missing"]


def test_a_link_that_its_page_does_not_show_is_fine_only_where_it_is_there(tmp_path):
    text = "[live](/two/) [gone](/none/)"
    assert verdicts(tmp_path, text, "", TWO) == {"live": "live", "gone": "unknown"}
    site = site_of_folder(tmp_path, output=tmp_path / "out")
    coverage = internal_coverage(site.once(resolve_links), {"pages/walk.md"})
    assert (coverage.all, coverage.checked) == (2, 1)
    assert [(item.what, item.count) for item in coverage.causes] == [("internal links", 1)]
    assert "texts that their built pages do not show" in coverage.causes[0].reason
    assert coverage.causes[0].advice.startswith("Readers do not meet them.")


def test_a_link_of_a_document_without_a_page_is_fine_only_where_its_address_is_there(tmp_path):
    texts = {"pages/lost.md": "[live](/two/) [gone](/none/) [near](two.md)\n"}
    site = built_site(tmp_path, dict(TWO), texts)
    assert {label: target.outcome for label, target in targets(site, "pages/lost.md").items()} == {
        "live": "live",
        "gone": "unknown",
        "near": "unknown",
    }


@pytest.mark.parametrize(
    ("fragment", "state", "near"),
    [("yes", PlaceState.THERE, ""), ("Yes", PlaceState.MISSING, "yes"), ("no", PlaceState.MISSING, "")],
)
def test_places_are_those_of_the_built_page(tmp_path, fragment, state, near):
    built = {"walk/index.html": page("/walk/", f"<p>{LONG}</p><a href='/two/#{fragment}'>a</a>"), **TWO}
    site = built_site(tmp_path, built, {"pages/walk.md": f"{LONG}\n\n[a](/two/#{fragment})\n"})
    target = targets(site, "pages/walk.md")["a"]
    place = find_place(site, target)
    assert (target.outcome, place.state, place.near) == (LinkOutcome.LIVE, state, near)


def test_redirects_and_cases_and_other_hosts_are_told_apart(tmp_path):
    more = {
        **TWO,
        "old/index.html": '<meta http-equiv="refresh" content="0; url=/two/">',
        "bad/index.html": '<meta http-equiv="refresh" content="0; url=/none/">',
        "away/index.html": '<meta http-equiv="refresh" content="0; url=https://x.example/">',
        "Team/index.html": page("/Team/", "T"),
    }
    html = "".join(f"<a href='{to}'>{name}</a>" for name, to in LINKS.items())
    text = " ".join(f"[{name}]({to})" for name, to in LINKS.items())
    site_folder = tmp_path
    found = verdicts(site_folder, text, html, more, settings='elsewhere = ["/shop"]\n')
    assert found == {
        "old": "redirect",
        "bad": "redirect",
        "away": "redirect",
        "case": "wrong-case",
        "shop": "elsewhere",
        "mail": "elsewhere",
        "scheme": "elsewhere",
    }
    ends = targets(site_of_folder(site_folder, output=site_folder / "out"), "pages/walk.md")
    assert [_end(ends[name]) for name in ("old", "bad", "away")] == [
        (Scope.INTERNAL, "live", "/two/"),
        (Scope.INTERNAL, "missing", "/none/"),
        (Scope.EXTERNAL, "elsewhere", "https://x.example/"),
    ]
    assert ends["case"].spelled == "/Team/"
    assert ends["mail"].scope is Scope.MAIL


LINKS = {
    "old": "/old/",
    "bad": "/bad/",
    "away": "/away/",
    "case": "/team/",
    "shop": "/shop/cart",
    "mail": "mailto:a@b.example",
    "scheme": "//cdn.example/x",
}


def _end(target: LinkTarget) -> tuple[Scope, str, str]:
    assert target.end is not None
    return target.end.scope, target.end.outcome, target.end.url


def test_what_only_the_layout_links_is_told_once(tmp_path):
    nav = "<nav><a href='/gone/'>Menu</a><a href='/two/'>Two</a></nav>"
    built = {f"p{number}/index.html": page(f"/p{number}/", f"{nav}<p>{number}</p>") for number in range(4)}
    site = built_site(tmp_path, {**built, **TWO})
    assert list(notes_of(site)) == [
        "the build has pages of 0 of 1 document (0 %)",
        "the build has no page of 1 document, such as `pages/a.md`",
        "no document has the link `/gone/`, which leads nowhere on 4 pages, such as `/p0/index.html`",
    ]


def test_how_sure_the_pages_are_is_told(tmp_path):
    texts = {
        "_config.yml": "url: https://www.example.org\n",
        "walk.md": f"---\npermalink: /walk/\n---\n{LONG}\n",
        "milk.md": f"---\npermalink: /milk/\n---\n{OTHER}\n",
    }
    built = {"walk/index.html": f"<p>{LONG}</p>", "elsewhere.html": f"<p>{OTHER}</p>"}
    where = "`milk.md` is in `/elsewhere.html` and not in `/milk/index.html`"
    assert list(notes_of(built_site(tmp_path, built, texts))) == [
        "the build has pages of 2 of 2 documents (100 %), 1 of them by their text",
        f"1 page was built into another file than the sources say: {where}",
    ]


def test_dead_links_of_layouts_are_cut_after_twenty(tmp_path):
    for count, lines in ((20, 20), (21, 21)):
        built = {f"{number}.html": f"<a href='/gone{number}/'>x</a>" for number in range(count)}
        told = list(notes_of(built_site(tmp_path / str(count), built)))
        assert len([line for line in told if "dead" in line or "leads nowhere" in line]) == lines
    assert told[-1] == "pages have 1 more dead link that no document has"


@pytest.mark.parametrize(
    ("count", "named"),
    [(3, "`/gone0/`, `/gone1/`, `/gone2/`"), (4, "`/gone0/`, `/gone1/`, `/gone2/` and 1 more")],
)
def test_dead_links_of_one_layout_are_one_line(tmp_path, count, named):
    nav = "".join(f"<a href='/gone{number}/'>x</a>" for number in range(count))
    told = list(notes_of(built_site(tmp_path, {"a.html": nav, "b.html": nav})))
    assert told[-1] == f"no document has the links {named}, which lead nowhere on 2 pages, such as `/a.html`"


FILLS = '[[redirects]]\nfrom = "/*"\nto = "/index.html"\nstatus = 200\n'
VITEPRESS = {".vitepress/config.ts": "export default { title: 'x' };\n"}


@pytest.mark.parametrize(
    ("home", "link", "more", "outcome"),
    [
        ("<p>Home<script src=a.js></script>", "/gone.html", {}, LinkOutcome.UNKNOWN),
        ("<p>Home<script src=a.js></script>", "/gone.html", VITEPRESS, LinkOutcome.MISSING),
        # whatever a program in the browser makes of the address, the page is no picture
        ("<p>Home<SCRIPT src=a.js></SCRIPT>", "/gone.png", {}, LinkOutcome.MISSING),
        # and where none runs, readers see the home page in the place of the one that was meant
        ("<p>Home", "/gone.html", {}, LinkOutcome.MISSING),
    ],
)
def test_a_rule_that_answers_everywhere_is_named_or_seen_through(
    tmp_path: Path, home: str, link: str, more: dict[str, str], outcome: LinkOutcome
) -> None:
    texts = {"a.md": f"# A\n\nSome text of a page [b]({link}).\n", "netlify.toml": FILLS, **more}
    built = {"a.html": f"<h1>A</h1><p>Some text of a page <a href='{link}'>b</a>.", "index.html": home}
    found = targets(built_site(tmp_path, built, texts), "a.md")["b"]
    assert found.outcome is outcome
    if outcome is LinkOutcome.MISSING and not more:
        assert found.reason == "is answered with `/index.html` by a rule in `netlify.toml`"
    if outcome is LinkOutcome.UNKNOWN:
        assert found.cause is not None
        assert "answered by a rule in `netlify.toml` that answers all of them with `/index.html`" in found.cause.reason


def test_what_is_around_every_page_is_not_proposed(tmp_path: Path) -> None:
    around = "<div id='menu'><a id='top'></a></div>"
    built = {f"{name}.html": f"{around}<h2 id='of-{name}'>Text of {name}</h2>" for name in "abcde"}
    built["a.html"] += "<a href='#gone'>x</a>"
    site = built_site(tmp_path, built, {"a.md": "## Text of a\n\n[x](#gone)\n"})
    place = find_place(site, targets(site, "a.md")["x"])
    assert (place.state, place.anchors) == (PlaceState.MISSING, ("of-a",))
    again = built_site(tmp_path, {"a.html": f"{around}<a href='#top'>x</a>"}, {"a.md": "[x](#top)\n"})
    assert find_place(again, targets(again, "a.md")["x"]).state is PlaceState.THERE


def test_what_a_script_changes_in_the_browser_no_built_page_tells(tmp_path):
    texts = {
        "mkdocs.yml": f"site_url: {ORIGIN}/\nextra_javascript: [js/client.js]\n",
        "docs/js/client.js": "for (const el of document.getElementsByClassName('own')) { el.href = host + el.href; }\n",
        "docs/index.md": '<a class="own" href="a.php">a</a> <a href="b.php">b</a> <a class="own" href="c/">c</a>\n',
    }
    body = '<a class="own" href="a.php">a</a> <a href="b.php">b</a> <a class="own" href="c/">c</a>'
    site = built_site(tmp_path, {"index.html": page("/", body), "c/index.html": page("/c/", "C")}, texts)
    found = {name: target.outcome for name, target in targets(site, "docs/index.md").items()}
    assert found == {"a": LinkOutcome.UNKNOWN, "b": LinkOutcome.MISSING, "c": LinkOutcome.LIVE}
