"""Where a site's files come from: the disk, with an editor's buffers over it, or a revision of git."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from content_lint.text.source import SourceText

LIMIT = 10_000_000
"""Bytes; a post is some thousands. More is a mistake, or somebody's attempt to keep a checker busy."""


@dataclass(frozen=True, slots=True)
class ReadError:
    """Why a file could not be read: ``problem`` completes "`path` …", ``help`` says what to do."""

    path: str
    problem: str
    help: str


class Tree(Protocol):
    """The files of a site; paths are relative to its root, with ``/``."""

    def paths(self) -> Sequence[str] | None:
        """Every file, or None where the generator's own walk over the disk finds them."""

    def unsaved(self) -> Sequence[str]:
        """Files that a walk over the disk does not find, since they stand in an editor only."""

    def head(self, path: str) -> bytes:
        """The first line of a file, or less where it is very long; empty where it cannot be read."""

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""


@dataclass(frozen=True, slots=True)
class DiskTree:
    """The files as they stand on disk.

    Attributes:
        root: the site's root.
        buffers: text that replaces a file's own, by path.
    """

    root: Path
    buffers: Mapping[str, bytes] = field(default_factory=dict)

    def paths(self) -> None:
        """None: every generator has its own way to walk over the disk."""

    def unsaved(self) -> Sequence[str]:
        """The buffers whose file was never saved."""
        return [path for path in self.buffers if not os.path.lexists(self.root / path)]

    def head(self, path: str) -> bytes:
        """The first line of a file; empty for what ``read`` refuses."""
        if path in self.buffers:
            return self.buffers[path].split(b"\n", 1)[0][:4096] + b"\n"
        full = self.root / path
        try:
            if self._leads_out(full):
                return b""
            with self._open(full) as file:
                return file.readline(4096) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
        except OSError:
            return b""

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text: only regular files inside the root, and only up to LIMIT bytes.

        Links are followed as long as they stay inside the root: a pull request must not be able to
        show a file of the machine that checks it.
        """
        if path in self.buffers:
            return SourceText.from_bytes(path, self.buffers[path])
        full = self.root / path
        try:
            if self._leads_out(full):
                return ReadError(path, "is a link that leads out of the site", "Put the file itself in its place.")
            with self._open(full) as file:
                return _refusal(path, os.fstat(file.fileno())) or SourceText.from_bytes(path, file.read(LIMIT + 1))
        except OSError as error:
            return _explain(path, full, error)

    def _leads_out(self, full: Path) -> bool:
        return full.is_symlink() and not full.resolve().is_relative_to(self.root.resolve())

    def _open(self, full: Path) -> BinaryIO:
        # Without O_NONBLOCK, opening a named pipe waits for somebody to write into it.
        return os.fdopen(os.open(full, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb")


def _refusal(path: str, status: os.stat_result) -> ReadError | None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "no ordinary file"
        return ReadError(path, f"is {kind}", "Remove it, or give it a name that does not end like a post's.")
    return too_large(path, status.st_size)


def too_large(path: str, size: int) -> ReadError | None:
    """The refusal of a file of ``size`` bytes, or None where it is small enough."""
    if size <= LIMIT:
        return None
    return ReadError(
        path,
        f"is {size / 1e6:,.0f} MB large, and posts of up to {LIMIT // 1_000_000} MB are read",
        "Split it, or list it under `exclude` in the configuration.",
    )


def _explain(path: str, full: Path, error: OSError) -> ReadError:
    if isinstance(error, FileNotFoundError) and full.is_symlink():
        target = full.readlink().as_posix()
        return ReadError(path, f"is a link to `{target}`, which does not exist", "Remove the link or mend it.")
    if isinstance(error, FileNotFoundError):
        return ReadError(path, "does not exist", "Check the spelling of the path.")
    if isinstance(error, PermissionError):
        return ReadError(path, "cannot be opened: no permission", "Give yourself the right to read it (`chmod u+r`).")
    return ReadError(path, f"cannot be read: {error.strerror}", "Mend the file or the disk, then try again.")
