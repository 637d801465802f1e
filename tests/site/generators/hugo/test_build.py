from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from content_lint.parse.document import parse_document
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.hugo.shortcode_uses import find_uses
from content_lint.site.model import Built, Page, State
from content_lint.text.source import SourceText
from tests.site.generators.hugo.sites import build_texts

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def site(texts: dict[str, str], config: str = "") -> Built:
    return build_texts({f"content/{path}": text for path, text in texts.items()}, config, NOW)[0]


def one(front_matter: str, config: str = "", path: str = "posts/a.md") -> Page:
    [page] = site({path: f"---\n{front_matter}\n---\n"}, config).pages
    return page


def urls(texts: dict[str, str], config: str = "") -> dict[str, str]:
    return {page.path.removeprefix("content/"): page.url for page in site(texts, config).pages}


# What Hugo 0.168.0 gave for these, each in a site of its own.
ADDRESSES = [
    ("slug: a b/c d", "", "/posts/a-b/c-d/"),
    ("slug: ../up", "", "/posts/../up/"),
    ("slug: /abs", "", "/posts/abs/"),
    ('slug: "%41"', "", "/posts/%41/"),
    ("slug: a%2Fb", "", "/posts/a%2fb/"),
    ('slug: "?"', "", "/posts/"),
    ("slug: 1.50", "", "/posts/1.5/"),
    ("slug: [a]", "", "/posts/a/"),
    ("slug: index", "", "/posts/"),
    ("slug: index", "uglyURLs = true", "/posts/"),
    ("title: x", "uglyURLs = true", "/posts/a.html"),
    ("title: x", "[uglyURLs]\nposts = true", "/posts/a.html"),
    ("url: a.b/c", "", "/a.b/c"),
    ("url: a.b/index.html", "", "/a.b/"),
    ("url: ../x/", "", "/x/"),
    ('url: "/a(b)!/"', "", "/a(b)!/"),
    ('url: "/é(b)!/"', "", "/%C3%A9%28b%29%21/"),
    ('url: "/é#b?x=ü/"', "", "/%C3%A9%23b?x=ü/"),
    ("url: '/t\\:x/'", "", "/t:x/"),
    (
        "title: x\ndate: 2020-02-03",
        '[permalinks.page]\nposts = "/:year/:2006/:Jan/:1/:yearday/:weekday/:weekdayname/:monthname/:title"',
        "/2020/2020/feb/2/34/1/monday/february/x/",
    ),
    ('title: "%41 %zz"\ndate: 2020-01-01', '[permalinks]\nposts = "/:year/:slug/x.html"', "/2020/a-zz/x.html/"),
    ('title: "a+b"\ndate: 2020-01-01', '[permalinks]\nposts = "/:slug/"', "/a-b/"),
    ('slug: "C#"', '[permalinks]\nposts = "/:slug/"', "/c/"),
    ("title: x", "removePathAccents = true", "/posts/a/"),
]


@pytest.mark.parametrize(("front_matter", "config", "url"), ADDRESSES)
def test_the_address_of_a_page(front_matter: str, config: str, url: str) -> None:
    assert one(front_matter, config).url == url


STOPS = [
    ("url: http://example.org/", "`url` may not begin with `http://` or `https://`"),
    ("url: /100%/", "`url` holds a `%` without two digits after it"),
    ("url: /x/:nope/", "`url` holds `:nope`, which Hugo does not know"),
    ("aliases: [http://example.org/]", "an alias may not begin with `http://` or `https://`"),
    ("aliases: [/]", "an alias leads to the home page"),
    ("date: 2019/05/06", "Hugo cannot read `date` as a date"),
    ("published: false", "Hugo cannot read `published` as a date"),
    ("_build: {render: never}", "`_build` is called `build` since version 0.145"),
    ("a: 1\na: 2", "`a` is twice in its front matter, which it refuses since version 0.152"),
    ("build: x", "`build` has to be a list of names and values"),
    ("build: {render: [a]}", "`render` and `list` of `build` have to be `always` or `never`"),
    ("cascade: x", "`cascade` has to be a list of names and values"),
    ("cascade: {target: x}", "`target` of `cascade` has to be a list of names and values"),
    ("cascade: {target: {kind: nope}}", "`nope` is no kind of page"),
    ("outputs: [html, nope]", "`nope` is no output format that Hugo or the configuration knows"),
    ("markup: nope", "`nope` is no markup that Hugo knows"),
    (
        "markup: html",
        "since version 0.162 it takes no text/html unless `security.allowContent` in the configuration allows it",
    ),
    ("params: x", "`params` has to be a list of names and values"),
    ("sites: x", "`sites` has to be a list of names and values"),
]


@pytest.mark.parametrize(("front_matter", "problem"), STOPS)
def test_what_stops_the_build_is_said(front_matter: str, problem: str) -> None:
    built = site({"posts/a.md": f"---\n{front_matter}\n---\n"})
    assert [(item.path, item.problem) for item in built.fatal] == [("content/posts/a.md", problem)]
    assert built.pages[0].state is State.STOPS_THE_BUILD


# Each of these built without complaint in Hugo 0.168.0.
@pytest.mark.parametrize(
    "front_matter",
    [
        *("title: [a, b]", "slug: {a: 1}", "url: [a]", "aliases: 5", "aliases: [null]", "draft: maybe", "headless: x"),
        *(
            "build: null",
            "build: {render: 5}",
            "cascade: []",
            "cascade: {a: b}",
            "weight: x",
            "tags: {a: b}",
            "menu: x",
        ),
        *(
            "outputs: [HTML, rss]",
            "params: {slug: zz}",
            "kind: nope",
            "resources: [x]",
            "Title: a",
            "aliases: [ftp://x]",
        ),
        *("date: ''", "date: null", "a: &x {p: 1}\nb: {<<: *x}", "markup: markdown"),
    ],
)
def test_odd_values_that_hugo_takes_stop_nothing(front_matter: str) -> None:
    assert site({"posts/a.md": f"---\n{front_matter}\n---\n"}).fatal == ()


@pytest.mark.parametrize(
    "text", ["---\n- a\n---\n", "---\ntext\n---\n", "---\ntitle: x\n", '---\na: "\n---\n', '{"a": \n}']
)
def test_front_matter_without_names_or_end_stops_the_build(text: str) -> None:
    assert len(site({"posts/a.md": text}).fatal) == 1


@pytest.mark.parametrize("path", ["posts/a.html", "posts/a.org"])
def test_content_that_is_no_markdown_stops_the_build_unless_allowed(path: str) -> None:
    assert len(site({path: "x"}).fatal) == 1
    assert site({path: "x"}, '[security]\nallowContent = [".*"]').fatal == ()


def test_an_unknown_placeholder_in_the_configuration_stops_the_build() -> None:
    [fatal] = site({"posts/a.md": ""}, '[permalinks]\nposts = "/:nope/"').fatal
    assert fatal.problem == "`permalinks` in the configuration holds `:nope`, which Hugo does not know"


def test_a_file_that_has_to_be_a_folder_stops_the_build() -> None:
    built = site({"a.md": "---\nurl: /v1.2\n---\n", "b.md": "---\nurl: /v1.2/\n---\n"})
    assert [item.path for item in built.fatal] == ["content/b.md"]


def test_a_relative_alias_of_the_home_page_leads_out_of_the_site() -> None:
    built = site({"_index.md": "---\naliases: [x]\n---\n", "posts/a.md": "---\naliases: [../../../x]\n---\n"})
    assert [(item.path, item.problem) for item in built.fatal] == [
        ("content/_index.md", "an alias leads out of the site")
    ]
    assert [item.destination for item in built.redirects] == ["/x/index.html"]


PUBLICATION = [
    ("draft: true", "", State.NEVER),
    ("draft: yes", "", State.LIVE),
    ("draft: true", "buildDrafts = true", State.LIVE),
    ("date: 2099-01-01", "", State.HIDDEN),
    ("date: 2099-01-01\npublishDate: 2020-01-01", "", State.LIVE),
    ("lastmod: 2099-01-01", "", State.HIDDEN),
    ("date: 2099-01-01", "buildFuture = true", State.LIVE),
    ("expiryDate: 2020-01-01", "", State.NEVER),
    ("unpublishdate: 2020-01-01", "", State.NEVER),
    ("expiryDate: 2020-01-01", "buildExpired = true", State.LIVE),
    ("headless: true", "", State.NEVER),
    ("build: {render: never}", "", State.NEVER),
    ("build: {render: false}", "", State.NEVER),
    ("build: {render: nonsense}", "", State.LIVE),
]


@pytest.mark.parametrize(("front_matter", "config", "state"), PUBLICATION)
def test_whether_a_page_is_built(front_matter: str, config: str, state: State) -> None:
    assert one(front_matter, config).state is state


def test_a_future_page_says_until_when_it_is_hidden() -> None:
    page = one("publishDate: 2099-01-01T12:00:00+02:00")
    assert (page.until, page.reason) == (
        datetime.fromisoformat("2099-01-01T12:00:00+02:00"),
        "its publish date is in the future",
    )


def test_a_section_hands_down_its_slug_and_its_cascade_and_own_values_win() -> None:
    texts = {
        "docs/_index.md": "---\nslug: d\ncascade:\n  draft: true\n---\n",
        "docs/a.md": "",
        "docs/b.md": "---\ndraft: false\n---\n",
        "docs/deep/er/c.md": "",
    }
    built = site(texts)
    found = {page.path.removeprefix("content/"): (page.url, page.state, page.default_keys) for page in built.pages}
    assert found == {
        "docs/_index.md": ("/d/", State.NEVER, ("draft",)),
        "docs/a.md": ("/d/a/", State.NEVER, ("draft",)),
        "docs/b.md": ("/d/b/", State.LIVE, ()),
        "docs/deep/er/c.md": ("/d/deep/er/c/", State.NEVER, ("draft",)),
    }


def test_targets_of_a_cascade_choose_pages_by_path_and_kind() -> None:
    cascade = "cascade:\n  - target: {path: '/u/x*'}\n    slug: s\n  - target: {kind: section}\n    slug: t\n"
    assert urls({"u/_index.md": f"---\n{cascade}---\n", "u/x1.md": "", "u/y.md": ""}) == {
        "u/_index.md": "/t/",
        "u/x1.md": "/t/s/",
        "u/y.md": "/t/y/",
    }


def test_the_configuration_hands_down_too() -> None:
    config = '[[cascade]]\nurl = "/c/:slug/"\n[cascade.target]\npath = "/posts/**"'
    assert urls({"posts/a.md": "---\nslug: q\n---\n", "b.md": ""}, config) == {"posts/a.md": "/c/q/", "b.md": "/b/"}


def test_languages_have_folders_and_only_known_ones_are_read_off_names() -> None:
    config = "[languages.en]\n[languages.fr]\n"
    texts = {
        "posts/a.md": "",
        "posts/a.fr.md": "",
        "posts/a.de.md": "",
        "posts/b.fr.md": "---\nurl: /abs/\n---\n",
        "posts/c.fr.md": "---\nurl: rel/\n---\n",
        "_index.fr.md": "",
    }
    assert urls(texts, config) == {
        "posts/a.md": "/posts/a/",
        "posts/a.fr.md": "/fr/posts/a/",
        "posts/a.de.md": "/posts/a.de/",
        "posts/b.fr.md": "/abs/",
        "posts/c.fr.md": "/fr/rel/",
        "_index.fr.md": "/fr/",
    }


def test_files_of_bundles_lie_under_the_address_of_their_page() -> None:
    texts = {
        "r/_index.md": "",
        "r/Im g.PNG": "",
        "r/Sub Dir/Pic.png": "",
        "r/leaf/index.md": "---\nslug: leafy\n---\n",
        "r/leaf/A B.txt": "",
        "r/leaf/other.md": "",
        "r/leaf/deep/C.txt": "",
        "r/gone/index.md": "---\ndraft: true\n---\n",
        "r/gone/x.txt": "",
    }
    built = site(texts)
    assert {item.path[10:]: (item.url, item.state) for item in built.static} == {
        "Im g.PNG": ("/r/Im%20g.PNG", State.STATIC),
        "Sub Dir/Pic.png": ("/r/Sub%20Dir/Pic.png", State.STATIC),
        "leaf/A B.txt": ("/r/leafy/A%20B.txt", State.STATIC),
        "leaf/deep/C.txt": ("/r/leafy/deep/C.txt", State.STATIC),
        "gone/x.txt": ("/r/gone/x.txt", State.NEVER),
    }
    [other] = [page for page in built.pages if page.path.endswith("other.md")]
    assert (other.url, other.state, other.in_listing) == ("", State.NEVER, False)


def test_an_index_at_the_top_makes_everything_one_page() -> None:
    built = site({"index.md": "", "posts/a.md": ""})
    assert [(page.path, page.url, page.state) for page in built.pages] == [
        ("content/index.md", "/", State.LIVE),
        ("content/posts/a.md", "", State.NEVER),
    ]


def test_aliases_of_pages_that_are_written_become_redirects() -> None:
    text = "---\naliases: [/old/, rel, ./x, ../up, /f.html, /g.htm, /h.php]\n---\n"
    built = site(
        {"posts/a.md": text, "posts/d.md": "---\naliases: [/d/]\ndraft: true\n---\n"}, 'baseURL = "https://e.org/s/"'
    )
    assert [(item.destination, item.target) for item in built.redirects] == [
        (f"/{file}", "https://e.org/s/posts/a/")
        for file in (
            "old/index.html",
            "posts/rel/index.html",
            "posts/x/index.html",
            "up/index.html",
            "f.html",
            "g.htm",
            "h.php/index.html",
        )
    ]
    assert built.redirects[1].key_path == ("aliases", 1)
    assert site({"posts/a.md": text}, "disableAliases = true").redirects == ()


def test_several_writers_of_one_file_are_told_and_hugo_says_nothing() -> None:
    built = site({"a.md": "---\nurl: /x/\n---\n", "b.md": "---\naliases: /x\n---\n", "x.md": ""})
    [collision] = built.collisions
    assert collision.destination == "/x/index.html"
    assert [writer.path for writer in collision.writers] == ["content/b.md", "content/a.md", "content/x.md"]
    assert not collision.warned


def test_terms_sections_and_feeds_are_there_without_a_file() -> None:
    built = site(
        {"posts/a.md": '---\ntags: ["Foo Bar", "C#"]\n---\n', "posts/d.md": "---\ntags: no\ndraft: true\n---\n"}
    )
    found = {(item.url, item.destination) for item in built.generated}
    assert found >= {
        ("/", "/index.html"),
        ("/posts/", "/posts/index.html"),
        ("/posts/index.xml", "/posts/index.xml"),
        ("/tags/foo-bar/", "/tags/foo-bar/index.html"),
        ("/tags/c%23/", "/tags/c#/index.html"),
        ("/sitemap.xml", "/sitemap.xml"),
    }
    assert not [url for url, _ in found if "/no/" in url]


@pytest.mark.parametrize(
    ("front_matter", "counts"),
    [
        ("build: {list: never}", True),
        ("build: {render: link}", True),
        ("build: {render: never}", False),
        ("headless: true", False),
        ("draft: true", False),
    ],
)
def test_terms_of_pages_that_have_an_address_count(front_matter: str, counts: bool) -> None:  # noqa: FBT001
    built = site({"posts/a.md": f"---\ntags: [foo]\n{front_matter}\n---\n"})
    assert ("/tags/foo/" in {item.url for item in built.generated}) is counts


def test_a_theme_is_something_that_cannot_be_known_from_here() -> None:
    config = 'theme = "ananke"\n[[module.imports]]\npath = "example.org/mod"\n'
    assert site({"a.md": ""}, config).unknown_providers == ("theme ananke", "module example.org/mod")


def test_many_pages_and_deep_folders_cost_linear_time() -> None:
    texts = {f"posts/{number}.md": "---\ntags: [a]\n---\n" for number in range(800)}
    texts["/".join(["d"] * 200) + "/x.md"] = ""
    begun = time.process_time()
    assert len(site(texts).pages) == 801
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    ("name", "security", "problem"),
    [
        (
            "a.adoc",
            "",
            "`security.exec.allow` in the configuration does not allow asciidoctor, which text/asciidoc needs",
        ),
        ("a.rst", "", "`security.exec.allow` in the configuration does not allow rst2html, which text/rst needs"),
        ("a.pandoc", "", "`security.exec.allow` in the configuration does not allow pandoc, which text/pandoc needs"),
        ("a.rst", '[security.exec]\nallow = ["^rst2html"]\n', ""),
        ("a.adoc", "[security.exec]\nallow = ['^asciidoctor$', '^go$']\n", ""),
        ("a.html", "", "text/html"),
        ("a.org", "", "text/org"),
        ("a.html", "[security]\nallowContent = ['.*']\n", ""),
        ("a.adoc", "[security]\nallowContent = ['^text/markdown$']\n", "does not allow text/asciidoc"),
    ],
)
def test_what_hugo_may_not_read_or_hand_to_a_program_stops_the_build(name: str, security: str, problem: str) -> None:
    built, _ = build_texts({f"content/{name}": "---\ntitle: A\n---\nx\n"}, security, NOW)
    found = [item.problem for item in built.fatal]
    assert (problem in found[0]) if problem else not found


def test_a_draft_is_handed_to_no_program() -> None:
    built, _ = build_texts({"content/a.adoc": "---\ntitle: A\ndraft: true\n---\nx\n"}, "", NOW)
    assert built.fatal == ()


FORMATS = """
[security]
allowContent = ['.*']
[outputFormats.Foo]
mediaType = "application/json"
baseName = "foo"
[outputFormats.deep]
mediaType = "text/plain"
path = "sub"
[outputs]
home = ["html", "rss", "foo"]
page = ["html", "json", "deep", "markdown"]
section = ["json"]
"""


def test_a_page_has_a_file_in_each_of_its_output_formats() -> None:
    texts = {
        "content/posts/b.md": "---\ntitle: B\n---\n",
        "content/c.md": "---\ntitle: C\noutputs: [JSON]\n---\n",
    }
    built, _ = build_texts(texts, FORMATS, NOW)
    assert {page.path: (page.state, page.reason) for page in built.pages} == {
        "content/posts/b.md": (State.LIVE, ""),
        "content/c.md": (State.NEVER, "it is written in other output formats than HTML"),
    }
    made = {item.url for item in built.generated if item.provider in ("output", "section", "home", "rss")}
    assert made == {
        *("/", "/index.xml", "/foo.json", "/posts/index.json", "/tags/index.xml", "/categories/index.xml"),
        *("/posts/b/index.json", "/posts/b/index.md", "/sub/posts/b/index.txt", "/c/index.json"),
    }


def test_an_org_file_begins_with_its_front_matter() -> None:
    org = "#+title: A\n#+SLUG: slugged\n#+aliases[]: /old/ /old2/\n#+date: <2020-01-02 Thu>\n#+draft: {}\n* Head\n"
    texts = {"content/a.org": org.format("false"), "content/d.org": org.format("true")}
    built, _ = build_texts(texts, FORMATS, NOW)
    assert [(page.url, page.state, page.date and page.date.year) for page in built.pages] == [
        ("/slugged/", State.LIVE, 2020),
        ("/slugged/", State.NEVER, 2020),
    ]
    assert [redirect.url for redirect in built.redirects] == ["/old/", "/old2/"]


FRENCH = "[languages.en]\n[languages.fr]\n"


@pytest.mark.parametrize(
    ("pages", "picture", "written"),
    [
        ([], "posts/x.png", True),
        (["_index.md"], "posts/x.png", True),
        (["_index.fr.md"], "posts/x.png", False),  # the home page is a file in French only
        (["_index.fr.md", "posts/y.md"], "posts/x.png", False),
        (["_index.fr.md", "posts/_index.md"], "posts/x.png", True),
        (["_index.md", "posts/y.fr.md"], "posts/x.fr.png", False),
        (["_index.md", "posts/_index.fr.md"], "posts/x.fr.png", True),
        (["posts/y.fr.md"], "posts/x.png", False),
        (["posts/y.fr.md", "posts/z.md"], "posts/x.png", True),
        (["posts/_index.fr.md", "posts/z.md"], "posts/x.png", False),
    ],
)
def test_a_file_is_copied_where_the_nearest_section_with_a_file_has_one_in_its_language(
    pages: list[str], picture: str, *, written: bool
) -> None:
    """As Hugo 0.168 does it."""
    texts = dict.fromkeys(pages, "---\ntitle: A\n---\n") | {picture: "x"}
    assert [page.state is State.STATIC for page in site(texts, FRENCH).static] == [written]


def test_a_name_with_the_language_outdoes_one_without() -> None:
    """As Hugo 0.147 and 0.168 do it."""
    found = site({"a.md": "---\nurl: /x/\n---\n", "a.en.md": "---\ntitle: A\n---\n"}, FRENCH)
    assert {page.path: (page.url, page.reason) for page in found.pages} == {
        "content/a.md": ("", "Hugo takes `content/a.en.md` for this page"),
        "content/a.en.md": ("/a/", ""),
    }


def test_a_file_beside_no_page_of_a_section_that_a_cascade_makes_a_draft_is_not_written() -> None:
    files = {"content/_index.md": "---\ncascade: {draft: true}\n---\n", "content/posts/bundle/a.png": "x"}
    files["content/posts/b.md"] = "---\ntitle: B\n---\n"
    built = build_texts(files, "", NOW)[0]
    assert [(page.path, page.state) for page in built.static] == [("content/posts/bundle/a.png", State.NEVER)]


def test_shortcodes_in_each_other_cost_linear_time() -> None:
    body = "{{< a b >}}" * 3_000 + "{{< /a >}}" * 3_000
    source = SourceText.from_text("content/a.md", f"---\ntitle: a\n---\n{body}\n")
    uses = find_uses(parse_document(source, hugo.DIALECT))
    deepest = 0
    for use in uses:
        depth, around = 0, use.around
        while around is not None:
            depth, around = depth + 1, around.around
        deepest = max(deepest, depth)
    assert (len(uses), deepest) == (3_000, 100)
