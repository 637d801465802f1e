"""Addresses that plugins make, as far as they can be told without running them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.archives import PLUGIN as ARCHIVES
from content_lint.site.generators.jekyll.archives import archives
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.documents import DocumentReader
from content_lint.site.generators.jekyll.redirects import PLUGIN as REDIRECTS
from content_lint.site.model import FileFacts, GeneratedUrl, Maker, Page, Role, SiteFile, State
from content_lint.text.regex import regex

_TEMPLATE = regex(r"(.+\.(?:md|markdown|html))\.(?:erb|j2|jinja2?|mustache|hbs|tmpl|tpl|template|in)\Z")


def generated_urls(config: JekyllConfig, written: Iterable[Page], reader: DocumentReader) -> tuple[GeneratedUrl, ...]:
    """What the plugins in use write beside the site's own files; none where the site has the file itself.

    Front matter defaults hold for such pages too, and can move them elsewhere.
    """
    shown = {State.LIVE, State.STATIC}
    there = [page for page in written if page.state in shown]
    taken = {page.url for page in there}
    made = []
    for name, provider in _possible(config):
        if f"/{name}" in taken:
            continue
        page = reader.page(SiteFile(config.root + name, Role.PAGE), FileFacts(FenceState.MISSING))
        made.append(GeneratedUrl(page.url, provider, page.destination, name))
    if ARCHIVES in config.plugins:
        posts = (page for page in there if page.collection == "posts" and page.in_listing)
        lists = (item for item in archives(posts, reader.terms, config, reader.now) if item.url not in taken)
        made += lists
    return (*made, *_paginated(config, there))


def _paginated(config: JekyllConfig, written: Sequence[Page]) -> Iterator[GeneratedUrl]:
    """The second and later pages of jekyll-paginate, which repeats the first index.html on the way to its path."""
    if not config.paginate or "jekyll-paginate" not in config.plugins:
        return
    above = f"/{config.paginate_path.strip('/')}".rpartition("/")[0]
    repeated = any(
        page.role is Role.PAGE
        and page.path.rpartition("/")[2] == "index.html"
        and f"{above}/".startswith(f"/{page.path.removeprefix(config.root)}".removesuffix("index.html"))
        for page in written
    )
    posts = sum(page.collection == "posts" for page in written)
    for number in range(2, -(-posts // config.paginate) + 1) if repeated else ():
        folder = config.paginate_path.replace(":num", str(number), 1).strip("/")
        yield GeneratedUrl(f"/{folder}/", "jekyll-paginate", f"/{folder}/index.html", f"{folder}/index.html")


def possible_files(config: JekyllConfig) -> frozenset[str]:
    """The files that plugins write where the site has none of that name, without a slash in front."""
    return frozenset(name for name, _ in _possible(config))


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


def filled_in(paths: Iterable[str], reader: DocumentReader) -> Iterator[Maker]:
    """The pages of which only a template is there (``a.md.erb``), that a program fills in before Jekyll runs.

    Args:
        paths: of the files that Jekyll copies or leaves out, from the root.
        reader: makes pages of files.
    """
    for path in paths:
        match = _TEMPLATE.match(path)
        if match is not None:
            page = reader.page(SiteFile(match[1], Role.PAGE), FileFacts(FenceState.MISSING))
            yield Maker(f"a program that fills in `{path}`", (page.url,))


def unknown_providers(config: JekyllConfig) -> tuple[str, ...]:
    """The theme, whose files are not known here."""
    if config.remote_repository:
        return (f"the remote theme {config.remote_theme}",)
    return (f"the theme {config.theme}",) if config.theme is not None else ()
