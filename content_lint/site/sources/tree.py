"""Where a site's files come from: the disk, with an editor's buffers over it, or a revision of git."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from content_lint.site.sources.listing import list_files
from content_lint.text.files import READ, FolderEntry, OutsideError, is_folder, leads_inside
from content_lint.text.source import SourceText

LIMIT = 10_000_000
"""Bytes; a post is some thousands. More is a mistake, or somebody's attempt to keep a checker busy."""

_FENCE = b"---"
_LONGEST_LINE = 4096
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class ReadError(Struct, frozen=True):
    """Why a file could not be read: ``problem`` completes "`path` …", ``help`` says what to do.

    ``leads_to`` is what a link names that leads to nothing, as it is written; empty for other files.
    """

    path: str
    problem: str
    help: str
    leads_to: str = ""


Scan = Callable[[str], Iterable[FolderEntry]]
"""What lies in a folder, by its path from the root (empty for the root); raises OSError where it cannot be read."""

Walk = Callable[[Scan], Iterable[str]]
"""A generator's own way over the folders of a site: the paths of the files that may matter."""


def walk_folders(folders: Iterable[str], scan: Scan) -> Iterator[str]:
    """Every file in these folders and below them; what is not there is empty, and linked folders are not entered."""
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        try:
            entries = scan(folder)
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{folder}/{entry.name}")
            elif not is_folder(entry):
                yield f"{folder}/{entry.name}"


class Tree(Protocol):
    """The files of a site; paths are relative to its root, with ``/``."""

    def paths(self, walk: Walk | None, /) -> Sequence[str]:
        """Every file that ``walk`` finds, or every file there is; a tree that is no disk has a list of its own."""

    def head(self, path: str) -> bytes:
        """The first line of a file, or less where it is very long; empty where it cannot be read."""

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""


class SiteTree(Tree, Protocol):
    """The files that a run judges."""

    @property
    def root(self) -> Path:
        """The site's root."""

    def has(self, path: str) -> bool:
        """Whether there is a file."""

    def differs(self, path: str) -> bool:
        """Whether a file's text is another than the one on disk."""

    def over(self, buffers: Mapping[str, bytes]) -> SiteTree:
        """The same files, with other texts for some of them, by path."""

    def forget(self, path: str) -> None:
        """Drop what ``head`` has read of a file that nobody will read any more, or only from the disk."""


class DiskTree(Struct, frozen=True, eq=False):
    """The files as they are on disk.

    Attributes:
        root: the site's root.
        buffers: text that replaces a file's own, by path.
    """

    root: Path
    buffers: Mapping[str, bytes] = field(default_factory=dict)
    _begun: dict[str, bytes] = field(default_factory=dict)
    _inside: dict[str, bool] = field(default_factory=dict)

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds (without one: what git lists), and the buffers whose file was never saved."""
        unsaved = (path for path in self.buffers if not os.path.lexists(self.root / path))
        return [*(list_files(self.root) if walk is None else walk(self.scan)), *unsaved]

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self.buffers or os.path.lexists(self.root / path)

    def differs(self, path: str) -> bool:
        """Whether a file's text is another than the one on disk."""
        return path in self.buffers

    def over(self, buffers: Mapping[str, bytes]) -> DiskTree:
        """The same files, with other texts for some of them, by path."""
        return DiskTree(self.root, buffers)

    def forget(self, path: str) -> None:
        """Drop what ``head`` has read of a file."""
        self._begun.pop(path, None)

    def scan(self, folder: str) -> Iterable[os.DirEntry[str]]:
        """What lies in a folder; raises OSError where it cannot be read."""
        _refuse_outside(folder)
        return list(os.scandir(f"{self.root}{os.sep}{folder}"))

    def head(self, path: str) -> bytes:
        """The first line of a file, or less where it is very long; empty where it cannot be read.

        What begins like front matter will be read: so it is now, and ``read`` takes it from here.
        """
        data = self.buffers.get(path)
        if data is None:
            try:
                number = self._open(path)
                try:
                    data = self._begin(path, number)
                finally:
                    os.close(number)
            except OSError:
                return b""
        return first_line(data)

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text: only regular files inside the root, and only up to LIMIT bytes.

        Links are followed as long as they stay inside the root: a pull request must not be able to
        show a file of the machine that checks it.
        """
        data = self.buffers[path] if path in self.buffers else self._begun.pop(path, None)
        if data is None:
            try:
                number = self._open(path)
                try:
                    status = os.fstat(number)
                    refusal = _refusal(path, status)
                    if refusal is not None:
                        return refusal
                    data = _read_on(number, b"", status.st_size)
                finally:
                    os.close(number)
            except OSError as error:
                return _explain(path, self.root / path, error)
        return SourceText.from_bytes(path, data)

    def _begin(self, path: str, number: int) -> bytes:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            return b""
        data = os.read(number, _LONGEST_LINE)
        if data.startswith(_FENCE) and status.st_size <= LIMIT:
            data = self._begun[path] = _read_on(number, data, status.st_size)
        return data

    def _open(self, path: str) -> int:
        """A file's descriptor; raises OSError."""
        _refuse_outside(path)
        full = f"{self.root}{os.sep}{path}"
        if not self._is_inside(path.rpartition("/")[0]):
            raise OutsideError
        if _NO_LINK:
            try:
                return os.open(full, READ | _NO_LINK)
            except OSError:
                pass  # perhaps it is a link; if not, the same is said again
        if os.path.islink(full) and not leads_inside(full, self.root):  # noqa: PTH114 - a name of this machine
            raise OutsideError
        return os.open(full, READ)

    def _is_inside(self, folder: str) -> bool:
        """Whether no link on the way to a folder leads out of the site."""
        if folder not in self._inside:
            self._inside[folder] = leads_inside(f"{self.root}{os.sep}{folder}", self.root)
        return self._inside[folder]


def first_line(data: bytes) -> bytes:
    """The first line of a text, or less where it is very long."""
    return data[: data.find(b"\n", 0, _LONGEST_LINE) + 1 or _LONGEST_LINE]


def _refuse_outside(path: str) -> None:
    """Nothing outside of the site is read, whatever folder its configuration names."""
    if path.startswith("/") or (".." in path and ".." in path.split("/")):
        raise OutsideError


def _read_on(number: int, data: bytes, size: int) -> bytes:
    """What was read of a file, and the rest of its ``size`` bytes."""
    while len(data) < size and (more := os.read(number, size - len(data))):
        data += more
    return data


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
    if isinstance(error, OutsideError):
        how = "is a link" if full.is_symlink() else "lies in a linked folder"
        return ReadError(path, f"{how} that leads out of the site", "Put the file itself in its place.")
    if isinstance(error, FileNotFoundError) and full.is_symlink():
        target = full.readlink().as_posix()
        problem = f"is a link to `{target}`, which does not exist"
        return ReadError(path, problem, "Remove the link or correct it.", target)
    if error.errno == errno.ELOOP:
        return ReadError(path, "is a link that leads back to itself", "Put the file itself in its place.")
    if isinstance(error, FileNotFoundError):
        return ReadError(path, "does not exist", "Check the spelling of the path.")
    if isinstance(error, PermissionError):
        return ReadError(path, "cannot be opened: no permission", "Give yourself the right to read it (`chmod u+r`).")
    return ReadError(path, f"cannot be read: {error.strerror}", "Fix the file or the disk, then try again.")
