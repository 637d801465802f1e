"""What becomes of one post or item, where that hangs on no other file, and nothing else on it."""

from __future__ import annotations

from datetime import datetime

from content_lint.site.generators.jekyll.archives import PLUGIN as ARCHIVES
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.defaults import Defaults
from content_lint.site.generators.jekyll.documents import DocumentReader
from content_lint.site.generators.jekyll.entry_filter import EntryFilter
from content_lint.site.generators.jekyll.generated import possible_files
from content_lint.site.generators.jekyll.languages import PLUGIN as LANGUAGES
from content_lint.site.generators.jekyll.pagination import PLUGIN as PAGES
from content_lint.site.generators.jekyll.read import PathSorter, begins_with_fence
from content_lint.site.model import FileFacts, Page, Role, SiteFile

_COUNTING = frozenset({ARCHIVES, LANGUAGES, PAGES, "jekyll-paginate"})
"""Plugins that make other pages of all posts together."""


def lone_file(path: str, head: bytes, config: JekyllConfig) -> SiteFile | None:
    """What a file is, if it is a post or an item and nothing besides; None where that cannot be said.

    Args:
        path: from the site's root.
        head: its first line.
        config: the site's configuration.
    """
    counts = config.limit_posts or config.paginate or not _COUNTING.isdisjoint(config.plugins)
    if counts or config.root or any("*" in item.path for item in config.defaults):
        return None
    keep = EntryFilter(config, lambda folder: path.startswith(f"{folder}/"))
    found, _ = PathSorter(config, keep, lambda _: begins_with_fence(head)).sort(path)
    return found[0] if len(found) == 1 and found[0].role in (Role.POST, Role.ITEM) else None


def lone_page(file: SiteFile, facts: FileFacts, config: JekyllConfig, now: datetime) -> Page | None:
    """What becomes of such a file; None where it stops the build, or is in the place of a plugin's page."""
    reader = DocumentReader(config, Defaults(config, ()), now)
    page = reader.document(file, facts)
    return None if reader.fatal or page.url.lstrip("/") in possible_files(config) else page
