"""The files below a folder of a site while its configuration is read: in order, not too many, none outside of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from content_lint.text.files import leads_inside

SKIPPED = frozenset({"node_modules", ".git", "_site"})


def folders_below(
    root: Path, start: str, most: int, skipped: frozenset[str] = SKIPPED
) -> Iterator[tuple[str, list[str]]]:
    """Each folder by its path from the root, empty for the root itself, with the names of its files in order.

    Links to folders are not followed.

    Args:
        root: of the site.
        start: the first folder, from there; a link out of the site has nothing below it.
        most: how many files; what comes later is left out.
        skipped: names of folders that are not looked into.
    """
    home = root / start
    if not leads_inside(home, root):
        return
    left = most
    for folder, folders, names in os.walk(home):
        folders[:] = sorted(name for name in folders if name not in skipped)
        inside = Path(folder).relative_to(root).as_posix()
        yield "" if inside == "." else inside, sorted(names)[:left]
        left -= len(names) + 1  # folders without any file have to come to an end as well
        if left <= 0:
            return


def names_in(root: Path, folder: str) -> list[str]:
    """The names in one folder of the site, in order; none for what is not there, and for a link out of the site."""
    home = root / folder
    try:
        return sorted(os.listdir(home)) if leads_inside(home, root) else []  # noqa: PTH208 - names alone
    except OSError:
        return []
