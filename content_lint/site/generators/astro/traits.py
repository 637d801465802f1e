"""What is said of Astro, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(fences="astro", yaml="js", mdx=(".mdx",), templates="none", folds_keys=False)
GENERATOR = Generator(
    "astro",
    "Astro",
    modelled=True,
    config_names=tuple(f"astro.config.{suffix}" for suffix in ("mjs", "ts", "js", "mts", "cjs", "cts")),
    asks_git=True,
    says=Sentences(
        unclosed=", so Astro reads none of it",
        unread_folder="Name the folder in the `glob()` of a collection in `src/content.config.ts`.",
    ),
    own_keys=(),
    name_keys=("slug",),
    winner_by_chance=True,
    stops_at_repeated_keys=True,
    static_folder="public/",
    stops_at_mdx=True,
    drafts_without_effect=("draft",),
    marks_ids=False,
)
