"""The sites that a run of `check` is about, each judged by itself; several are reported as one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.cli.check import cached_report as cached_reports
from content_lint.cli.check.show import prefix_of, show, sources
from content_lint.cli.check.task import JudgedSite, Task, Tasks
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.paths import refuse_absent
from content_lint.config.root import find_root
from content_lint.report.report import SitePart
from content_lint.site.sources.sites import Sites, called, sites_below
from content_lint.site.sources.tree import DiskTree
from content_lint.text.files import resolved

if TYPE_CHECKING:  # a cached report needs none
    from content_lint.cli.check.hook import Commit
    from content_lint.output.renderer import Sources
    from content_lint.text.source import SourceText

_NAMED = 5
"""How many folders are named that only look like a site."""


def find_tasks(named: Sequence[str], folder: Path) -> Tasks:
    """The sites that are asked for: in a folder all that lie in it, of a file the one around it.

    Args:
        named: the paths of the command line, as they were typed; none for the current folder.
        folder: the current folder.
    """
    if not named:
        sites = sites_below(find_root(folder))
        tasks = tuple(Task(root, (), sites.inside(root)) for root in sites.roots)
        return Tasks(sites.around, tasks, tuple(about(sites)))
    wanted: dict[Path, list[str]] = {}
    inner: dict[Path, tuple[str, ...]] = {}
    for name in named:
        own = find_root(folder / name)
        below: tuple[Path, ...] = ()
        if (folder / name).is_dir():
            sites = sites_below(own)
            inside = resolved(folder / name)
            below = tuple(root for root in sites.roots if root != own and root.is_relative_to(inside))
            inner |= {root: sites.inside(root) for root in sites.roots}
        if not below or own in inner:
            wanted.setdefault(own, []).append(name)
        for root in below:
            wanted.setdefault(root, [])
    around = Path(os.path.commonpath(list(wanted)))
    return Tasks(around, tuple(Task(root, tuple(paths), inner.get(root, ())) for root, paths in wanted.items()))


def tasks_of(arguments: argparse.Namespace) -> Tasks:
    """What a command is to look at; whoever names a file of settings means the one site that it belongs to.

    Raises:
        UsageError: a path that was named leads to nothing, and nobody said that it may.
    """
    named = tuple(arguments.paths)
    if not arguments.allow_empty:
        refuse_absent(named, Path.cwd())
    if arguments.config:
        start = Path(named[0]) if named else Path.cwd()
        return Tasks(find_root(start), (Task(start, named),))
    return find_tasks(named, Path.cwd())


def only_site(start: Path, command: str) -> Path:
    """The root of the one site in a folder, for a command that is about one.

    Raises:
        UsageError: there are several, or the folder is not there.
    """
    refuse_absent([start], Path.cwd())
    sites = sites_below(find_root(start))
    if len(sites.roots) == 1:
        return sites.roots[0]
    folders = [root.relative_to(sites.around).as_posix() for root in sites.roots]
    named = ", ".join(f"`{folder}`" for folder in folders)
    raise UsageError(
        f"there are {len(folders)} sites here: {named}", f"Name the folder of one, as in `{command} {folders[-1]}`."
    )


def about(sites: Sites) -> Iterator[str]:
    """What the reader has to know of where the sites of a folder are."""
    folders = [root.relative_to(sites.around).as_posix() for root in sites.roots]
    if folders == ["."]:
        return
    if len(folders) == 1:
        yield f"the site is in {folders[0]}/"
    if sites.left_out:
        listed = ", ".join(f"{item.folder}/ ({item.reason})" for item in sites.left_out[:_NAMED])
        more = len(sites.left_out) - _NAMED
        others = f" and {more:,} more" if more > 0 else ""
        yield f"not taken for a site: {listed}{others}; `sites` in content-lint.toml can name the sites"


def check_tasks(arguments: argparse.Namespace, console: Console, tasks: Tasks, commit: Commit | None = None) -> int:
    """Check every site, show what was found, and give the exit status.

    Args:
        arguments: the command line.
        console: where it is said.
        tasks: the sites.
        commit: what a hook judges; None for the files on disk.
    """
    several = len(tasks.tasks) > 1
    if several:
        _refuse_options_of_one(arguments, tasks)
    with ExitStack() as stack:  # what was read is read again for its lines
        answers = [
            _judged(_for_task(arguments, task) if several else arguments, console, task, commit, stack)
            for task in tasks.tasks
        ]
        found = [answer for answer in answers if isinstance(answer, JudgedSite)]
        status = max((answer for answer in answers if not isinstance(answer, JudgedSite)), default=0)
        if not found:
            return status
        if several:
            return max(status, _show_together(arguments, console, tasks, found))
        return max(status, _show_alone(arguments, console, tasks, found[0]))


def _judged(
    arguments: argparse.Namespace, console: Console, task: Task, commit: Commit | None, stack: ExitStack
) -> JudgedSite | int:
    """One site, as it was judged before where nothing has changed since; or the status, where all has been said."""
    known = None
    if commit is None:
        before = cached_reports.find(arguments, console, task.root, task.named, task.inner)
        if before.report is not None:
            return JudgedSite(before.root, before.report, sources(DiskTree(before.root)), again=before.kept)
        known = before.known
    from content_lint.cli.check.site import judge_site  # all that reads and judges is paid for here

    return judge_site(arguments, console, task.root, list(task.named), known, commit, task.inner, stack)


def _show_alone(arguments: argparse.Namespace, console: Console, tasks: Tasks, found: JudgedSite) -> int:
    report = found.report
    if not arguments.hook:
        report = replace(report, notices=(*report.notices, *tasks.notices))
    if found.quiet:
        arguments = argparse.Namespace(**{**vars(arguments), "quiet": True})
    with console.listening() as said:
        status = show(report, found.sources, arguments, console, root=found.root, sites=[found.root])
    if found.again is not None and console.question:
        from content_lint.cli.check.keep_shown import keep_shown  # what it has kept is shown without coming here

        keep_shown(arguments, console, found.root, found.again, said, status, report.seconds)
    return status


def _show_together(arguments: argparse.Namespace, console: Console, tasks: Tasks, found: Sequence[JudgedSite]) -> int:
    from content_lint.report.together import combined  # most repositories hold one site

    parts = []
    for item in found:
        folder = item.root.relative_to(tasks.around).as_posix()
        part = SitePart("" if folder == "." else folder, called(item.root))
        parts.append((part, item.report))
    report = combined(parts)
    notices = () if arguments.hook else tasks.notices
    report = replace(report, paths_prefix=prefix_of(tasks.around), notices=(*report.notices, *notices))
    roots = [item.root for item in found]
    return show(report, _all_sources(tasks.around, found), arguments, console, root=tasks.around, sites=roots)


def _all_sources(around: Path, found: Sequence[JudgedSite]) -> Sources:
    """Reads a file of any of the sites, by its path from the folder around them."""

    def source(path: str) -> SourceText | None:
        whole = around / path
        owner = max((item for item in found if whole.is_relative_to(item.root)), key=lambda item: len(item.root.parts))
        return owner.sources(whole.relative_to(owner.root).as_posix())

    return source


def _refuse_options_of_one(arguments: argparse.Namespace, tasks: Tasks) -> None:
    """Raise UsageError where an option goes with one site only."""
    named = ", ".join(f"{task.root.relative_to(tasks.around).as_posix()}/" for task in tasks.tasks)
    for option, value in (("--config", arguments.config), ("--baseline", arguments.baseline)):
        if value is not None:
            raise UsageError(
                f"{option} goes with one site, and there are {len(tasks.tasks)} here: {named}",
                f"Name the folder of one, or leave {option} out: each site has files of its own.",
            )


def _for_task(arguments: argparse.Namespace, task: Task) -> argparse.Namespace:
    """The options for one of several sites: a folder may hold nothing of it, and a file that is named must be there."""
    if all(Path(name).is_dir() for name in task.named):
        return argparse.Namespace(**{**vars(arguments), "allow_empty": True})
    return arguments
