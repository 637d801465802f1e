"""What a run of `check` is asked for, site by site, and what came of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from content_lint.cli.console import Console
from content_lint.report.report import Report

if TYPE_CHECKING:  # a cached report needs none
    from content_lint.cache.cached_report import KeptReport
    from content_lint.output.renderer import Sources


class Task(Struct, frozen=True):
    """One site that is to be checked.

    Attributes:
        root: its root, or a folder or file of it.
        named: what is wanted of it, as it was typed; none for all of it.
        inner: folders, from the root, that hold sites of their own.
    """

    root: Path
    named: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


class Tasks(Struct, frozen=True):
    """What there is to check.

    Attributes:
        around: the folder around the sites, from which paths are said where they are several.
        tasks: the sites.
        notices: what the reader has to know of where they are.
    """

    around: Path
    tasks: tuple[Task, ...]
    notices: tuple[str, ...] = ()


def nothing_to_do(why: str, console: Console, *, quiet: bool) -> int:
    """Say that nothing was checked, and why: no mistake, exit status 0."""
    if not quiet:
        console.note([f"content-lint: {why}: nothing was checked\n"])
    return 0


class JudgedSite(Struct, frozen=True):
    """What came of one site.

    Attributes:
        root: the site's root.
        report: what was found.
        sources: read a file once more for what is shown of it.
        quiet: whether only the report itself is wanted.
        again: where the report was kept, if it is shown again.
    """

    root: Path
    report: Report
    sources: Sources
    quiet: bool = False
    again: KeptReport | None = None
