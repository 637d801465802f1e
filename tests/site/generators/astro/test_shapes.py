"""zod schemas that are written out: what they ask of front matter, and what Astro stops at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
const limit = 60;
const blog = defineCollection({
  loader: glob({ base: './src/content/blog', pattern: '**/*.md' }),
  schema: SCHEMA,
});
export const collections = { blog };
"""
OBJECT = """z.object({
  title: z.string().max(limit),
  draft: z.boolean().default(false),
  date: z.coerce.date().optional(),
  day: z.date().nullable().optional(),
  kind: z.enum(['news', 'event']).optional(),
  number: z.number().int().nullish(),
  tags: z.array(z.string()).default([]),
  either: z.string().or(z.number()).optional(),
  ours: other.optional(),
})"""


def stops(root: Path, front_matter: str, schema: str = OBJECT) -> list[tuple[object, ...]]:
    files = {
        ".git/HEAD": "",
        "astro.config.mjs": "export default {};",
        "src/content.config.ts": CONFIG.replace("SCHEMA", schema),
        "src/content/blog/a.md": f"---\n{front_matter}\n---\n",
    }
    built = site_of_folder(write_files(root, files)).built
    assert {item.path for item in built.fatal} <= {page.path for page in built.pages if page.state != "live"}
    return [item.key_path for item in built.fatal]


@pytest.mark.parametrize(
    ("front_matter", "keys"),
    [
        ("title: A", []),
        ("draft: true", [()]),
        ("title: 5", [("title",)]),
        ("title: A\ndraft: 'true'", [("draft",)]),
        ("title: A\ndraft: true", []),
        ("title: A\ndate: 01.07.2021", []),
        ("title: A\nday: 01.07.2021", [("day",)]),
        ("title: A\nday: 2021-07-01", []),
        ("title: A\nday:", []),
        ("title: A\nkind: other", [("kind",)]),
        ("title: A\nkind: news", []),
        ("title: A\nnumber: x", [("number",)]),
        ("title: A\nnumber:", []),
        ("title: A\nnumber: true", [("number",)]),
        ("title: A\ntags: x", [("tags",)]),
        ("title: A\neither: [1]", []),
        ("title: A\nours: 1\nunknown: 2", []),
    ],
)
def test_what_does_not_fit_stops_the_build(tmp_path: Path, front_matter: str, keys: list[tuple[str, ...]]) -> None:
    assert stops(tmp_path, front_matter) == keys


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ("({ image }) => z.object({ title: z.string(), hero: image() })", 1),
        ("z.object({ title: z.string() }).strict()", 1),
        ("z.object({ title: z.string() }).partial()", 0),
        ("base.extend({ title: z.string() })", 0),
        ("z.union([z.object({ title: z.string() }), z.any()])", 0),
    ],
)
def test_only_what_is_written_out_is_taken_for_sure(tmp_path: Path, schema: str, found: int) -> None:
    assert len(stops(tmp_path, "other: 1", schema)) == found
