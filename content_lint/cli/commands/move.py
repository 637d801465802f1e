"""Move a page, or a folder of pages, with every link to it; its old address leads to the new one."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from content_lint.cli.check.sites import only_site
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.file_changes import add_arguments as add_change_arguments
from content_lint.cli.file_changes import patch_of, refuse
from content_lint.cli.patches import print_patch
from content_lint.cli.paths import absent, from_root
from content_lint.config.load import load_settings
from content_lint.config.root import find_root
from content_lint.moving.judge import judge_move, named_elsewhere
from content_lint.moving.plan import Move, RefusedError, plan_move
from content_lint.moving.tree import files_below
from content_lint.moving.write import write_changes
from content_lint.output.escape import visible, visible_path
from content_lint.report.report import Exit
from content_lint.rules.registry import catalog
from content_lint.text.counts import many

EXAMPLES = """\
  content-lint move _news/2024-05-01-summer.md _news/2024-05-01-summer-party.md --diff
  content-lint move content/posts/old-name content/posts/new-name
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint move``."""
    add = parser.add_argument
    add("old", type=Path, metavar="OLD", help="a page, or a folder")
    add("new", type=Path, metavar="NEW", help="its new name, or the folder to put it into")
    add("--keep-address", action="store_true", help="write the old address into the page, instead of a redirect")
    add_change_arguments(parser, "a move")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Plan the move, judge it, and make it or show it."""
    if not os.path.lexists(arguments.old):
        raise absent(arguments.old)
    root = find_root(arguments.old.parent if arguments.old.is_file() else arguments.old)
    settings = load_settings(only_site(root, "cd"), catalog=catalog(), config_file=arguments.config)
    moved = _moved(arguments, settings.root)
    touched = [path for path in (*moved, *moved.values()) if settings.root / path in settings.sources]
    if touched:
        raise UsageError(f"`{touched[0]}` belongs to the settings of the site", "Only content is moved here.")
    now = read_clock(arguments.today, settings.zone)
    try:
        with console.progress(quiet=arguments.quiet) as progress:
            move = plan_move(settings, moved, now, keep_address=arguments.keep_address, progress=progress)
            judge_move(settings, move, now)
        if not arguments.diff:
            write_changes(settings.root, move.files)
    except RefusedError as error:
        return refuse(error, "moved", console)
    if arguments.diff:
        print_patch(patch_of(move.files), console)
    if not arguments.quiet:
        console.note(_said(move, done=not arguments.diff))
    return Exit.CLEAN


def _moved(arguments: argparse.Namespace, root: Path) -> dict[str, str]:
    """New names of files by old ones."""
    old, new = arguments.old, arguments.new
    if new.is_dir() or str(new).endswith(os.sep) or (old.is_file() and not new.suffix):
        new = new / old.name
    source = from_root([str(old)], root)[0]
    target = _target(new, root)
    if source in (".", target) or target.startswith(f"{source}/"):
        raise UsageError(f"`{old}` cannot be moved to `{arguments.new}`", "Name another place.")
    if os.path.lexists(root / target) and not (root / target).samefile(root / source):
        raise UsageError(f"`{target}` is there already", "Name another place, or move that first.")
    return {path: f"{target}{path.removeprefix(source)}" for path in files_below(root, source)}


def _target(new: Path, root: Path) -> str:
    whole = Path(os.path.realpath(new.parent)) / new.name
    if not whole.is_relative_to(root):
        raise UsageError(f"`{new}` lies outside of the site in `{root}`", "Name a place inside of it.")
    return whole.relative_to(root).as_posix()


def _said(move: Move, *, done: bool) -> Iterator[str]:
    verb = "Moved" if done else "Would move"
    others = sum(path not in move.files.moved.values() for path in move.files.texts)
    where = f" in {many(others, 'other file')}" if others else ""
    yield f"{verb} {many(len(move.files.moved), 'file')}; {many(move.links, 'link')} rewritten{where}.\n"
    for address in move.addresses:
        led = "" if address.redirected else ", and nothing leads from the old address to the new one"
        yield f"{visible_path(address.path)}: {visible(address.old)} is now {visible(address.new)}{led}\n"
    if any(not address.redirected for address in move.addresses):
        yield "note: this site's generator has no redirects that a page can ask for; set them up at its host\n"
    for path, old in named_elsewhere(move.before, {address.old: address.new for address in move.addresses}):
        yield f"note: {visible_path(path)} writes out {visible(old)}: look at it\n"
