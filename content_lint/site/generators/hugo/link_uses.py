"""Where on a site of Hugo's a link without a host may mean something else than one with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.link_uses import FEED_TYPES, LinkUses, prints_links
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_HUGO_TEXT = regex(r"\.(?:Content|Summary|RawContent|RenderString)\b|\bmarkdownify\b")
_HOOK = regex(r"/_markup/render-(?:link|image)[^/]*$")
_HUGO_RSS = regex(r"(?:^|[/.])(?:rss|index|home\.rss)\.xml$")


def find_uses(site: Site) -> LinkUses:
    """Look at the languages, themes, hooks and settings, and at templates of feeds."""
    config = HugoConfig.of(site.settings)
    languages = len(config.languages) > 1
    rewriters = ["the languages of the site"] if languages else []
    rewriters += config.unknown
    rewriters += [path for path in site.templates if _HOOK.search(path)]
    rewriters += _rewriting_settings(config, site.settings.base_path)
    feeds = [
        path
        for path, text in site.templates.items()
        if path.endswith(FEED_TYPES) and prints_links(text, _HUGO_TEXT) and not _is_completed(path, text)
    ]
    return LinkUses(tuple(feeds), tuple(rewriters), languages=languages)


def _rewriting_settings(config: HugoConfig, base_path: str) -> Iterator[str]:
    """What in Hugo's configuration changes links."""
    if config.relative_urls and base_path:
        yield "Hugo's setting `relativeURLs`"  # it puts the base path in front a second time
    # A table of languages switches that hook on, even with one language in it.
    if config.markup.embeds_hooks or config.names_languages:
        yield "Hugo's own render hook for links"


def _is_completed(path: str, text: str) -> bool:
    """Whether Hugo puts the host in front: it does so in the format RSS, where links come with escaped quotes."""
    return _HUGO_RSS.search(path) is not None and "CDATA" not in text
