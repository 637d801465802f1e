"""A run that would say what the last one said: shown again without reading, parsing or checking anything."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.cli.check import cache as caches
from content_lint.cli.check import external, since_options
from content_lint.cli.check.show import prefix_of
from content_lint.cli.clock import now
from content_lint.cli.console import Console
from content_lint.config.generators import roots_in
from content_lint.config.root import BASELINE_NAME, find_root
from content_lint.report.report import Report
from content_lint.report.verdict import Verdict

if TYPE_CHECKING:  # only where something is checked
    from content_lint.cache.cached_report import CachedReport, KeptReport
    from content_lint.engine.report_caching import ReportCaching


class Before(Struct, frozen=True):
    """What is known before anything is checked.

    Attributes:
        root: the site's root.
        report: the report of this run, or None where the site has to be checked.
        known: what other servers have answered meanwhile.
        kept: where the report of this run was kept, or None.
    """

    root: Path
    report: Report | None = None
    known: Mapping[str, Verdict] = field(default_factory=dict)
    kept: KeptReport | None = None


def find(
    arguments: argparse.Namespace, console: Console, start: Path, named: Sequence[str], inner: Sequence[str] = ()
) -> Before:
    """The last report where nothing has changed since that it depends on.

    Args:
        arguments: the command line.
        console: where progress is shown.
        start: a folder or file of the site.
        named: the files and folders that findings are wanted for.
        inner: folders, from the site's root, that hold sites of their own.
    """
    started = perf_counter()
    root = find_root(start)
    file = caches.cache_file(arguments, console.environment, root)
    if file is None or not _may_be_cached(arguments, console.environment):
        return Before(root)
    from content_lint.cache.cached_report import KeptReport, load_reports  # not without a cache

    known: dict[str, Verdict] = {}
    for cached in load_reports(file, root, _key(arguments, root, named, inner), now()):
        if arguments.external != "off" and not _is_answered_alike(cached, known, arguments, console):
            continue
        seconds = perf_counter() - started
        report = replace(cached.report, seconds=seconds, paths_prefix=prefix_of(root))
        return Before(root, report, known, KeptReport(file, cached))
    return Before(root, known=known)


def _is_answered_alike(
    cached: CachedReport, known: dict[str, Verdict], arguments: argparse.Namespace, console: Console
) -> bool:
    """Whether other servers, or the store, answer what they answered then; what they do goes to ``known``."""
    with (
        console.progress(quiet=arguments.quiet) as progress,
        external.open_external(arguments, console.environment, cached.external, progress) as asked,
    ):
        if asked is None:
            return False
        asked.known.update(known)
        asked.ask([verdict.target for verdict in cached.verdicts])
        known.update(asked.known)
        return cached.agrees_with(known, [item.text for item in asked.notices])


def caching(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    root: Path,
    named: Sequence[str],
    inner: Sequence[str],
) -> ReportCaching | None:
    """How to store the report of this run, or None."""
    from content_lint.engine.report_caching import ReportCaching

    if not _may_be_cached(arguments, environment):
        return None
    baseline = arguments.baseline or root / BASELINE_NAME
    return ReportCaching(
        _key(arguments, root, named, inner),
        (baseline.absolute(),),
        at_any_time=arguments.today is not None,
        in_detail="json" in {arguments.output_format, *(name for name, _ in arguments.report)},
    )


def _may_be_cached(arguments: argparse.Namespace, environment: Mapping[str, str]) -> bool:
    """Whether a run depends on nothing but files, clock, command line and other servers, and changes nothing."""
    writes = arguments.fix or arguments.diff or arguments.update_baseline
    compares = arguments.hook or since_options.is_asked_for(arguments, environment)
    # What another revision says is not looked up again.
    trusts = arguments.external != "off" and arguments.external_trust
    return not (
        writes
        or compares
        or trusts
        or arguments.built
        or arguments.stdin_filename
        or arguments.force
        or arguments.no_cache
    )


def _key(arguments: argparse.Namespace, root: Path, named: Sequence[str], inner: Sequence[str]) -> str:
    """All of the command line that decides what is found; what decides how it is shown is left out."""
    return json.dumps(
        [
            None if arguments.config is None else str(arguments.config.absolute()),
            None if arguments.baseline is None else str(arguments.baseline.absolute()),
            list(inner),
            list(roots_in(root)),  # folders decide, too, whose a configuration of a common name is
            [os.path.abspath(name) for name in named],  # noqa: PTH100 - no file is looked at
            arguments.select,
            arguments.ignore,
            arguments.extend_select,
            arguments.today,
            arguments.allow_empty,
            arguments.no_baseline,
            arguments.external == "off",  # asked now or before: only what the answers say counts
            arguments.external_allow,
            arguments.external_port,
            arguments.external_header,
        ]
    )
