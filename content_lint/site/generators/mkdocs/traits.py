"""What is said of MkDocs, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect(
    fences="mkdocs",
    yaml="pyyaml_safe",
    markdown="python",
    templates="none",
    folds_keys=False,
    bom_allowed=True,
)
GENERATOR = Generator(
    "mkdocs",
    "MkDocs",
    modelled=True,
    config_names=tuple(f"{stem}.{end}" for stem in ("mkdocs", "properdocs", "zensical") for end in ("yml", "yaml")),
    says=Sentences(
        unclosed=", so MkDocs shows it to readers as text",
        unreadable=", so MkDocs shows it to readers as text",
        reference="a path to the Markdown file",
        hide="To hide it, name its file under `draft_docs` or `exclude_docs` in mkdocs.yml.",
        unread_folder="Let the CMS write below `docs_dir`.",
    ),
    own_keys=(),
    drafts_without_effect=("draft", "published"),
    makes={
        "404": "the page for missing addresses that the theme makes",
        "search": "the search page that the theme makes",
        "sitemap": "the site map that MkDocs makes",
        "blog": "a page of the blog plugin",
        "tags": "a page of the tags plugin",
    },
    static_folder="",
    pages_have_dates=False,
    asks_cms_for_url=False,
)
