"""Schemas of zod's, taken over by `init`: what the schema of Python takes, zod takes as well."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, date
from pathlib import Path

from pydantic import ValidationError

from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from tests.adopt.inside import INIT, run
from tests.files import write_files
from tests.node import folder_with

OBJECT = """z.object({
  title: z.string(),
  note: z.string().optional(),
  draft: z.boolean().default(false),
  on: z.coerce.date(),
  until: z.coerce.date().optional(),
  kind: z.enum(['news', 'event']),
  sort: z.enum(['a', 'b']).optional(),
  number: z.number().optional(),
  tags: z.array(z.any()).default([]),
  ours: other.optional(),
})"""
CONFIG = """import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
const blog = defineCollection({ loader: glob({ base: './src/content/blog', pattern: '**/*.md' }), schema: OBJECT });
export const collections = { blog };
"""
ODD = ["", "A", "a\nb", "[a](/b/)", "2021-07-01", 3, 0.5, True, [], ["a"], {"a": 1}, date(2021, 7, 1)]
BASE = {"title": "A", "on": date(2021, 7, 1), "kind": "news", "ours": 1, "more": "x"}
POST = "---\ntitle: A{}\non: 2021-07-0{}\nkind: news\nnumber: {}\nours: 1\nmore: x\n---\n"


def made(root: Path, posts: int, schema: str = OBJECT) -> tuple[str, str]:
    """The schema that `init` writes for a site, and what it says."""
    files = {f"src/content/blog/{number}.md": POST.format(number, number, number) for number in range(1, posts + 1)}
    config = {"astro.config.mjs": "export default {};\n", "src/content.config.ts": CONFIG.replace("OBJECT", schema)}
    write_files(root, {".git/HEAD": "", **config, **files})
    ran = run(root, *INIT)
    assert ran.status == 0, ran.err
    text = root / "schemas/blog.py"
    return text.read_text("utf-8") if text.is_file() else "", ran.out + ran.err


def test_fields_are_those_that_zod_asks_for_and_those_that_posts_have(tmp_path: Path) -> None:
    text, said = made(tmp_path, 6)
    lines = [line.strip() for line in text.splitlines()]
    assert "draft: bool | None = None" in lines
    assert "on: DateTime" in lines
    assert 'kind: Literal["news", "event"]' in lines
    assert any(line.startswith("more: ") for line in lines)
    assert "what src/content.config.ts asks of `ours` in `blog` is not read: its posts alone count." in said


def test_a_schema_is_enough_without_any_post(tmp_path: Path) -> None:
    text, _ = made(tmp_path, 1)
    assert "title: " in text
    assert "# in no post; src/content.config.ts lets it be left out" in text


def test_a_schema_that_is_code_is_named(tmp_path: Path) -> None:
    _, said = made(tmp_path, 6, "base.extend({})")
    assert "the schema of `blog` in src/content.config.ts is code that is not read: its posts alone count." in said


def test_what_the_written_schema_takes_zod_takes(tmp_path: Path) -> None:
    packages = folder_with("zod") / "node_modules"
    made(tmp_path, 6)
    schema = load_settings(tmp_path, catalog=catalog()).collections["blog"].schema
    assert schema is not None
    asked = [{**BASE, key: value} for key in ("title", "note", "draft", "on", "until", "kind", "sort") for value in ODD]
    asked += [{**BASE, key: value} for key in ("number", "tags") for value in ODD]
    asked += [{key: value for key, value in BASE.items() if key != left_out} for left_out in ("title", "on", "kind")]
    taken = []
    for data in asked:
        try:
            schema.model_validate(data, context={"zone": UTC})
        except ValidationError:
            continue
        taken.append(data)
    assert len(taken) > len(BASE)
    (tmp_path / "asked.json").write_text(json.dumps(taken, default=lambda day: {"day": day.isoformat()}))
    (tmp_path / "node_modules").symlink_to(packages)
    (tmp_path / "ask.mjs").write_text(
        'import fs from "node:fs";\nimport * as z from "zod";\nconst other = z.any();\n'
        f"const judge = {OBJECT};\n"
        "const day = (key, value) => value?.day ? new Date(value.day) : value;\n"
        'const asked = JSON.parse(fs.readFileSync("asked.json"), day);\n'
        "console.log(JSON.stringify(asked.map((item) => judge.safeParse(item).success)));\n"
    )
    done = subprocess.run(["node", "ask.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    answers = json.loads(done.stdout)
    assert [data for data, answer in zip(taken, answers, strict=True) if not answer] == []
