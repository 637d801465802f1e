"""Reading of files that come with a site: a pull request may put anything in their place."""

from __future__ import annotations

import os
import stat
from pathlib import Path

LIMIT = 10_000_000
"""Bytes; a configuration is some thousands."""


# Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file of strangers is opened."""


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is one itself, or a link to one; a link that leads to itself leads to none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def resolved(path: Path) -> Path:
    """The path without links; one that leads to itself stays as it is, where Python's own way fails (before 3.13)."""
    return Path(os.path.realpath(path))


def read_ordinary(path: Path, limit: int = LIMIT) -> bytes:
    """The bytes of an ordinary file of up to ``limit`` bytes; a link counts as what it leads to.

    Raises:
        OSError: it is none: not there, larger, a folder, or a device or pipe that would never come to an end.
    """
    number = os.open(path, READ)
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            raise OSError(f"{path} is no ordinary file, or too large")
        with os.fdopen(number, "rb", closefd=False) as file:
            return file.read(limit)
    finally:
        os.close(number)
