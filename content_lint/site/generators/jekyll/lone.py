"""What becomes of one post or item, where that hangs on no other file, and nothing else on it."""

from __future__ import annotations

from collections.abc import Sequence
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
from content_lint.site.generators.jekyll.redirects import redirects_of
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Redirect, Role, SiteFile, State

_COUNTING = frozenset({ARCHIVES, LANGUAGES, PAGES, "jekyll-paginate"})
"""Plugins that make other pages of all posts together."""


def lone_post(path: str, head: bytes, config: JekyllConfig, now: datetime) -> LonePost | None:
    """A file that is a post or an item and nothing besides; None where that cannot be said.

    Args:
        path: from the site's root.
        head: its first line.
        config: the site's configuration.
        now: the clock (aware).
    """
    file = _lone(path, head, config)
    return LonePost(file, config, now) if file is not None and file.role in (Role.POST, Role.ITEM) else None


def lone_copy(path: str, config: JekyllConfig, now: datetime) -> Page | None:
    """What becomes of a file without front matter that lies in no collection; None where that cannot be said.

    Args:
        path: from the site's root.
        config: the site's configuration.
        now: the clock (aware).
    """
    file = _lone(path, b"", config)
    if file is None or file.role is not Role.STATIC or file.collection is not None:
        return None
    page = DocumentReader(config, Defaults(config, ()), now).static(file)
    return None if page.state is not State.STATIC or page.url.lstrip("/") in possible_files(config) else page


def _lone(path: str, head: bytes, config: JekyllConfig) -> SiteFile | None:
    """What a file is that begins so, where it is one thing, and Jekyll counts nothing together."""
    counts = config.limit_posts or config.paginate or not _COUNTING.isdisjoint(config.plugins)
    if counts or config.root or any("*" in item.path for item in config.defaults):
        return None
    keep = EntryFilter(config, lambda folder: path.startswith(f"{folder}/"))
    found, _ = PathSorter(config, keep, lambda _: begins_with_fence(head)).sort(path)
    return found[0] if len(found) == 1 else None


class LonePost:
    """What becomes of such a file, and what of the others, does not hang on each other.

    Attributes:
        file: the file.
        home: its folder.
    """

    def __init__(self, file: SiteFile, config: JekyllConfig, now: datetime) -> None:
        self.file = file
        self.home = file.path.rpartition("/")[0]
        self._config = config
        self._now = now

    def page(self, facts: FileFacts) -> Page | None:
        """What becomes of it; None where it stops the build, or is in the place of a plugin's page."""
        reader = self._reader()
        page = reader.document(self.file, facts)
        urls = {url.lstrip("/") for url in (page.url, *(source.url for source in page.redirects_from))}
        return None if reader.fatal or not urls.isdisjoint(possible_files(self._config)) else page

    def redirects(self, facts: FileFacts) -> Sequence[Redirect]:
        """The redirects that it then asks for."""
        page = self._reader().document(self.file, facts)
        return tuple(redirects_of(page, facts, self._config)) if page.state is State.LIVE else ()

    def brings(self, facts: FileFacts) -> Sequence[GeneratedUrl]:  # noqa: ARG002 - whatever it says
        """Nothing: archives are none of such a site."""
        return ()

    def _reader(self) -> DocumentReader:
        return DocumentReader(self._config, Defaults(self._config, ()), self._now)

    def may_go(self) -> bool:
        """Whether all others are what they are without it, too."""
        return True
