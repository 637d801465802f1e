"""The option ``--built``: the folder of pages that the site's generator made."""

from __future__ import annotations

import argparse
from pathlib import Path

from content_lint.cli.errors import UsageError


def add_built_argument(parser: argparse._ArgumentGroup) -> None:
    """The option itself."""
    parser.add_argument(
        "--built",
        type=Path,
        metavar="DIR",
        help="the site as it was built (public, _site, dist): its pages decide where links lead",
    )


def built_folder(arguments: argparse.Namespace) -> Path | None:
    """The folder that was named, or None.

    Raises:
        UsageError: no page is in it.
    """
    folder: Path | None = arguments.built
    if folder is None:
        return None
    if not folder.is_dir():
        raise UsageError(f"`{folder}` is no folder", "Build the site first, and name the folder that it is built into.")
    if next(folder.rglob("*.html"), None) is None:
        raise UsageError(f"no page (*.html) is in `{folder}`", "Name the folder that the site is built into.")
    return folder.absolute()
