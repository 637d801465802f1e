"""Languages with base addresses of their own: each is written into a folder, and served by a host, of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.cli.command import run
from tests.differential.building import read_built
from tests.differential.generators import HUGO, WHY_NO_HUGO, build_hugo, hugo_version
from tests.differential.judging import differences, modelled
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
baseURL = "https://top.example/"
defaultContentLanguage = "en"
defaultContentLanguageInSubdir = true
[languages.en]
baseURL = "https://example.org/"
[languages.en.permalinks.page]
post = "/p/:slug/"
[languages.fr]
baseURL = "https://exemple.fr/sous/"
staticDir = "static_fr"
"""
LAYOUT = '<html><main data-source="{{ with .File }}{{ .Path }}{{ end }}">{{ .Content }}</main></html>\n'
FILES = {
    "hugo.toml": CONFIG,
    ".hugo-version": hugo_version() if HUGO else "0.168.0",
    "layouts/_default/single.html": LAYOUT,
    "layouts/_default/list.html": LAYOUT,
    "static/a.txt": "a",
    "static_fr/f.txt": "f",
    "content/post/a.md": (
        "---\ntitle: A one\naliases: [/old/, rel]\n---\n"
        "[1](/p/b/) [2](/post/b/) [3](https://exemple.fr/sous/post/b/) [4](https://exemple.fr/post/b/) [5](/f.txt)\n"
        '[6](../b/) [7](/old/) [8](https://exemple.fr/sous/p/b/) [9]({{< ref path="b.md" lang="fr" >}})\n'
        '[10]({{< relref path="b.md" lang="fr" >}}) [11]({{< relref "b.md" >}}) [12](#here)\n\n## Here\n'
    ),
    "content/post/b.md": "---\ntitle: B\n---\n",
    "content/post/b.fr.md": (
        "---\ntitle: B\naliases: [/vieux/]\n---\n[1](/post/b/) [2](/sous/post/b/) [3](/sous/f.txt) [4](/sous/a.txt)\n"
        "[5](/sous/vieux/) [6](https://example.org/p/a-one/#here) [7](https://example.org/p/a-one/#gone)\n"
    ),
    "content/post/bundle/index.md": "---\ntitle: Bu\n---\n![i](x.png)\n",
    "content/post/bundle/index.fr.md": "---\ntitle: Bu\n---\n![i](x.png)\n",
    "content/post/bundle/x.png": "x",
}


def outcomes(site: Site, path: str) -> dict[str, str]:
    found = (item for item in site.once(resolve_links).all if item.document.path == path)
    return {item.link.label or item.link.destination: item.target.outcome.value for item in found}


def test_each_language_has_addresses_and_files_of_its_own(tmp_path: Path) -> None:
    site = site_of_folder(write_files(tmp_path, FILES))
    shown = {(page.path, page.language): (page.url, page.destination) for page in site.built.pages}
    assert shown["content/post/a.md", "en"] == ("/p/a-one/", "/en/p/a-one/index.html")
    assert shown["content/post/b.fr.md", "fr"] == ("/post/b/", "/fr/post/b/index.html")
    static = sorted(page.destination for page in site.built.static if page.state is State.STATIC)
    assert static == ["/en/a.txt", "/en/p/bu/x.png", "/fr/f.txt", "/fr/post/bundle/x.png"]
    assert {(item.url, item.destination, item.target) for item in site.built.redirects} == {
        ("/old/", "/en/old/index.html", "https://example.org/p/a-one/"),
        ("/p/rel/", "/en/p/rel/index.html", "https://example.org/p/a-one/"),
        ("/vieux/", "/fr/vieux/index.html", "https://exemple.fr/sous/post/b/"),
    }
    assert not site.built.collisions


def test_a_link_is_asked_of_the_host_that_it_leads_to(tmp_path: Path) -> None:
    site = site_of_folder(write_files(tmp_path, FILES))
    found = outcomes(site, "content/post/a.md")
    assert {name for name, outcome in found.items() if outcome == "missing"} == {"2", "5", "8"}
    assert found["4"] == "elsewhere"  # outside of the path at which French is served
    assert found["7"] == "redirect"
    in_french = outcomes(site, "content/post/b.fr.md")
    # `/post/b/` lies outside of `/sous`, where this page is served, and `/sous/post/b/` was meant.
    assert {name for name, outcome in in_french.items() if outcome == "missing"} == {"1", "4"}
    assert in_french["5"] == "redirect"


def test_what_to_write_instead_is_an_address_of_the_same_host(tmp_path: Path) -> None:
    text = "---\ntitle: C\n---\n[x](/sous/post/bundel/) [y](https://example.org/p/a-on/)\n"
    root = write_files(tmp_path, {**FILES, "content/post/c.fr.md": text})
    found = run(root, "check", "--select", "broken-link", "--output-format", "concise", "content/post/c.fr.md").out
    assert "`/sous/post/bundle/`" in found
    assert "`https://example.org/p/a-one/`" in found


def test_static_folders_of_languages_on_one_host_are_laid_over_each_other(tmp_path: Path) -> None:
    config = CONFIG.replace('baseURL = "https://example.org/"', "").replace('baseURL = "https://exemple.fr/sous/"', "")
    site = site_of_folder(write_files(tmp_path, {**FILES, "hugo.toml": config}))
    static = sorted(page.destination for page in site.built.static if page.state is State.STATIC)
    assert static[:2] == ["/a.txt", "/en/p/bu/x.png"]
    assert "/f.txt" in static


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
def test_hugo_writes_what_is_said_of_it(tmp_path: Path) -> None:
    root = write_files(tmp_path / "site", FILES)
    built = read_built(build_hugo(root, tmp_path / "out", "--quiet"))
    assert list(differences(modelled(root), built, "content/")) == []
