"""Keeps a site for the next run about a change, once a run has read all of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cache.fingerprint import program_fingerprint
from content_lint.cache.keys import settings_key
from content_lint.cache.site_index import DAMAGED
from content_lint.cli.check.remembered import sources_of
from content_lint.engine.incremental.kept import Head, Replaced
from content_lint.engine.run import KeepsSites
from content_lint.links.copied_pages import copied_pages_asked
from content_lint.links.site_links import resolve_links
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Exit, Report
from content_lint.site.index import Site
from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import HistoryError, Repository
from content_lint.site.sources.history import tree_of_index
from content_lint.site.sources.revision import EarlierTree
from content_lint.site.watched import KeyWatch, Machinery

if TYPE_CHECKING:
    from content_lint.cache.cache import Cache
    from content_lint.engine.comparison import Comparison
    from content_lint.engine.load import Loaded


class Keeper(KeepsSites):
    """Keeps the site before a change, or the one after it where that is about to be committed.

    Args:
        path: the index.
        repository: that of the site.
        before: the commit before the change.
        links: the files of the next commit that are symbolic links; None where no commit is judged.
        fail_on: the lowest severity at which a hook fails.
    """

    def __init__(
        self,
        path: Path,
        repository: Repository,
        before: str,
        links: tuple[str, ...] | None = None,
        fail_on: Severity = Severity.ERROR,
    ) -> None:
        self._path = path
        self._repository = repository
        self._before = before
        self._links = links
        self._fail_on = fail_on

    def keep_before(self, comparison: Comparison, cache: Cache | None) -> None:
        """Keep the site before the change."""
        earlier = comparison.loaded.tree
        if isinstance(earlier, EarlierTree):
            with suppress(HistoryError, *DAMAGED), Blobs(self._repository) as blobs:
                tree = blobs.number_of(f"{self._before}^{{tree}}".encode())
                self._keep(tree, comparison.loaded, comparison.site, earlier.links, cache)

    def keep_after(self, loaded: Loaded, site: Site, report: Report, cache: Cache | None) -> bool:
        """Keep the site after it, unless the hook stops the commit; gives whether it is kept."""
        if self._links is None or report.exit_status(self._fail_on) is not Exit.CLEAN:
            return False
        with suppress(HistoryError, *DAMAGED):
            return self._keep(tree_of_index(self._repository), loaded, site, self._links, cache)
        return False

    def _keep(self, tree: str, loaded: Loaded, site: Site, links: tuple[str, ...], cache: Cache | None) -> bool:
        watch, machinery = site.watch, loaded.machinery
        if not site.settings.generator.modelled or watch is None or machinery is None:
            return False
        from content_lint.engine.incremental.keep import keep_site  # only after a long run

        head = head_of(site, machinery, watch, tree, links)
        keep_site(self._path, head, loaded.tree.paths(None), loaded, site, None if cache is None else cache.facts)
        return True


def head_of(
    site: Site,
    machinery: Machinery,
    watch: KeyWatch,
    tree: str,
    links: tuple[str, ...],
    replaced: Mapping[str, Replaced] = {},
) -> Head:
    """What an index of a site says of itself.

    Args:
        site: the site.
        machinery: what was read to find out what its files are.
        watch: what the model of the site has looked at.
        tree: git's number for the tree of its files.
        links: those that are symbolic links.
        replaced: those that are others than in that tree.
    """
    resolved = site.once(resolve_links).all  # which asks the model for more
    copied = {path for item in resolved for path in copied_pages_asked(item.target)}
    has_odd = not all(type(key) is str for key in watch.keys)
    return Head(
        program_fingerprint(),
        settings_key(site.settings),
        tree,
        site.now.timestamp(),
        site.next_change().timestamp(),
        None if watch.saw_all or has_odd else tuple(sorted(watch.keys)),
        machinery.paths() | copied,
        machinery.fixed() | copied,
        sources_of(site.settings),
        links,
        dict(replaced),
    )
