"""List every link with where it leads and what its target answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.cli.check import cache as caches
from content_lint.cli.check import external
from content_lint.cli.check.built import add_built_argument, built_folder
from content_lint.cli.check.external_trust import trusted_settings
from content_lint.cli.check.sites import tasks_of
from content_lint.cli.check.task import Task
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.output_file import write_output
from content_lint.cli.paths import from_root, in_copy
from content_lint.config.load import load_settings
from content_lint.engine.links import LinkListing, list_links
from content_lint.links.target import LinkOutcome
from content_lint.output import links as output
from content_lint.output.style import TerminalStyle
from content_lint.report.links import DEAD, LinkReport, LinkRow
from content_lint.report.report import Exit, Failure
from content_lint.report.verdict import Outcome
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree

if TYPE_CHECKING:
    from content_lint.config.settings import SiteSettings
    from content_lint.engine.since import Since

FORMATS = ("text", "json", "csv")
SCOPES = ("internal", "external", "mail", "other")
_DEAD = Outcome.BROKEN.value
OUTCOMES = sorted({word.value for word in (*Outcome, *LinkOutcome)} - {LinkOutcome.ELSEWHERE.value})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint links``."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; none for the whole site")
    group = parser.add_argument_group("which links")
    add = group.add_argument
    add("--scope", action="append", choices=SCOPES, default=[], help="only links that lead there; may be repeated")
    words = "only links of this outcome, or `broken` for all that are dead, inside and outside; may be repeated"
    add("--outcome", action="append", choices=OUTCOMES, default=[], metavar="WORD", help=words)
    add("--new-since", metavar="REF", help="only links to what this branch or commit does not link to")
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("--today", metavar="DATE", help="as if it were that day, or that instant (2027-01-31T09:00:00Z)")
    add("--allow-empty", action="store_true", help="exit 0 when there is no link")
    add_built_argument(group)
    caches.add_arguments(group)
    external.add_arguments(parser.add_argument_group("other servers"), default="cached")
    group = parser.add_argument_group("what is shown")
    add = group.add_argument
    add("--by", choices=output.GROUPS, default="target", help="how text is grouped (target)")
    add("--output-format", "--format", choices=FORMATS, default="text", help="text, json or csv (text)")
    add("--output-file", type=Path, metavar="FILE", help="write there instead of standard output")
    add("-q", "--quiet", action="store_true", help="the list only: no counts, no progress")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the list."""
    tasks = tasks_of(arguments)
    listed = []
    for task in tasks.tasks:
        listed.append((task, *_listed(arguments, console, task)))
        if listed[-1][2]:
            break
    interrupted = listed[-1][2]
    report = listed[0][1] if len(tasks.tasks) == 1 else _together(tasks.around, [item[:2] for item in listed])
    if not report.rows and not interrupted and not arguments.allow_empty and not _narrowed(arguments):
        where = f"`{arguments.paths[0]}`" if arguments.paths else f"`{tasks.around}`"
        raise UsageError(f"no link was found in {where}", "Run it in the folder of the site, or add --allow-empty.")
    _show(report, arguments, console)
    if not arguments.quiet or report.failures:
        console.note(output.summary(report, interrupted=interrupted))
    if interrupted:
        return int(Exit.INTERRUPTED)
    return int(Exit.FAILURE if report.failures else Exit.CLEAN)


def _listed(arguments: argparse.Namespace, console: Console, task: Task) -> tuple[LinkReport, bool]:
    """The links of one site, and whether somebody interrupted the asking."""
    settings = load_settings(task.root, catalog=catalog(), config_file=arguments.config)
    settings = replace(settings, inner_sites=task.inner)
    wanted = from_root(task.named, settings.root)
    interrupted = False
    with console.progress(quiet=arguments.quiet) as progress, ExitStack() as stack:
        base = _since(arguments, console, settings, stack)
        trusted = trusted_settings(arguments, console.environment, settings, _loader(arguments, settings.root), base)
        opened = external.open_external(arguments, console.environment, settings.external, progress, trusted)
        asked = stack.enter_context(opened)
        listing = list_links(
            settings,
            read_clock(arguments.today, settings.zone),
            asked,
            wanted=_Below(wanted),
            scopes=arguments.scope,
            since=base,
            progress=progress,
            cache=caches.open_cache(arguments, console.environment, DiskTree(settings.root)),
            built=built_folder(arguments),
        )
        try:
            listing.ask()
        except KeyboardInterrupt:
            interrupted = True
            listing.recall()
    return _chosen(listing, arguments.outcome), interrupted


def _together(around: Path, reports: Sequence[tuple[Task, LinkReport]]) -> LinkReport:
    """The links of several sites, by paths from the folder around them."""
    rows: list[LinkRow] = []
    failures: list[Failure] = []
    for task, report in reports:
        folder = task.root.relative_to(around).as_posix()
        prefix = "" if folder == "." else f"{folder}/"
        rows += (replace(row, path=f"{prefix}{row.path}") for row in report.rows)
        failures += (replace(item, path=f"{prefix}{item.path}") for item in report.failures)
    notices = dict.fromkeys(notice for _, report in reports for notice in report.notices)
    return LinkReport(tuple(rows), tuple(notices), tuple(failures))


def _narrowed(arguments: argparse.Namespace) -> bool:
    """Whether only some links were asked for: then there may be none of them."""
    return bool(arguments.scope or arguments.outcome or arguments.new_since)


def _chosen(listing: LinkListing, outcomes: list[str]) -> LinkReport:
    report = listing.report()
    if not outcomes:
        return report
    wanted = {*outcomes, *(DEAD if _DEAD in outcomes else ())}
    return replace(report, rows=tuple(row for row in report.rows if row.outcome in wanted))


def _loader(arguments: argparse.Namespace, root: Path) -> Callable[[Path], SiteSettings]:
    """Reads the settings of a copy of the site, with the options of this run."""

    def load(folder: Path) -> SiteSettings:
        return load_settings(folder, catalog=catalog(), config_file=in_copy(arguments.config, root, folder))

    return load


def _since(arguments: argparse.Namespace, console: Console, settings: SiteSettings, stack: ExitStack) -> Since | None:
    """The site of another revision, which is there as long as ``stack`` is."""
    if not arguments.new_since:
        return None
    from content_lint.engine.since import compare  # most runs compare with nothing
    from content_lint.site.sources.git import HistoryError, open_repository
    from content_lint.site.sources.history import changes_since, merge_base
    from content_lint.site.sources.revision import GitTree

    try:
        repository = open_repository(settings.root, console.environment)
        commit = merge_base(repository, arguments.new_since)
        revision = stack.enter_context(GitTree(repository, commit))
        return compare(settings, revision, changes_since(repository, commit), _loader(arguments, settings.root), None)
    except HistoryError as error:
        raise UsageError(error.message, error.help) from error


def _show(report: LinkReport, arguments: argparse.Namespace, console: Console) -> None:
    style = console.out_style() if arguments.output_file is None else TerminalStyle()
    pieces = _pieces(report, arguments, style)
    if arguments.output_file is None:
        console.write(pieces)
        return
    write_output(arguments.output_file, pieces, "backslashreplace")


def _pieces(report: LinkReport, arguments: argparse.Namespace, style: TerminalStyle) -> Iterator[str]:
    if arguments.output_format == "json":
        return output.as_json(report)
    return output.as_csv(report) if arguments.output_format == "csv" else output.text(report, style, arguments.by)


class _Below:
    """Whether a path is one of the named ones, or below one of them; without names every path is."""

    def __init__(self, named: list[str]) -> None:
        self._all = not named or "." in named
        self._exact = frozenset(named)
        self._folders = tuple(f"{path}/" for path in named)

    def __call__(self, path: str) -> bool:
        return self._all or path in self._exact or path.startswith(self._folders)
