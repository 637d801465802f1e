"""What is said of Docusaurus, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(
    fences="gray-matter",
    yaml="js",
    markdown="commonmark",
    templates="none",
    folds_keys=False,
    bom_allowed=True,
    mdx=(".mdx", ".md"),
)
GENERATOR = Generator(
    "docusaurus",
    "Docusaurus",
    modelled=True,
    shows_not_found=True,
    finds_any_case=True,
    finds_any_slash=True,
    config_names=tuple(f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs", "mts", "cts")),
    asks_git=True,
    says=Sentences(
        unclosed=", so Docusaurus stops the build",
        reference="a path to the Markdown file",
        unread_folder="Let the CMS write below a folder that docusaurus.config names.",
    ),
    own_keys=(),
    name_keys=("slug", "id"),
    stops_at_repeated_keys=True,
    makes={
        "list": "a list that Docusaurus makes",
        "program": "a page that a program in `src/pages` makes",
        "language": "a page of another language, which Docusaurus makes for want of a translation",
        "category": "a page that Docusaurus makes for a category",
        "404": "the page for missing addresses that the theme makes",
        "feed": "a feed that Docusaurus makes",
        "sitemap": "the site map that Docusaurus makes",
    },
    static_folder="static/",
    pages_have_dates=False,
    asks_cms_for_url=False,
)
