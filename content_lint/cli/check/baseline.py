"""``--baseline``, ``--update-baseline``: only what is new is reported."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.config.root import BASELINE_NAME
from content_lint.report.report import Report
from content_lint.text.counts import many
from content_lint.text.files import resolved
from content_lint.text.source import SourceText

if TYPE_CHECKING:  # a cached report needs none
    from content_lint.engine.baseline import Baseline
    from content_lint.report.report import BaselineEntry
    from content_lint.site.sources.tree import SiteTree


class BaselineFile(Struct, frozen=True):
    """Where the baseline is kept, and what it held before this run (None: there was none)."""

    file: Path
    name: str
    before: Baseline | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options about the baseline."""
    add = parser.add_argument_group("what was there before").add_argument
    add(
        "--baseline",
        type=Path,
        metavar="FILE",
        help=f"findings not to report (default: {BASELINE_NAME}, if the site has one)",
    )
    add("--no-baseline", action="store_true", help="report them too")
    add("--update-baseline", action="store_true", help="create the baseline, or take out of it what is gone")
    add("--force", action="store_true", help="with --update-baseline: put in what is new, too")


def open_baseline(arguments: argparse.Namespace, tree: SiteTree) -> BaselineFile | None:
    """The baseline of this run, or None.

    Args:
        arguments: the command line.
        tree: the files that are judged; a hook takes the baseline of the commit.

    Raises:
        UsageError: the options do not go together, or the file is not there.
        ConfigError: the file is damaged.
    """
    _refuse_contradictions(arguments)
    if arguments.no_baseline:
        return None
    file = arguments.baseline or tree.root / BASELINE_NAME
    name = _name(file, tree.root) if arguments.baseline else BASELINE_NAME
    before = _read(file, name, tree, own=arguments.baseline is None)
    if before is not None or arguments.update_baseline:
        return BaselineFile(file, name, before)
    if arguments.baseline:
        raise UsageError(f"`{name}` does not exist", "`content-lint check --update-baseline` creates it.")
    return None


def own_baseline(tree: SiteTree) -> Baseline | None:
    """The baseline that lies in a site's root, or None; raises ConfigError where it is damaged."""
    return _read(tree.root / BASELINE_NAME, BASELINE_NAME, tree, own=True)


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    if arguments.force and not arguments.update_baseline:
        raise UsageError("--force goes with --update-baseline", "Leave it out, or add the other.")
    if arguments.no_baseline and (arguments.baseline or arguments.update_baseline):
        raise UsageError("--no-baseline goes with no other option about the baseline", "Leave one of them out.")
    if arguments.update_baseline and (arguments.diff or arguments.stdin_filename):
        other = "--diff" if arguments.diff else "--stdin-filename"
        raise UsageError(f"--update-baseline does not go with {other}", "Run them one after the other.")


def _name(file: Path, root: Path) -> str:
    """What to call a file in messages: its path from the root, or as it was given if it lies outside."""
    whole = resolved(file)
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(file)


def _read(file: Path, name: str, tree: SiteTree, *, own: bool) -> Baseline | None:
    from content_lint.engine.baseline import read_baseline

    if not own:
        return read_baseline(file, name)
    if not tree.has(BASELINE_NAME):
        return None
    return _staged(tree) if tree.differs(BASELINE_NAME) else read_baseline(file, name, within=tree.root)


def _staged(tree: SiteTree) -> Baseline | None:
    """The baseline of the commit, where the disk has another one."""
    from content_lint.engine.baseline import load_baseline

    source = tree.read(BASELINE_NAME)
    return load_baseline(source.to_bytes(), BASELINE_NAME) if isinstance(source, SourceText) else None


def update(opened: BaselineFile, report: Report, arguments: argparse.Namespace, console: Console) -> Report:
    """Write the baseline after a run, and give the report as it is with the new one."""
    use = report.baseline
    if use is None:
        return report
    if report.failures:
        console.note([f"content-lint: {opened.name} was left as it is, because not everything could be checked\n"])
        return report
    grows = opened.before is None or arguments.force
    old = opened.before.entries if opened.before is not None else frozenset()
    added = frozenset(use.new) if grows else frozenset()
    entries = (old - set(use.gone) - set(use.moved)) | set(use.known) | added
    if opened.before is None or entries != old:
        _write(opened, entries, own=arguments.baseline is None)
    if not arguments.quiet:
        moved = f", {len(use.moved):,} moved with their files" if use.moved else ""
        now = f"{opened.name} now holds {many(len(entries), 'finding')}"
        console.note([f"content-lint: {now} ({len(added):,} added, {len(use.gone):,} taken out{moved})\n"])
        if use.new and not grows:
            console.note([f"  {many(len(use.new), 'finding')} not in it: put right what is new, or add --force\n"])
    use = replace(use, gone=(), moved=(), new=() if grows else use.new)
    if not grows:
        return replace(report, baseline=use)
    return replace(report, baseline=use, diagnostics=(), baselined=report.baselined + len(report.diagnostics))


def _write(opened: BaselineFile, entries: frozenset[BaselineEntry], *, own: bool) -> None:
    from content_lint.engine.baseline import Baseline, dump_baseline
    from content_lint.engine.fix.write import NotWrittenError, write_file, write_inside

    data = dump_baseline(Baseline(entries)).encode("ascii")
    try:
        if own:
            write_inside(opened.file.parent, opened.file.name, data)
        else:
            write_file(opened.file, data)
    except NotWrittenError as error:
        raise UsageError(f"`{opened.name}` {error}", "Remove the link, or name the file with --baseline.") from error
    except OSError as error:
        raise UsageError(f"`{opened.name}` cannot be written: {error.strerror}") from error
