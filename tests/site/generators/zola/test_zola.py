"""Addresses, links and ids of Zola's sites, by its own tests (components/content/src/page.rs) and its documentation."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.target import LinkOutcome
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

CONFIG = (
    'base_url = "https://example.org/base"\ndefault_language = "en"\n[languages.fr]\n[[taxonomies]]\nname = "tags"\n'
)


def made(root: Path, files: dict[str, str], config: str = CONFIG) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", "config.toml": config, **files}))


def page(front_matter: str = "", text: str = "") -> str:
    return f"+++\n{front_matter}\n+++\n{text}"


@pytest.mark.parametrize(
    ("path", "front_matter", "url"),
    [
        ("posts/intro/start.md", 'slug = "hello-world"', "/posts/intro/hello-world/"),
        ("start.md", 'slug = "hello-&-world"', "/hello-world/"),
        ("posts/intro/start.md", 'path = "hello-world"', "/hello-world/"),
        ("posts/intro/start.md", 'path = "/hello-world"', "/hello-world/"),
        ("posts/ my file ~#.md", "", "/posts/my-file/"),
        ("posts/with-assets/index.md", "", "/posts/with-assets/"),
        ("posts/2018-10-08_hello.md", "", "/posts/hello/"),
        ("posts/2018-10-08 - hello.md", "", "/posts/hello/"),
        ("posts/2013-06-02/index.md", "", "/posts/2013-06-02/"),
        ("2018-10-08-hello.fr.md", "", "/fr/hello/"),
        ("posts/Big Ünï_c.md", "", "/posts/big-uni-c/"),
        ("Posts Here/_index.md", "", "/Posts%20Here/"),
        ("Posts Here/_index.fr.md", "", "/fr/Posts%20Here/"),
        ("_index.md", "", "/"),
    ],
)
def test_addresses(tmp_path: Path, path: str, front_matter: str, url: str) -> None:
    site = made(tmp_path, {f"content/{path}": page(front_matter)})
    assert [item.url for item in site.built.pages] == [url]


def test_dates_and_names_may_stay(tmp_path: Path) -> None:
    config = 'base_url = "/"\n[slugify]\npaths = "off"\npaths_keep_dates = true\n'
    site = made(tmp_path, {"content/2018-10-08-Hello You.md": page()}, config)
    assert [item.url for item in site.built.pages] == ["/2018-10-08-Hello%20You/"]


def test_an_address_in_letters_that_are_transcribed_is_not_known(tmp_path: Path) -> None:
    site = made(tmp_path, {"content/\u65e5\u672c.md": page()})
    assert [item.url for item in site.built.pages] == [""]


def test_links_and_ids(tmp_path: Path) -> None:
    text = (
        "# A Title, & more\n\n# A title more\n\n## Own {#mine}\n\n[page](@/b/c.md#sub) [none](@/no.md) [draft](@/d.md) "
        "[old](/base/old/) [tag](/base/tags/x/) [top](https://example.org/base/) ![p](p.png) ![s](/base/s.png)\n"
    )
    files = {
        "content/a/index.md": page("", text),
        "content/a/p.png": "x",
        "content/b/c.md": page('aliases = ["old"]', "# Sub\n"),
        "content/d.md": page("draft = true"),
        "static/s.png": "x",
    }
    site = made(tmp_path, files)
    anchors = site.anchors("content/a/index.md")
    assert anchors is not None
    assert anchors.ids == ("a-title-more", "a-title-more-1", "mine")
    found = {name: target.outcome for name, target in targets(site, "content/a/index.md").items()}
    assert found == {
        "page": LinkOutcome.LIVE,
        "none": LinkOutcome.MISSING,
        "draft": LinkOutcome.HIDDEN,
        "old": LinkOutcome.REDIRECT,
        "tag": LinkOutcome.UNKNOWN,
        "top": LinkOutcome.LIVE,
        "p": LinkOutcome.LIVE,
        "s": LinkOutcome.LIVE,
    }
    assert site.pages["content/d.md"].state is State.NEVER


def test_an_alias_at_the_address_of_its_own_page_does_nothing(tmp_path: Path) -> None:
    files = {
        "content/a.md": page('aliases = ["/a", "old"]', "## Sub\n"),
        "content/b.md": page("", "[a](/base/a/#sub) [old](/base/old/)\n"),
    }
    site = made(tmp_path, files)
    found = {name: target.outcome for name, target in targets(site, "content/b.md").items()}
    assert found == {"a": LinkOutcome.LIVE, "old": LinkOutcome.REDIRECT}


def test_where_headings_are_transcribed_only_the_finished_site_tells_their_ids(tmp_path: Path) -> None:
    site = made(tmp_path, {"content/a.md": page("", "# \u65e5\u672c\n\n[a](#nihon)\n")})
    cause = find_place(site, targets(site, "content/a.md")["a"]).cause
    assert cause is not None
    assert cause.reason.endswith("whose headings are in letters that the generator transcribes by a table of its own")
    assert cause.advice == "Check the finished site with `--built DIR`."


def test_files_beside_a_page_are_there_in_every_language(tmp_path: Path) -> None:
    files = {
        "content/a/index.md": page("", "![p](p.png)\n"),
        "content/a/index.fr.md": page("", "![p](p.png)\n"),
        "content/a/p.png": "x",
        "content/README.md": "x",
    }
    site = made(tmp_path, files, 'ignored_content = ["*/README.md", "*.{xlsx,ods}"]\n' + CONFIG)
    for path in ("content/a/index.md", "content/a/index.fr.md"):
        assert [target.outcome for target in targets(site, path).values()] == [LinkOutcome.LIVE]
    assert [item.path for item in site.survey.skipped] == ["content/README.md"]


def test_what_is_in_a_draft_section_is_not_published(tmp_path: Path) -> None:
    """Zola passes over the whole folder (components/site/src/lib.rs), whichever language its draft is in."""
    site = made(
        tmp_path,
        {
            "content/a/_index.md": page("draft = true"),
            "content/a/p.md": page(),
            "content/a/deep/q.md": page(),
            "content/b/_index.fr.md": page("draft = true"),
            "content/b/p.md": page(),
            "content/ab/p.md": page(),
            "content/c/_index.md": page("render = false"),
            "content/c/p.md": page(),
        },
    )
    states = {path.removeprefix("content/"): item.state for path, item in site.pages.items()}
    live = {path for path, state in states.items() if state is State.LIVE}
    assert live == {"ab/p.md", "c/p.md"}
    assert site.pages["content/a/deep/q.md"].reason == "its section is a draft: content/a/_index.md"


@pytest.mark.parametrize(
    ("path", "text", "fragment", "state"),
    [
        ("b.md", "", "gone", "missing"),
        ("b.md", "", "main", "there"),
        ("b.md", "", "toc-1", "unknown"),
        ("b.md", "", "box", "missing"),
        ("b.md", "{{ box(a=1) }}", "box", "there"),
        ("b.md", "{% strange() %}x{% end %}", "gone", "unknown"),
        ("_index.md", "", "gone", "unknown"),
    ],
)
def test_templates_and_shortcodes_bring_places(tmp_path: Path, path: str, text: str, fragment: str, state: str) -> None:
    files = {
        "content/a.md": page("", f"[x](@/{path}#{fragment})\n"),
        f"content/{path}": page("", f"## Here\n\n{text}\n"),
        "templates/page.html": '<main id="main">{{ page.content | safe }}</main><a id="toc-{{ h.id }}">x</a>',
        "templates/shortcodes/box.html": '<div id="box"></div>',
    }
    site = made(tmp_path, files)
    assert find_place(site, targets(site, "content/a.md")["x"]).state.value == state


def test_a_theme_that_is_not_here_may_bring_places(tmp_path: Path) -> None:
    files = {"content/a.md": page("", "[x](#gone)\n"), "templates/page.html": "x"}
    site = made(tmp_path, files, 'base_url = "/"\ntheme = "hyde"\n')
    place = find_place(site, targets(site, "content/a.md")["x"])
    assert place.cause is not None
    assert "whose theme `hyde` is not in the repository" in place.cause.reason
    files["themes/hyde/templates/base.html"] = '<p id="gone">'
    site = made(tmp_path, files, 'base_url = "/"\ntheme = "hyde"\n')
    assert find_place(site, targets(site, "content/a.md")["x"]).state.value == "there"
