"""A hook's run that is answered from what was kept of the last commit, so that the site need not be read.

Whatever is in doubt, a damaged file among it, is no quick answer: then the site is read, and is kept for the next run.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from content_lint.cache.file_stats import digest_source
from content_lint.cache.fingerprint import program_fingerprint
from content_lint.cache.keys import settings_key
from content_lint.cache.site_index import DAMAGED, SiteIndex
from content_lint.cli.check import cache as caches
from content_lint.cli.clock import read_clock
from content_lint.config.root import BASELINE_NAME
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.kept import Head, read_whole
from content_lint.engine.run import RunRequest
from content_lint.engine.since import is_configuration
from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import HistoryError, Repository
from content_lint.site.sources.history import Changes, changes_between
from content_lint.site.sources.partly import PartlyCommitted
from content_lint.site.sources.revision import EarlierTree
from content_lint.site.sources.snapshot import SnapshotTree
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    from content_lint.cache.cache import Cache
    from content_lint.cli.check.hook import Commit
    from content_lint.engine.comparison import Comparison
    from content_lint.engine.incremental.states import Texts
    from content_lint.report.report import Report
    from content_lint.site.sources.tree import SiteTree

_MOST = 50
"""Files that differ from the index; more of them are read sooner in the long way."""


class Quick(Struct, frozen=True):
    """A quick answer: the report, the files that it speaks of as the commit has them, and the commit of the site."""

    report: Report
    tree: PartlyCommitted
    commit: Commit


class _Doubt(Exception):  # noqa: N818 - no error, but the reason for the long way
    """There is no quick answer; the message says why."""


def answer_quietly(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    settings: SiteSettings,
    named: Sequence[str],
    commit: Commit,
) -> Quick | str:
    """The report of a hook about a change of texts alone; where the site has to be read, why.

    Args:
        arguments: the command line.
        environment: of the process.
        settings: the site's settings on disk.
        named: the files that the hook was given, from the site's root.
        commit: what the hook judges.
    """
    path = caches.index_file(arguments, environment, settings.root)
    here = commit.of_site(settings.root)
    if path is None or here is None or here.before is None:
        return "there is nothing to compare with, or no place to keep anything"
    now = read_clock(arguments.today, settings.zone)
    try:
        _refuse(arguments, here, settings, named)
        if not path.exists():
            return "nothing was kept of the last commit"
        with closing(SiteIndex(path)) as index:
            head: Head = read_whole(index, "head")
            if (head.program, head.settings) != (program_fingerprint(), settings_key(settings)):
                return "the site is set up in another way, or this is another version"
            if not head.start <= now.timestamp() < head.end:
                return "the day is another one"
            if head.sources != _sources(settings):
                return "the site is set up in another way"
            with Blobs(here.repository) as blobs:
                steps = list(_steps(here, head, settings, blobs))
            tree = _tree(settings.root, steps[-1])
            from content_lint.engine.incremental.doubt import NotQuiet
            from content_lint.engine.incremental.run import Change, judge_change

            change = Change(steps, here.changes, frozenset(named) or here.changes.touched)
            try:
                request = RunRequest(now, lenient=True)
                report = judge_change(settings, request, index, head, tree, change)
            except NotQuiet as reason:
                return str(reason)
            return Quick(report, tree, here)
    except (_Doubt, HistoryError, *DAMAGED) as reason:
        return str(reason)


def _refuse(arguments: argparse.Namespace, commit: Commit, settings: SiteSettings, named: Sequence[str]) -> None:
    """Raise unless a run asks for nothing but what a change of texts makes of a site that is otherwise as it was."""
    if arguments.fix or arguments.diff or arguments.update_baseline or arguments.external != "off":
        raise _Doubt("more is asked for than findings")
    if not settings.generator.modelled:
        raise _Doubt("what builds this site is not known")
    if commit.number is not None or commit.as_on_disk:
        raise _Doubt("another commit than the next one is judged")
    if arguments.baseline or (settings.root / BASELINE_NAME).exists():
        raise _Doubt("there is a baseline")
    _refuse_loud(commit.changes, settings)
    if not frozenset(named) <= commit.changes.touched:
        raise _Doubt("files were named that do not change")


def _refuse_loud(changes: Changes, settings: SiteSettings) -> None:
    """Raise where much changes, or how the site is set up."""
    if not 0 < len(changes.paths) <= _MOST:
        raise _Doubt("no file changes, or many")
    if any(is_configuration(path, settings) for path in changes.paths):
        raise _Doubt("the site is set up in another way")


def _steps(commit: Commit, head: Head, settings: SiteSettings, blobs: Blobs) -> Iterator[Mapping[str, Texts]]:
    """The changes since the index was made: those of earlier commits, and that of this one."""
    repository = commit.repository
    last = blobs.number_of(f"{commit.before}^{{tree}}".encode())
    if last != head.tree:
        moved = changes_between(repository, head.tree, last)
        if moved:
            _refuse_loud(moved, settings)
            yield _texts(moved, (head.tree, last), repository, blobs)
    yield _texts(commit.changes, (last, ""), repository, blobs)


def _texts(changes: Changes, trees: tuple[str, str], repository: Repository, blobs: Blobs) -> Mapping[str, Texts]:
    """The texts of the files that differ between two trees."""
    from content_lint.engine.incremental.states import Texts

    return {
        path: Texts(
            None if path in changes.new else _text(repository, trees[0], path, blobs),
            None if path in changes.gone else _text(repository, trees[1], path, blobs),
        )
        for path in sorted(changes.paths)
    }


def _text(repository: Repository, tree: str, path: str, blobs: Blobs) -> SourceText:
    """A file as a tree has it; without one, as the next commit has it."""
    if "\n" in path:
        raise _Doubt(f"`{path}` has an odd name")
    data = blobs.read(path, os.fsencode(f"{tree}:{repository.prefix}{path}"))
    if not isinstance(data, bytes):
        raise _Doubt(f"`{path}` {data.problem}")
    return SourceText.from_bytes(path, data)


def _tree(root: Path, step: Mapping[str, Texts]) -> PartlyCommitted:
    """The files of the commit; its texts have to be those on disk."""
    disk = DiskTree(root)
    for path, text in step.items():
        if text.after is None:
            if disk.has(path):
                raise _Doubt(f"`{path}` is still on disk")
            continue
        source = disk.read(path)
        if not isinstance(source, SourceText) or source.digest != text.after.digest:
            raise _Doubt(f"`{path}` on disk is not that of the commit")
    return PartlyCommitted(root, {path: text.after for path, text in step.items() if text.after is not None})


def _sources(settings: SiteSettings) -> dict[str, str]:
    """What the files that the settings are read from come to."""
    return {str(path): digest_source(path) for path in settings.sources}


def keeper(
    arguments: argparse.Namespace, environment: Mapping[str, str], tree: SiteTree, commit: Commit | None
) -> Callable[[Comparison, Cache | None], None] | None:
    """Keeps the last commit's site for the next hook; None where it cannot be kept."""
    path = caches.index_file(arguments, environment, tree.root)
    if path is None or commit is None or commit.before is None or commit.number is not None or commit.as_on_disk:
        return None
    if not isinstance(tree, SnapshotTree) or tree.snapshot.submodules or tree.has(BASELINE_NAME):
        return None
    repository, before = commit.repository, commit.before

    def keep(comparison: Comparison, cache: Cache | None) -> None:
        earlier = comparison.loaded.tree
        site, watch, machinery = comparison.site, comparison.site.watch, comparison.loaded.machinery
        if not site.settings.generator.modelled or watch is None or machinery is None:
            return
        from content_lint.engine.incremental.keep import keep_site

        with suppress(HistoryError, *DAMAGED), Blobs(repository) as blobs:
            has_odd = not all(type(key) is str for key in watch.keys)
            keys = None if watch.saw_all or has_odd else tuple(sorted(watch.keys))
            head = Head(
                program_fingerprint(),
                settings_key(site.settings),
                blobs.number_of(f"{before}^{{tree}}".encode()),
                site.now.timestamp(),
                site.next_change().timestamp(),
                keys,
                machinery.paths(),
                _sources(site.settings),
                not isinstance(earlier, EarlierTree) or earlier.has_links,
            )
            keep_site(path, head, comparison.loaded, site, None if cache is None else cache.facts)

    return keep
