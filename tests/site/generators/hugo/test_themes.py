"""What can be said where a theme is not there, but known: its places, its shortcodes, its templates for links."""

from __future__ import annotations

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.hooks import Effect, Hook, _of_theme, usual_hook
from content_lint.site.generators.hugo.themes import known_themes
from tests.links.sites import site_of_texts

DOCSY = 'baseURL = "https://e.org/"\n[module]\n[[module.imports]]\npath = "github.com/google/docsy"\n'
OTHER = DOCSY.replace("google/docsy", "someone/theme")


def places(tmp_path, config, links, more="", path="content/docs/a.md"):
    text = f"---\ntitle: A\n---\n## One\n\n{more}\n\n{links}\n"
    site = site_of_texts(tmp_path, {"hugo.toml": config, path: text, "content/b.md": "## Of b\n"})
    found = [find_place(site, item.target) for item in site.once(resolve_links).all]
    return [item.state.value for item in found]


@pytest.mark.parametrize("config", [DOCSY, 'theme = "docsy"\n', 'theme = ["docsy"]\n'])
def test_a_place_on_a_page_of_a_known_theme(tmp_path, config):
    links = "[1](#one) [2](#two) [3](#td-section-nav) [4](#m-x) [5](#of-b)"
    assert places(tmp_path, config, links) == ["there", "missing", "unknown", "unknown", "missing"]


def test_a_list_of_a_known_theme_may_show_other_pages(tmp_path):
    links = "[1](#one) [2](#two) [3](#of-b)"
    config = 'theme = "PaperMod"\n'
    assert places(tmp_path, config, links, path="content/docs/_index.md") == ["there", "missing", "unknown"]


def test_a_list_of_an_unknown_theme_may_have_anything(tmp_path):
    links = "[1](#one) [2](#two) [3](#of-b)"
    assert places(tmp_path, OTHER, links, path="content/docs/_index.md") == ["there", "unknown", "unknown"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ('{{< alert title="Two" >}}two{{< /alert >}}', "missing"),
        ('{{< Alert title="Two" >}}two{{< /Alert >}}', "missing"),
        ('{{< alert id="two" >}}x{{< /alert >}}', "unknown"),
        ('{{< tabpane text=true >}}{{< tab header="Two" >}}two{{< /tab >}}{{< /tabpane >}}', "unknown"),
        ('{{< own title="Two" >}}two{{< /own >}}', "unknown"),
    ],
)
def test_shortcodes_that_make_no_places(tmp_path, more, expected):
    assert places(tmp_path, DOCSY, "[2](#two)", more) == [expected]


@pytest.mark.parametrize(
    ("config", "expected"), [(DOCSY, ["missing", "live"]), (OTHER, ["unknown", "live"])], ids=["docsy", "other"]
)
def test_relative_links_where_the_theme_has_no_template_for_them(tmp_path, config, expected):
    texts = {"content/docs/a.md": "---\ntitle: A\n---\n[x](gone/) [y](../b/)\n", "content/docs/b.md": "x\n"}
    site = site_of_texts(tmp_path, {"hugo.toml": config, **texts})
    assert [item.target.outcome.value for item in site.once(resolve_links).all] == expected


@pytest.mark.parametrize(("target", "unknown"), [("content", False), ("layouts", True)])
def test_a_folder_outside_of_the_site_brings_templates_only_where_it_is_to(tmp_path, target, unknown):
    mounts = f'[[module.mounts]]\nsource = "../x"\ntarget = "{target}"\n[[module.mounts]]\nsource = "content"\n'
    config = f'baseURL = "https://e.org/"\n[module]\n{mounts}target = "content"\n'
    texts = {"content/docs/a.md": "---\ntitle: A\n---\nx\n", "content/docs/b.md": "x\n"}
    site = site_of_texts(tmp_path, {"hugo.toml": config, **texts})
    hook = usual_hook("link", HugoConfig.of(site.settings))
    assert (hook.effect is Effect.UNKNOWN) is unknown


def test_all_that_is_missing_has_to_be_known():
    assert known_themes(()) is None
    assert known_themes(("module github.com/google/docsy", "theme mine")) is None
    both = known_themes(("module github.com/google/docsy/v2", "module github.com/google/docsy/dependencies"))
    assert both is not None
    assert both.links == {"nothing"}
    assert "github.com/twbs/bootstrap" in both.modules


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ({"nothing"}, Effect.NOTHING),
        ({"looks up"}, Effect.LOOKS_UP),
        ({"nothing", "looks up what begins with a slash"}, Effect.LOOKS_UP),
        ({"nothing", "may look up"}, Effect.MAY_LOOK_UP),
        ({"nothing", "may look up", "unknown"}, Effect.UNKNOWN),
    ],
)
def test_what_several_versions_do(effects, expected):
    assert _of_theme(frozenset(effects), Effect.NOTHING, "x") == Hook(expected, "x")


@pytest.mark.parametrize(
    ("config", "path", "outcome"),
    [
        (DOCSY, "/webfonts/a.woff", "unknown"),
        (DOCSY, "/docs/current/metrics.txt", "missing"),
        (DOCSY, "/favicon.ico", "missing"),
        (OTHER, "/docs/current/metrics.txt", "unknown"),
        (OTHER, "/webfonts/a.woff", "unknown"),
    ],
)
def test_files_of_a_theme(tmp_path, config, path, outcome):
    texts = {"hugo.toml": config, "content/a.md": f"---\ntitle: A\n---\n[x]({path})\n"}
    (found,) = site_of_texts(tmp_path, texts).once(resolve_links).all
    assert found.target.outcome.value == outcome
