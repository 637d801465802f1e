"""What MkDocs makes of files: addresses, languages, redirects, and what plugins and themes bring."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from content_lint.site.generators.mkdocs.blog_config import BlogConfig
from content_lint.site.generators.mkdocs.build import build
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.ignore import read_patterns
from content_lint.site.generators.mkdocs.languages import PluginLanguages
from content_lint.site.generators.mkdocs.plugins import makers_of, text_changers, unknown_extensions
from content_lint.site.model import ANYWHERE, Built, Maker, Page, Role, SiteFile, State, Survey

NOW = datetime(2026, 9, 1, tzinfo=UTC)
TWO = PluginLanguages(("en", "fr"))
FOLDERS = PluginLanguages(("en", "fr"), by_folder=True)


def built(config: MkDocsConfig, *paths: str) -> Built:
    files = tuple(SiteFile(path, Role.PAGE if path.endswith(".md") else Role.STATIC) for path in paths)
    return build(Survey(files, ()), {}, config, NOW)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (None, PluginLanguages()),
        ({}, PluginLanguages()),
        ({"languages": "en"}, PluginLanguages()),
        (
            {"languages": [{"locale": "fr"}, {"locale": "en", "default": True}, {"locale": "de", "build": False}]},
            PluginLanguages(("en", "fr")),
        ),
        ({"languages": ["en", {"locale": "null"}, {"locale": "None"}, {}, {"locale": "x"}]}, PluginLanguages(("x",))),
        ({"languages": [{"locale": "en", "default": "yes"}, {"locale": "fr"}]}, TWO),
        ({"docs_structure": "folder"}, PluginLanguages(by_folder=True)),
        ({"docs_structure": "suffix", "fallback_to_default": False}, PluginLanguages(falls_back=False)),
    ],
)
def test_languages_are_read_from_the_options(options: dict[str, object] | None, expected: PluginLanguages) -> None:
    assert PluginLanguages.read(options) == expected


@pytest.mark.parametrize(
    ("languages", "inner", "expected"),
    [
        (PluginLanguages(), "fr/a.fr.md", ("", "fr/a.fr.md")),
        (TWO, "x/a.fr.md", ("fr", "x/a.md")),
        (TWO, "a.fr.md", ("fr", "a.md")),
        (TWO, "a.de.md", ("en", "a.de.md")),
        (TWO, "a.md", ("en", "a.md")),
        (TWO, "fr/a.md", ("en", "fr/a.md")),
        (TWO, ".fr", ("en", ".fr")),
        (TWO, "fr.md", ("en", "fr.md")),
        (FOLDERS, "fr/a.md", ("fr", "a.md")),
        (FOLDERS, "fr/x/a.fr.md", ("fr", "x/a.fr.md")),
        (FOLDERS, "de/a.md", ("en", "de/a.md")),
        (FOLDERS, "fr", ("en", "fr")),
    ],
)
def test_a_file_has_a_language(languages: PluginLanguages, inner: str, expected: tuple[str, str]) -> None:
    assert languages.split(inner) == expected


def test_the_default_language_has_no_folder() -> None:
    assert [TWO.prefix(code) for code in ("", "en", "fr")] == ["", "", "fr"]


@pytest.mark.parametrize(
    ("path", "directory_urls", "url", "file"),
    [
        ("docs/index.md", True, "/", "/index.html"),
        ("docs/README.md", True, "/", "/index.html"),
        ("docs/x/index.md", False, "/x/index.html", "/x/index.html"),
        ("docs/x/a b.md", True, "/x/a%20b/", "/x/a b/index.html"),
        ("docs/x/a.md", False, "/x/a.html", "/x/a.html"),
        ("docs/x/p q.png", True, "/x/p%20q.png", "/x/p q.png"),
    ],
)
def test_where_a_file_is_written(path: str, url: str, file: str, *, directory_urls: bool) -> None:
    made = built(MkDocsConfig(directory_urls=directory_urls), path)
    (page,) = made.pages or made.static
    assert (page.url, page.destination, page.language, page.reason) == (url, file, "", "")
    assert page.state is (State.STATIC if path.endswith(".png") else State.LIVE)


def test_drafts_are_kept_out() -> None:
    config = MkDocsConfig(drafts=read_patterns("x/"))
    made = built(config, "docs/x/a.md", "docs/a.b.md", "docs/x/p.png", "docs/p.png")
    draft, page = made.pages
    why = "`draft_docs` in the configuration keeps it out of the build"
    assert draft == Page(
        *("docs/x/a.md", None, Role.PAGE, "/x/a/", "/x/a/index.html", State.NEVER), why, slug="a", in_listing=False
    )
    assert page == Page("docs/a.b.md", None, Role.PAGE, "/a.b/", "/a.b/index.html", State.LIVE, slug="a.b")
    assert [(item.path, item.state, item.in_listing) for item in made.static] == [
        ("docs/x/p.png", State.NEVER, False),
        ("docs/p.png", State.STATIC, False),
    ]


def generated(made: Built) -> list[tuple[str, str, str, str]]:
    return [(item.url, item.provider, item.destination, item.language) for item in made.generated]


OWN = [("/404.html", "404", "/404.html", ""), ("/sitemap.xml", "sitemap", "/sitemap.xml", "")]


def test_what_a_language_lacks_is_made_of_the_default_one() -> None:
    paths = ("docs/a.md", "docs/b.md", "docs/b.fr.md")
    made = built(MkDocsConfig(languages=TWO), *paths)
    assert [(page.url, page.language, page.slug) for page in made.pages] == [
        *(("/a/", "en", "a"), ("/b/", "en", "b"), ("/fr/b/", "fr", "b.fr"))
    ]
    assert generated(made) == [*OWN, ("/fr/a/", "the plugin i18n", "/fr/a/index.html", "fr")]
    alone = MkDocsConfig(languages=PluginLanguages(("en", "fr"), falls_back=False))
    assert generated(built(alone, *paths)) == OWN
    assert generated(built(MkDocsConfig(), *paths)) == OWN


def test_plugins_and_themes_write_files_of_their_own() -> None:
    index, page = "/search/search_index.json", "/search.html"
    search = MkDocsConfig(plugins={"search": {}})
    assert generated(built(search)) == [*OWN, (index, "search", index, "")]
    docs = MkDocsConfig(plugins={"search": {}}, theme="readthedocs")
    assert generated(built(docs)) == [*OWN, (index, "search", index, ""), (page, "search", page, "")]
    assert generated(built(MkDocsConfig(theme="readthedocs"))) == OWN
    assert generated(built(MkDocsConfig(plugins={"rss": {}}))) == [
        *OWN,
        ("/feed_rss_created.xml", "the plugin rss", "", ""),
        ("/feed_rss_updated.xml", "the plugin rss", "", ""),
    ]
    named = {"feeds_filenames": {"rss_created": "blog/new.xml", "rss_updated": 3, "json_created": "x.json"}}
    assert generated(built(MkDocsConfig(plugins={"rss": named}))) == [*OWN, ("/blog/new.xml", "the plugin rss", "", "")]


THEME = Maker("MkDocs", ("/css/**", "/js/**", "/img/**", "/webfonts/**"), files=True)


@pytest.mark.parametrize(
    ("config", "makers"),
    [
        (MkDocsConfig(), []),
        (MkDocsConfig(blogs=(BlogConfig(),)), []),
        (
            MkDocsConfig(blogs=(BlogConfig(known_slugs=False, profiles="x"),)),
            [Maker("the blog plugin", ("/blog/**",))],
        ),
        (
            MkDocsConfig(blogs=(BlogConfig(profiles="author/{slug}"),)),
            [Maker("the blog plugin", ("/blog/author/*/**",))],
        ),
        (
            MkDocsConfig(versions="other"),
            [
                Maker(
                    "another program, which puts versions of the site into folders of their own (`extra.version`)",
                    (ANYWHERE,),
                    files=True,
                    apart=True,
                )
            ],
        ),
        (
            MkDocsConfig(neighbours=("/de",)),
            [
                Maker(
                    "another build of this site (`extra.alternate` has `/de/`)",
                    ("/de", "/de/**"),
                    files=True,
                    apart=True,
                )
            ],
        ),
    ],
)
def test_programs_that_may_make_addresses(config: MkDocsConfig, makers: list[Maker]) -> None:
    theme, *others = built(config).makers
    assert theme == Maker(config.called, THEME.addresses, files=True)
    assert others == makers


def test_mike_puts_versions_into_folders() -> None:
    (_, mike) = built(MkDocsConfig(versions="mike")).makers
    assert mike.name == "mike, which puts each version of the site into a folder of its own"
    assert {"/latest", "/latest/**", "/v[0-9]*/**"} <= set(mike.addresses)
    assert mike.files
    assert "/*/*/latest/**" in mike.addresses
    (_, mike) = built(MkDocsConfig(versions="mike", site_url="https://x.org/")).makers
    assert "/*/*/latest/**" not in mike.addresses


@pytest.mark.parametrize(
    ("theme", "address"), [("material", "/assets/javascripts/**"), ("readthedocs", "/css/**"), ("own", "/assets/**")]
)
def test_themes_bring_files(theme: str, address: str) -> None:
    assert address in built(MkDocsConfig(theme=theme)).makers[0].addresses


def test_redirects_lead_to_pages_or_elsewhere() -> None:
    maps = {
        "old.md": "new.md#x",
        "older.md": "new.md",
        "rooted.md": "/new.md",
        "away.md": "https://x.org/",
        "f.html": "gone.md",
        1: "new.md",
        "n.md": 2,
    }
    config = MkDocsConfig(
        home="site", docs="site/docs", site_url="https://x.org/base/", plugins={"redirects": {"redirect_maps": maps}}
    )
    found = built(config, "site/docs/new.md").redirects
    assert [(item.url, item.destination, item.target) for item in found] == [
        ("/old/", "/old/index.html", "/base/new/#x"),
        ("/older/", "/older/index.html", "/base/new/"),
        ("/away/", "/away/index.html", "https://x.org/"),
    ]
    assert {item.source for item in found} == {"site/mkdocs.yml"}
    assert found[0].key_path == ("plugins", "redirects", "redirect_maps", "old.md")
    assert built(MkDocsConfig(plugins={"redirects": {"redirect_maps": []}})).redirects == ()


def test_what_plugins_and_hooks_can_make() -> None:
    hooks = {"a.py": "def on_files(files): ...", "b.py": "def on_page_markdown(m): ...", "c.py": "File(x)"}
    found = list(makers_of({"search": {}, "rss": {}, "print-site": {}, "markdown-exec": {}, "strange": {}}, hooks))
    assert found == [
        Maker("the plugin rss", ("/feed_*.xml", "/feed_*.json"), files=True),
        Maker("the plugin print-site", ("/print_page",)),
        Maker("the plugin strange", (ANYWHERE,), files=True),
        Maker("a.py", (ANYWHERE,), files=True),
        Maker("c.py", (ANYWHERE,), files=True),
    ]
    assert list(text_changers({"macros": {}, "strange": {}}, hooks)) == ["the plugin strange", "`b.py`"]


def test_extensions_that_nobody_knows_here() -> None:
    names = (
        "toc",
        "markdown.extensions.tables",
        "pymdownx.emoji",
        "material.extensions.emoji",
        "own",
        "toc:X",
        "own.toc",
    )
    assert list(unknown_extensions(dict.fromkeys(names))) == ["own", "own.toc"]
