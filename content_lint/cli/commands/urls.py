"""List every document with its address, what becomes of it and why, and where old addresses lead."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from content_lint.cli.check import cache as caches
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.output_file import write_output
from content_lint.cli.paths import from_root
from content_lint.config.load import load_settings
from content_lint.engine.urls import list_urls
from content_lint.output import urls as output
from content_lint.output.style import TerminalStyle
from content_lint.report.urls import UrlReport
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
    start = Path(arguments.paths[0]) if arguments.paths else Path.cwd()
    settings = load_settings(start, catalog=catalog(), config_file=arguments.config)
    wanted = from_root(arguments.paths, settings.root)
    with console.progress(quiet=arguments.quiet) as progress:
        now = read_clock(arguments.today, settings.zone)
        cache = caches.open_cache(arguments, console.environment, DiskTree(settings.root))
        report = list_urls(settings, now, assets=arguments.all, progress=progress, cache=cache)
    report = _below(report, wanted)
    if not report.rows and not arguments.allow_empty:
        where = f"`{wanted[0]}`" if wanted else f"`{settings.root}`"
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
