"""Where on a site of Jekyll's a link without a host may mean something else than one with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.link_uses import FEED_TYPES, PRINTED, LinkUses, machinery, prints_links
from content_lint.site.model import State
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_FEED_SIGN = regex(r"<(?:rss|feed|channel|item|entry)[\s>]")
_LIQUID_TEXT = regex(r"(?:^|\.|\s)(?:content|excerpt|summary|description)\s*(?:\||$)")
_REWRITES = regex(r"\breplace\w*:\s*['\"][^'\"]*(?:href|src)?=\\?['\"]?/")
_REWRITING_PLUGINS = frozenset(
    {"jekyll-polyglot", "jekyll-multiple-languages-plugin", "jekyll-language-plugin", "jekyll-multiple-languages"}
)
_PAGE_IS_CHANGED = regex(r":post_render\b|\.output\b")


def find_uses(site: Site) -> LinkUses:
    """Look at plugins, feeds, and templates that rewrite addresses."""
    languages = sorted(_REWRITING_PLUGINS & JekyllConfig.of(site.settings).plugins)
    rewriters = [*languages]
    feeds = []
    for path, text in site.once(machinery):
        if path.endswith(".rb"):
            if _PAGE_IS_CHANGED.search(text):
                rewriters.append(path)
        elif _is_feed(path, text, site):
            if prints_links(text, _LIQUID_TEXT):
                feeds.append(path)
        elif any(_REWRITES.search(tag) for tag in PRINTED.findall(text)):
            rewriters.append(path)
    return LinkUses(tuple(feeds), tuple(rewriters), languages=bool(languages))


def _is_feed(path: str, text: str, site: Site) -> bool:
    page = site.pages.get(path)
    if page is not None and page.state is State.LIVE and page.destination.endswith(FEED_TYPES):
        return True
    return path.endswith(FEED_TYPES) or _FEED_SIGN.search(text) is not None
