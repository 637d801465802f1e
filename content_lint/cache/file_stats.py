"""Whether a file or a folder is still the one that was read: by what the file system says, or by what it holds."""

import os
import stat
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from content_lint.text.digests import digest
from content_lint.text.files import FolderEntry, is_folder, read_ordinary

_FENCE = b"---"
_LONGEST_FENCE = 80  # bytes; a longer first line is read again
_MOST = 1_000  # files of a folder
_MARGIN = 2_000_000_000  # ns; the coarsest file systems count in steps of two seconds


class FileStat(NamedTuple):
    """What tells one state of a file from another, short of its text.

    Attributes:
        modified: when its text was changed, in ns since 1970.
        size: bytes.
        inode: its number in the file system.
        changed: when anything of it was changed, in ns since 1970.
    """

    modified: int
    size: int
    inode: int
    changed: int

    def is_settled(self, now: int) -> bool:
        """Whether a change after ``now`` (ns since 1970) would show here: the clock of files has moved on since."""
        return max(self.modified, self.changed) < now - _MARGIN


def stat_file(path: str) -> FileStat | None:
    """What the file system says of an ordinary file; None for anything else, links and what cannot be seen."""
    try:
        status = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileStat(status.st_mtime_ns, status.st_size, status.st_ino, status.st_ctime_ns)


def fence_of(head: bytes) -> str | None:
    """What the cache stores of a file's first line: a fence as it is, empty for any other.

    None for what is too long or too odd to be stored.
    """
    if not head.startswith(_FENCE):
        return ""
    return head.decode("ascii") if len(head) <= _LONGEST_FENCE and head.isascii() else None


def is_at_rest(path: Path, now: int) -> bool:
    """Whether a file, or all in a folder, was last changed before ``now`` (ns since 1970); also what is not there."""
    try:
        inside = [path, *path.rglob("*")] if path.is_dir() else [path]
        return all(max(item.stat().st_mtime_ns, item.stat().st_ctime_ns) < now - _MARGIN for item in inside)
    except OSError:
        return not path.exists()


def digest_listing(entries: Iterable[FolderEntry]) -> str:
    """Stands for the names in a folder and for what each of them is."""
    return _digest_names(f"{entry.name}/{is_folder(entry)}{entry.is_symlink()}" for entry in entries)


def digest_folder(path: str) -> str:
    """The same for a folder by its path; empty where it cannot be read."""
    try:
        return digest_listing(os.scandir(path))
    except OSError:
        return ""


def digest_source(path: Path) -> str:
    """Stands for the text of a file, or of all files in a folder and below it; empty where there is nothing to read."""
    try:
        if not path.is_dir():
            return digest(read_ordinary(path))
        inside = (file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
        # Schemas are a few; whoever names a folder of thousands here wants to keep us busy.
        return _digest_names(f"{file.relative_to(path)}/{digest_source(file)}" for file in islice(inside, _MOST))
    except OSError:
        return ""


def _digest_names(names: Iterable[str]) -> str:
    return digest("\0".join(sorted(names)).encode("utf-8", "surrogateescape"))  # no name has a NUL in it
