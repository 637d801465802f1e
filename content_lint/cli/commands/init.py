"""Look at the site, and write the settings and schemas that its posts mostly meet. Nothing is overwritten unasked."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from content_lint.adopt.doctor.examine_site import published_files
from content_lint.adopt.gate import look_at_gate
from content_lint.adopt.init.proposal import PlannedFile, Proposal, propose
from content_lint.adopt.init.survey_posts import PostSurvey, survey_posts
from content_lint.adopt.origin import find_origin
from content_lint.cli.ask import Asker
from content_lint.cli.check.sites import only_site
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.gate_offers import Offers
from content_lint.cli.own_files import put
from content_lint.cli.planned_files import fate_of, text_of, written
from content_lint.config.load import load_settings
from content_lint.config.root import BASELINE_NAME, find_cms
from content_lint.config.settings import SiteSettings
from content_lint.engine.baseline import Baseline, dump_baseline, read_baseline
from content_lint.engine.load import load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.output.escape import visible
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.site.sources.tree import DiskTree
from content_lint.text.counts import many

_OFFERS = ("baseline", "hook", "workflow", "comment", "dead_links")
_LINES = 80
"""What somebody can look over on a terminal before they answer."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint init``."""
    add = parser.add_argument
    add("folder", nargs="?", type=Path, default=None, metavar="FOLDER", help="the site (the current folder)")
    add("-y", "--yes", action="store_true", help="ask nothing, and do all that is not switched off below")
    add("--force", action="store_true", help="write again what is there already")
    add("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add("--pyproject", action="store_true", help="put the settings into pyproject.toml instead of content-lint.toml")
    offers = parser.add_argument_group("what is offered besides; in a script only what is asked for")
    switch = argparse.BooleanOptionalAction
    offers.add_argument("--baseline", action=switch, help="note what is wrong now, so that only new problems count")
    offers.add_argument("--hook", action=switch, help="check every commit, with pre-commit")
    offers.add_argument("--workflow", action=switch, help="check every pull request, on GitHub")
    offers.add_argument("--comment", action=switch, help="keep one comment for editors on it (where there is a CMS)")
    offers.add_argument("--dead-links", action=switch, help="once a week keep one issue of links that are dead")
    add("--today", metavar="DATE", help="judge as if it were that day, or that instant (2027-01-31T09:00:00Z)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Look, ask, write, and say what is left to do."""
    start = arguments.folder or Path.cwd()
    if not start.is_dir():
        raise UsageError(f"`{start}` is no folder", "Name the folder of the site, or run it there.")
    settings = load_settings(only_site(start, "content-lint init"), catalog=catalog())
    survey = _surveyed(settings, console)
    proposal = propose(settings, survey, pyproject=arguments.pyproject, force=arguments.force)
    console.write(_seen(settings, survey))
    if arguments.dry_run:
        console.write(_preview(proposal))
        return 0
    asker = Asker(console, can=False if arguments.yes else None)
    if not _is_wanted([item for item in proposal.files if not item.same], asker, arguments, console):
        console.note(["Nothing was written.\n"])
        return 0
    if asker.can or arguments.yes:
        console.write(written(settings.root, item) for item in proposal.files)
        console.write(f"note: {visible(text)}\n" for text in proposal.notes)
    _offer(settings.root, asker, arguments, console)
    return 0


def _surveyed(settings: SiteSettings, console: Console) -> PostSurvey:
    """The posts of a site that has some, or a CMS that will write some."""
    with console.progress(quiet=False) as progress:
        survey = survey_posts(settings, load_site(settings, DiskTree(settings.root), progress=progress))
    if not survey.loose and not any(item.documents or item.collection.cms_fields for item in survey.collections):
        raise UsageError(f"no post was found in `{settings.root}`", "Run it in the folder of a site that has posts.")
    return survey


def _refuse(new: Sequence[PlannedFile], console: Console) -> NoReturn:
    """Say what would be written, and that somebody has to order it."""
    console.write(f"would write: {visible(item.path)} - {visible(item.about)}{fate_of(item)}\n" for item in new)
    raise UsageError(
        "nothing was written, because nobody is here to be asked",
        "Add --yes to write it all (--no-hook and the like leave parts out). --dry-run shows the text.",
    )


def _is_wanted(new: Sequence[PlannedFile], asker: Asker, arguments: argparse.Namespace, console: Console) -> bool:
    """Whether to go on: somebody said so beforehand, or does now, who has seen what would be written."""
    if not new or arguments.yes:
        return True
    if not asker.can:
        if not (any(getattr(arguments, name) for name in _OFFERS)):
            _refuse(new, console)
        return True
    return _is_agreed(new, asker, console)


def _is_agreed(new: Sequence[PlannedFile], asker: Asker, console: Console) -> bool:
    """The answer of somebody who sees the text of the files first, or of many lines the first file and a list."""
    lines = sum(item.text.count("\n") for item in new)
    shown = new if lines <= _LINES else new[:1]
    console.note(line for item in shown for line in text_of(item))
    console.note(["\n", *(f"  {visible(item.path)}: {visible(item.about)}{fate_of(item)}\n" for item in new)])
    if len(shown) == len(new):
        return asker.yes("Write these files?", None, otherwise=False)
    if asker.yes(f"Show all {lines:,} lines of them first?", None, otherwise=False):
        console.note(line for item in new[1:] for line in text_of(item))
    return asker.yes("Write these files?", None, otherwise=False)


def _seen(settings: SiteSettings, survey: PostSurvey) -> Iterator[str]:
    """What was found, in one line."""
    posts = sum(len(item.documents) + item.unread for item in survey.collections)
    name = settings.generator.or_else("")
    kind = f"{'An' if name[0] in 'AEIOU' else 'A'} {name} site" if name else "Posts"
    held = sum(bool(item.documents) for item in survey.collections)
    folders = "1 collection" if held == 1 else f"{held:,} collections"
    loose = len(survey.loose)
    pages = f", and {many(loose, 'page')} in none" if loose else ""
    if not posts:
        yield f"{kind} in {visible(settings.root.as_posix())}: {many(loose, 'page')} in no collection.\n"
        return
    yield f"{kind} in {visible(settings.root.as_posix())}: {many(posts, 'post')} in {folders}{pages}.\n"


def _preview(proposal: Proposal) -> Iterator[str]:
    for item in proposal.files:
        yield from text_of(item)
    yield from (f"note: {visible(text)}\n" for text in proposal.notes)


def _offer(root: Path, asker: Asker, arguments: argparse.Namespace, console: Console) -> None:
    """The remainder, and what can be done about it: baseline, hook, workflow."""
    settings = load_settings(root, catalog=catalog())
    with console.progress(quiet=False) as progress:
        loaded = load_site(settings, DiskTree(root), progress=progress)
        before = read_baseline(root / BASELINE_NAME, BASELINE_NAME, within=root)
        now = read_clock(arguments.today, settings.zone)
        request = RunRequest(now=now, progress=progress, lenient=True, baseline=before or Baseline())
        report = check_loaded(settings, request, loaded)
    errors = [item for item in report.diagnostics if item.severity is Severity.ERROR]
    console.write(_remainder(errors, len(loaded.documents)))
    published = published_files(settings, loaded)
    if published:
        names = list(dict.fromkeys(path.split("/")[0] for path in published))
        them = "it" if len(names) == 1 else "them"
        config = settings.generator_config
        home = visible(config.config_path) if config is not None and config.config_path else "its configuration"
        text = f"the generator would publish {' and '.join(names)}: add {them} to `exclude` in {home}."
        console.write([f"note: {text}\n"])
    if before is not None:
        console.write([f"same: {BASELINE_NAME} keeps {many(report.baselined, 'finding')} silent\n"])
    else:
        _offer_baseline(root, report, asker, arguments, console)
    gate = look_at_gate(root, console.environment)
    Offers(gate, find_origin(), asker, arguments, console).make(has_cms=find_cms(root) is not None)
    console.note(["Next: content-lint check\n"])


def _remainder(errors: list[Diagnostic], documents: int) -> Iterator[str]:
    """What does not pass: by rule, with a place each."""
    if not errors:
        yield f"All {documents:,} documents pass.\n"
        return
    files = len({item.path for item in errors})
    yield f"{documents - files:,} of {documents:,} documents pass. In the others:\n"
    counts = Counter(item.rule for item in errors)
    first: dict[str, Diagnostic] = {}
    for item in errors:
        first.setdefault(item.rule, item)
    for rule, count in counts.most_common():
        yield f"{count:6,} {rule} - {visible(first[rule].path)}: {visible(first[rule].message)}\n"


def _offer_baseline(root: Path, report: Report, asker: Asker, arguments: argparse.Namespace, console: Console) -> None:
    """Keep silent what is there now, so that only what is new counts."""
    if report.baseline is None or not report.baseline.new:
        return
    known = many(len(report.baseline.new), "finding")
    question = f"Keep the {known} of today in a baseline, so that only new ones are reported?"
    if not asker.yes(question, arguments.baseline, otherwise=arguments.yes):
        return
    if report.failures:
        console.write(["note: no baseline was written, because not everything could be checked\n"])
        return
    put(root, BASELINE_NAME, dump_baseline(Baseline(frozenset(report.baseline.new))).encode("ascii"))
    console.write([f"wrote: {BASELINE_NAME} - {known} that are reported no more\n"])
