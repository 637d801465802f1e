"""With what a run is compared: a revision that was named, the base of a pull request, or the last commit of a hook."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cli.check.servers import pull_request_of
from content_lint.cli.errors import UsageError
from content_lint.config.settings import SiteSettings
from content_lint.engine.since import Since, compare, is_configuration
from content_lint.site.sources.git import HistoryError, Repository, open_repository
from content_lint.site.sources.history import Changes, changes_since, merge_base
from content_lint.site.sources.revision import GitTree

if TYPE_CHECKING:  # most runs are no hook's
    from content_lint.cli.check.hook import Commit


class Compared(Struct, frozen=True):
    """A comparison (None where it was answered from what was kept), and the words for it for the reader."""

    since: Since | None
    note: str


@contextmanager
def compared(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    settings: SiteSettings,
    load: Callable[[Path], SiteSettings],
    named: Sequence[str],
    buffers: Sequence[str] = (),
    commit: Commit | None = None,
) -> Iterator[Compared | None]:
    """What this run is compared with, as long as it runs; None where with nothing.

    Args:
        arguments: the command line.
        environment: the environment of the process.
        settings: the site's settings.
        load: reads the settings of the site in a folder, with the same options.
        named: the files that a hook named, from the site's root.
        buffers: files whose text is not the disk's.
        commit: what a hook judges of this site, or None.

    Raises:
        UsageError: what was asked for cannot be compared; the help says how it can.
    """
    try:
        if arguments.hook:
            found = None if commit is None else _of_hook(commit)
        else:
            found = find_base(arguments, environment, settings.root)
        if found is None:
            yield None
            return
        repository, before, changes, name = found
        if buffers:
            changes = replace(changes, modified=changes.modified | (frozenset(buffers) - changes.added))
        with GitTree(repository, before) as revision:
            since = compare(settings, revision, changes, load, changes.touched)
            if arguments.hook:
                # Whoever sets the site up otherwise, or names its configuration, is told what that means for all of it.
                named_otherwise = frozenset(named) - changes.paths
                is_set_up = any(is_configuration(path, settings) for path in named_otherwise)
                is_whole = is_set_up or since.resets(settings)
                since = replace(since, touched=None if is_whole else frozenset(named) or changes.touched)
            yield Compared(since, "" if arguments.hook else note_of(name))
    except HistoryError as error:
        raise UsageError(error.message, error.help) from error


def note_of(name: str) -> str:
    """What the reader of a report has to know of a comparison with what is called so."""
    return f"only what changed since {name} is reported, and what that breaks"


Found = tuple[Repository, str, Changes, str]


def find_base(arguments: argparse.Namespace, environment: Mapping[str, str], root: Path) -> Found | None:
    """What a run that is no hook's compares with; raises HistoryError or UsageError."""
    asked = arguments.changed_since
    if asked == "":
        return None
    if asked is None:
        if arguments.paths or arguments.stdin_filename:
            return None
        return _of_pull_request(environment, root)
    repository = open_repository(root, environment)
    commit = merge_base(repository, asked)
    return repository, commit, changes_since(repository, commit), f"`{asked}`"


def _of_pull_request(environment: Mapping[str, str], root: Path) -> Found | None:
    """The base of the pull request that a CI server builds, or None where it builds something else."""
    asked = pull_request_of(environment)
    if asked is None:
        return None
    try:
        repository = open_repository(root, environment)
        from content_lint.cli.check.pull_request_base import base_of  # for a server of CI

        base = base_of(repository, asked)
        if base is None:
            return None
        return repository, base.commit, changes_since(repository, base.commit), base.said
    except HistoryError as error:
        if not asked.branch and not asked.commit:
            return None  # the base was only a guess
        raise UsageError(
            f"this is a pull request, and the commit to compare it with is missing: {error.message}",
            f"Run `content-lint base --fetch` first. {error.help} Or add --no-changed-since to check the whole site.",
        ) from error


def _of_hook(commit: Commit) -> Found | None:
    """What a hook compares with; None where there is nothing to compare."""
    if commit.before is None or not commit.changes:
        return None  # the first commit, or `pre-commit run --all-files`: nothing is about to change
    return commit.repository, commit.before, commit.changes, ""
