"""What is said of mdBook, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect()
GENERATOR = Generator(
    "mdbook",
    "mdBook",
    modelled=True,
    config_names=("book.toml",),
    asks_git=True,
    says=Sentences(reference="a path to the Markdown file"),
    own_keys=(),
    makes={
        "first": "the first chapter, which mdBook puts there as well",
        "print": "the whole book on one page, which mdBook makes",
        "404": "the page for missing addresses that mdBook makes",
        "toc": "the table of contents that mdBook makes",
        "chapter": "a chapter that SUMMARY.md names, for which mdBook makes a file",
    },
    pages_have_dates=False,
    asks_cms_for_url=False,
)
