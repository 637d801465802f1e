"""What is checked of a site: how it is set up, with the options given, and its files on disk or in a commit."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cli.check.baseline import BaselineFile
from content_lint.cli.check.external import refuse_silence, with_allowed
from content_lint.cli.check.since import Compared
from content_lint.cli.errors import UsageError
from content_lint.cli.paths import from_root, in_copy
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.engine.since import Since, settings_of_commit
from content_lint.rules.registry import catalog
from content_lint.site.sources.git import HistoryError
from content_lint.site.sources.tree import DiskTree, SiteTree

if TYPE_CHECKING:  # most runs are no hook's
    from content_lint.cli.check.hook import Commit
    from content_lint.cli.check.remembered import SiteMemory
    from content_lint.site.sources.snapshot import SnapshotTree


class Subject(Struct, frozen=True):
    """What is checked of a site, and what it is compared with.

    Attributes:
        settings: how the site is set up, on disk or in the commit that is judged.
        load: reads the settings of a copy of the site, with the same options.
        tree: the site's files, on disk or in the commit.
        named: documents and folders on the command line, from the site's root; None for the whole site.
        paths: the same; for a hook's first commit, which names none, all that it adds.
        buffers: the text on standard input, by the path that it has in the site.
        absent: named files that the commit does not have.
        commit: what a hook judges of the site, or None.
        base: what the site is compared with, or None.
        baseline: where findings are kept that are not to be reported, or None.
    """

    settings: SiteSettings
    load: Callable[[Path], SiteSettings]
    tree: SiteTree
    named: tuple[str, ...] | None
    paths: Sequence[str]
    buffers: Mapping[str, bytes]
    absent: Sequence[str] = ()
    commit: Commit | None = None
    base: Compared | None = None
    baseline: BaselineFile | None = None

    @property
    def change(self) -> Since | None:
        """What the run is compared with, without the words for it."""
        return None if self.base is None else self.base.since


def subject_on_disk(arguments: argparse.Namespace, start: Path, named: list[str], inner: Sequence[str]) -> Subject:
    """The site around ``start`` as it is on disk."""
    settings = with_allowed(_settings(arguments, start, inner), arguments)
    paths = from_root(named, settings.root, lenient=arguments.hook)
    buffers = {paths[0]: _given(arguments)} if arguments.stdin_filename else {}
    load = _loader(arguments, settings.root, inner)
    return Subject(settings, load, DiskTree(settings.root), unless_whole(paths), paths, buffers)


def _given(arguments: argparse.Namespace) -> bytes:
    """The text of the file that is judged in place of the one on disk: standard input, or what a watcher has read."""
    given: bytes | None = getattr(arguments, "given", None)
    return sys.stdin.buffer.read() if given is None else given


def subject_in_commit(subject: Subject, commit: Commit, stack: ExitStack) -> Subject:
    """The same as a commit has it, whose files are there as long as ``stack`` is; as it is for another repository's."""
    here = commit.of_site(subject.settings.root)
    if here is None:
        return subject
    tree, settings = _as_committed(here, subject.settings, subject.load, stack)
    paths = subject.paths
    absent = [path for path in paths if (settings.root / path).is_file() and not tree.has(path)]
    if here.before is None:
        paths = paths or sorted(here.changes.added)
    return replace(subject, settings=settings, tree=tree, paths=paths, absent=absent, commit=here)


def _as_committed(
    commit: Commit, settings: SiteSettings, load: Callable[[Path], SiteSettings], stack: ExitStack
) -> tuple[SnapshotTree, SiteSettings]:
    """The files of the commit, which are there as long as ``stack`` is, and how the site is set up in it."""
    try:
        tree = stack.enter_context(commit.tree())
        return tree, settings_of_commit(settings, tree, load)
    except HistoryError as error:
        raise UsageError(error.message, error.help) from error


def unless_whole(paths: Sequence[str]) -> tuple[str, ...] | None:
    """What is named; None where that is the whole site."""
    return tuple(paths) if paths and "." not in paths else None


def remembered_of(arguments: argparse.Namespace) -> SiteMemory | None:
    """What a process has found out before that checks again and again."""
    found: SiteMemory | None = getattr(arguments, "remembered", None)
    return found


def _settings(arguments: argparse.Namespace, start: Path, inner: Sequence[str]) -> SiteSettings:
    """The settings of the site around a folder, with what the command line says of rules."""
    remembered = remembered_of(arguments)

    def load() -> SiteSettings:
        return load_settings(start, catalog=catalog(), config_file=arguments.config)

    settings = load() if remembered is None else remembered.settings(start, load)
    settings = replace(settings, inner_sites=tuple(inner))
    settings = with_selection(
        settings,
        catalog(),
        select=None if arguments.select is None else _split(arguments.select),
        extend_select=_split(arguments.extend_select),
        ignore=_split(arguments.ignore),
    )
    if not settings.rules.select:
        raise UsageError("no rule is selected", "`content-lint rules` lists them all.")
    refuse_silence(arguments, settings.rules.select)
    if arguments.fail_on_unchecked is not None and "broken-link" not in settings.rules.select:
        raise UsageError(
            "--fail-on-unchecked counts internal links, and the rule broken-link, which checks them, is not selected",
            "Select it too, or leave --fail-on-unchecked out.",
        )
    return settings


def _loader(arguments: argparse.Namespace, root: Path, inner: Sequence[str]) -> Callable[[Path], SiteSettings]:
    """Reads the settings of a copy of the site that lies in another folder, as those of the site itself were read."""

    def load(folder: Path) -> SiteSettings:
        copied = {**vars(arguments), "config": in_copy(arguments.config, root, folder), "remembered": None}
        return _settings(argparse.Namespace(**copied), folder, inner)

    return load


def _split(selectors: list[str]) -> list[str]:
    return [part.strip() for selector in selectors for part in selector.split(",") if part.strip()]
