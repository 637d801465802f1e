"""What is said of VuePress 2, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(fences="gray-matter", yaml="js", folds_keys=False, bom_allowed=True)
GENERATOR = Generator(
    "vuepress",
    "VuePress 2",
    modelled=True,
    shows_not_found=True,
    config_names=tuple(f".vuepress/config.{ending}" for ending in ("js", "ts", "mjs", "mts")),
    asks_git=True,
    says=Sentences(
        unclosed=", so VuePress reads none of it",
        reference="a path to the Markdown file",
        unread_folder="Let the CMS write beside `.vuepress`.",
    ),
    own_keys=("permalink",),
    stops_at_repeated_keys=True,
    makes={
        "404": "the page for missing addresses that VuePress makes",
        "sitemap": "the site map that a plugin makes",
    },
    pages_have_dates=False,
    asks_cms_for_url=False,
    marks_ids=False,
    drafts_without_effect=("draft",),
)
