"""Whether a file is still the one that was read: by what the file system says of it."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

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
