"""The keys of front matter that a generator itself reads: what they say moves, hides or changes a whole page."""

from __future__ import annotations

_COMMON = frozenset(
    {"permalink", "url", "slug", "layout", "draft", "aliases", "redirect_from", "redirect_to"}
    | {"tags", "tag", "categories", "category"}
)
_DATES = {"date", "lastmod", "modified", "publishdate", "pubdate", "published", "expirydate", "unpublishdate"}
# Jekyll reads keys as they are written; besides its own those of the plugins that GitHub Pages allows.
JEKYLL = (
    _COMMON
    | {"date", "published", "collection", "excerpt_separator", "render_with_liquid", "sitemap"}
    | {"lang", "pagination", "page_id"}
)
HUGO = (
    _COMMON
    | _DATES
    | {"title", "linktitle", "type", "weight", "headless", "build", "_build", "cascade", "outputs", "markup", "kind"}
    | {"path", "lang", "translationkey", "sitemap", "resources", "menu", "menus", "summary", "iscjklanguage"}
)
EVERY_ONE = JEKYLL | HUGO | {"id"}
"""For sites of which the generator is not known."""
