"""One site, checked as the command line asks for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from content_lint.cli.check import baseline as baselines
from content_lint.cli.check import cache as caches
from content_lint.cli.check import cached_report as cached_reports
from content_lint.cli.check import external, since
from content_lint.cli.check import fix as fixing
from content_lint.cli.check.external_trust import trusted_settings
from content_lint.cli.check.show import prefix_of, show, sources
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.paths import from_root, in_copy
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.engine.baseline import Baseline
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.scope import NothingToCheck
from content_lint.engine.since import is_configuration, settings_of_commit
from content_lint.output.escape import visible
from content_lint.output.formats import FOR_PEOPLE
from content_lint.report.report import Report
from content_lint.report.verdict import Verdict
from content_lint.rules.registry import catalog
from content_lint.site.generators.registry import generator_of
from content_lint.site.sources.git import HistoryError
from content_lint.site.sources.snapshot import SnapshotTree
from content_lint.site.sources.tree import DiskTree, SiteTree

if TYPE_CHECKING:  # most runs are no hook's
    from content_lint.cli.check.hook import Commit


def nothing_to_do(why: str, console: Console, *, quiet: bool) -> int:
    """Say that nothing was checked, and why: no mistake, exit status 0."""
    if not quiet:
        console.note([f"content-lint: {why}: nothing was checked\n"])
    return 0


def check_site(
    arguments: argparse.Namespace,
    console: Console,
    start: Path,
    named: list[str],
    known: Mapping[str, Verdict] | None = None,
    commit: Commit | None = None,
) -> int:
    """Check one site and give the exit status.

    Args:
        arguments: the command line.
        console: where it is said.
        start: a folder or file of the site.
        named: the files and folders that findings are wanted for.
        known: what other servers have answered in this run already.
        commit: what a hook judges; None for the files on disk.
    """
    started = perf_counter()
    settings = external.with_allowed(_settings(arguments, start), arguments)
    paths = from_root(named, settings.root, lenient=arguments.hook)
    named_paths = tuple(paths) if paths and "." not in paths else None
    buffers = {paths[0]: sys.stdin.buffer.read()} if arguments.stdin_filename else {}
    load = _loader(arguments, settings.root)
    here = None if commit is None else commit.of_site(settings.root)
    with ExitStack() as stack:
        tree: DiskTree | SnapshotTree = DiskTree(settings.root)
        absent: list[str] = []
        if here is not None:
            tree, settings = _as_committed(here, settings, load, stack)
            absent = [path for path in paths if (settings.root / path).is_file() and not tree.has(path)]
            if here.before is None:
                paths = paths or sorted(here.changes.added)
        base = stack.enter_context(
            since.compared(arguments, console.environment, settings, load, paths, tuple(buffers), here)
        )
        if arguments.hook and base is None and not paths:
            return nothing_to_do("no file of the site was named", console, quiet=arguments.quiet or arguments.hook)
        if arguments.hook and (base is not None or any(_concerns_all(path, settings) for path in paths)):
            paths = []  # the comparison knows which of them are reported
        touched = base.since.touched if base is not None else None
        baseline = baselines.open_baseline(arguments, tree)
        trusted = trusted_settings(
            arguments, console.environment, settings, load, base.since if base is not None else None
        )
        with (
            console.progress(quiet=arguments.quiet) as progress,
            external.open_external(arguments, console.environment, settings.external, progress, trusted) as asked,
        ):
            request = RunRequest(
                now=read_clock(arguments.today, settings.zone),
                paths=tuple(paths) if paths and "." not in paths else None,
                lenient=arguments.hook or arguments.allow_empty,
                tree=tree,
                buffers=buffers,
                progress=progress,
                baseline=None if baseline is None else baseline.before or Baseline(),
                since=base.since if base is not None else None,
                cache=caches.open_cache(arguments, console.environment, tree.over(buffers)),
                external=asked,
                caching=cached_reports.caching(arguments, console.environment, settings.root, named),
            )
            if asked is not None and known:
                asked.known.update(known)
            try:
                if fixing.is_asked_for(arguments):
                    within = named_paths if touched is None else tuple(sorted(touched))
                    fixed = fixing.fix(settings, request, arguments, within)
                    report = fixing.told(fixed)
                else:
                    report = run_check(settings, request)
            except NothingToCheck as nothing:
                raise _nothing_there(nothing.paths, settings, arguments) from nothing
        added = [*_of_commit(report, tree, absent), *((base.note,) if base is not None and base.note else ())]
        report = replace(report, notices=(*report.notices, *added))
        if report.files == 0 and not report.diagnostics and not report.failures and (base is None or arguments.hook):
            console.note(f"note: {notice}\n" for notice in _of_commit(report, tree, absent) if not arguments.quiet)
            quiet = arguments.quiet or arguments.hook
            status = nothing_to_do("no document was named or found", console, quiet=quiet)
            if arguments.output_format in {None, *FOR_PEOPLE} or arguments.diff:
                return status
            arguments = argparse.Namespace(**{**vars(arguments), "quiet": True})  # a program wants its format
        if arguments.diff:
            return fixing.show_patch(fixed, settings.root, prefix_of(settings.root), arguments, console)
        if baseline is not None and arguments.update_baseline:
            report = baselines.update(baseline, report, arguments, console)
        if arguments.hook:
            # What is to be known of the set-up is no news to somebody who saves a post: `doctor` says it.
            report = replace(report, notices=tuple(item for item in report.notices if item not in settings.notices))
        report = replace(report, seconds=perf_counter() - started, paths_prefix=prefix_of(settings.root))
        return show(report, sources(tree.over(buffers)), arguments, console, root=settings.root)


def _as_committed(
    commit: Commit, settings: SiteSettings, load: Callable[[Path], SiteSettings], stack: ExitStack
) -> tuple[SnapshotTree, SiteSettings]:
    """The files of the commit, which are there as long as ``stack`` is, and how the site is set up in it."""
    try:
        tree = stack.enter_context(commit.tree())
        return tree, settings_of_commit(settings, tree, load)
    except HistoryError as error:
        raise UsageError(error.message, error.help) from error


def _of_commit(report: Report, tree: SiteTree, absent: Sequence[str]) -> Iterator[str]:
    """What the reader of a hook's report has to know: the commit was judged, and not the disk."""
    for path in absent:
        yield f"`{visible(path)}` is not in this commit, so it was not checked (`git add` adds it)"
    for path in dict.fromkeys(item.path for item in report.diagnostics):
        if tree.differs(path):
            yield f"`{visible(path)}` was judged as it is in the commit; the file on disk differs"


def _settings(arguments: argparse.Namespace, start: Path) -> SiteSettings:
    """The settings of the site around a folder, with what the command line says of rules."""
    settings = load_settings(start, catalog=catalog(), config_file=arguments.config)
    settings = with_selection(
        settings,
        catalog(),
        select=None if arguments.select is None else _split(arguments.select),
        extend_select=_split(arguments.extend_select),
        ignore=_split(arguments.ignore),
    )
    if not settings.rules.select:
        raise UsageError("no rule is selected", "`content-lint rules` lists them all.")
    external.refuse_silence(arguments, settings.rules.select)
    if arguments.fail_on_unchecked is not None and "broken-link" not in settings.rules.select:
        raise UsageError(
            "--fail-on-unchecked counts internal links, and the rule broken-link, which checks them, is not selected",
            "Select it too, or leave --fail-on-unchecked out.",
        )
    return settings


def _loader(arguments: argparse.Namespace, root: Path) -> Callable[[Path], SiteSettings]:
    """Reads the settings of a copy of the site that lies in another folder, as those of the site itself were read."""

    def load(folder: Path) -> SiteSettings:
        copied = {**vars(arguments), "config": in_copy(arguments.config, root, folder)}
        return _settings(argparse.Namespace(**copied), folder)

    return load


def _nothing_there(strangers: tuple[str, ...], settings: SiteSettings, arguments: argparse.Namespace) -> UsageError:
    if arguments.stdin_filename and strangers:
        return UsageError(
            f"`{strangers[0]}` would be no document of the site in `{settings.root}`",
            "Say where standard input belongs: `--stdin-filename` with the path of a post or page.",
        )
    left_out = {item.path: item.reason for item in generator_of(settings).survey(DiskTree(settings.root)).left_out}
    if not strangers and left_out:
        path, reason = next(iter(left_out.items()))
        return UsageError(
            f"no document was found in `{settings.root}`: its Markdown files are taken for no pages, "
            f"such as `{path}` ({reason})",
            f'Name those to check in content-lint.toml: `files = ["{path}"]`.',
        )
    if not strangers:
        return UsageError(
            f"no document was found in `{settings.root}`",
            "Run it in the folder of the site, or add --allow-empty where that is as it should be.",
        )
    more = f" (and {len(strangers) - 1:,} more)" if len(strangers) > 1 else ""
    if strangers[0] in left_out:
        return UsageError(
            f"`{strangers[0]}` is taken for no page ({left_out[strangers[0]]}){more}",
            f'Add it to `files` in content-lint.toml: `files = ["{strangers[0]}"]`.',
        )
    if (settings.root / strangers[0]).exists():
        return UsageError(
            f"`{strangers[0]}` is no document of the site in `{settings.root}`{more}",
            "Name a post, a page or a folder of them; --allow-empty passes over other files.",
        )
    return UsageError(f"`{strangers[0]}` does not exist{more}", "Check the spelling of the path.")


def _split(selectors: list[str]) -> list[str]:
    return [part.strip() for selector in selectors for part in selector.split(",") if part.strip()]


def _concerns_all(path: str, settings: SiteSettings) -> bool:
    """Whether a changed file may change what is said of every document: configuration, schemas, assets."""
    if is_configuration(path, settings):
        return True
    return any(f"/{path}".startswith(f"/{media.strip('/')}/") for media in settings.media_paths if media.strip("/"))
