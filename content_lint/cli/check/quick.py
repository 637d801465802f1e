"""A run about a change or one text that is answered from what was kept of a commit, so that the site need not be read.

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
from msgspec.structs import replace

from content_lint.cache.fingerprint import program_fingerprint
from content_lint.cache.keys import has_schema, settings_key
from content_lint.cache.site_index import DAMAGED, SiteIndex
from content_lint.cli.check import cache as caches
from content_lint.cli.check.remembered import SiteMemory, sources_of
from content_lint.cli.check.since import Compared
from content_lint.cli.clock import read_clock
from content_lint.config.root import BASELINE_NAME
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.kept import Head, read_whole
from content_lint.engine.run import KeepsSites, RunRequest
from content_lint.engine.since import is_configuration, settings_of_then
from content_lint.report.diagnostic import Severity
from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import HistoryError, Repository
from content_lint.site.sources.history import Changes, changes_between, changes_since
from content_lint.site.sources.partly import PartlyCommitted
from content_lint.site.sources.revision import GitTree
from content_lint.site.sources.tree import DiskTree
from content_lint.site.watched import KeyWatch
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    from datetime import datetime

    from content_lint.cli.check.hook import Commit
    from content_lint.cli.check.keeping import Keeper
    from content_lint.engine.incremental.states import Texts
    from content_lint.report.report import Report
    from content_lint.site.sources.tree import SiteTree

_MOST = 50
"""Files that differ from the index; more of them are read sooner in the long way."""
_FEW = _MOST // 2
"""Files that a commit differs from the index, and a hook is quick all the same whatever is committed next."""


class Quick(Struct, frozen=True):
    """A quick answer.

    Attributes:
        report: the report.
        tree: the files that it speaks of as a commit has them; None for those on disk.
        commit: the commit of the site that a hook judges, or None.
        base: what it was compared with, or None.
        why_all: why the addresses of all pages were worked out again; empty where they were not.
    """

    report: Report
    tree: SiteTree | None = None
    commit: Commit | None = None
    base: Compared | None = None
    why_all: str = ""


class Asked(Struct, frozen=True):
    """What is asked for.

    Attributes:
        repository: that of the site.
        before: the commit that is compared with; None where one text is judged as it is.
        changes: what differs from that commit, or from the last one.
        touched: the files that are reported.
        buffers: texts of files that are not those on disk, by path.
        commit: what a hook judges, or None for the files on disk.
        note: what the reader of the report has to know of the comparison.
        remembered: what the process has found out before, or None.
    """

    repository: Repository
    before: str | None
    changes: Changes
    touched: frozenset[str]
    buffers: Mapping[str, bytes] = {}
    commit: Commit | None = None
    note: str = ""
    remembered: SiteMemory | None = None


class Doubt(Exception):  # noqa: N818 - no error, but the reason for the long way
    """There is no quick answer; the message says why."""


def asked_by_hook(commit: Commit, settings: SiteSettings, named: Sequence[str]) -> Asked | str:
    """What a hook asks for; where that takes the long way, why.

    Args:
        commit: what it judges.
        settings: the site's settings on disk.
        named: the files that it was given, from the site's root.
    """
    here = commit.of_site(settings.root)
    if here is None or here.before is None:
        return "there is nothing to compare with"
    if here.number is not None or here.as_on_disk:
        return "another commit than the next one is judged"
    if not frozenset(named) <= here.changes.touched:
        return "files were named that do not change"
    return Asked(here.repository, here.before, here.changes, frozenset(named) or here.changes.touched, commit=here)


def answer_quietly(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    settings: SiteSettings,
    asked: Asked,
    load: Callable[[Path], SiteSettings],
) -> Quick | str:
    """The report, if what a change concerns can be found out from what was kept; else why the site has to be read.

    Args:
        arguments: the command line.
        environment: of the process.
        settings: the site's settings on disk.
        asked: what is asked for.
        load: reads the settings of the site in a folder, in the way in which ``settings`` were read.
    """
    path = caches.index_file(arguments, environment, settings.root)
    if path is None:
        return "there is no place to keep anything"
    now = read_clock(arguments.today, settings.zone)
    try:
        refuse_more(arguments, asked, settings)
        if not path.exists():
            return "nothing was kept of the last commit"
        with closing(SiteIndex(path)) as index:
            head: Head = read_whole(index, "head")
            why_not = unlike(head, settings, now)
            if why_not:
                return why_not
            _refuse_reset(asked, settings, load)
            return _answer(settings, asked, index, head, now)
    except (Doubt, HistoryError, *DAMAGED) as reason:
        return str(reason)


def is_like(path: Path, repository: Repository, settings: SiteSettings, now: datetime) -> bool:
    """Whether there is an index of a site as it is set up now, of a commit that the last one differs little from.

    Raises:
        HistoryError: git does not answer.
    """
    if not path.exists():
        return False
    with suppress(*DAMAGED), closing(SiteIndex(path)) as index:
        head: Head = read_whole(index, "head")
        if not unlike(head, settings, now):
            return (
                len(_since_kept(changes_between(repository, head.tree, f"{repository.head}^{{tree}}"), head).paths)
                <= _FEW
            )
    return False


def unlike(head: Head, settings: SiteSettings, now: datetime) -> str:
    """Why an index is not that of a site as it is set up now; empty where it is."""
    if head.program != program_fingerprint():
        return "this is another version"
    if head.settings != settings_key(settings):
        return "the site was set up in another way when it was kept"
    if not head.start <= now.timestamp() < head.end:
        return "the day is another one"
    if has_schema(settings) and head.sources != (sources := sources_of(settings)):
        changed = os.path.relpath(min({*head.sources.items()} ^ {*sources.items()})[0], settings.root)
        return f"`{changed}` has changed, which may be part of the schemas"
    return ""


def _refuse_reset(asked: Asked, settings: SiteSettings, load: Callable[[Path], SiteSettings]) -> None:
    """Raise where what is judged sets the site up in another way."""
    path = next((path for path in sorted(asked.changes.paths) if is_configuration(path, settings)), None)
    if path is None or asked.before is None:
        return
    with GitTree(asked.repository, asked.before) as revision:
        if settings_of_then(settings, revision, asked.changes, load) is not settings:
            raise Doubt(f"`{path}` sets the site up in another way")


def _answer(settings: SiteSettings, asked: Asked, index: SiteIndex, head: Head, now: datetime) -> Quick | str:
    from content_lint.engine.incremental.doubt import NotQuiet
    from content_lint.engine.incremental.run import Files, JudgedChange, judge_buffer, judge_change

    with Blobs(asked.repository) as blobs:

        def kept(path: str) -> SourceText:
            replaced = head.replaced.get(path)
            if replaced is None:
                return _text(asked.repository, head.tree, path, blobs)
            if replaced.text is None:
                raise Doubt(f"`{path}` was not there")
            return SourceText.from_bytes(path, replaced.text)

        steps = list(_steps(asked, head, blobs, kept))
        tree = _tree(settings.root, asked, steps[-1])
        files = Files(tree, kept)
        try:
            if asked.before is None:
                request = RunRequest(now, paths=tuple(asked.buffers), buffers=asked.buffers)
                return Quick(judge_buffer(settings, request, index, head, files, steps[-1]))
            request = RunRequest(now, lenient=True)
            change = JudgedChange(steps, asked.changes, asked.touched)
            judged = judge_change(settings, request, index, head, files, change)
        except NotQuiet as reason:
            return str(reason)
    answer = Quick(judged.report, why_all=judged.why_all)
    if asked.commit is not None:
        return replace(answer, tree=tree, commit=asked.commit)
    return replace(answer, base=Compared(None, asked.note))


def refuse_more(arguments: argparse.Namespace, asked: Asked, settings: SiteSettings) -> None:
    """Raise unless a run asks for nothing but what a change makes of a site that is set up as it was."""
    if arguments.fix or arguments.diff or arguments.update_baseline or arguments.external != "off" or arguments.built:
        raise Doubt("more is asked for than findings")
    if not settings.generator.modelled:
        raise Doubt("what builds this site is not known")
    if arguments.baseline or (settings.root / BASELINE_NAME).exists():
        raise Doubt("there is a baseline")
    refuse_many(asked.changes)
    if asked.commit is None:
        refuse_unseen(asked.repository, settings, asked.remembered)


def refuse_many(changes: Changes) -> None:
    """Raise where much changes."""
    if len(changes.paths) > _MOST:
        raise Doubt("many files change")


def refuse_unseen(repository: Repository, settings: SiteSettings, remembered: SiteMemory | None = None) -> None:
    """Raise where something on disk that git does not see may be part of the site, or where git sees what is not there.

    Raises:
        Doubt: it is so.
        HistoryError: git cannot say.
    """
    if (repository.top / ".gitmodules").exists() or (repository.top / ".git/info/sparse-checkout").exists():
        raise Doubt("not all files are those of this repository")
    from content_lint.engine.incremental.unseen import seen_of_ignored

    seen = seen_of_ignored(settings, (remembered or SiteMemory()).ignored(repository))
    if seen:
        raise Doubt(f"git ignores `{seen}`, which may be part of the site")


def _steps(asked: Asked, head: Head, blobs: Blobs, kept: Callable[[str], SourceText]) -> Iterator[Mapping[str, Texts]]:
    """The changes since the index was made: those of earlier commits, and that which is judged."""
    repository = asked.repository
    if asked.before is None:
        known = asked.remembered or SiteMemory()
        changes = _with_buffers(_since_kept(known.changes(repository, head.tree), head), asked.buffers)
        refuse_many(changes)
        yield _texts(changes, asked, kept, None, blobs)
        return
    last = blobs.number_of(f"{asked.before}^{{tree}}".encode())
    moved = _since_kept(changes_between(repository, head.tree, last) if last != head.tree else Changes(), head)
    if moved:
        refuse_many(moved)
        yield _texts(moved, asked, kept, last, blobs)
    yield _texts(asked.changes, asked, lambda path: _text(repository, last, path, blobs), None, blobs)


def _since_kept(changes: Changes, head: Head) -> Changes:
    """Changes from the tree of an index as those from its state, in which some files are others; without renames."""
    if not head.replaced:
        return changes
    replaced = frozenset(head.replaced)
    then = {path for path, item in head.replaced.items() if item.text is not None}
    now = {
        path for path in replaced if path in changes.touched or not (head.replaced[path].is_new or path in changes.gone)
    }
    return Changes(
        (changes.new - replaced) | (now - then),
        (changes.modified - replaced) | (now & then),
        (changes.gone - replaced) | (then - now),
    )


def _with_buffers(changes: Changes, buffers: Mapping[str, bytes]) -> Changes:
    """The changes with those that nobody has saved."""
    new, buffered = changes.added | frozenset(changes.renamed.values()), frozenset(buffers)
    return replace(changes, modified=changes.modified | (buffered - new), deleted=changes.deleted - buffered)


def _texts(
    changes: Changes, asked: Asked, before: Callable[[str], SourceText], after: str | None, blobs: Blobs
) -> Mapping[str, Texts]:
    """The texts of the files that a change touches, after it as a tree has them; None for the files that are judged."""
    from content_lint.engine.incremental.states import Texts

    repository = asked.repository
    disk = DiskTree(repository.root, asked.buffers)
    for path in changes.touched:
        if (repository.root / path).is_symlink():
            raise Doubt(f"`{path}` is a symbolic link")

    def text_after(path: str) -> SourceText:
        if after is not None or asked.commit is not None:
            return _text(repository, after or "", path, blobs)
        source = disk.read(path)
        if not isinstance(source, SourceText):
            raise Doubt(f"`{path}` {source.problem}")
        return source

    return {
        path: Texts(
            None if path in changes.new or _is_new(path, asked) else before(path),
            None if path in changes.gone else text_after(path),
        )
        for path in sorted(changes.paths)
    }


def _is_new(path: str, asked: Asked) -> bool:
    """Whether a text is of a file that nobody has saved yet."""
    return path in asked.buffers and not (asked.repository.root / path).exists()


def _text(repository: Repository, tree: str, path: str, blobs: Blobs) -> SourceText:
    """A file as a tree has it; without one, as the next commit has it."""
    if "\n" in path:
        raise Doubt(f"`{path}` has an odd name")
    data = blobs.read(path, os.fsencode(f"{tree}:{repository.prefix}{path}"))
    if not isinstance(data, bytes):
        raise Doubt(f"`{path}` {data.problem}")
    return SourceText.from_bytes(path, data)


def _tree(root: Path, asked: Asked, step: Mapping[str, Texts]) -> SiteTree:
    """The files that are judged; the texts of a commit have to be those on disk."""
    disk = DiskTree(root)
    if asked.commit is None:
        return disk.over(asked.buffers)
    for path, text in step.items():
        if text.after is None:
            if disk.has(path):
                raise Doubt(f"`{path}` is still on disk")
            continue
        source = disk.read(path)
        if not isinstance(source, SourceText) or source.digest != text.after.digest:
            raise Doubt(f"`{path}` on disk is not that of the commit")
    return PartlyCommitted(root, {path: text.after for path, text in step.items() if text.after is not None})


def keeper(
    arguments: argparse.Namespace, environment: Mapping[str, str], tree: SiteTree, commit: Commit | None
) -> Keeper | None:
    """Keeps the site for the next hook; None where it cannot be kept."""
    path = caches.index_file(arguments, environment, tree.root)
    if path is None or commit is None or commit.before is None or commit.number is not None or commit.as_on_disk:
        return None
    from content_lint.site.sources.snapshot import SnapshotTree

    if not isinstance(tree, SnapshotTree) or tree.snapshot.submodules or tree.has(BASELINE_NAME):
        return None
    from content_lint.cli.check.keeping import Keeper  # the index answers most hooks

    return Keeper(path, commit.repository, commit.before, tree.snapshot.links, Severity[arguments.fail_on.upper()])


def keeper_on_disk(
    arguments: argparse.Namespace, environment: Mapping[str, str], settings: SiteSettings, asked: Asked | str | None
) -> Keeper | None:
    """Keeps the site that files on disk are compared with; None where it cannot be kept."""
    path = caches.index_file(arguments, environment, settings.root)
    if path is None or not isinstance(asked, Asked) or asked.commit is not None:
        return None
    try:
        refuse_more(arguments, asked, settings)
    except (Doubt, HistoryError):
        return None
    from content_lint.cli.check.keeping import Keeper  # the index answers most questions

    before = asked.before or asked.repository.head
    return None if before is None else Keeper(path, asked.repository, before)


def keep_last_commit(
    keeper: KeepsSites,
    asked: Asked,
    settings: SiteSettings,
    request: RunRequest,
    load: Callable[[Path], SiteSettings],
) -> None:
    """Keep the site of the last commit after a run that compared with nothing, so that the next one is quick.

    Args:
        keeper: keeps it.
        asked: what the run was asked for.
        settings: the site's settings.
        request: the same to the engine.
        load: reads the settings of the site in a folder, in the way in which ``settings`` were read.
    """
    from content_lint.engine.comparison import compare_with
    from content_lint.engine.load import load_site
    from content_lint.engine.since import Since

    repository, cache = asked.repository, request.cache
    if repository.head is None or cache is None:
        return
    with suppress(HistoryError, OSError), GitTree(repository, repository.head) as revision:
        changes = _with_buffers(changes_since(repository, repository.head), asked.buffers)
        if len(changes.paths) > _MOST or settings_of_then(settings, revision, changes, load) is not settings:
            return
        loaded = load_site(settings, cache, cache)
        since = Since(revision, changes, settings, None)
        keeper.keep_before(compare_with(since, settings, loaded, request.now, KeyWatch()), cache)
