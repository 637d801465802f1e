"""Reading one file from disk: regular files inside the root, up to a size, and nothing else."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from content_lint.text.source import SourceText

LIMIT = 10_000_000
"""Bytes; a post is some thousands. More is a mistake, or somebody's attempt to keep a checker busy."""


@dataclass(frozen=True, slots=True)
class ReadError:
    """Why a file could not be read: ``problem`` completes "`path` …", ``help`` says what to do."""

    path: str
    problem: str
    help: str


def read_source(root: Path, path: str) -> SourceText | ReadError:
    """Read the file ``path`` (from ``root``, with ``/``); never raises for what stands on disk.

    Links are followed as long as they stay inside the root: a pull request must not be able to
    show a file of the machine that checks it.
    """
    full = root / path
    try:
        if full.is_symlink() and not full.resolve().is_relative_to(root.resolve()):
            return ReadError(path, "is a link that leads out of the site", "Put the file itself in its place.")
        # Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
        with os.fdopen(os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            return _refusal(path, os.fstat(file.fileno())) or SourceText.from_bytes(path, file.read(LIMIT + 1))
    except OSError as error:
        return _explain(path, full, error)


def _refusal(path: str, status: os.stat_result) -> ReadError | None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no ordinary file"
        return ReadError(path, f"is {kind}", "Remove it, or give it a name that does not end like a post's.")
    if status.st_size > LIMIT:
        return ReadError(
            path,
            f"is {status.st_size / 1e6:,.0f} MB large, and posts of up to {LIMIT // 1_000_000} MB are read",
            "Split it, or list it under `exclude` in the configuration.",
        )
    return None


def _explain(path: str, full: Path, error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError) and full.is_symlink():
        target = full.readlink().as_posix()
        return ReadError(path, f"is a link to `{target}`, which does not exist", "Remove the link or mend it.")
    if isinstance(error, FileNotFoundError):
        return ReadError(path, "does not exist", "Check the spelling of the path.")
    if isinstance(error, PermissionError):
        return ReadError(path, "cannot be opened: no permission", "Give yourself the right to read it (`chmod u+r`).")
    return ReadError(path, f"cannot be read: {error.strerror}", "Mend the file or the disk, then try again.")
