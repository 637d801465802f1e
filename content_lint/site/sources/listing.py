"""All files below a folder, whatever a generator makes of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from content_lint.site.sources.git import HistoryError, ask, below, names_of, open_repository

_PRUNED = frozenset({".git", "node_modules", "vendor", ".venv", "venv", "__pycache__", "_site"})


def list_files(root: Path) -> list[str]:
    """All files below a folder, from it, with ``/``: git's tracked and new ones, else every one on disk."""
    try:
        repository = open_repository(root)
        question = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *below(repository))
        listed = {name.removeprefix(repository.prefix) for name in names_of(ask(repository, question))}
    except HistoryError:
        return sorted(walk_all(root))
    above = f"{root}{os.sep}"
    return sorted(name for name in listed if os.path.lexists(above + name))


def walk_all(root: Path) -> Iterator[str]:
    """All files on disk below a folder, from it, but those of hidden folders and of what programs install.

    In a submodule and in a linked work tree `.git` is a file.
    """
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _PRUNED and not name.startswith("."))
        above = Path(folder).relative_to(root).as_posix()
        for name in names:
            if name != ".git":
                yield name if above == "." else f"{above}/{name}"
