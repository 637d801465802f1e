"""Addresses that plugins make, as far as they can be told without running them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from content_lint.parse.facts import Header
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.documents import Reader
from content_lint.site.generators.jekyll.redirects import PLUGIN as REDIRECTS
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Role, SiteFile, State

# Plugins that make pages out of content in ways that only running them tells.
_MAKERS = frozenset(
    {
        "jekyll-archives",
        "jekyll-archives-v2",
        "jekyll-paginate-v2",
        "jekyll-datapage-generator",
        "jekyll-polyglot",
        "jekyll-multiple-languages-plugin",
        "jekyll-scholar",
        "jekyll-tagging",
        "jekyll-auto-authors",
    }
)


def generated_urls(config: JekyllConfig, written: Iterable[Page], reader: Reader) -> tuple[GeneratedUrl, ...]:
    """What the plugins in use write beside the site's own files; none where the site has the file itself.

    Front matter defaults hold for such pages too, and can move them elsewhere.
    """
    shown = {State.LIVE, State.STATIC}
    taken = {page.url for page in written if page.state in shown}
    made = []
    for name, provider in _possible(config):
        if f"/{name}" in taken:
            continue
        page = reader.page(SiteFile(name, Role.PAGE), FileFacts(Header.MISSING))
        made.append(GeneratedUrl(page.url, provider, page.destination, name))
    return tuple(made)


def _possible(config: JekyllConfig) -> Iterator[tuple[str, str]]:
    if REDIRECTS in config.plugins and config.redirects_json:
        yield "redirects.json", REDIRECTS
    if "jekyll-feed" in config.plugins:
        more = (f"feed/{name}.xml" for name in (*config.feed_categories, *config.feed_collections))
        for name in dict.fromkeys(re.sub("/{2,}", "/", name).strip("/") for name in (config.feed_path, *more)):
            yield name, "jekyll-feed"
    if "jekyll-sitemap" in config.plugins:
        yield "sitemap.xml", "jekyll-sitemap"
        yield "robots.txt", "jekyll-sitemap"


def unknown_providers(config: JekyllConfig) -> tuple[str, ...]:
    """Names of themes and plugins that may make more addresses, which cannot be known from here."""
    found = []
    if config.remote_theme is not None and {"jekyll-remote-theme", "github-pages"} & config.plugins:
        found.append(f"the remote theme {config.remote_theme}")
    elif config.theme is not None:
        found.append(f"the theme {config.theme}")
    if config.paginate and "jekyll-paginate" in config.plugins:
        found.append("jekyll-paginate")
    return (*found, *sorted(_MAKERS & config.plugins))
