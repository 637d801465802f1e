"""One site, judged as the command line asks for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.cli.check import baseline as baselines
from content_lint.cli.check import cache as caches
from content_lint.cli.check import cached_report as cached_reports
from content_lint.cli.check import external, since, workers
from content_lint.cli.check import fix as fixing
from content_lint.cli.check.built import built_folder
from content_lint.cli.check.quick import (
    Asked,
    Quick,
    answer_quietly,
    asked_by_hook,
    keep_last_commit,
    keeper,
    keeper_on_disk,
)
from content_lint.cli.check.show import prefix_of, sources
from content_lint.cli.check.subject import Subject, remembered_of, subject_in_commit, subject_on_disk, unless_whole
from content_lint.cli.check.task import JudgedSite, nothing_to_do
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.config.settings import SiteSettings
from content_lint.engine.run import KeepsSites, RunRequest, run_check
from content_lint.engine.scope import NothingToCheck
from content_lint.engine.since import is_configuration
from content_lint.output.escape import visible
from content_lint.output.formats import FOR_PEOPLE
from content_lint.report.report import Exit, Report
from content_lint.report.verdict import Verdict
from content_lint.site.sources.git import HistoryError, open_repository
from content_lint.site.sources.history import Changes
from content_lint.site.sources.tree import SiteTree

if TYPE_CHECKING:  # most runs are no hook's, and fix nothing
    from content_lint.cache.cache import Cache
    from content_lint.cli.check.hook import Commit
    from content_lint.engine.fix.rounds import Fixed


def judge_site(
    arguments: argparse.Namespace,
    console: Console,
    start: Path,
    named: list[str],
    known: Mapping[str, Verdict] | None,
    commit: Commit | None,
    inner: Sequence[str],
    stack: ExitStack,
) -> JudgedSite | int:
    """Check one site: what was found, or the exit status where all has been said already.

    Args:
        arguments: the command line.
        console: where it is said.
        start: a folder or file of the site.
        named: the files and folders that findings are wanted for.
        known: what other servers have answered in this run already.
        commit: what a hook judges; None for the files on disk.
        inner: folders, from the site's root, that hold sites of their own.
        stack: ends what texts are read from, once the report has been shown.
    """
    started = perf_counter()
    environment = console.environment
    subject = subject_on_disk(arguments, start, named, inner)
    on_disk = subject.settings
    asked = _asked(arguments, environment, subject, commit)
    quick = _from_index(arguments, console, subject, asked)
    if quick is not None:
        return _finish(arguments, console, *quick, None, None, started)
    if commit is not None:
        subject = subject_in_commit(subject, commit, stack)
    buffers = tuple(subject.buffers)
    base = stack.enter_context(
        since.compared(arguments, environment, subject.settings, subject.load, subject.paths, buffers, subject.commit)
    )
    if arguments.hook and base is None and not subject.paths:
        return Exit.CLEAN
    subject = replace(subject, base=base, baseline=baselines.open_baseline(arguments, subject.tree))
    settings = subject.settings
    from content_lint.cli.check.external_trust import trusted_settings  # the index has answered most hooks by now

    trusted = trusted_settings(arguments, environment, settings, subject.load, subject.change)
    with (
        console.progress(quiet=arguments.quiet) as progress,
        external.open_external(arguments, environment, settings.external, progress, trusted) as servers,
    ):
        if servers is not None and known:
            servers.known.update(known)
        request = replace(_request(arguments, environment, subject, named), progress=progress, external=servers)
        request = replace(request, workers=stack.enter_context(workers.wanted_workers(arguments)))
        request = _with_keepers(request, arguments, environment, subject, on_disk, asked)
        report, fixed = _run(arguments, subject, request)
        if request.keep is not None and base is None and isinstance(asked, Asked):
            keep_last_commit(request.keep, asked, settings, request, subject.load)
    read = request.cache if fixed is None else None  # a fix changes what was read
    return _finish(arguments, console, subject, report, fixed, read, started)


def _from_index(
    arguments: argparse.Namespace, console: Console, subject: Subject, asked: Asked | str | None
) -> tuple[Subject, Report] | None:
    """What was judged, and the report, where the index answers; None where the whole site is read."""
    if asked is None:
        return None
    quick: Quick | str = asked if isinstance(asked, str) else ""
    if isinstance(asked, Asked):
        quick = answer_quietly(arguments, console.environment, subject.settings, asked, subject.load)
    if not isinstance(quick, str):
        if arguments.verbose and quick.why_all:
            console.note(
                [f"content-lint: the addresses of all pages were worked out again: {visible(quick.why_all)}\n"]
            )
        return replace(subject, tree=quick.tree or subject.tree, commit=quick.commit, base=quick.base), quick.report
    remembered = remembered_of(arguments)
    if remembered is not None:
        remembered.forget()  # what is in doubt is asked for again
    if arguments.verbose:
        console.note([f"content-lint: the whole site is read: {visible(quick)}\n"])
    return None


def _asked(
    arguments: argparse.Namespace, environment: Mapping[str, str], subject: Subject, commit: Commit | None
) -> Asked | str | None:
    """What may be answered from what was kept; why not where that is worth a word, else None."""
    settings = subject.settings
    if commit is not None:
        return asked_by_hook(commit, settings, subject.paths)
    try:
        if subject.buffers:
            if arguments.changed_since:
                return None
            remembered = remembered_of(arguments)
            find = open_repository if remembered is None else remembered.repository
            repository = find(settings.root, environment)
            return Asked(repository, None, Changes(), frozenset(), subject.buffers, remembered=remembered)
        found = None if subject.named or arguments.hook else since.find_base(arguments, environment, settings.root)
    except (HistoryError, UsageError):
        return None  # the long way says it
    if found is None:
        return None
    repository, before, changes, name = found
    return Asked(repository, before, changes, changes.touched, note=since.note_of(name))


def _request(
    arguments: argparse.Namespace, environment: Mapping[str, str], subject: Subject, named: list[str]
) -> RunRequest:
    """What the run is asked for, but for progress and other servers."""
    from content_lint.cache.cache import Cache
    from content_lint.engine.baseline import Baseline

    settings, baseline = subject.settings, subject.baseline
    tree = subject.tree.over(subject.buffers)
    return RunRequest(
        now=read_clock(arguments.today, settings.zone),
        paths=_paths_to_check(arguments, subject),
        lenient=arguments.hook or arguments.allow_empty,
        tree=subject.tree,
        buffers=subject.buffers,
        baseline=None if baseline is None else baseline.before or Baseline(),
        since=subject.change,
        cache=caches.open_cache(arguments, environment, tree) or Cache(tree),
        caching=cached_reports.caching(arguments, environment, settings.root, named, settings.inner_sites),
        built=built_folder(arguments),
    )


def _with_keepers(
    request: RunRequest,
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    subject: Subject,
    on_disk: SiteSettings,
    asked: Asked | str | None,
) -> RunRequest:
    """The same with what keeps the site for the next run that compares."""
    settings = subject.settings
    keep: KeepsSites | None = keeper_on_disk(arguments, environment, settings, asked)
    if subject.base is None and subject.commit is None and not subject.buffers:
        from content_lint.cli.check.keep_judged import keeper_of_judged  # not for a hook

        keep = keeper_of_judged(arguments, environment, settings, unless_whole(subject.paths) or ())
    elif settings is on_disk and keep is None:
        keep = keeper(arguments, environment, subject.tree, subject.commit)
    return replace(request, keep=keep)


def _paths_to_check(arguments: argparse.Namespace, subject: Subject) -> tuple[str, ...] | None:
    """The documents and folders to check; None for the whole site."""
    if arguments.hook:
        concerns_all = any(_concerns_all(path, subject.settings) for path in subject.paths)
        if subject.base is not None or concerns_all:
            return None  # the comparison knows which of them are reported
    return unless_whole(subject.paths)


def _run(arguments: argparse.Namespace, subject: Subject, request: RunRequest) -> tuple[Report, Fixed | None]:
    """Check, or fix what the change touches or the command line names."""
    settings, change = subject.settings, subject.change
    try:
        if not fixing.is_asked_for(arguments):
            return run_check(settings, request), None
        touched = None if change is None else change.touched
        within = subject.named if touched is None else tuple(sorted(touched))
        fixed = fixing.fix(settings, request, arguments, within)
        return fixing.told(fixed), fixed
    except NothingToCheck as nothing:
        from content_lint.cli.check.nothing_there import nothing_there

        raise nothing_there(nothing.paths, settings, arguments) from nothing


def _finish(
    arguments: argparse.Namespace,
    console: Console,
    subject: Subject,
    report: Report,
    fixed: Fixed | None,
    read: Cache | None,
    started: float,
) -> JudgedSite | int:
    """Show a patch, or write the baseline and make the report whole."""
    settings, baseline = subject.settings, subject.baseline
    prefix = prefix_of(settings.root)
    of_commit = tuple(_of_commit(report, subject.tree, subject.absent))
    report = replace(report, notices=(*report.notices, *of_commit, *_of_comparison(subject.base)))
    empty = _is_empty(report) and (subject.base is None or arguments.hook)
    if empty:
        if not arguments.quiet:
            console.note(f"note: {notice}\n" for notice in of_commit)
        nothing_to_do("no document was named or found", console, quiet=arguments.quiet or arguments.hook)
        if not _is_for_program(arguments):
            return Exit.CLEAN
    if fixed is not None and arguments.diff:
        return fixing.show_patch(fixed, settings.root, prefix, arguments, console)
    if baseline is not None and arguments.update_baseline:
        report = baselines.update(baseline, report, arguments, console)
    if arguments.hook:
        # What is to be known of the set-up is not news to somebody who saves a post: `doctor` says it.
        report = replace(report, notices=tuple(item for item in report.notices if item not in settings.notices))
    report = replace(report, seconds=perf_counter() - started, paths_prefix=prefix)
    return JudgedSite(settings.root, report, sources(subject.tree.over(subject.buffers), read), quiet=empty)


def _is_for_program(arguments: argparse.Namespace) -> bool:
    """Whether a program reads the report, which wants its format though there is nothing in it."""
    return bool(arguments.report) or (arguments.output_format not in {None, *FOR_PEOPLE} and not arguments.diff)


def _of_comparison(base: since.Compared | None) -> Iterator[str]:
    if base is not None and base.note:
        yield base.note


def _is_empty(report: Report) -> bool:
    return report.files == 0 and not report.diagnostics and not report.failures


def _of_commit(report: Report, tree: SiteTree, absent: Sequence[str]) -> Iterator[str]:
    """What the reader of a hook's report has to know: the commit was judged, and not the disk."""
    for path in absent:
        yield f"`{visible(path)}` is not in this commit, so it was not checked (`git add` adds it)"
    for path in dict.fromkeys(item.path for item in report.diagnostics):
        if tree.differs(path):
            yield f"`{visible(path)}` was judged as it is in the commit; the file on disk differs"


def _concerns_all(path: str, settings: SiteSettings) -> bool:
    """Whether a changed file may change what is said of every document: configuration, schemas, assets."""
    if is_configuration(path, settings):
        return True
    return any(f"/{path}".startswith(f"/{media.strip('/')}/") for media in settings.media_paths if media.strip("/"))
