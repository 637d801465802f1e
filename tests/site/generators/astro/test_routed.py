"""Pages of routes whose programs are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.site.generators.astro.routed_site import FILES


def site(root: Path, more: Mapping[str, str | None] | None = None) -> Site:
    files = {path: text for path, text in {**FILES, **(more or {})}.items() if text is not None}
    return site_of_folder(write_files(root, {".git/HEAD": "", **files}))


def test_each_entry_is_where_its_route_puts_it(tmp_path):
    pages = [(page.path.removeprefix("src/content/"), page.url, page.state) for page in site(tmp_path).built.pages]
    assert pages == [
        ("blog/news/01-first.md", "/blog/news/2023/first/", State.LIVE),
        ("blog/news/02-second.md", "/blog/news/2024/second/", State.LIVE),
        ("blog/news/third.md", "/blog/news/2024/third/", State.LIVE),
        ("blog/notes/draft.md", "/blog/notes/2024/draft/", State.NEVER),
        ("docs/Some Name.md", "/docs/some-name/", State.LIVE),
        ("docs/both.md", "/docs/both/", State.NEVER),
        ("docs/both.md", "/docs/my/both/", State.LIVE),
        ("docs/deep/er/unlisted.md", "", State.LIVE),
        ("docs/my/start.md", "/docs/my/start/", State.LIVE),
        ("docs/start.md", "/docs/start/", State.LIVE),
    ]


def test_pages_of_no_entry_and_files_are_made_besides(tmp_path):
    made = [item.url for item in site(tmp_path).built.generated if item.provider != "src/pages/docs/both.astro"]
    assert sorted(made) == [
        "/blog/news/",
        "/blog/news/2/",
        "/blog/notes/",
        "/list/",
        "/list/2/",
        "/tags/de/",
        "/tags/others/",
        "/text/both-docs.txt",
        "/text/deep/er/unlisted-docs.txt",
        "/text/my/start-docs.txt",
        "/text/some-name-docs.txt",
        "/text/start-docs.txt",
    ]


def test_links_there_are_judged(tmp_path):
    made = site(tmp_path)
    links = {item.link.label: item.target for item in made.once(resolve_links).all}
    assert links["pg"].outcome.value == "live"
    assert links["gone"].outcome.value == "missing"
    assert find_place(made, links["place"]).state is PlaceState.THERE


def paths_of(program: str) -> str:
    return f"---\nimport {{ getCollection }} from 'astro:content';\n{program}\n---\n<Content />\n"


@pytest.mark.parametrize(
    "program",
    [
        "export async function getStaticPaths() { return (await fetch('/x')).json(); }",
        "export async function getStaticPaths() { return (await getCollection('data')).map(() => ({ params: {} })); }",
        "export async function getStaticPaths() { const [first] = await getCollection('docs'); return [first]; }",
        "export function getStaticPaths() { return [{ params: { other: 'x' } }].concat(more); }",
        "export function getStaticPaths() { return [{ params: { tag: 'a/b' } }]; }",
        "export function getStaticPaths() { return [{ params: { tag: '' } }]; }",
        "export function getStaticPaths() { return ['x']; }",
        "export function getStaticPaths() { return [{ params: { tag: process.env.TAG } }]; }",
        "export const prerender = false;\nexport function getStaticPaths() { return [{ params: { tag: 'x' } }]; }",
        "const getStaticPaths = async () =>\n(await getCollection('blog')).map((a) => ({ params: a.data.tags[0] }));",
    ],
)
def test_what_only_running_it_tells_may_make_anything_there(tmp_path, program):
    made = site(tmp_path, {"src/pages/tags/[tag].astro": paths_of(program)})
    assert "`src/pages/tags/[tag].astro`" in " ".join(maker.name for maker in made.built.makers)
    assert not [item for item in made.built.generated if item.url.startswith("/tags")]


def test_front_matter_that_a_schema_changes_is_not_known(tmp_path):
    changed = FILES["src/content.config.ts"].replace("lang: z.string()", "lang: z.string().toLowerCase()")
    made = site(tmp_path, {"src/content.config.ts": changed})
    assert not [item for item in made.built.generated if item.url.startswith("/tags")]


def test_front_matter_without_a_schema_is_as_it_is_written(tmp_path):
    program = """export async function getStaticPaths() {
      const docs = await getCollection('docs');
      return docs.map((doc) => ({ params: { tag: doc.data.tag ?? doc.data.day.getFullYear() } }));
    }"""
    texts = {path: None for path in FILES if path.startswith("src/content/docs/")}
    more = {
        "src/content/docs/a.md": "---\ntag: One\n---\n",
        "src/content/docs/b.md": "---\nday: 2024-05-06\n---\n",
        "src/content/docs/pg/_meta.json": "[]",
    }
    made = site(tmp_path, {**texts, **more, "src/pages/tags/[tag].astro": paths_of(program)})
    assert [item.url for item in made.built.generated if item.url.startswith("/tags")] == ["/tags/One/", "/tags/2024/"]


def test_what_git_ignores_may_have_such_pages_as_well(tmp_path):
    made = site(tmp_path, {".gitignore": "src/content/blog/made.md\n"})
    addresses = [address for maker in made.layouts.plugins for address in maker.addresses]
    assert addresses == ["/blog/*", "/tags/*"]


OWN = """export default () => ({ name: 'own', hooks: { 'astro:config:setup': ({ injectRoute }) => {
  injectRoute({ pattern: '/added/[...slug]', entrypoint: './x.astro' });
  injectRoute({ entrypoint: './y.astro', pattern: "plain" });
  %s
} } });
"""


@pytest.mark.parametrize(
    ("more", "addresses"),
    [
        ("", [("/added/**",), ("/plain",)]),
        ("injectRoute({ pattern: `${base}/x`, entrypoint });", [("/added/**",), ("/plain",), ("/**",)]),
        ("context.injectRoute(route); // injectRoute,", [("/added/**",), ("/plain",)]),
    ],
)
def test_integrations_of_the_sites_own_add_routes(tmp_path, more, addresses):
    config = "import own from './own.mjs';\nexport default { integrations: [own()] };"
    made = site(tmp_path, {"astro.config.mjs": config, "own.mjs": OWN % more})
    assert [maker.addresses for maker in made.built.makers if "own.mjs" in maker.name] == addresses
