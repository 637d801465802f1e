"""Files written so that each is old or new at any moment, whatever stops the program or the machine.

The new bytes go into a hidden file of the same folder (``.content-lint-….tmp``: no generator reads such names), reach
the disk, and take the old file's place in one step. What stops the program in between leaves the old file, and at
worst that hidden one. The file keeps its mode and, where the system allows, its owner.

A symbolic link stays a link: the file that it leads to is written, as long as that lies inside the site. A file with
several hard links becomes one of its own: its other names keep the old text.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from content_lint.text.digests import digest as digest_of
from content_lint.text.files import resolved

PREFIX, SUFFIX = ".content-lint-", ".tmp"


class NotWrittenError(Exception):
    """A file was left as it is: the message completes "`path` …"."""


def replace_file(root: Path, path: str, data: bytes, digest: str) -> None:
    """Give a file new bytes, if it still has those that were read.

    Args:
        root: the site's root.
        path: the file, from the root, with ``/``.
        data: its new bytes.
        digest: of the bytes that were read, as ``SourceText.digest`` has it.

    Raises:
        NotWrittenError: the file changed meanwhile, may not be written, or lies outside of the root.
    """
    try:
        target = Path(os.path.realpath(root / path, strict=True))
        if not target.is_relative_to(resolved(root)):
            raise NotWrittenError("is a link that leads out of the site")
        status = target.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotWrittenError("is no ordinary file any more")
        if not os.access(target, os.W_OK):
            raise NotWrittenError("may not be written: no permission")
        _write(target, data, status, digest)
    except OSError as error:
        raise NotWrittenError(f"cannot be written: {error.strerror}") from error


def write_file(target: Path, data: bytes) -> None:
    """Write a file of our own, new or in place of an older one; raises OSError where that cannot be done."""
    target = resolved(target)
    _write(target, data, target.stat() if target.exists() else None, None)


def _write(target: Path, data: bytes, status: os.stat_result | None, digest: str | None) -> None:
    descriptor, name = tempfile.mkstemp(SUFFIX, PREFIX, target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if status is not None:
                _take_over(name, status)
            else:
                Path(name).chmod(0o666 & ~_umask(target.parent))
            os.fsync(file.fileno())
        # As late as can be: what somebody saves between this and the next line is lost, as with any editor.
        if digest is not None:
            _refuse_changed(target, digest)
        os.replace(name, target)  # noqa: PTH105 - both are names of this machine
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - likewise
        raise
    _sync_folder(target.parent)


def _refuse_changed(target: Path, digest: str) -> None:
    if digest_of(target.read_bytes()) != digest:
        raise NotWrittenError("has changed since it was read")


def _take_over(name: str, status: os.stat_result) -> None:
    if hasattr(os, "chown"):
        own = os.stat(name)  # noqa: PTH116 - a name of this machine
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            with suppress(PermissionError):
                os.chown(name, status.st_uid, status.st_gid)
    Path(name).chmod(stat.S_IMODE(status.st_mode))


def _umask(folder: Path) -> int:
    """What new files may not have: read off a file's own creation, since asking the process would change it."""
    with tempfile.TemporaryDirectory(SUFFIX, PREFIX, folder) as place:
        probe = Path(place) / "probe"
        probe.touch(0o666)
        return 0o666 & ~stat.S_IMODE(probe.stat().st_mode)


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk; where folders cannot be opened (Windows), the system does so itself."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
