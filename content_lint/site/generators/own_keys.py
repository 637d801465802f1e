"""The keys of front matter that a generator itself reads: what they say moves, hides or changes a whole page."""

from __future__ import annotations

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator

_DATES = {"date", "lastmod", "modified", "publishdate", "pubdate", "published", "expirydate", "unpublishdate"}
_COMMON = {"permalink", "url", "slug", "layout", "draft", "aliases", "redirect_from", "redirect_to"} | {
    "tags",
    "tag",
    "categories",
    "category",
}
_KEYS = {
    # Jekyll reads keys as they are written; besides its own those of the plugins that GitHub Pages allows.
    Generator.JEKYLL: {"date", "published", "collection", "excerpt_separator", "render_with_liquid", "sitemap"}
    | {"lang", "pagination", "page_id"},
    Generator.HUGO: _DATES
    | {"title", "linktitle", "type", "weight", "headless", "build", "_build", "cascade", "outputs", "markup", "kind"}
    | {"path", "lang", "translationkey", "sitemap", "resources", "menu", "menus", "summary", "iscjklanguage"},
}
_EVERY_ONE = _COMMON | _KEYS[Generator.JEKYLL] | _KEYS[Generator.HUGO] | {"id"}


def is_own_key(key: object, settings: SiteSettings) -> bool:
    """Whether the site's generator reads a key by itself; where no generator is known, whether any may.

    Args:
        key: a key of the front matter, at its top.
        settings: the site's settings.
    """
    if not isinstance(key, str):
        return False
    name = key if settings.generator is Generator.JEKYLL else key.lower()
    if settings.generator is Generator.PLAIN:
        return name in _EVERY_ONE
    return name in _COMMON or name in _KEYS[settings.generator] or name in _taxonomies(settings)


def _taxonomies(settings: SiteSettings) -> set[str]:
    """The site's own ways of Hugo to group its pages."""
    if settings.generator is not Generator.HUGO:
        return set()
    from content_lint.config.generators.hugo.config import HugoConfig

    return set((HugoConfig.of(settings).taxonomies or {}).values())
