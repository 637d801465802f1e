"""From paths as people type them to paths of the site."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from content_lint.cli.errors import UsageError
from content_lint.text.files import resolved


def from_root(named: Sequence[str], root: Path, *, lenient: bool = False) -> list[str]:
    """Paths as they were typed, from the site's root with ``/``; a hook's files may lie outside of it."""
    paths = []
    for name in named:
        given = Path(name)
        # The last part keeps its name where it is a link: the link is the document's own name.
        whole = resolved(given) if given.is_dir() else resolved(given.absolute().parent) / given.name
        if not whole.is_relative_to(root):
            if lenient:
                continue
            raise UsageError(f"`{name}` lies outside of the site in `{root}`", "Check one site at a time.")
        paths.append(whole.relative_to(root).as_posix())
    return paths


def absent(name: object, more: str = "") -> UsageError:
    """What to say of a path that was typed and leads to nothing; ``more`` says how many others there are."""
    return UsageError(f"`{name}` does not exist{more}", "Check the spelling of the path.")


def refuse_absent(named: Sequence[str | Path], folder: Path) -> None:
    """Raise UsageError where a path leads to nothing: the folder around it is not what was asked for.

    Args:
        named: paths as they were typed.
        folder: the current folder.
    """
    gone = [name for name in named if not os.path.lexists(folder / name)]
    if gone:
        raise absent(gone[0], f" (and {len(gone) - 1:,} more)" if len(gone) > 1 else "")


def in_copy(config: Path | None, root: Path, folder: Path) -> Path | None:
    """The settings file of the command line, for a copy of the site: a file of the site counts as the copy has it.

    Args:
        config: as it was typed, or None.
        root: the site's root.
        folder: where the copy lies.
    """
    given = None if config is None else config.absolute()
    return folder / given.relative_to(root) if given is not None and given.is_relative_to(root) else config
