"""What git is told to leave out of a repository: a program fetches or writes it before the site is built."""

from __future__ import annotations

from collections.abc import Iterator

NAME = ".gitignore"
_MOST = 200
_LONGEST = 500
"""Characters of a line; each folder in it is looked at with all above it."""


def patterns_in(text: str, folder: str) -> Iterator[str]:
    """The globs from the site's root of what a file called .gitignore leaves out, as far as they may be content.

    A name without a folder is meant at any depth. In a file at the top that is about any folder of the repository.

    Args:
        text: of the file.
        folder: where it lies, from the root of the site.
    """
    for line in _lines(text):
        name = line.rstrip("/")
        if not name or name.startswith(("#", "!", ".")) or "[" in name:
            continue
        if "/" in name:
            yield f"{folder}/{name.lstrip('/')}".lstrip("/")
        elif folder:
            yield f"{folder}/**/{name}"


def folders_in(text: str) -> Iterator[str]:
    """The folders at the top that a file called .gitignore there leaves out, by their whole names."""
    for name in _lines(text):
        if name.endswith("/") and not any(mark in name for mark in "#!*?[\\"):
            yield name.strip("/")


def _lines(text: str) -> Iterator[str]:
    """The first lines, but those that name nothing that could be on a disk."""
    return (line.strip() for line in text.splitlines()[:_MOST] if len(line) <= _LONGEST)
