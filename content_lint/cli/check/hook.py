"""What a hook judges: a commit, and the sites in it that it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cli.check.task import Task, Tasks
from content_lint.cli.errors import UsageError
from content_lint.config.root import find_root
from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import HistoryError, Repository, find_top, open_repository
from content_lint.site.sources.history import (
    Changes,
    changes_between,
    find_commit,
    merge_base,
    narrowed,
    staged_changes,
    tracked_names,
    unknown_commit,
)
from content_lint.site.sources.sites import Sites, sites_below
from content_lint.text.files import resolved

if TYPE_CHECKING:
    from content_lint.site.sources.snapshot import SnapshotTree


class Commit(Struct, frozen=True):
    """The commit that a hook judges.

    Attributes:
        repository: its repository, from the top or from a site's root.
        changes: what it changes, by paths from there.
        before: the commit that it is compared with; None for the first one.
        number: its own number, or None for the one that is about to be made of the index.
        as_on_disk: whether files have the text that they have on disk, staged or not.
    """

    repository: Repository
    changes: Changes
    before: str | None
    number: str | None = None
    as_on_disk: bool = False

    def of_site(self, root: Path) -> Commit | None:
        """What concerns a site alone; None for a site of another repository."""
        top = self.repository.top
        if not root.is_relative_to(top) or find_top(root) not in {None, top}:
            return None
        inner = root.relative_to(top).as_posix()
        prefix = "" if inner == "." else f"{inner}/"
        repository = replace(self.repository, root=root, prefix=prefix)
        return replace(self, repository=repository, changes=narrowed(self.changes, prefix))

    def tree(self) -> SnapshotTree:
        """The files of the site as the commit has them; to be closed."""
        from content_lint.site.sources.snapshot import SnapshotTree, committed, staged  # not from an index

        if self.number is not None:
            snapshot = committed(self.repository, self.number)
        else:
            snapshot = staged(self.repository, as_on_disk=self.as_on_disk)
        return SnapshotTree(self.repository.root, snapshot, Blobs(self.repository))


def find_commit_of_hook(folder: Path, environment: Mapping[str, str]) -> Commit | None:
    """The commit that a hook is to judge; None outside of git.

    That is what the index holds, which git hands over by ``GIT_INDEX_FILE``; or what pre-commit says
    (``--from-ref``, ``--to-ref``).

    Args:
        folder: the folder that the hook runs in.
        environment: the environment of the process.

    Raises:
        UsageError: git does not answer, or does not know what is named; the help says what to do.
    """
    try:
        here = open_repository(folder.resolve(), environment)
        repository = replace(here, root=here.top, prefix="")
        if start := environment.get("PRE_COMMIT_FROM_REF"):
            return _of_range(repository, start, environment.get("PRE_COMMIT_TO_REF") or "HEAD")
        # `pre-commit run --all-files` is called by hand, and leaves on disk what is not staged: that is what somebody
        # wants to hear about. At a commit it has put that aside, and git says which index counts.
        by_hand = "PRE_COMMIT" in environment and "GIT_INDEX_FILE" not in environment
        head = repository.head
        changes = Changes(added=tracked_names(repository)) if head is None else staged_changes(repository)
        return Commit(repository, changes, head, as_on_disk=by_hand)
    except HistoryError as error:
        if find_top(folder.resolve()) is None:
            return None
        raise UsageError(error.message, error.help) from error


def _of_range(repository: Repository, start: str, end: str) -> Commit:
    later = find_commit(repository, end)
    if later is None:
        raise unknown_commit(repository, end)
    before = merge_base(repository, start, later)
    return Commit(repository, changes_between(repository, before, later), before, later)


def find_tasks_of_hook(named: Sequence[str], folder: Path, commit: Commit | None) -> Tasks:
    """The sites that a commit touches; files outside of every site are passed over.

    Args:
        named: files that the hook was given, as they were typed.
        folder: the folder that the hook runs in.
        commit: what the hook judges, or None outside of git.
    """
    paths = [folder / name for name in named]
    around = find_root(folder)
    if commit is not None:
        changes = commit.changes
        concerned = changes.paths if not named else changes.gone | frozenset(changes.renamed.values())
        paths += [commit.repository.top / name for name in sorted(concerned)]
        around = commit.repository.top
    sites = sites_below(around)
    owners = {_owner(place, sites) for place in dict.fromkeys(_existing(path.parent) for path in paths)}
    roots = sorted(root for root in owners if root is not None)
    return Tasks(around, tuple(Task(root, tuple(named), sites.inside(root)) for root in roots))


def _owner(folder: Path, sites: Sites) -> Path | None:
    """The site that the files of a folder belong to; one that lies elsewhere is the nearest around them."""
    whole = resolved(folder)
    return sites.owner(whole) if find_top(whole) in {None, find_top(sites.around)} else find_root(folder)


def _existing(folder: Path) -> Path:
    """The nearest folder that there still is: what was deleted may have taken its folder along."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder
