"""Versions, languages, parts and redirects of Docusaurus' sites."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
const options = { numberPrefixParser: false };
const config: Config = {
  title: 'x', url: 'https://www.example.org', baseUrl: '/base/', trailingSlash: false,
  i18n: { defaultLocale: 'en', locales: ['en', 'fr'] },
  presets: [['classic', { docs: { ...options, lastVersion: '1.0' }, blog: { routeBasePath: 'news' } }]],
  plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: ['/old'], to: '/docs/a' }] }]],
};
export default config;
"""
FILES = {
    "docusaurus.config.ts": CONFIG,
    "versions.json": '["1.0"]',
    "docs/a.md": "# A\n\n[b](./b.md) [v](/docs/only-old) [old](/old) [gone](c.md)\n",
    "docs/b.md": (
        "import Part from './_part.mdx';\n\n## Own {#mine}\n\n<Part />\n\n[p](#in-part) [q](#a-part) [r](#mine)\n"
    ),
    "docs/_part.mdx": "# Part\n\n## In part\n",
    "docs/d.md": "---\ndraft: 'true'\n---\n",
    "versioned_docs/version-1.0/only-old.md": "x",
    "i18n/fr/docusaurus-plugin-content-docs/current/a.md": "[b](./b.md) [i](/img/i.png)",
    "news/2024-01-02-x.md": "---\ntags: [one]\n---\n",
    "blog/2024-01-02-y.md": "---\ntags: [one]\n---\n",
    "static/img/i.png": "x",
    "src/pages/hello.js": "x",
}


def site(root: Path, more: Mapping[str, str] = MappingProxyType({})) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", **FILES, **more}))


def test_versions_and_languages_have_their_own_addresses(tmp_path: Path) -> None:
    pages = [page for page in site(tmp_path).built.pages if page.state is State.LIVE]
    found = {page.path: page.url for page in pages if page.in_listing}
    assert found["docs/a.md"] == "/docs/next/a"
    assert found["versioned_docs/version-1.0/only-old.md"] == "/docs/only-old"
    assert found["i18n/fr/docusaurus-plugin-content-docs/current/a.md"] == "/fr/docs/next/a"
    assert found["blog/2024-01-02-y.md"] == "/news/2024/01/02/y"
    assert "docs/d.md" not in found
    assert "news/2024-01-02-x.md" not in found  # the folder is still called `blog`


def test_what_is_made_besides_answers(tmp_path: Path) -> None:
    addresses = site(tmp_path).addresses
    for path in (
        "/hello",
        "/fr/hello",
        "/fr/docs/only-old",
        "/news/tags/one",
        "/news/archive",
        "/old",
        "/news/rss.xml",
    ):
        assert addresses.find(path) is not None, path


def test_links_to_files_lead_to_the_page_of_the_same_language(tmp_path: Path) -> None:
    made = site(tmp_path)
    found = {
        (item.document.path, item.link.label): (item.target.url, item.target.outcome.value)
        for item in made.once(resolve_links).all
    }
    assert found["docs/a.md", "b"] == ("/base/docs/next/b", "live")
    assert found["docs/a.md", "v"] == ("/base/docs/only-old", "live")
    assert found["docs/a.md", "old"] == ("/base/old", "redirect")
    assert found["docs/a.md", "gone"][1] == "missing"
    french = "i18n/fr/docusaurus-plugin-content-docs/current/a.md"
    assert found[french, "b"] == ("/base/fr/docs/next/b", "live")
    assert found[french, "i"][1] == "live"


def test_a_page_has_the_places_of_the_parts_that_it_shows(tmp_path: Path) -> None:
    made = site(tmp_path)
    links = {item.link.label: item.target for item in made.once(resolve_links).all if item.document.path == "docs/b.md"}
    assert find_place(made, links["p"]).state is PlaceState.THERE
    assert find_place(made, links["r"]).state is PlaceState.THERE
    assert find_place(made, links["q"]).state is PlaceState.MISSING


def test_a_site_that_shows_headings_itself_may_give_them_other_ids(tmp_path: Path) -> None:
    made = site(tmp_path, {"src/theme/Heading/index.js": "export default function Heading() {}\n"})
    anchors = made.anchors("docs/b.md")
    assert anchors is not None
    assert anchors.gap == "whose headings `src/theme/Heading` shows"


CATEGORIES = {
    "docs/one/_category_.json": '{"label": "Réal Name & more", "link": {"type": "generated-index"}}',
    "docs/02-two/_category_.yml": "link:\n  type: generated-index\n",
    "docs/three/_category_.json": '{"label": "Other", "link": {"type": "generated-index", "slug": "/odd/place"}}',
    "docs/four/_category_.json": '{"label": "Without a page"}',
    "docs/five/_category_.json": '{"label": "Réal Name & more", "link": {"type": "generated-index"}}',
}


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        ("/base/docs/next/category/réal-name--more", "live"),
        ("/base/docs/next/category/réal-name--more-1", "live"),
        ("/base/docs/next/category/réal-name--more-2", "missing"),
        ("/base/fr/docs/next/category/réal-name--more", "live"),
        ("/base/docs/next/category/02-two", "live"),  # `numberPrefixParser` is off
        ("/base/docs/next/odd/place", "live"),
        ("/base/docs/next/category/other", "missing"),
        ("/base/docs/next/category/without-a-page", "missing"),
        ("/base/docs/category/two", "missing"),
    ],
)
def test_categories_have_the_addresses_of_their_labels(tmp_path: Path, destination: str, outcome: str) -> None:
    made = site(tmp_path, {**CATEGORIES, "docs/a.md": f"[x]({destination})\n"})
    found = [item.target for item in made.once(resolve_links).all if item.document.path == "docs/a.md"]
    assert [target.outcome.value for target in found] == [outcome]


@pytest.mark.parametrize(
    ("sidebars", "outcome"),
    [
        ("module.exports = { a: [{ type: 'autogenerated', dirName: '.' }] };", "missing"),
        ("module.exports = { a: [{ type: 'category', link: { type: 'generated-index' } }] };", "unknown"),
        ("module.exports = { a: [{ label: 'X', link: { type: 'generated-index' } }] };", "live"),
        (
            "const a = [{ label: 'Z', link: { type: 'generated-index', slug: '/category/x' } }]; export default { a };",
            "unknown",
        ),
        ("export default { a: [{ label: 'Z', items: [{ label: 'X', link: { type: 'generated-index' } }] }] };", "live"),
        ("export default { a: [{ label: 'Z', link: { type: 'generated-index', slug: 'category/x' } }] };", "live"),
        ("export default { a: [{ label: named(), link: { type: 'generated-index' } }] };", "unknown"),
        ("export default { a: [...made('generated-index')] };", "unknown"),
        ("module.exports = { a: require('./more') };", "unknown"),
    ],
)
def test_sidebars_may_make_pages_of_categories(tmp_path: Path, sidebars: str, outcome: str) -> None:
    made = site(tmp_path, {"sidebars.js": sidebars, "docs/a.md": "[x](/base/docs/next/category/x)\n"})
    found = [item.target for item in made.once(resolve_links).all if item.document.path == "docs/a.md"]
    assert [target.outcome.value for target in found] == [outcome]


@pytest.mark.parametrize(
    ("plugin", "text", "state"),
    [
        ("import('remark-deflist')", "", "missing"),
        ("require('./own')", "module.exports = () => tree => visit(tree, 'code', fill);", "missing"),
        ("own", "module.exports = () => tree => visit(tree, 'code', fill);", "missing"),
        ("require('./own')", "module.exports = () => tree => visit(tree, 'heading', number);", "unknown"),
        ("require('./own')", "", "unknown"),
        ("require('remark-strange')", "", "unknown"),
    ],
)
def test_a_plugin_that_leaves_headings_alone_hides_no_dead_place(
    tmp_path: Path, plugin: str, text: str, state: str
) -> None:
    config = f"""
import own from './own';
export default {{
  title: 'x', url: 'https://www.example.org', baseUrl: '/',
  presets: [['classic', {{ docs: {{ remarkPlugins: [{plugin}] }} }}]],
}};
"""
    files = {".git/HEAD": "", "docusaurus.config.js": config, "docs/a.md": "## Part\n\n[x](#gone)\n"}
    made = site_of_folder(write_files(tmp_path, {**files, **({"own.js": text} if text else {})}))
    assert find_place(made, made.once(resolve_links).all[0].target).state.value == state


def test_a_page_without_a_translation_has_the_places_of_the_original(tmp_path: Path) -> None:
    french = "i18n/fr/docusaurus-plugin-content-docs/current/a.md"
    text = "# A\n\n[there](./b.md#deep) and [not there](./b.md#nope)\n"
    made = site(tmp_path, {french: text, "docs/b.md": "# B\n\n## Deep\n"})
    links = {item.link.label: item.target for item in made.once(resolve_links).all if item.document.path == french}
    assert links["there"].url == "/base/fr/docs/next/b"
    assert find_place(made, links["there"]).state is PlaceState.THERE
    assert find_place(made, links["not there"]).state is PlaceState.MISSING


@pytest.mark.parametrize(
    ("program", "makers"),
    [
        ("module.exports = () => ({ name: 'own', loadContent() { return fetch('/x'); } });", []),
        (
            "module.exports = () => ({ contentLoaded({ actions }) { actions.addRoute({ path }); } });",
            ["`./plugins/own`"],
        ),
    ],
)
@pytest.mark.parametrize("written", ["path.resolve(__dirname, 'plugins', 'own')", "require.resolve('./plugins/own')"])
def test_a_plugin_of_the_sites_own_is_read_wherever_it_is_named_from(tmp_path, program, makers, written):
    config = f"module.exports = {{ title: 'x', baseUrl: '/', presets: ['classic'], plugins: [{written}] }};"
    files = {".git/HEAD": "", "docusaurus.config.js": config, "docs/a.md": "# A\n", "plugins/own.js": program}
    made = site_of_folder(write_files(tmp_path, files))
    named = [maker.name for maker in made.built.makers if "plugin" in maker.name]
    assert named == [f"the plugin {name}" for name in makers]


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        ("/base/docs/category/old-one", "live"),
        ("/base/docs/2.0/category/old-one", "missing"),
        ("/base/docs/next/category/old-one", "missing"),
        ("/base/docs/next/category/new-one", "live"),
    ],
)
def test_each_version_has_the_categories_of_its_own_sidebar(tmp_path: Path, destination: str, outcome: str) -> None:
    old = '{"a": [{"type": "category", "label": "Old one", "link": {"type": "generated-index"}, "items": []}]}'
    files = {
        "versions.json": '["2.0", "1.0"]',
        "versioned_docs/version-2.0/a.md": "a",
        "versioned_docs/version-1.0/a.md": "a",
        "versioned_sidebars/version-1.0-sidebars.json": old,
        "versioned_sidebars/version-2.0-sidebars.json": "{}",
        "sidebars.js": "export default { a: [{ label: 'New one', link: { type: 'generated-index' } }] };",
        "docs/a.md": f"[x]({destination})\n",
    }
    made = site(tmp_path, files)
    found = [item.target for item in made.once(resolve_links).all if item.document.path == "docs/a.md"]
    assert [target.outcome.value for target in found] == [outcome]
