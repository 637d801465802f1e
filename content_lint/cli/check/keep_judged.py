"""The site that a check has judged, kept for the next hook: so the first one is as quick as those after it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from content_lint.adopt.gate import has_hook
from content_lint.cache.cache import Cache
from content_lint.cache.site_index import DAMAGED
from content_lint.cli.check import cache as caches
from content_lint.cli.check.keeping import head_of
from content_lint.cli.check.quick import (
    Asked,
    Doubt,
    is_like,
    refuse_many,
    refuse_more,
    refuse_unseen,
)
from content_lint.cli.clock import read_clock
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.kept import Replaced
from content_lint.engine.load import Loaded
from content_lint.engine.run import KeepsSites
from content_lint.engine.since import is_configuration
from content_lint.site.index import Site
from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import HistoryError, Repository, open_repository
from content_lint.site.sources.history import Changes, changes_since
from content_lint.site.sources.revision import GitTree
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText

_SERVERS = ("CI", "GITHUB_ACTIONS")  # what a server of CI says of itself: nobody commits there
_MOST_TEXT = 1_000_000
"""Bytes of all files together that differ from the last commit."""


class _JudgedKeeper(KeepsSites):
    """Keeps the site that a check has judged.

    Args:
        path: the index.
        repository: that of the site.
    """

    def __init__(self, path: Path, repository: Repository) -> None:
        self._path = path
        self._repository = repository

    def keep_judged(self, loaded: Loaded, site: Site, cache: Cache) -> None:
        """Keep it, unless something is in doubt."""
        with suppress(Doubt, HistoryError, *DAMAGED):
            _keep(self._path, self._repository, loaded, site, cache)


def keeper_of_judged(
    arguments: argparse.Namespace, environment: Mapping[str, str], settings: SiteSettings, named: Sequence[str]
) -> KeepsSites | None:
    """Keeps a site that is judged as it is on disk, after all rules about the whole of it; None where that is no use.

    Args:
        arguments: the command line.
        environment: of the process.
        settings: the site's settings.
        named: the files that findings are wanted for; none for all.
    """
    chosen = arguments.select or arguments.ignore or arguments.extend_select or arguments.config
    path = caches.index_file(arguments, environment, settings.root)
    if path is None or named or chosen or arguments.hook or any(map(environment.get, _SERVERS)):
        return None
    try:
        repository = open_repository(settings.root, environment)
        if repository.head is None or not has_hook(repository):
            return None  # nobody would ask for what takes a tenth of a check to keep
        refuse_more(arguments, Asked(repository, repository.head, Changes(), frozenset()), settings)
        if is_like(path, repository, settings, read_clock(arguments.today, settings.zone)):
            return None
    except (Doubt, HistoryError):
        return None

    return _JudgedKeeper(path, repository)


def _keep(path: Path, repository: Repository, loaded: Loaded, site: Site, cache: Cache) -> None:
    from content_lint.engine.incremental.keep import keep_site

    head, watch, machinery = repository.head, site.watch, loaded.machinery
    if head is None or watch is None or machinery is None:
        return
    changes = changes_since(repository, head)
    refuse_many(changes)
    if any(is_configuration(path, site.settings) for path in changes.paths):
        return
    refuse_unseen(repository, site.settings)
    replaced = dict(_replaced(changes, repository.root))
    with GitTree(repository, head) as revision, Blobs(repository) as blobs:
        tree, links, committed = blobs.number_of(f"{head}^{{tree}}".encode()), revision.links, revision.paths()
    seen = set(loaded.survey.paths())
    paths = sorted(seen.union(committed, changes.touched) - changes.gone)
    if cache.is_as_read():  # else a file was edited and put back meanwhile
        about = head_of(site, machinery, watch, tree, links, replaced)
        keep_site(path, about, paths, loaded, site, cache.facts)


def _replaced(changes: Changes, root: Path) -> dict[str, Replaced]:
    """The files that differ from the last commit, as they are on disk."""
    disk, found, size = DiskTree(root), {}, 0
    for path in sorted(changes.paths):
        if path in changes.gone and path not in changes.touched:
            found[path] = Replaced(None, is_new=False)
            continue
        source = disk.read(path)
        if not isinstance(source, SourceText) or (root / path).is_symlink():
            raise Doubt(f"`{path}` is no ordinary file")
        found[path] = Replaced(source.to_bytes(), is_new=path in changes.new)
        size += len(source.text)
    if size > _MOST_TEXT:
        raise Doubt("much text differs from the last commit")
    return found
