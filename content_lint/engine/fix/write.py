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
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

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
    _write(target, data, _status(target), None)


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
        pieces: the text, of which no more than a piece is kept in memory.
        errors: what to do with characters that UTF-8 cannot hold, in Python's words.

    Raises:
        OSError: it cannot be written.
    """
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", errors=errors, newline="") as file:
            file.writelines(pieces)
        return
    encoded = (piece.encode("utf-8", errors) for piece in pieces)
    place = resolved(target)
    try:
        beside = _open_beside(place, _status(place))
    except OSError as error:
        if error.errno not in _NO_ROOM_BESIDE or not place.exists():
            raise
        with place.open("wb") as opened:
            opened.writelines(encoded)
    else:
        beside.fill(encoded)
        beside.take_place(or_copy=True)


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
    beside = _open_beside(target, status)
    beside.fill([data])
    beside.take_place(digest, only_new=only_new)


def _status(target: Path) -> os.stat_result | None:
    return target.stat() if target.exists() else None


class _Beside:
    """A hidden file that is to take a file's place; it is gone as soon as anything goes wrong."""

    def __init__(self, target: Path, name: Path, file: BinaryIO, status: os.stat_result | None) -> None:
        self._target = target
        self._name = name
        self._file = file
        self._status = status

    def fill(self, pieces: Iterable[bytes]) -> None:
        """Write what it holds; raises what ``pieces`` does, and OSError."""
        with self._removed_on_failure():
            self._file.writelines(pieces)
            self._file.flush()
            if self._status is not None:
                _take_over(self._name, self._status)
            os.fsync(self._file.fileno())
            if fcntl is None:
                self._file.close()  # Windows gives no other name to a file that is open

    def take_place(self, digest: str | None = None, *, only_new: bool = False, or_copy: bool = False) -> None:
        """Give it the name of the other file.

        Args:
            digest: what the other file has to hold still, or None.
            only_new: raise where another file has come there.
            or_copy: where it cannot have that name, as with a file that is mounted by itself, copy its bytes.
        """
        with self._removed_on_failure():
            # As late as can be: what somebody saves between this and the next line is lost, as with any editor.
            if digest is not None:
                _refuse_changed(self._target, digest)
            if only_new:
                _refuse_existing(self._target)
            try:
                os.replace(self._name, self._target)  # noqa: PTH105 - both are names of this machine
            except OSError as error:
                if not or_copy or error.errno not in _NO_ROOM_BESIDE or not self._target.exists():
                    raise
                shutil.copyfile(self._name, self._target)
                self._name.unlink()
        self._file.close()
        _sync_folder(self._target.parent)

    @contextmanager
    def _removed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            with suppress(OSError):  # on a full disk it fails once more
                self._file.close()
            with suppress(OSError):
                self._name.unlink()
            raise


def _open_beside(target: Path, status: os.stat_result | None) -> _Beside:
    name = target.parent / f"{PREFIX}{secrets.token_hex(6)}{SUFFIX}"
    # A new file gets the rights that the system gives to new files; nobody else sees into one that replaces another.
    descriptor = os.open(name, _NEW, 0o666 if status is None else 0o600)
    if fcntl is not None:
        with suppress(OSError):  # some file systems know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    return _Beside(target, name, os.fdopen(descriptor, "wb"), status)


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
