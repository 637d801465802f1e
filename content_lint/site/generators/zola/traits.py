"""What is said of Zola, and how it reads a file."""

from __future__ import annotations

from content_lint.config.generator import Generator, Sentences
from content_lint.parse.dialect import Dialect

DIALECT = Dialect()
GENERATOR = Generator(
    "zola",
    "Zola",
    modelled=True,
    config_names=("zola.toml", "config.toml"),
    says=Sentences(
        unclosed=", so Zola stops the build",
        unreadable=", so Zola stops the build",
        missing=", so Zola stops the build",
        reference="`@/a/file.md`",
        unread_folder="Let the CMS write below `content`.",
    ),
    own_keys=("path",),
    name_keys=("slug",),
    old_keys=("aliases",),
    makes={
        "home": "the home page that Zola makes",
        "404": "the page for missing addresses that Zola makes",
        "feed": "a feed that Zola makes",
        "sitemap": "the site map that Zola makes",
        "taxonomy": "a list of a taxonomy, which Zola makes",
    },
    static_folder="static/",
    front_matter="always",
    date_keys=frozenset({"date", "updated"}),
    hiding_keys=(),
    dated_names=True,
    asks_cms_for_url=False,
    # components/markdown/src/markdown.rs and components/site/src/link_checking.rs (0.22.1)
    reactions={"file link": "stops", "anchor": "stops"},
    looks_at=("@/", "#"),
)
