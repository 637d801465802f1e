"""Made sites, built by Astro itself: every page is in the file that the model says, with the ids of its headings."""

from __future__ import annotations

import os
import random
import re
import subprocess
from pathlib import Path

import pytest

from content_lint.site.generators.astro.anchors import heading_ids
from content_lint.site.model import State
from tests.files import write_files
from tests.links.sites import site_of_folder
from tests.node import folder_with
from tests.site.generators.astro.routed_site import FILES

NAMES = ("index", "a", "2024-01-02-b", "Caps", "with space", "v1.2.3", "Ünï", "_private", "c_d", "e--f")
FOLDERS = ("", "sub/", "Deep Folder/x.y/", "index/")
SLUGS = ("", "slug: given-{}", "slug: In/Two Parts {}", "title: T")
HEADINGS = ("Plain", "Plain", "v1.2 & more!", "`code` *and* [link](/x)", "Ünï çø", "a  b", "Plain 1")
ROUTE = """---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  const posts = await getCollection('blog');
  return posts.map((post) => ({ params: { slug: post.id }, props: { post } }));
}
const { Content } = await render(Astro.props.post);
---
<Content />
"""
CONTENT = """
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.md' }) });
export const collections = { blog };
"""


def made_site(seed: int) -> dict[str, str]:
    draw = random.Random(seed)
    form = draw.choice(("directory", "file", "preserve"))
    files = {
        "astro.config.mjs": f"export default {{ build: {{ format: '{form}' }}, outDir: 'out', cacheDir: 'cache' }};",
        "package.json": '{"name": "made", "type": "module"}',
        "src/content.config.ts": CONTENT,
        "src/pages/blog/[...slug].astro": ROUTE,
    }
    for number in range(10):
        name = f"{draw.choice(FOLDERS)}{draw.choice(NAMES)}"
        headings = "\n\n".join(f"## {draw.choice(HEADINGS)}" for _ in range(4))
        front = draw.choice(SLUGS).format(number)
        home = "src/content/blog" if draw.random() < 0.7 else "src/pages"
        files[f"{home}/{name}.md"] = f"---\n{front}\n---\n{headings}\n\nMARK{number}END\n"
    return files


def built_of(root: Path) -> dict[str, tuple[str, list[str]]]:
    """The file and the ids of the page that holds each mark."""
    found = {}
    for path in sorted((root / "out").rglob("*.html")):
        text = path.read_text("utf-8")
        for mark in re.findall(r"MARK\d+END", text):
            found[mark] = (f"/{path.relative_to(root / 'out').as_posix()}", re.findall(r'<h2 id="([^"]*)"', text))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_pages_and_ids_are_those_of_astro(tmp_path: Path, seed: int) -> None:
    packages = folder_with("astro") / "node_modules"
    write_files(tmp_path, {".git/HEAD": "", **made_site(seed)})
    (tmp_path / "node_modules").symlink_to(packages)
    environment = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    command = ["node", str((packages / ".bin/astro").resolve()), "build"]
    answer = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    built = built_of(tmp_path)
    (tmp_path / "node_modules").unlink()
    site = site_of_folder(tmp_path)
    seen: dict[str, str] = {}
    for page in site.built.pages:
        document = site.documents[page.path]
        mark = re.search(r"MARK\d+END", document.source.text)
        if page.state is State.LIVE and mark is not None:
            seen[mark[0]] = page.destination
    # Of two pages in one file, chance decides.
    shared = {place for place in seen.values() if list(seen.values()).count(place) > 1}
    assert {mark: place for mark, place in seen.items() if place not in shared} == {
        mark: place for mark, (place, _) in built.items() if place not in shared
    }
    for page in site.built.pages:
        document = site.documents[page.path]
        mark = re.search(r"MARK\d+END", document.source.text)
        if mark is not None and mark[0] in built and page.destination not in shared:
            ids = [item for item in heading_ids(document.body.headings, document.source.text) if item is not None]
            assert ids == built[mark[0]][1]


def test_what_routes_work_out_is_what_astro_writes(tmp_path: Path) -> None:
    packages = folder_with("astro") / "node_modules"
    site = site_of_folder(write_files(tmp_path, {".git/HEAD": "", **FILES}))
    (tmp_path / "node_modules").symlink_to(packages)
    environment = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1"}
    command = ["node", str((packages / ".bin/astro").resolve()), "build"]
    answer = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert answer.returncode == 0, answer.stdout[-2000:] + answer.stderr[-2000:]
    written = {f"/{path.relative_to(tmp_path / 'out').as_posix()}" for path in (tmp_path / "out").rglob("*.*")}
    made = {page.destination for page in site.built.pages if page.state is State.LIVE and page.destination}
    assert made | {item.destination for item in site.built.generated} == written
