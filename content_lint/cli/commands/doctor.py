"""Say what was detected, what would go unchecked and why, and whether a bad post can get past."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import quote

from msgspec.structs import asdict, replace

from content_lint.adopt.doctor.examination import Check, Level
from content_lint.adopt.doctor.examine_gate import examine_gate
from content_lint.adopt.doctor.examine_open import examine_open
from content_lint.adopt.doctor.examine_site import examine_gaps, examine_ignored, examine_leftovers, examine_site
from content_lint.adopt.gate import look_at_gate
from content_lint.adopt.init.survey_posts import survey_posts
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.paths import refuse_absent
from content_lint.config.detect.decap import detect_decap
from content_lint.config.load import load_settings
from content_lint.config.root import BASELINE_NAME, find_root
from content_lint.config.yaml_files import read_mapping
from content_lint.engine.baseline import read_baseline
from content_lint.engine.load import load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.output.escape import visible
from content_lint.output.json import harmless
from content_lint.output.style import TerminalStyle
from content_lint.rules.registry import catalog
from content_lint.site.sources.sites import sites_below
from content_lint.site.sources.tree import DiskTree

_TOPICS = {
    "site": "What was detected",
    "unchecked": "What goes unchecked",
    "gate": "What keeps a bad post out",
    "ignored": "Settings that do nothing",
}
_COLOURS = {Level.OK: "faint", Level.NOTE: "info", Level.PROBLEM: "warning"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint doctor``."""
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=None, metavar="FOLDER", help="the site (the current folder)")
    add("--format", "--output-format", choices=("text", "json"), default="text", help="text or json (text)")
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("--today", metavar="DATE", help="as if it were that day, or that instant (2027-01-31T09:00:00Z)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Look at everything, and say it. What is found is an answer, no failure: the status is 0."""
    start = arguments.folder or Path.cwd()
    refuse_absent([start], Path.cwd())
    if arguments.config:
        found = {"": _examined(arguments, console, start, ())}
    else:
        sites = sites_below(find_root(start))
        found = {}
        for root in sites.roots:
            folder = root.relative_to(sites.around).as_posix()
            checks = _examined(arguments, console, root, sites.inside(root))
            if len(sites.roots) > 1:
                checks = [_for_one_of_several(check, root) for check in checks]
            found["" if len(sites.roots) == 1 else folder] = checks
    if arguments.format == "json":
        listed = [{**asdict(check), "site": folder} for folder, checks in found.items() for check in checks]
        console.write([harmless(json.dumps(listed, indent=2, default=str)) + "\n"])
        return 0
    for number, (folder, checks) in enumerate(found.items()):
        if folder:
            console.write([("\n" if number else "") + console.out_style().paint(f"Site in {folder}/", "strong") + "\n"])
        console.write(_text(checks, console.out_style()))
    return 0


def _for_one_of_several(check: Check, root: Path) -> Check:
    """What to do, with the commands that have to name one of several sites."""
    folder = quote(os.path.relpath(root).replace(os.sep, "/"))
    return replace(check, help=check.help.replace("`content-lint init", f"`content-lint init {folder}"))


def _examined(arguments: argparse.Namespace, console: Console, start: Path, inner: tuple[str, ...]) -> list[Check]:
    """What is to be said of one site."""
    settings = replace(load_settings(start, catalog=catalog(), config_file=arguments.config), inner_sites=inner)
    with console.progress(quiet=False) as progress:
        loaded = load_site(settings, DiskTree(settings.root), progress=progress)
        request = RunRequest(
            now=read_clock(arguments.today, settings.zone),
            progress=progress,
            lenient=True,
            baseline=read_baseline(settings.root / BASELINE_NAME, BASELINE_NAME, within=settings.root),
        )
        report = check_loaded(settings, request, loaded)
    survey = survey_posts(settings, loaded)
    cms = detect_decap(settings.root)
    # It was read just now, and can be read again.
    written = read_mapping(settings.root, cms.path, "pyyaml") if cms is not None else None
    gate = look_at_gate(settings.root, console.environment)
    site = loaded.site(settings, request.now)
    return [
        *examine_site(settings, loaded, survey, cms),
        *examine_leftovers(settings.root),
        *examine_gaps(settings, loaded, survey, report, catalog()),
        *examine_open(site),
        *examine_gate(gate, written, cms.path if cms is not None else ""),
        *examine_ignored(settings, loaded),
    ]


def _text(checks: Sequence[Check], style: TerminalStyle) -> Iterator[str]:
    first = True
    for topic, title in _TOPICS.items():
        here = [check for check in checks if check.topic == topic]
        if not here:
            continue
        yield ("" if first else "\n") + style.paint(title, "strong") + "\n"
        first = False
        for check in here:
            place = f"{visible(check.place)}: " if check.place else ""
            word = style.paint(check.level.value.ljust(len("problem")), _COLOURS[check.level])
            yield f"  {word} {place}{visible(check.text)}\n"
            if check.help:
                yield f"          {visible(check.help)}\n"
    problems = sum(check.level is Level.PROBLEM for check in checks)
    yield f"\n{problems} {'thing' if problems == 1 else 'things'} to look at.\n" if problems else "\nAll is well.\n"
