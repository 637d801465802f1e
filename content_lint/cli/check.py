"""Check the site, or only the named files in the light of the whole site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path, PurePosixPath
from time import perf_counter

from content_lint.cli import baselines, external, fixing, memories, since
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.hook import find_sites
from content_lint.cli.paths import from_root
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.engine.baseline import Baseline
from content_lint.engine.run import NothingToCheck, Request, run_check
from content_lint.output.concise import concise, suppressed_lines
from content_lint.output.full import full
from content_lint.output.places import Sources
from content_lint.output.statistics import statistics, summary
from content_lint.output.style import Style
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.site.tree import DiskTree
from content_lint.text.source import SourceText

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")
_FOR_PEOPLE = {"full", "concise"}
_CONFIGURATIONS = {"content-lint.toml", "pyproject.toml", "_config.yml", "_config.yaml", "_config.toml"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint check``."""
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files or folders; none for the whole site")
    group = parser.add_argument_group("what is checked")
    add = group.add_argument
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("--select", action="append", metavar="RULE", help="only these rules (names, codes or families; with commas)")
    add("--ignore", action="append", default=[], metavar="RULE", help="all but these rules")
    add("--extend-select", action="append", default=[], metavar="RULE", help="these rules too")
    add("--today", metavar="DATE", help="judge as if it were that day, or that instant (2027-01-31T09:00:00Z)")
    memories.add_arguments(group)
    add("--stdin-filename", metavar="PATH", help="read one file from standard input as if it stood there")
    since.add_arguments(group)
    external.add_arguments(group)
    group = parser.add_argument_group("what is shown")
    add = group.add_argument
    add("--output-format", choices=FORMATS, help="default: full on a terminal, github in its Actions, else concise")
    add("--output-file", type=Path, metavar="FILE", help="write there instead of standard output")
    add("--statistics", action="store_true", help="counts by rule instead of the findings")
    add("--show-suppressed", action="store_true", help="list what comments and the configuration keep silent, too")
    add("-v", "--verbose", action="store_true", help="list information too; whole tracebacks")
    add("-q", "--quiet", action="store_true", help="findings only: no counts, no progress, no advice")
    fixing.add_arguments(parser)
    baselines.add_arguments(parser)
    group = parser.add_argument_group("what is a failure")
    add = group.add_argument
    levels = [severity.label for severity in sorted(Severity, reverse=True)]
    add("--fail-on", choices=levels, default="error", help="lowest severity that gives exit status 1 (error)")
    add("--allow-empty", action="store_true", help="nothing to check is no mistake")
    add("--hook", action="store_true", help="run by a hook: the named files and what the commit deletes or renames")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Check, show, and give the exit status."""
    if arguments.statistics and arguments.output_format not in {None, *_FOR_PEOPLE}:
        raise UsageError("--statistics is for people", "json has the counts under `summary`, github in its summary.")
    if arguments.show_suppressed and (
        arguments.statistics or arguments.output_format not in {None, "full", "concise", "json"}
    ):
        raise UsageError("--show-suppressed lists findings", "Use it with --output-format full, concise or json.")
    if arguments.stdin_filename and arguments.paths:
        raise UsageError("--stdin-filename reads one file and takes no other paths", "Leave one of them out.")
    if arguments.changed_since and (arguments.hook or arguments.update_baseline):
        other = "--hook" if arguments.hook else "--update-baseline"
        raise UsageError(f"--changed-since does not go with {other}", "Leave one of them out.")
    fixing.is_asked_for(arguments)
    if not arguments.hook:
        named = [arguments.stdin_filename] if arguments.stdin_filename else arguments.paths
        return _run_site(arguments, console, Path(named[0]) if named else Path.cwd(), named)
    sites = find_sites(arguments.paths, Path.cwd(), console.environment)
    if not sites:
        return _nothing("the commit touches no file of a site", console, quiet=arguments.quiet)
    return max(_run_site(arguments, console, site, arguments.paths) for site in sites)


def _run_site(arguments: argparse.Namespace, console: Console, start: Path, named: list[str]) -> int:
    """Check one site: the one around ``start``."""
    started = perf_counter()
    settings = _settings(arguments, start)
    paths = from_root(named, settings.root, lenient=arguments.hook)
    named_paths = tuple(paths) if paths and "." not in paths else None
    buffers = {paths[0]: sys.stdin.buffer.read()} if arguments.stdin_filename else {}
    with since.compared(
        arguments, console.environment, settings, partial(_settings, arguments), paths, tuple(buffers)
    ) as base:
        if arguments.hook and base is None and not paths:
            return _nothing("no file of the site was named", console, quiet=arguments.quiet)
        if arguments.hook and (base is not None or any(_concerns_all(path, settings) for path in paths)):
            paths = []  # the comparison knows which of them are reported
        touched = base.since.touched if base is not None else None
        baseline = baselines.open_baseline(arguments, settings.root)
        with console.progress(quiet=arguments.quiet) as progress:
            request = Request(
                now=read_clock(arguments.today, settings.zone),
                paths=tuple(paths) if paths and "." not in paths else None,
                lenient=arguments.hook or arguments.allow_empty,
                buffers=buffers,
                progress=progress,
                baseline=None if baseline is None else baseline.before or Baseline(),
                since=base.since if base is not None else None,
                memory=memories.open_memory(arguments, console.environment, settings.root, buffers),
                external=external.open_external(arguments, console.environment, settings.external, progress),
            )
            try:
                if fixing.is_asked_for(arguments):
                    within = named_paths if touched is None else tuple(sorted(touched))
                    fixed = fixing.fix(settings, request, arguments, within)
                    report = fixing.told(fixed)
                else:
                    report = run_check(settings, request)
            except NothingToCheck as nothing:
                raise _nothing_there(nothing.paths, settings) from nothing
    if report.files == 0 and (base is None or (arguments.hook and not report.diagnostics)):
        return _nothing("no document was named or found", console, quiet=arguments.quiet)
    if arguments.diff:
        return fixing.show_patch(fixed, settings.root, _prefix(settings.root), arguments, console)
    if baseline is not None and arguments.update_baseline:
        report = baselines.update(baseline, report, arguments, console)
    if base is not None and base.note:
        report = replace(report, notices=(*report.notices, base.note))
    report = replace(report, seconds=perf_counter() - started, paths_prefix=_prefix(settings.root))
    _show(report, _sources(settings.root, buffers), arguments, console)
    return int(report.exit_status(Severity[arguments.fail_on.upper()]))


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
    return settings


def _nothing_there(strangers: tuple[str, ...], settings: SiteSettings) -> UsageError:
    if not strangers:
        return UsageError(
            f"no document was found in `{settings.root}`",
            "Run it in the folder of the site, or add --allow-empty where that is as it should be.",
        )
    more = f" (and {len(strangers) - 1:,} more)" if len(strangers) > 1 else ""
    if (settings.root / strangers[0]).exists():
        return UsageError(
            f"`{strangers[0]}` is no document of the site in `{settings.root}`{more}",
            "Name a post, a page or a folder of them; --allow-empty passes over other files.",
        )
    return UsageError(f"`{strangers[0]}` does not exist{more}", "Check the spelling of the path.")


def _nothing(why: str, console: Console, *, quiet: bool) -> int:
    if not quiet:
        console.note([f"content-lint: {why}: nothing was checked\n"])
    return 0


def _split(selectors: list[str]) -> list[str]:
    return [part.strip() for selector in selectors for part in selector.split(",") if part.strip()]


def _concerns_all(path: str, settings: SiteSettings) -> bool:
    """Whether a changed file may change what is said of every document: configuration, schemas, assets."""
    name = PurePosixPath(path)
    if name.name in _CONFIGURATIONS or (name.suffix == ".py" and name.parts[0] == "schemas"):
        return True
    return any(f"/{path}".startswith(f"/{media.strip('/')}/") for media in settings.media_paths if media.strip("/"))


def _prefix(root: Path) -> str:
    """The path of the root from the top of its git repository; empty where they are one, or there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            prefix = root.relative_to(folder).as_posix()
            return "" if prefix == "." else prefix
    return ""


def _sources(root: Path, buffers: Mapping[str, bytes]) -> Sources:
    """Reads a file once more for what is to be shown of it."""
    tree = DiskTree(root, buffers)

    def source(path: str) -> SourceText | None:
        read = tree.read(path)
        return read if isinstance(read, SourceText) else None

    return source


def _show(report: Report, sources: Sources, arguments: argparse.Namespace, console: Console) -> None:

    form = arguments.output_format or _default_format(arguments, console)
    listed = Severity.INFO if arguments.verbose or form not in _FOR_PEOPLE else Severity.WARNING
    pieces = _pieces(form, report, sources, arguments, console, listed)
    if arguments.output_file is None:
        console.write(pieces)
    else:
        try:
            with arguments.output_file.open("w", encoding="utf-8") as file:
                file.writelines(pieces)
        except OSError as error:
            raise UsageError(f"`{arguments.output_file}` cannot be written: {error.strerror}") from error
    if form == "github" and (target := console.environment.get("GITHUB_STEP_SUMMARY")):
        _write_step_summary(report, sources, target, console)
    if not arguments.quiet:
        console.note(summary(report, listed=listed, by_rule=not arguments.statistics, style=console.err_style()))
    elif report.failures:
        console.note(summary(replace(report, diagnostics=()), listed=listed, style=console.err_style()))


def _default_format(arguments: argparse.Namespace, console: Console) -> str:
    if arguments.output_file is None and console.out_is_terminal:
        return "full"
    if arguments.output_file is None and console.environment.get("GITHUB_ACTIONS") == "true":
        return "github" if not arguments.statistics else "concise"
    return "concise"


def _pieces(
    form: str,
    report: Report,
    sources: Sources,
    arguments: argparse.Namespace,
    console: Console,
    listed: Severity,
) -> Iterator[str]:
    """The output in its format; each is imported only where it is asked for."""
    if arguments.statistics:
        return statistics(report, style=console.out_style())
    if form not in _FOR_PEOPLE:
        # The others are named after their modules and functions, and most runs do without them.
        module = import_module(f"content_lint.output.{form}")
        more: dict[str, object] = {"fail_on": Severity[arguments.fail_on.upper()]} if form == "junit" else {}
        if form == "json":
            more["suppressed"] = arguments.show_suppressed
        pieces: Iterator[str] = getattr(module, "as_json" if form == "json" else form)(report, sources, **more)
        return pieces
    silent = suppressed_lines(report, sources) if arguments.show_suppressed else ()
    if form == "concise":
        return chain(concise(report, sources, least=listed), silent)

    style = console.out_style() if arguments.output_file is None else Style()
    return chain(full(report, sources, least=listed, style=style, columns=console.columns()), silent)


def _write_step_summary(report: Report, sources: Sources, target: str, console: Console) -> None:
    from content_lint.output.github import step_summary  # noqa: PLC0415 - most runs do without

    try:
        with open(target, "a", encoding="utf-8") as file:  # noqa: PTH123 - a name from the environment, as it stands
            file.writelines(step_summary(report, sources))
    except OSError as error:
        console.note([f"content-lint: the job's summary could not be written: {error.strerror}\n"])
