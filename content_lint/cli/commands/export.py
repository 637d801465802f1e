"""Write the pages that passed the check as data: lines of JSON, a folder of JSON, or a SQLite database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cli.check import baseline as baselines
from content_lint.cli.check import cache as caches
from content_lint.cli.check import workers
from content_lint.cli.check.sites import only_site
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.output_file import write_output
from content_lint.config.load import load_settings
from content_lint.output.escape import visible, visible_path
from content_lint.report.report import Exit
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree
from content_lint.text.counts import many

if TYPE_CHECKING:
    from content_lint.export.exporter import Exported, Exporter

EXAMPLES = """\
  content-lint export > pages.ndjson
  content-lint export --output data/
  content-lint export --output site.db
"""
FORMATS = ("ndjson", "folder", "sqlite")
MORE = ("future", "drafts", "failing")
_DATABASES = (".db", ".sqlite", ".sqlite3")
_LINES = (".ndjson", ".jsonl")
_NAMED = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint export``."""
    add = parser.add_argument
    add("site", nargs="?", type=Path, metavar="SITE", help="a folder of the site (the current one)")
    add("-o", "--output", type=Path, metavar="PATH", help="a file or folder to write instead of standard output")
    form = "ndjson, folder or sqlite (by the ending of PATH: .ndjson, .db, else a folder)"
    add("--output-format", "--format", choices=FORMATS, help=form)
    words = "also pages that appear later, are not published, or have errors, each marked so; may be repeated"
    add("--include", action="append", choices=MORE, default=[], help=words)
    add("--html", action="store_true", help="the text as HTML, too, rendered by mistune")
    add("--no-git", action="store_true", help="leave out when files were committed, and by how many people")
    add("--schema", action="store_true", help="print the JSON Schema of a page, and export nothing")
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("--today", metavar="DATE", help="as if it were that day, or that instant (2027-01-31T09:00:00Z)")
    add("--baseline", type=Path, metavar="FILE", help="findings that keep no page from being exported")
    add("--no-baseline", action="store_true", help="let no earlier finding pass")
    caches.add_arguments(parser)
    workers.add_arguments(parser)
    add("-q", "--quiet", action="store_true", help="say nothing about what was written, show no progress")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Check the site, and write what passed."""
    if arguments.schema:
        from content_lint.export.schema import export_schema

        console.write([json.dumps(export_schema(), indent=2), "\n"])
        return Exit.CLEAN
    form = _format(arguments)
    exporter, note = _open(arguments, console)
    if note and not arguments.quiet:
        console.note([f"note: {visible(note)}\n"])
    with console.progress(quiet=arguments.quiet) as tell:
        counted = _Counted(exporter, tell)
        said = _WRITERS[form](exporter, counted, arguments.output, console)
    if not arguments.quiet:
        console.note([f"{many(counted.done, 'page')} exported{said}.\n", *_about_images(exporter)])
    if not counted.done and not exporter.left_out and not arguments.quiet:
        console.note(["note: no page of this site is published; `content-lint urls` says why\n"])
    console.note(_left_out(exporter))
    return Exit.PROBLEMS if exporter.left_out else Exit.CLEAN


def _format(arguments: argparse.Namespace) -> str:
    given: str | None = arguments.output_format
    target: Path | None = arguments.output
    if target is None:
        if given not in (None, "ndjson"):
            raise UsageError(f"the format {given} needs a place", "Name it: `--output PATH`.")
        return "ndjson"
    ending = target.suffix.lower()
    return given or ("sqlite" if ending in _DATABASES else "ndjson" if ending in _LINES else "folder")


def _open(arguments: argparse.Namespace, console: Console) -> tuple[Exporter, str]:
    from content_lint.export.exporter import WantedPages
    from content_lint.export.run import history_of, open_export

    settings = load_settings(
        only_site(arguments.site or Path.cwd(), "content-lint export"), catalog=catalog(), config_file=arguments.config
    )
    arguments.update_baseline = arguments.force = False
    opened = baselines.open_baseline(arguments, DiskTree(settings.root))
    more = frozenset(arguments.include)
    wanted = WantedPages("future" in more, "drafts" in more, "failing" in more, arguments.html)
    history, note = ({}, "") if arguments.no_git else history_of(settings, console.environment)
    with workers.wanted_workers(arguments) as who, console.progress(quiet=arguments.quiet) as progress:
        exporter = open_export(
            settings,
            read_clock(arguments.today, settings.zone),
            wanted,
            history=history,
            baseline=None if opened is None else opened.before,
            cache=caches.open_cache(arguments, console.environment, DiskTree(settings.root)),
            progress=progress,
            workers=who,
        )
    return exporter, note


class _Counted:
    """The pages, counted as they go by."""

    def __init__(self, exporter: Exporter, tell: Callable[[str, int, int], None] | None) -> None:
        self._exporter = exporter
        self._tell = tell
        self.done = 0
        self.paths: set[str] = set()

    def __iter__(self) -> Iterator[Exported]:
        total = len(self._exporter.paths()) if self._tell else 0
        for item in self._exporter.pages():
            yield item
            self.done += 1
            self.paths.add(item.page.path)
            if self._tell and self.done % 20 == 0:
                self._tell("exporting", self.done, total)


def _as_lines(_: Exporter, pages: _Counted, target: Path | None, console: Console) -> str:
    from content_lint.export.lines import as_lines

    if target is None:
        console.write(as_lines(pages))
        return ""
    write_output(target, as_lines(pages))
    return f" to {visible_path(str(target))}"


def _as_folder(exporter: Exporter, pages: _Counted, target: Path | None, _: Console) -> str:
    from content_lint.export.folder import FolderWriter, NotOursError

    folder = _place(target)
    if exporter.site.settings.root.is_relative_to(folder.resolve()):
        raise UsageError(f"`{folder}` holds the site itself", "Name a folder of its own for the export.")
    try:
        writer = FolderWriter(folder)
        writer.write(pages)
        gone = writer.finish(exporter.redirects(frozenset(pages.paths)))
    except NotOursError as error:
        raise UsageError(f"`{folder}` {error}", "Name an empty folder, or one that is not there yet.") from error
    except OSError as error:
        raise UsageError(f"`{folder}` cannot be written: {error.strerror or error}") from error
    removed = f", {gone:,} removed" if gone else ""
    counts = f"{many(writer.written, 'file')} written, {writer.unchanged:,} unchanged{removed}"
    return f" to {visible_path(str(folder))}: {counts}"


def _as_database(exporter: Exporter, pages: _Counted, target: Path | None, _: Console) -> str:
    from content_lint.export.database import NotDatabaseError, write_database

    file = _place(target)
    try:
        changed = write_database(exporter, file, pages)
    except NotDatabaseError as error:
        raise UsageError(f"`{file}` {error}", "Name another file, or remove this one.") from error
    except OSError as error:
        raise UsageError(f"`{file}` cannot be written: {error.strerror or error}") from error
    return f" to {visible_path(str(file))}" if changed else f": {visible_path(str(file))} holds them already"


_WRITERS = {"ndjson": _as_lines, "folder": _as_folder, "sqlite": _as_database}


def _place(target: Path | None) -> Path:
    if target is None:  # a format that needs one was refused without
        raise UsageError("the export needs a place", "Name it: `--output PATH`.")
    return target


def _about_images(exporter: Exporter) -> Iterable[str]:
    if not exporter.sizes.can_read:
        from content_lint.cli.extras import how_to_install  # for this message only

        yield f"note: sizes of images are left out: `imagesize` is not installed. {how_to_install('export')}\n"


def _left_out(exporter: Exporter) -> Iterator[str]:
    """Which pages did not pass: none is dropped without a word."""
    left = exporter.left_out
    if not left:
        return
    yield f"{many(len(left), 'page')} left out, for errors:\n"
    for path, errors in list(left.items())[:_NAMED]:
        yield f"  {visible_path(path)} ({many(errors, 'error')})\n"
    if len(left) > _NAMED:
        yield f"  and {len(left) - _NAMED:,} more\n"
    yield "`content-lint check` says what is wrong; `--include failing` exports them, marked.\n"
