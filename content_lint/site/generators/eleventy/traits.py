"""What is said of Eleventy, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(
    fences="gray-matter", yaml="js", markdown="commonmark", templates="liquid", folds_keys=False, bom_allowed=True
)
GENERATOR = Generator(
    "eleventy",
    "Eleventy",
    modelled=True,
    config_names=(".eleventy.js", *(f"eleventy.config.{ending}" for ending in ("js", "mjs", "cjs", "ts"))),
    asks_git=True,
    fills_templates=True,
    normalises_addresses=True,
    says=Sentences(
        unclosed=", so Eleventy stops the build",
        reference="a path to the file",
        unread_folder="Let the CMS write below Eleventy's input folder.",
    ),
    stops_at_repeated_keys=True,
    drafts_without_effect=("draft", "published"),
    dated_names=True,
    routes_by_folder=True,
    asks_cms_for_url=True,
)
