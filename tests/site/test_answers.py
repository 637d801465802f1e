"""What programs of a site decide, answered by one key of content-lint.toml each."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.errors import ConfigError
from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.cli.command import run
from tests.files import write_files
from tests.links.sites import site_of_folder

ASTRO = {
    ".git/HEAD": "",
    "astro.config.mjs": "export default { trailingSlash: process.env.X };",
    "src/content.config.ts": "import { glob } from 'astro/loaders';\n"
    "import { defineCollection } from 'astro:content';\n"
    "const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.md' }) });\n"
    "export const collections = { blog };\n",
    "src/pages/blog/[year]/[slug].astro": "---\nexport async function getStaticPaths() { return posts(); }\n---\n",
    "src/content/blog/a.md": "---\ntitle: A\ndate: 2021-07-01\n---\n[b](/blog/2022/b/) [c](/blog/2022/c/) [d](../b/)\n",
    "src/content/blog/b.md": "---\ntitle: B\ndate: 2022-07-01\ndraft: true\n---\n",
}
ELEVENTY = {
    ".git/HEAD": "",
    "eleventy.config.js": "import x from './lib.js';\nexport default c => { c.amendLibrary('md', x); };",
    "posts/posts.11tydata.js": "export default { permalink: data => place(data) };",
    "posts/a.md": "# B.c d\n\n# B.c d\n\n[b](/blog/b/) [c](/blog/c/)\n",
    "posts/b.md": "x",
}


def made(root: Path, files: dict[str, str], settings: str) -> Site:
    return site_of_folder(write_files(root, {**files, "content-lint.toml": settings}))


def outcomes(site: Site) -> list[str]:
    return [item.target.outcome.value for item in site.once(resolve_links).all]


@pytest.mark.parametrize(
    ("files", "settings", "expected"),
    [
        (ASTRO, "", ["unknown", "unknown", "unknown"]),
        (ASTRO, 'routes = { blog = "/blog/:year/:id/" }', ["live", "missing", "missing"]),
        (ASTRO, 'drafts = "draft"\nroutes = { blog = "/blog/:year/:id/" }', ["hidden", "missing", "missing"]),
        (ASTRO, 'trailing-slash = "never"\nroutes = { blog = "/blog/:year/:id/" }', ["live", "missing", "missing"]),
        (ELEVENTY, "", ["unknown", "unknown"]),
        (ELEVENTY, 'routes = { posts = "/blog/:id/" }', ["live", "missing"]),
    ],
)
def test_one_key_answers(tmp_path: Path, files: dict[str, str], settings: str, expected: list[str]) -> None:
    assert outcomes(made(tmp_path, files, settings)) == expected


@pytest.mark.parametrize(
    ("style", "ids"),
    [
        ("github-slugger", ("bc-d", "bc-d-1")),
        ("slugify", ("b-c-d", "b-c-d-2")),
        ("markdown-it-anchor", ("b.c-d", "b.c-d-1")),
        ("python-markdown", ("bc-d", "bc-d_1")),
        ("pymdownx", ("bc-d", "bc-d_1")),
        ("none", ()),
    ],
)
def test_heading_ids_are_those_of_the_style_that_is_named(tmp_path: Path, style: str, ids: tuple[str, ...]) -> None:
    anchors = made(tmp_path, ELEVENTY, f'heading-ids = "{style}"').anchors("posts/a.md")
    assert anchors is not None
    assert (anchors.ids, anchors.complete) == (ids, True)


def test_without_the_key_the_advice_names_it(tmp_path: Path) -> None:
    files = {**ELEVENTY, "a.md": "[x](/b/#y)", "b.md": "# Z\n", "posts/a.md": "x"}
    site = made(tmp_path, files, "")
    place = find_place(site, next(i.target for i in site.once(resolve_links).all))
    assert place.cause is not None
    assert "`eleventy.config.js`" in place.cause.reason
    assert "heading-ids" in place.cause.advice


def test_a_route_for_no_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no collection `news`"):
        made(tmp_path, ASTRO, 'routes = { news = "/:id/" }')


def test_doctor_names_what_programs_decide_and_the_key(tmp_path: Path) -> None:
    write_files(tmp_path, {**ASTRO, "src/pages/x.md": "---\ndraft: true\n---\n"})
    text = run(tmp_path, "doctor").out
    assert "2 pages of `blog` have addresses that a program makes" in text
    assert "routes = { blog" in text
    assert 'drafts = "draft"' in text
