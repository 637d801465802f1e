"""What a run has shown of a report that was kept: it is kept as well, so that the next run has only to print it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from content_lint.cache.cached_report import BROKEN, KeptReport
from content_lint.cache.shown import PlacesOnDisk, Printed
from content_lint.cli.clock import now_ns
from content_lint.cli.console import Console, Said
from content_lint.cli.shown_again import shown_file
from content_lint.config.generators import roots_in
from content_lint.config.root import own_config, sources_of_settings
from content_lint.output.statistics import in_time
from content_lint.report.report import Exit
from content_lint.site.sources.sites import searched_for_sites

_SERVERS = ("CI", "GITHUB_ACTIONS")  # what a server of CI says of itself: there, every file is new each time
_MOST = 1_000  # names in a folder of settings, which are schemas or workflows


class _TooMuchError(OSError):
    """What a run depends on is more than the next one would look at."""


def keep_shown(
    arguments: argparse.Namespace,
    console: Console,
    root: Path,
    kept: KeptReport,
    said: Said,
    status: int,
    seconds: float | None,
) -> None:
    """Keep what was said, where that is all that the run has done; where it cannot be written, nothing is lost.

    Args:
        arguments: the command line.
        console: where it was said.
        root: the site's root.
        kept: the report, and what it was made of.
        said: what was said of it.
        status: the exit status.
        seconds: how long the run took, as it was said.
    """
    if not _may_be_kept(arguments, console):
        return
    if arguments.exit_zero and status == Exit.PROBLEMS:
        status = Exit.CLEAN
    time = "" if seconds is None else f"{in_time(seconds)}:"
    before, found, after = said.err.partition(time) if time else (said.err, "", "")
    answer = Printed(status, said.out, [before, f":{after}"] if found else [before])
    if not answer.is_harmless():
        return
    with suppress(OSError, *BROKEN):
        file = shown_file(console.environment)
        if file is None or not _is_only_site(arguments, root):
            return
        around = _surroundings(root, kept)
        state = around.state(settled_by=now_ns())
        # What it was made of is looked at once more: so nothing can have changed before its state was taken.
        if kept.is_true_now(root):
            file.write(console.question, (kept.cached.start, kept.cached.end), state, answer, around)


def _may_be_kept(arguments: argparse.Namespace, console: Console) -> bool:
    """Whether the run has printed something, and done nothing else."""
    writes = arguments.output_file or arguments.report or arguments.history
    asks = arguments.watch or arguments.config or arguments.external != "off" or arguments.stdin_filename
    return not (writes or asks or console.closed or any(map(console.environment.get, _SERVERS)))


def _is_only_site(arguments: argparse.Namespace, root: Path) -> bool:
    """Whether the run was about this folder, whatever lies around it, and no site lies inside."""
    named = [os.path.abspath(name) for name in arguments.paths or ["."]]  # noqa: PTH100 - links stay as they are
    if any(name != str(root) for name in named):
        return False
    if not (own_config(root) or roots_in(root) or (root / ".git").exists()):
        return False  # then it hangs on the folders above
    return not any(folder and is_site for folder, is_site in searched_for_sites(root))


def _surroundings(root: Path, kept: KeptReport) -> PlacesOnDisk:
    """All that finding the site, its settings and its report looks at."""
    around = _Collected()
    around.folders |= {_below(root, folder) for folder in kept.cached.folders}
    around.files |= {_below(root, path) for path in kept.files()}
    around.places |= {str(folder) for folder in root.parents}  # none is a link
    for folder in (root, *root.parents):  # the first repository tells what the paths of the report are from
        around.add(folder / ".git")
        if (folder / ".git").exists():
            break
    for inner, _ in searched_for_sites(root):
        around.folders.add(_below(root, inner))
        around.add_settings(sources_of_settings(root / inner))
    around.add_settings(map(Path, kept.cached.sources))
    return around.without_repetition(root)


def _below(root: Path, path: str) -> str:
    return f"{root}{os.sep}{path}" if path else str(root)


class _Collected:
    """Places on disk, as they are found."""

    def __init__(self) -> None:
        self.folders: set[str] = set()
        self.files: set[str] = set()
        self.places: set[str] = set()

    def add(self, path: Path) -> None:
        """Add a place where only what there is counts, or that there is nothing.

        Raises:
            _TooMuchError: it is a link.
        """
        if path.is_symlink():
            raise _TooMuchError(f"{path} is a link")
        missing = path
        while not missing.parent.exists():
            missing = missing.parent
        self.places.add(str(missing))

    def add_settings(self, sources: Iterable[Path]) -> None:
        """Add files of which the text counts, and folders with all that is in them.

        Raises:
            _TooMuchError: there is a link, or very much.
        """
        for path in sources:
            if path.is_file() and not path.is_symlink():
                self.files.add(str(path))
            elif path.is_dir() and not path.is_symlink():
                self._add_folder(str(path))
            else:
                self.add(path)

    def _add_folder(self, top: str) -> None:
        for number, (folder, inside, names) in enumerate(os.walk(top)):
            paths = [f"{folder}{os.sep}{name}" for name in (*inside, *names)]
            if number + len(paths) > _MOST or any(map(os.path.islink, paths)):
                raise _TooMuchError(f"{folder} holds links, or very much")
            self.folders.add(folder)
            self.files |= {f"{folder}{os.sep}{name}" for name in names}

    def without_repetition(self, root: Path) -> PlacesOnDisk:
        """The same from the site's root, but for places that the list of their folder answers for."""
        places = {path for path in self.places if os.path.dirname(path) not in self.folders}  # noqa: PTH120
        here = f"{root}{os.sep}"
        folders = sorted(f"{path}{os.sep}".removeprefix(here).rstrip(os.sep) for path in self.folders)
        files = sorted(path.removeprefix(here) for path in self.files)
        return PlacesOnDisk(str(root), folders, files, sorted(places))
