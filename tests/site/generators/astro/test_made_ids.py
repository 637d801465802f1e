"""Ids of entries that a function of the site's own makes (``generateId``), as Astro 5.18 makes pages of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
import {{ defineCollection }} from 'astro:content';
import {{ glob }} from 'astro/loaders';
{before}
const posts = defineCollection({{ loader: glob({{ pattern: '**/*.md', base: './src/posts', {id} }}) }});
export const collections = {{ posts }};
"""
ROUTE = """---
import { getCollection } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('posts')).map((post) => ({ params: { id: post.id }, props: { post } }));
}
const { post } = Astro.props;
---
<p>{post.id}</p>
"""
DOCS = """
import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = {
  docs: defineCollection({ loader: docsLoader({ generateId: HERE }), schema: docsSchema() }),
};
"""


def site(root: Path, identity: str, before: str = "") -> Site:
    files = {
        ".git/HEAD": "",
        "astro.config.mjs": "export default {};\n",
        "src/content.config.ts": CONFIG.format(id=identity, before=before),
        "src/pages/p/[...id].astro": ROUTE,
        "src/posts/A.md": "---\nslug: s\n---\n[gone](/gone/) [none](/p/none/)\n",
        "src/posts/Sub Dir/index.md": "---\ntitle: x\n---\n",
        "src/posts/Lang.md": "---\nlang: he\n---\n",
    }
    return site_of_folder(write_files(root, files))


def addresses(site: Site) -> list[str]:
    return [page.url for page in sorted(site.built.pages, key=lambda page: page.path)]


@pytest.mark.parametrize(
    ("identity", "urls"),
    [
        (r"generateId: ({ entry }) => entry.replace(/\.md$/, '')", ["/p/A/", "/p/Lang/", "/p/Sub%20Dir/index/"]),
        (
            r"generateId({ entry, data }) { return data.lang ? data.lang + '/' + entry : entry.toLowerCase(); }",
            ["/p/a.md/", "/p/he/Lang.md/", "/p/sub%20dir/index.md/"],
        ),
        (
            "generateId: options => options.entry.split('/').join('.')",
            ["/p/A.md/", "/p/Lang.md/", "/p/Sub%20Dir.index.md/"],
        ),
        ("generateId: ({ data }) => `x${data.slug}`", ["/p/xs/", "", ""]),
        ("generateId: ({ entry, base }) => base.pathname + entry", ["", "", ""]),
        ("generateId: made", ["", "", ""]),
    ],
)
def test_ids_that_can_be_followed(tmp_path: Path, identity: str, urls: list[str]) -> None:
    assert addresses(site(tmp_path, identity)) == urls


def test_a_function_with_a_name(tmp_path: Path) -> None:
    before = "const made = ({ entry }) => entry.slice(0, 1);"
    assert addresses(site(tmp_path / "a", "generateId: made", before)) == ["/p/A/", "/p/L/", "/p/S/"]
    two = "const other = glob({ generateId: ({ entry }) => entry });"
    assert addresses(site(tmp_path / "b", "generateId: ({ entry }) => entry", two)) == ["", "", ""]


def test_links_are_known_where_ids_are(tmp_path: Path) -> None:
    for name, identity, outcome in (
        ("known", "generateId: ({ entry }) => entry", "missing"),
        ("code", "generateId: ({ entry }) => hash(entry)", "unknown"),
    ):
        found = {item.link.label: item.target for item in site(tmp_path / name, identity).once(resolve_links).all}
        assert (found["gone"].outcome.value, found["none"].outcome.value) == ("missing", outcome)


@pytest.mark.parametrize(
    ("function", "urls", "outcome"),
    [
        (r"({ entry }) => entry.replace(/\.mdx?$/, '').split('_').join('/')", ["/", "/a/b/"], "missing"),
        ("({ entry }) => hash(entry)", ["", ""], "unknown"),
        ("({ entry, data }) => data.tags.at(0)", ["", ""], "unknown"),
    ],
)
def test_ids_of_starlights_pages(tmp_path: Path, function: str, urls: list[str], outcome: str) -> None:
    starlight = "import starlight from '@astrojs/starlight';\n"
    files = {
        ".git/HEAD": "",
        "astro.config.mjs": f"{starlight}export default {{ integrations: [starlight({{ title: 'x' }})] }};\n",
        "src/content.config.ts": DOCS.replace("HERE", function),
        "src/content/docs/index.md": "---\ntitle: x\n---\n[gone](/gone/)\n",
        "src/content/docs/a_b.md": "---\ntitle: x\n---\n",
    }
    made = site_of_folder(write_files(tmp_path, files))
    assert sorted(addresses(made)) == urls
    assert [item.target.outcome.value for item in made.once(resolve_links).all] == [outcome]
