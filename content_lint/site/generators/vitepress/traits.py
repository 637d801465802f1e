"""What is said of VitePress, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(fences="gray-matter", yaml="js", folds_keys=False, bom_allowed=True, mdx=(".mdx",))
GENERATOR = Generator(
    "vitepress",
    "VitePress",
    modelled=True,
    shows_not_found=True,
    finds_any_case=True,
    config_names=tuple(
        f".vitepress/config{place}.{ending}" for place in ("", "/index") for ending in ("js", "ts", "mjs", "mts")
    ),
    asks_git=True,
    says=Sentences(
        unclosed=", so VitePress reads none of it",
        reference="a path to the Markdown file",
        unread_folder="Let the CMS write below `srcDir` of VitePress.",
    ),
    own_keys=(),
    stops_at_repeated_keys=True,
    makes={
        "404": "the page for missing addresses that VitePress makes",
        "sitemap": "the site map that VitePress makes",
    },
    static_folder="public/",
    pages_have_dates=False,
    asks_cms_for_url=False,
    drafts_without_effect=("draft",),
)
