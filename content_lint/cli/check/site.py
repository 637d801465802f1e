"""One site, judged as the command line asks for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct
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
from content_lint.cli.check.task import JudgedSite, nothing_to_do
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.paths import absent, from_root, in_copy
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.engine.run import KeepsSites, RunRequest, run_check
from content_lint.engine.scope import NothingToCheck
from content_lint.engine.since import Since, is_configuration, settings_of_commit
from content_lint.output.escape import visible
from content_lint.output.formats import FOR_PEOPLE
from content_lint.report.report import Exit, Report
from content_lint.report.verdict import Verdict
from content_lint.rules.registry import catalog
from content_lint.site.generators.registry import generator_of
from content_lint.site.sources.git import HistoryError, open_repository
from content_lint.site.sources.history import Changes
from content_lint.site.sources.tree import DiskTree, SiteTree

if TYPE_CHECKING:  # most runs are no hook's, and fix nothing
    from content_lint.cache.cache import Cache
    from content_lint.cli.check.hook import Commit
    from content_lint.cli.check.remembered import SiteMemory
    from content_lint.engine.fix.rounds import Fixed
    from content_lint.site.sources.snapshot import SnapshotTree


class _Subject(Struct, frozen=True):
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
    base: since.Compared | None = None
    baseline: baselines.BaselineFile | None = None

    @property
    def change(self) -> Since | None:
        """What the run is compared with, without the words for it."""
        return None if self.base is None else self.base.since


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
    subject = _on_disk(arguments, start, named, inner)
    on_disk = subject.settings
    asked = _asked(arguments, environment, subject, commit)
    quick = _from_index(arguments, console, subject, asked)
    if quick is not None:
        return _finish(arguments, console, *quick, None, None, started)
    if commit is not None:
        subject = _in_commit(subject, commit, stack)
    base = stack.enter_context(_compared(arguments, environment, subject))
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
    arguments: argparse.Namespace, console: Console, subject: _Subject, asked: Asked | str | None
) -> tuple[_Subject, Report] | None:
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
    remembered = _remembered(arguments)
    if remembered is not None:
        remembered.forget()  # what is in doubt is asked for again
    if arguments.verbose:
        console.note([f"content-lint: the whole site is read: {visible(quick)}\n"])
    return None


def _asked(
    arguments: argparse.Namespace, environment: Mapping[str, str], subject: _Subject, commit: Commit | None
) -> Asked | str | None:
    """What may be answered from what was kept; why not where that is worth a word, else None."""
    settings = subject.settings
    if commit is not None:
        return asked_by_hook(commit, settings, subject.paths)
    try:
        if subject.buffers:
            if arguments.changed_since:
                return None
            remembered = _remembered(arguments)
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


def _on_disk(arguments: argparse.Namespace, start: Path, named: list[str], inner: Sequence[str]) -> _Subject:
    """The site around ``start`` as it is on disk."""
    settings = external.with_allowed(_settings(arguments, start, inner), arguments)
    paths = from_root(named, settings.root, lenient=arguments.hook)
    buffers = {paths[0]: _given(arguments)} if arguments.stdin_filename else {}
    load = _loader(arguments, settings.root, inner)
    return _Subject(settings, load, DiskTree(settings.root), _unless_whole(paths), paths, buffers)


def _given(arguments: argparse.Namespace) -> bytes:
    """The text of the file that is judged in place of the one on disk: standard input, or what a watcher has read."""
    given: bytes | None = getattr(arguments, "given", None)
    return sys.stdin.buffer.read() if given is None else given


def _in_commit(subject: _Subject, commit: Commit, stack: ExitStack) -> _Subject:
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


def _compared(
    arguments: argparse.Namespace, environment: Mapping[str, str], subject: _Subject
) -> AbstractContextManager[since.Compared | None]:
    buffers = tuple(subject.buffers)
    return since.compared(
        arguments, environment, subject.settings, subject.load, subject.paths, buffers, subject.commit
    )


def _request(
    arguments: argparse.Namespace, environment: Mapping[str, str], subject: _Subject, named: list[str]
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
    subject: _Subject,
    on_disk: SiteSettings,
    asked: Asked | str | None,
) -> RunRequest:
    """The same with what keeps the site for the next run that compares."""
    settings = subject.settings
    keep: KeepsSites | None = keeper_on_disk(arguments, environment, settings, asked)
    if subject.base is None and subject.commit is None and not subject.buffers:
        from content_lint.cli.check.keep_judged import keeper_of_judged  # not for a hook

        keep = keeper_of_judged(arguments, environment, settings, _unless_whole(subject.paths) or ())
    elif settings is on_disk and keep is None:
        keep = keeper(arguments, environment, subject.tree, subject.commit)
    return replace(request, keep=keep)


def _paths_to_check(arguments: argparse.Namespace, subject: _Subject) -> tuple[str, ...] | None:
    """The documents and folders to check; None for the whole site."""
    if arguments.hook:
        concerns_all = any(_concerns_all(path, subject.settings) for path in subject.paths)
        if subject.base is not None or concerns_all:
            return None  # the comparison knows which of them are reported
    return _unless_whole(subject.paths)


def _unless_whole(paths: Sequence[str]) -> tuple[str, ...] | None:
    return tuple(paths) if paths and "." not in paths else None


def _run(arguments: argparse.Namespace, subject: _Subject, request: RunRequest) -> tuple[Report, Fixed | None]:
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
        raise _nothing_there(nothing.paths, settings, arguments) from nothing


def _finish(
    arguments: argparse.Namespace,
    console: Console,
    subject: _Subject,
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


def _remembered(arguments: argparse.Namespace) -> SiteMemory | None:
    """What a process has found out before that checks again and again."""
    found: SiteMemory | None = getattr(arguments, "remembered", None)
    return found


def _settings(arguments: argparse.Namespace, start: Path, inner: Sequence[str]) -> SiteSettings:
    """The settings of the site around a folder, with what the command line says of rules."""
    remembered = _remembered(arguments)

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
    external.refuse_silence(arguments, settings.rules.select)
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


def _nothing_there(strangers: tuple[str, ...], settings: SiteSettings, arguments: argparse.Namespace) -> UsageError:
    if arguments.stdin_filename and strangers:
        return UsageError(
            f"`{strangers[0]}` would be no document of the site in `{settings.root}`",
            "Say where standard input belongs: `--stdin-filename` with the path of a post or page.",
        )
    left_out = {item.path: item.reason for item in generator_of(settings).survey(DiskTree(settings.root)).left_out}
    if not strangers:
        return _no_document(settings, left_out)
    stranger = strangers[0]
    more = f" (and {len(strangers) - 1:,} more)" if len(strangers) > 1 else ""
    if stranger in left_out:
        return UsageError(
            f"`{stranger}` is taken for no page ({left_out[stranger]}){more}",
            f'Add it to `files` in content-lint.toml: `files = ["{stranger}"]`.',
        )
    if (settings.root / stranger).exists():
        return UsageError(
            f"`{stranger}` is no document of the site in `{settings.root}`{more}",
            "Name a post, a page or a folder of them; --allow-empty passes over other files.",
        )
    return absent(stranger, more)


def _no_document(settings: SiteSettings, left_out: Mapping[str, str]) -> UsageError:
    builder = settings.builder
    if not left_out and builder is not None:
        return UsageError(
            f"no document was found in `{settings.root}`, a site of {builder.name} ({builder.config})",
            "Documents are files that end in `.md` or `.html`; texts in a language for templates, as `.haml` and "
            "`.slim`, are not read. --allow-empty passes over that.",
        )
    if not left_out:
        return UsageError(
            f"no document was found in `{settings.root}`",
            "Run it in the folder of the site, or add --allow-empty where that is as it should be.",
        )
    path, reason = next(iter(left_out.items()))
    return UsageError(
        f"no document was found in `{settings.root}`: its Markdown files are taken for no pages, "
        f"such as `{path}` ({reason})",
        f'Name those to check in content-lint.toml: `files = ["{path}"]`.',
    )


def _split(selectors: list[str]) -> list[str]:
    return [part.strip() for selector in selectors for part in selector.split(",") if part.strip()]


def _concerns_all(path: str, settings: SiteSettings) -> bool:
    """Whether a changed file may change what is said of every document: configuration, schemas, assets."""
    if is_configuration(path, settings):
        return True
    return any(f"/{path}".startswith(f"/{media.strip('/')}/") for media in settings.media_paths if media.strip("/"))
