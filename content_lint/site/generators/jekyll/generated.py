"""Addresses that plugins make, as far as they can be told without running them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from content_lint.config.generators.jekyll.config import JekyllConfig, truthy
from content_lint.parse.facts import FenceState
from content_lint.site.generators.jekyll.documents import DocumentReader
from content_lint.site.generators.jekyll.redirects import PLUGIN as REDIRECTS
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Role, SiteFile, State
from content_lint.text.regex import regex

# What jekyll-optional-front-matter leaves alone, in any case.
_NO_PAGES = "README LICENSE LICENCE COPYING CODE_OF_CONDUCT CONTRIBUTING ISSUE_TEMPLATE PULL_REQUEST_TEMPLATE"
_BARE, _README = "jekyll-optional-front-matter", "jekyll-readme-index"
_INDEX = regex(r"index\.(?:html?|xhtml|xml)\Z", re.IGNORECASE)


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
    bare = tuple(_bare_files(config, there, reader))
    readmes = tuple(_readmes(config, [*(page.url for page in there), *(item.url for item in bare)], there))
    return (*made, *bare, *readmes, *_paginated(config, there))


def _bare_files(config: JekyllConfig, there: Sequence[Page], reader: DocumentReader) -> Iterator[GeneratedUrl]:
    """The pages that jekyll-optional-front-matter makes of Markdown files without front matter."""
    if _BARE not in config.plugins or truthy(config.plugin_settings.get("require_front_matter")):
        return
    if _option(config, "optional_front_matter", "enabled") is False:
        return
    for page in there:
        if page.state is not State.STATIC or page.collection is not None or not _is_markdown(page.path, config):
            continue
        name = page.path.rpartition("/")[2]
        listed = name in config.include or page.path.removeprefix(config.root) in config.include
        if listed or name.rpartition(".")[0].upper() not in _NO_PAGES.split():
            made = reader.page(SiteFile(page.path, Role.PAGE), FileFacts(FenceState.MISSING))
            yield GeneratedUrl(made.url, _BARE, made.destination, page.path)


def _readmes(config: JekyllConfig, urls: Iterable[str], there: Sequence[Page]) -> Iterator[GeneratedUrl]:
    """The index pages that jekyll-readme-index makes of README files in folders that have no index."""
    if _README not in config.plugins or _option(config, "readme_index", "enabled") is False:
        return
    ending = (url for url in urls if url.endswith("/") or _INDEX.search(url))
    taken = {f"{url.lower().rpartition('/')[0]}/" for url in ending}
    with_front_matter = _option(config, "readme_index", "with_frontmatter") is True
    for page in there:
        folder, _, name = f"/{page.path.removeprefix(config.root)}".rpartition("/")
        stem = name.rpartition(".")[0].lower()
        meant = page.state is State.STATIC or (with_front_matter and page.role is Role.PAGE)
        if stem == "readme" and meant and _is_markdown(name, config) and f"{folder.lower()}/" not in taken:
            yield GeneratedUrl(f"{folder}/", _README, f"{folder}/index.html", page.path)


def _is_markdown(path: str, config: JekyllConfig) -> bool:
    return any(path.lower().endswith(ending) for ending in config.markdown_ext)


def _option(config: JekyllConfig, plugin: str, key: str) -> object:
    table = config.plugin_settings.get(plugin)
    return table.get(key) if isinstance(table, Mapping) else None


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
    """The theme, whose files are not known here."""
    if config.remote_theme is not None and {"jekyll-remote-theme", "github-pages"} & config.plugins:
        return (f"the remote theme {config.remote_theme}",)
    return (f"the theme {config.theme}",) if config.theme is not None else ()
