"""What becomes of files, routes, languages, plugins and what git ignores on sites of Astro's."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

GLOB = """import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
const blog = defineCollection({ loader: glob({ base: "./src/content/blog", pattern: "**/*.{md,mdx}" }) });
export const collections = { blog };
"""
ROUTE = """---
export async function getStaticPaths() {
  const posts = await getCollection("blog");
  return posts.map((post) => ({ params: { slug: post.id }, props: post }));
}
---
<Content />
"""
BLOG = {"astro.config.mjs": "export default {};", "src/content.config.ts": GLOB}
STARLIGHT = """import { defineCollection } from "astro:content";
import { docsLoader } from "@astrojs/starlight/loaders";
import { docsSchema } from "@astrojs/starlight/schema";
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""
DOCS = {"src/content.config.ts": STARLIGHT}


def starlight(options: str = "{}", more: str = "") -> str:
    return (
        'import starlight from "@astrojs/starlight";\n'
        f"export default defineConfig({{ integrations: [starlight({options})], {more} }});\n"
    )


def site_of(root: Path, files: dict[str, str]) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", **files}))


def addresses(site: Site) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for page in site.built.pages:
        found.setdefault(page.path.removeprefix("src/"), []).append(page.url)
    return found


def outcomes(site: Site, path: str) -> dict[str, str]:
    found = targets(site, path)
    return {
        name: target.outcome.value + (f": {target.cause.reason}" if target.cause else "")
        for name, target in found.items()
    }


@pytest.mark.parametrize(
    ("route", "url"),
    [
        (ROUTE, "/blog/a/"),
        (ROUTE.replace("post.id", "post.slug"), "/blog/a/"),
        (ROUTE.replace("{ slug: post.id }", "{ slug: path(post) }"), ""),
        (ROUTE.replace("blog", "other"), ""),
        ('---\nconst { slug } = Astro.params;\nconst post = await getEntry("blog", slug);\n---\n', "/blog/a/"),
    ],
)
def test_the_common_form_of_a_route_gives_addresses(tmp_path: Path, route: str, url: str) -> None:
    site = site_of(tmp_path, {**BLOG, "src/pages/blog/[...slug].astro": route, "src/content/blog/A.md": "x"})
    assert addresses(site) == {"content/blog/A.md": [url]}


def test_a_route_may_ask_a_program_of_the_site_for_the_entries(tmp_path: Path) -> None:
    route = ROUTE.replace('getCollection("blog")', "posts()").replace(
        "---\nexport", '---\nimport { posts } from "@/lib/p";\nexport', 1
    )
    helper = 'export const posts = () => getCollection("blog", ({ data }) => !data.draft);'
    files = {"src/pages/[...slug].astro": route, "src/lib/p.ts": helper}
    site = site_of(tmp_path, {**BLOG, **files, "src/content/blog/a.md": "---\ndraft: true\n---\n"})
    page = site.built.pages[0]
    assert (page.url, page.state) == ("/a/", State.NEVER)


def test_of_addresses_that_code_makes_the_file_is_named_with_the_number_of_pages(tmp_path: Path) -> None:
    route = ROUTE.replace("{ slug: post.id }", "{ slug: path(post) }")
    posts = {f"src/content/blog/{name}.md": "[x](/blog/c/) [y](/gone/)" for name in "ab"}
    site = site_of(tmp_path, {**BLOG, "src/pages/blog/[...slug].astro": route, **posts})
    maker = "`src/pages/blog/[...slug].astro`, which is a program (pages without a known address: 2 of `blog`)"
    assert outcomes(site, "src/content/blog/a.md") == {"x": f"unknown: may be made by {maker}", "y": "missing"}


def test_our_settings_can_give_the_addresses(tmp_path: Path) -> None:
    given = '[collections.blog]\npermalink = "/:year/:slug/"\n'
    route = {"src/pages/[year]/[slug].astro": ""}
    post = {"src/content/blog/2020-01-02-a.md": "x"}
    site = site_of(tmp_path, {**BLOG, **route, **post, "content-lint.toml": given})
    assert addresses(site) == {"content/blog/2020-01-02-a.md": ["/2020/a/"]}


def test_pictures_are_found_beside_their_file_and_links_start_from_the_address(tmp_path: Path) -> None:
    text = "![p](./p.png) ![q](./q.png) [b](./b.md) [c](../b/) [d](/d.pdf)"
    files = {"src/content/blog/p.png": "", "src/content/blog/b.md": "x", "public/d.pdf": ""}
    route = {"src/pages/blog/[...slug].astro": ROUTE}
    site = site_of(tmp_path, {**BLOG, **route, **files, "src/content/blog/a.md": text})
    found = outcomes(site, "src/content/blog/a.md")
    assert found == {"p": "live", "q": "missing", "b": "missing", "c": "live", "d": "live"}


def test_a_plugin_that_changes_links_is_the_cause(tmp_path: Path) -> None:
    config = 'import links from "astro-rehype-relative-markdown-links";\n'
    config += "export default { markdown: { rehypePlugins: [links] } };"
    route = {"src/pages/blog/[...slug].astro": ROUTE}
    files = {**BLOG, "astro.config.mjs": config, **route, "src/content/blog/a.md": "[a](./b.md) [c](./c.md)"}
    found = outcomes(site_of(tmp_path, {**files, "src/content/blog/b.md": "x"}), "src/content/blog/a.md")
    assert found["a"] == "live"
    assert found["c"].startswith("unknown: are relative, and the plugin `astro-rehype-relative-markdown-links`")


def test_what_a_language_lacks_is_made_of_the_default_one(tmp_path: Path) -> None:
    options = "{ defaultLocale: 'en', locales: { en: {}, fr: {} } }"
    page = "---\ntitle: A\n---\n"
    home = "src/content/docs"
    files = {f"{home}/en/a.md": f"{page}## Here\n", f"{home}/fr/b.md": page, f"{home}/en/b.md": page}
    site = site_of(tmp_path, {**DOCS, "astro.config.mjs": starlight(options), **files})
    assert addresses(site) == {
        "content/docs/en/a.md": ["/en/a/", "/fr/a/"],
        "content/docs/en/b.md": ["/en/b/"],
        "content/docs/fr/b.md": ["/fr/b/"],
    }


def test_the_places_of_a_page_are_known_with_its_components(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\n## Here {#own}\n\n[a](#here-own) [b](#_top) [c](#gone) [d](#own)\n"
    site = site_of(tmp_path, {**DOCS, "astro.config.mjs": starlight(), "src/content/docs/a.md": text})
    found = {name: find_place(site, target).state for name, target in targets(site, "src/content/docs/a.md").items()}
    missing = PlaceState.MISSING
    assert found == {"a": PlaceState.THERE, "b": PlaceState.THERE, "c": missing, "d": missing}


def test_what_git_ignores_is_made_by_a_program(tmp_path: Path) -> None:
    files = {
        "src/content/docs/reference/.gitignore": "api/*\n",
        "src/content/docs/a.md": "[x](/reference/api/b/) [y](/c/)",
    }
    found = outcomes(site_of(tmp_path, {**DOCS, "astro.config.mjs": starlight(), **files}), "src/content/docs/a.md")
    assert found["x"].startswith(
        "unknown: may be made by a program whose files `src/content/docs/reference/.gitignore`"
    )
    assert found["y"] == "missing"


def test_what_stops_starlight_is_told(tmp_path: Path) -> None:
    texts = {"a": "draft: 'true'\ntitle: x", "b": "title: 5", "c": "description: x", "d": "title: x\ndraft: true"}
    files = {f"src/content/docs/{name}.md": f"---\n{text}\n---\n" for name, text in texts.items()}
    site = site_of(tmp_path, {**DOCS, "astro.config.mjs": starlight(), **files})
    assert {(item.path[-4], item.key_path) for item in site.built.fatal} == {
        ("a", ("draft",)),
        ("b", ("title",)),
        ("c", ()),
    }


def test_two_entries_with_one_id_collide(tmp_path: Path) -> None:
    posts = {f"src/content/blog/{name}.md": "---\nslug: same\n---\n" for name in "ab"}
    site = site_of(tmp_path, {**BLOG, "src/pages/blog/[...slug].astro": ROUTE, **posts})
    assert [item.destination for item in site.built.collisions] == ["/blog/same/index.html"]


def test_a_program_may_write_pages_into_the_finished_site(tmp_path: Path) -> None:
    program = "new Builder({ from: '../../src/x', to: '../../dist/more/status.html', other: 'dist/sub/index.html' });\n"
    text = "[a](/more/status) [b](/more/status.html) [c](/sub/) [d](/more/other)\n"
    files = {"astro.config.mjs": "export default {};\n", "packages/tracker/build.ts": program, "src/pages/a.md": text}
    site = site_of(tmp_path, files)
    made = "unknown: may be made by `packages/tracker/build.ts`, which writes into the finished site"
    assert outcomes(site, "src/pages/a.md") == {"a": made, "b": made, "c": made, "d": "missing"}
