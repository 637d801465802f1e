"""Files written so that each is old or new at any moment, whatever stops the program or the machine.

The new bytes go into a hidden file of the same folder (``.content-lint-….tmp``: no generator reads such names), reach
the disk, and take the old file's place in one step. What stops the program in between leaves the old file, and at
worst that hidden one: it is locked as long as its writer lives, so that the next run can tell it from one in use and
remove it. The file keeps its mode and, where the system allows, its owner.

A symbolic link stays a link: the file that it leads to is written, as long as that lies inside the site. A file with
several hard links becomes one of its own: its other names keep the old text, and the caller is told.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from content_lint.text.digests import digest as digest_of
from content_lint.text.files import resolved
from content_lint.text.regex import regex

try:
    import fcntl
except ImportError:  # Windows itself refuses to remove what somebody has open
    fcntl = None  # type: ignore[assignment]

PREFIX, SUFFIX = ".content-lint-", ".tmp"
_OURS = regex(rf"{re.escape(PREFIX)}\w+{re.escape(SUFFIX)}")
_NOT_OURS = frozenset({".git", "node_modules"})
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_ROOM_BESIDE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EROFS, errno.EXDEV})


class NotWrittenError(Exception):
    """A file was left as it is: the message completes "`path` …"."""


def replace_file(root: Path, path: str, data: bytes, digest: str) -> int:
    """Give a file new bytes, if it still has those that were read.

    Args:
        root: the site's root.
        path: the file, from the root, with ``/``.
        data: its new bytes.
        digest: of the bytes that were read, as ``SourceText.digest`` has it.

    Returns:
        how many other names (hard links) of the file keep the old bytes.

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
    return status.st_nlink - 1


def write_file(target: Path, data: bytes) -> None:
    """Write a file of our own, new or in place of an older one; raises OSError where that cannot be done."""
    target = resolved(target)
    _write(target, data, target.stat() if target.exists() else None, None)


def write_inside(root: Path, path: str, data: bytes, *, only_new: bool = False) -> None:
    """Write a file of our own into a site, and the folders that it needs.

    Args:
        root: the site's root.
        path: the file, from the root, with ``/``.
        data: its bytes.
        only_new: leave a file alone that has come there meanwhile.

    Raises:
        NotWrittenError: a link on the way leads out of the root.
        OSError: it cannot be written, or is there already.
    """
    target, top = root / path, root.resolve()
    if not target.resolve().is_relative_to(top):
        raise NotWrittenError("lies outside of the site: a link leads there")
    target.parent.mkdir(parents=True, exist_ok=True)
    if only_new:
        _write(target.parent.resolve() / target.name, data, None, None, only_new=True)
    else:
        write_file(target, data)


def write_report(target: Path, pieces: Iterable[str], errors: str = "strict") -> None:
    """Write what was asked for into a file that somebody named: all of it, or the old file stays.

    A pipe or a device is written as it is, and so is a file whose folder takes no second one.

    Args:
        target: the file; a link is followed wherever it leads.
        pieces: the text.
        errors: what to do with characters that UTF-8 cannot hold, in Python's words.

    Raises:
        OSError: it cannot be written.
    """
    ordinary = not target.exists() or target.is_file()
    if ordinary:
        data = "".join(pieces).encode("utf-8", errors)
        try:
            write_file(target, data)
        except OSError as error:
            if error.errno not in _NO_ROOM_BESIDE or not target.exists():
                raise
        else:
            return
        target.write_bytes(data)
        return
    with target.open("w", encoding="utf-8", errors=errors, newline="") as file:
        file.writelines(pieces)


def find_leftovers(root: Path) -> list[str]:
    """The hidden files of runs that were stopped while they wrote, from the root, with ``/``; none that is in use."""
    return sorted(path.relative_to(root).as_posix() for path in _leftovers(root) if not _is_in_use(path))


def remove_leftovers(root: Path) -> list[str]:
    """Remove those files, and name the ones that are gone."""
    removed = []
    for path in find_leftovers(root):
        with suppress(OSError):
            (root / path).unlink()
            removed.append(path)
    return removed


def _leftovers(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _NOT_OURS]
        for name in names:
            path = Path(folder) / name
            if _OURS.fullmatch(name) and not path.is_symlink() and path.is_file():
                yield path


def _is_in_use(path: Path) -> bool:
    """Whether the program that writes a file is still at it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return True  # it has just got its real name
    except OSError:
        return False
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _write(
    target: Path, data: bytes, status: os.stat_result | None, digest: str | None, *, only_new: bool = False
) -> None:
    name = target.parent / f"{PREFIX}{secrets.token_hex(6)}{SUFFIX}"
    # A new file gets the rights that the system gives to new files; nobody else sees into one that replaces another.
    descriptor = os.open(name, _NEW, 0o666 if status is None else 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if fcntl is not None:
                with suppress(OSError):  # some file systems know no locks
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
            file.write(data)
            file.flush()
            if status is not None:
                _take_over(name, status)
            os.fsync(file.fileno())
            if fcntl is None:
                file.close()  # Windows gives no other name to a file that is open
            # As late as can be: what somebody saves between this and the next line is lost, as with any editor.
            if digest is not None:
                _refuse_changed(target, digest)
            if only_new:
                _refuse_existing(target)
            os.replace(name, target)  # noqa: PTH105 - both are names of this machine
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - as above
        raise
    _sync_folder(target.parent)


def _refuse_changed(target: Path, digest: str) -> None:
    if digest_of(target.read_bytes()) != digest:
        raise NotWrittenError("has changed since it was read")


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))


def _take_over(name: Path, status: os.stat_result) -> None:
    if hasattr(os, "chown"):
        own = name.stat()
        if (own.st_uid, own.st_gid) != (status.st_uid, status.st_gid):
            with suppress(PermissionError):
                os.chown(name, status.st_uid, status.st_gid)
    name.chmod(stat.S_IMODE(status.st_mode))


def _sync_folder(folder: Path) -> None:
    """Let the new name reach the disk; where folders cannot be opened (Windows), the system does so itself."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
