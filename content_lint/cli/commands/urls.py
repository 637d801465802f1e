"""List every document with its address, what becomes of it and why, and where old addresses lead."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.cli.check import cache as caches
from content_lint.cli.check.sites import tasks_of
from content_lint.cli.check.task import Task
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.output_file import write_output
from content_lint.cli.paths import from_root
from content_lint.config.load import load_settings
from content_lint.engine.urls import list_urls
from content_lint.output import urls as output
from content_lint.output.style import TerminalStyle
from content_lint.report.urls import UrlReport, UrlRow
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree

FORMATS = ("text", "json", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint urls``."""
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files or folders; none for the whole site")
    add("--output-format", "--format", choices=FORMATS, default="text", help="text, json or csv (text)")
    add("--output-file", type=Path, metavar="FILE", help="write there instead of standard output")
    add("--all", action="store_true", help="list the files that are copied as they are too")
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("--today", metavar="DATE", help="as if it were that day, or that instant (2027-01-31T09:00:00Z)")
    add("--allow-empty", action="store_true", help="exit 0 when there is no document")
    caches.add_arguments(parser)
    add("-q", "--quiet", action="store_true", help="the list only: no counts, no progress")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the list."""
    tasks = tasks_of(arguments)
    reports = [(task, _listed(arguments, console, task)) for task in tasks.tasks]
    report = _together(tasks.around, reports) if len(reports) > 1 else reports[0][1]
    if not report.rows and not arguments.allow_empty:
        where = f"`{arguments.paths[0]}`" if arguments.paths else f"`{tasks.around}`"
        raise UsageError(f"no document was found in {where}", "Run it in the folder of the site, or add --all.")
    style = console.out_style() if arguments.output_file is None else TerminalStyle()
    pieces = _pieces(report, arguments.output_format, style)
    if arguments.output_file is None:
        console.write(pieces)
    else:
        write_output(arguments.output_file, pieces, "backslashreplace")
    if not arguments.quiet:
        console.note(output.summary(report))
    return 0


def _listed(arguments: argparse.Namespace, console: Console, task: Task) -> UrlReport:
    """The rows of one site."""
    settings = load_settings(task.root, catalog=catalog(), config_file=arguments.config)
    settings = replace(settings, inner_sites=task.inner)
    with console.progress(quiet=arguments.quiet) as progress:
        now = read_clock(arguments.today, settings.zone)
        cache = caches.open_cache(arguments, console.environment, DiskTree(settings.root))
        report = list_urls(settings, now, assets=arguments.all, progress=progress, cache=cache)
    return _below(report, from_root(task.named, settings.root))


def _together(around: Path, reports: Sequence[tuple[Task, UrlReport]]) -> UrlReport:
    """The rows of several sites, by paths from the folder around them."""
    rows: list[UrlRow] = []
    for task, report in reports:
        folder = task.root.relative_to(around).as_posix()
        prefix = "" if folder == "." else f"{folder}/"
        outside = (row for row in report.rows if not row.path.startswith(tuple(f"{name}/" for name in task.inner)))
        rows += (replace(row, path=f"{prefix}{row.path}") for row in outside)
    return UrlReport(tuple(rows), tuple(stop for _, report in reports for stop in report.stops))


def _pieces(report: UrlReport, form: str, style: TerminalStyle) -> Iterator[str]:
    if form == "json":
        return output.as_json(report)
    return output.as_csv(report) if form == "csv" else output.text(report, style)


def _below(report: UrlReport, wanted: list[str]) -> UrlReport:
    """The rows at or below the named paths."""
    if not wanted or "." in wanted:
        return report
    folders = tuple(f"{path}/" for path in wanted)
    exact = frozenset(wanted)
    return replace(report, rows=tuple(row for row in report.rows if row.path in exact or row.path.startswith(folders)))
