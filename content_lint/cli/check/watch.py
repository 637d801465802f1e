"""Check again whenever a file is saved: what was saved alone, in the light of the whole site, or all of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cli.check.remembered import SiteMemory
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.output.escape import visible
from content_lint.schema.errors import SetupError
from content_lint.site.sources.git import HistoryError, find_top, open_repository
from content_lint.site.sources.history import ignored_names
from content_lint.site.survey import is_markdown
from content_lint.text.files import resolved

if TYPE_CHECKING:
    from watchfiles import Change

_AT_REST = 20  # ms without another change until what has changed is looked at
_PATIENCE = 200  # ms after which it is looked at all the same
_MOST = 10  # files that are judged one by one; with more of them the whole site is checked
_MADE = frozenset({".git", "_site", "public", "resources", ".jekyll-cache"})  # folders that programs write into

Check = Callable[[argparse.Namespace], int]


def watch(arguments: argparse.Namespace, console: Console, check: Check) -> int:
    """Check, then check again whatever changes; ends with an interrupt.

    Args:
        arguments: the command line.
        console: where it is said.
        check: checks what a command line asks for, and gives the exit status.

    Raises:
        UsageError: the library that watches files is not installed, or an option does not go with watching.
    """
    _refuse_clashes(arguments)
    try:
        from watchfiles import watch as changes_in  # an extra
    except ImportError as error:
        from content_lint.cli.extras import how_to_install  # for this message only

        raise UsageError("--watch needs watchfiles, which is not installed", how_to_install("watch")) from error
    folders = [resolved(Path(name)) for name in arguments.paths or ["."]]
    remembered = SiteMemory()
    arguments = argparse.Namespace(**vars(arguments), remembered=remembered)
    _attempt(arguments, console, check)
    console.note(["content-lint: watching; Ctrl-C ends it\n"])
    for changes in changes_in(*folders, debounce=_PATIENCE, step=_AT_REST, recursive=True):
        changed = _that_matter(sorted({Path(path) for _, path in changes}), folders, console.environment)
        _remember(remembered, changes, changed)
        if not changed:
            continue
        if len(changed) <= _MOST and all(is_markdown(path.name) and path.is_file() for path in changed):
            for path in changed:
                _attempt(_about(path, arguments), console, check)
        else:
            _attempt(arguments, console, check)
    return 0


def _remember(remembered: SiteMemory, changes: Iterable[tuple[Change, str]], that_matter: Sequence[Path]) -> None:
    """Note what was saved, or forget all where anything else has happened, but for what git writes for itself."""
    for change, name in changes:
        path = Path(name)
        is_saved = change.name == "modified" and is_markdown(path.name) and path in that_matter
        if not is_saved and ".git" not in path.parts:
            remembered.forget()
            return
    remembered.note_saved(that_matter)


def _refuse_clashes(arguments: argparse.Namespace) -> None:
    clashes = {
        "--hook": arguments.hook,
        "--changed-since": arguments.changed_since,
        "--stdin-filename": arguments.stdin_filename,
        "--fix": arguments.fix,
        "--diff": arguments.diff,
        "--update-baseline": arguments.update_baseline,
    }
    for option, value in clashes.items():
        if value:
            raise UsageError(f"--watch does not go with {option}", "Leave one of them out.")


def _attempt(arguments: argparse.Namespace, console: Console, check: Check) -> None:
    """Check once; what cannot be done now may be possible after the next change."""
    try:
        check(arguments)
    except UsageError as error:
        console.note([f"content-lint: {visible(error.message)}\n  {visible(error.help)}\n"])
    except SetupError as error:
        console.note(f"content-lint: {visible(line)}\n" for line in str(error).splitlines())


def _about(path: Path, arguments: argparse.Namespace) -> argparse.Namespace:
    """The command line about one file, whose text is handed in so that nothing else has to be read."""
    given = {"paths": [], "stdin_filename": str(path), "given": path.read_bytes()}
    return argparse.Namespace(**{**vars(arguments), **given})


def _that_matter(changed: Sequence[Path], folders: Sequence[Path], environment: Mapping[str, str]) -> list[Path]:
    """The changes below some folders that may have to do with the site: not what git ignores, or a generator makes."""
    kept = [path for path in changed if _MADE.isdisjoint(_below(path, folders))]
    if all(is_markdown(path.name) for path in kept):
        return kept
    ignored = _ignored(kept[0].parent, environment)
    return [path for path in kept if not any(path.is_relative_to(place) for place in ignored)]


def _below(path: Path, folders: Sequence[Path]) -> tuple[str, ...]:
    """The parts of a path below the watched folder that it is in: what is above has another's names."""
    return next((path.relative_to(folder).parts for folder in folders if path.is_relative_to(folder)), path.parts)


def _ignored(folder: Path, environment: Mapping[str, str]) -> list[Path]:
    """The files and folders that git ignores in the repository around a folder."""
    try:
        top = find_top(resolved(folder))
        if top is None:
            return []
        return [top / name for name in ignored_names(open_repository(top, environment))]
    except HistoryError:
        return []
