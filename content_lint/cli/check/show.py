"""A report of ``check`` as it is asked for: in its format, to its place, with what is said beside it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.cli.console import Console
from content_lint.cli.output_file import write_output
from content_lint.output.coverage import coverage_lines
from content_lint.output.formats import FORMATS, Format
from content_lint.output.renderer import Renderer, Sources
from content_lint.output.statistics import statistics, summary
from content_lint.output.style import TerminalStyle
from content_lint.report.diagnostic import Severity, help_for
from content_lint.report.report import Report
from content_lint.site.sources.tree import Tree
from content_lint.text.source import SourceText

if TYPE_CHECKING:  # one format shows the surroundings, and a report that was kept needs no cache
    from content_lint.cache.cache import Cache
    from content_lint.output.surroundings import Surroundings


def prefix_of(root: Path) -> str:
    """The path of the root from the top of its git repository; empty where they are one, or there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            prefix = root.relative_to(folder).as_posix()
            return "" if prefix == "." else prefix
    return ""


def opener(root: Path) -> Callable[[str], str] | None:
    """Makes of a path of the site one that can be opened from the current folder; None where that is the site's root.

    A hook runs at the top of a repository whose site may be in a folder.
    """
    try:
        here, top = str(Path.cwd()), str(root.resolve())
    except OSError:  # the folder is gone
        return None
    if here == top or os.path.splitdrive(here)[0] != os.path.splitdrive(top)[0]:
        return None
    if not here.startswith(top):  # then the way to the root is the same for all of them
        way = os.path.relpath(top, here).replace(os.sep, "/")
        return lambda path: f"{way}/{path}"
    return lambda path: os.path.relpath(f"{top}/{path}", here).replace(os.sep, "/")


def sources(tree: Tree, cache: Cache | None = None) -> Sources:
    """Reads a file for what is to be shown of it, if ``cache`` has not read it already."""

    def source(path: str) -> SourceText | None:
        known = None if cache is None else cache.text_read(path)
        if known is not None:
            return known
        read = tree.read(path)
        return read if isinstance(read, SourceText) else None

    return source


def show(
    report: Report,
    sources: Sources,
    arguments: argparse.Namespace,
    console: Console,
    *,
    root: Path,
    sites: Sequence[Path],
) -> int:
    """Write a report in the format that is asked for, say what came of the run, and give its exit status.

    Args:
        report: what was found.
        sources: reads a file once more.
        arguments: the command line.
        console: where it is shown.
        root: the folder that the paths of the report are from.
        sites: the root of each site that it is about.
    """

    def around() -> Surroundings:
        from content_lint.cli.check.surroundings import find_surroundings  # one format shows it

        return find_surroundings(arguments, console, root, sites)

    name = arguments.output_format or _default_format(arguments, console)
    style = console.out_style() if arguments.output_file is None else TerminalStyle()
    renderer = replace(_renderer(FORMATS[name], report, sources, arguments, console, root, style), around=around)
    pieces = statistics(report, style=console.out_style()) if arguments.statistics else FORMATS[name].load()(renderer)
    if arguments.output_file is None:
        console.write(pieces)
    else:
        write_output(arguments.output_file, pieces)
    for other, target in arguments.report:
        form = FORMATS[other]
        written = _renderer(form, report, sources, arguments, console, root, style=TerminalStyle())
        write_output(target, form.load()(replace(written, around=around)))
    if name == "github" and (target := console.environment.get("GITHUB_STEP_SUMMARY")):
        _write_step_summary(renderer, target, console)
    console.note(_last_words(report, arguments, renderer.least, console.err_style()))
    return int(report.exit_status(renderer.fail_on, arguments.fail_on_unchecked))


def _renderer(
    form: Format,
    report: Report,
    sources: Sources,
    arguments: argparse.Namespace,
    console: Console,
    root: Path,
    style: TerminalStyle,
) -> Renderer:
    """The report as the options and the terminal want it shown."""
    opened = opener(root) if form.from_here else None
    return Renderer(
        report if opened is None else _with_commands_for_here(report, opened),
        sources,
        least=Severity.INFO if arguments.verbose or not form.for_people else Severity.WARNING,
        fail_on=Severity[arguments.fail_on.upper()],
        show_suppressed=arguments.show_suppressed,
        style=style,
        columns=console.columns(),
        opened=opened,
    )


def _with_commands_for_here(report: Report, opened: Callable[[str], str]) -> Report:
    """The report with the commands in its help as they work in the current folder."""
    helps = ((item, help_for(item, opened(item.path))) for item in report.diagnostics)
    found = (item if text is item.help else replace(item, help=text) for item, text in helps)
    return replace(report, diagnostics=tuple(found))


def _last_words(report: Report, arguments: argparse.Namespace, listed: Severity, style: TerminalStyle) -> Iterable[str]:
    """What is said beside the report."""
    if arguments.quiet:
        return summary(replace(report, diagnostics=()), listed=listed, style=style) if report.failures else ()
    if arguments.hook and _is_fine(report):
        # The hook is set to show what it prints when it passes: so it prints only what somebody has to know.
        return coverage_lines(report, style=style) if report.unchecked() else ()
    return summary(report, listed=listed, by_rule=not arguments.statistics, offers_fixes=not arguments.fix, style=style)


def _is_fine(report: Report) -> bool:
    """Whether a run has nothing to say but what it could not check."""
    return not (report.diagnostics or report.failures or report.notices or report.fixed or report.gone)


def _default_format(arguments: argparse.Namespace, console: Console) -> str:
    if arguments.output_file is None and console.out_is_terminal:
        return "full"
    if arguments.output_file is None and console.environment.get("GITHUB_ACTIONS") == "true":
        return "github" if not arguments.statistics else "concise"
    return "concise"


def _write_step_summary(renderer: Renderer, target: str, console: Console) -> None:
    from content_lint.output.github import step_summary  # most runs do without

    try:
        with open(target, "a", encoding="utf-8") as file:  # noqa: PTH123 - a name from the environment, as it stands
            file.writelines(step_summary(renderer))
    except OSError as error:
        console.note([f"content-lint: the job's summary could not be written: {error.strerror}\n"])
