"""Changes of many files at once, as `move` and `fields` make them: shown as a patch, made, or refused."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from content_lint.cli.console import Console
from content_lint.moving.plan import FileChanges, RefusedError
from content_lint.output.escape import visible
from content_lint.report.report import Exit


def add_arguments(parser: argparse.ArgumentParser, one: str) -> None:
    """The options of such a command; ``one`` is what it makes, with its article."""
    add = parser.add_argument
    add("--diff", action="store_true", help="print what would change as a patch, and change nothing")
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add("--today", metavar="DATE", help="as if it were that day, or that instant (2027-01-31T09:00:00Z)")
    add("-q", "--quiet", action="store_true", help=f"say nothing but why {one} is refused")


def refuse(error: RefusedError, done: str, console: Console) -> int:
    """Say why nothing was done."""
    console.note([f"content-lint: not {done}: {visible(error.message)}\n"])
    console.note(f"  {visible(line)}\n" for line in error.help.splitlines())
    return Exit.PROBLEMS


def patch_of(files: FileChanges) -> Iterator[str]:
    """All of it as a patch."""
    from content_lint.output.diff import patch

    old_names = {new: old for old, new in files.moved.items()}
    for old, new in files.moved.items():
        if new not in files.texts:
            yield from patch(new, "", "", (), old_path=old)
    for path, file in files.texts.items():
        yield from patch(path, file.source.text, file.text, file.changes, old_path=old_names.get(path))
