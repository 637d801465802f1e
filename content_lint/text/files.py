"""Reading of files that come with a site: a pull request may put anything in their place."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

LIMIT = 10_000_000
"""Bytes; a configuration is some thousands."""


# Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file of strangers is opened."""


class OutsideError(OSError):
    """A link leads out of the site, where a pull request must not be able to show or run anything."""


def leads_inside(path: Path | str, root: Path) -> bool:
    """Whether a path is one of the site's own once all links on its way are followed: below ``root``, and not git's."""
    real, top = resolved(Path(path)), resolved(root)
    return real.is_relative_to(top) and all(part.lower() != ".git" for part in real.relative_to(top).parts)


class FolderEntry(Protocol):
    """One name in a folder, as ``os.scandir`` has it."""

    @property
    def name(self) -> str:
        """The name alone."""

    @property
    def path(self) -> str:
        """The whole path on this machine."""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder, or a link to one."""

    def is_symlink(self) -> bool:
        """Whether it is a link."""


def is_folder(entry: FolderEntry) -> bool:
    """Whether an entry of a folder is one itself, or a link to one; a link that leads to itself leads to none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def resolved(path: Path) -> Path:
    """The path without links; one that leads to itself stays as it is, where Python's own way fails (before 3.13)."""
    return Path(os.path.realpath(path))


def text_if_any(path: Path, limit: int = LIMIT, *, within: Path | None = None) -> str:
    """The text of an ordinary file, with a sign in place of what is no UTF-8; empty where it cannot be read.

    For the arguments see ``read_ordinary``.
    """
    if not os.path.exists(path):  # noqa: PTH110 - most are not there, and where a link leads takes long to find out
        return ""
    try:
        return read_ordinary(path, limit, within=within).decode("utf-8", "replace")
    except OSError:
        return ""


def read_ordinary(path: Path, limit: int = LIMIT, *, within: Path | None = None) -> bytes:
    """The bytes of an ordinary file of up to ``limit`` bytes; a link counts as what it leads to.

    Args:
        path: the file.
        limit: the most bytes that it may have.
        within: the folder that no link may lead out of, or None.

    Raises:
        OutsideError: a link leads out of that folder.
        OSError: it is not there, is larger, or is a folder, or a device or pipe that would never end.
    """
    with open_ordinary(path, limit, within=within) as file:
        return file.read(limit)


@contextmanager
def open_ordinary(path: Path, limit: int = LIMIT, *, within: Path | None = None) -> Iterator[BinaryIO]:
    """The same file, open, for whoever needs only some of its bytes; see ``read_ordinary``."""
    if within is not None and not leads_inside(path, within):
        raise OutsideError(f"{path} leads out of {within}")
    number = os.open(path, READ)
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            raise OSError(f"{path} is no ordinary file, or too large")
        with os.fdopen(number, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(number)
