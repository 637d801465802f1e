"""One site, checked as the command line asks for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from content_lint.cli import baselines, external, fixing, memories, replays, since
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.paths import from_root
from content_lint.cli.showing import FOR_PEOPLE, prefix_of, show, sources
from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.engine.baseline import Baseline
from content_lint.engine.run import NothingToCheck, Request, run_check
from content_lint.engine.since import is_configuration
from content_lint.report.verdict import Verdict
from content_lint.rules.registry import catalog


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
) -> int:
    """Check one site and give the exit status.

    Args:
        arguments: the command line.
        console: where it is said.
        start: a folder or file of the site.
        named: the files and folders that findings are wanted for.
        known: what other servers have answered in this run already.
    """
    started = perf_counter()
    settings = _settings(arguments, start)
    paths = from_root(named, settings.root, lenient=arguments.hook)
    named_paths = tuple(paths) if paths and "." not in paths else None
    buffers = {paths[0]: sys.stdin.buffer.read()} if arguments.stdin_filename else {}
    with since.compared(
        arguments, console.environment, settings, partial(_settings, arguments), paths, tuple(buffers)
    ) as base:
        if arguments.hook and base is None and not paths:
            return nothing_to_do("no file of the site was named", console, quiet=arguments.quiet)
        if arguments.hook and (base is not None or any(_concerns_all(path, settings) for path in paths)):
            paths = []  # the comparison knows which of them are reported
        touched = base.since.touched if base is not None else None
        baseline = baselines.open_baseline(arguments, settings.root)
        with (
            console.progress(quiet=arguments.quiet) as progress,
            external.open_external(arguments, console.environment, settings.external, progress) as asked,
        ):
            request = Request(
                now=read_clock(arguments.today, settings.zone),
                paths=tuple(paths) if paths and "." not in paths else None,
                lenient=arguments.hook or arguments.allow_empty,
                buffers=buffers,
                progress=progress,
                baseline=None if baseline is None else baseline.before or Baseline(),
                since=base.since if base is not None else None,
                memory=memories.open_memory(arguments, console.environment, settings.root, buffers),
                external=asked,
                keep=replays.keep(arguments, console.environment, settings.root, named),
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
                raise _nothing_there(nothing.paths, settings) from nothing
    if report.files == 0 and not report.diagnostics and not report.failures and (base is None or arguments.hook):
        status = nothing_to_do("no document was named or found", console, quiet=arguments.quiet)
        if arguments.output_format in {None, *FOR_PEOPLE} or arguments.diff:
            return status
        arguments = argparse.Namespace(**{**vars(arguments), "quiet": True})  # it is said; a program wants its format
    if arguments.diff:
        return fixing.show_patch(fixed, settings.root, prefix_of(settings.root), arguments, console)
    if baseline is not None and arguments.update_baseline:
        report = baselines.update(baseline, report, arguments, console)
    if base is not None and base.note:
        report = replace(report, notices=(*report.notices, base.note))
    report = replace(report, seconds=perf_counter() - started, paths_prefix=prefix_of(settings.root))
    return show(report, sources(settings.root, buffers), arguments, console)


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


def _split(selectors: list[str]) -> list[str]:
    return [part.strip() for selector in selectors for part in selector.split(",") if part.strip()]


def _concerns_all(path: str, settings: SiteSettings) -> bool:
    """Whether a changed file may change what is said of every document: configuration, schemas, assets."""
    if is_configuration(path, settings):
        return True
    return any(f"/{path}".startswith(f"/{media.strip('/')}/") for media in settings.media_paths if media.strip("/"))
