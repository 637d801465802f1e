"""An export as a folder of JSON: an index, an index of each collection, and a file for each page.

    index.json                      the collections with their indexes, the redirects, the number of the format
    collections/news.json           the pages of a collection, each with its file
    pages/_news/2022-01-01-a.md.json

A file is named after the page's source, so its name stays as long as that does. What has not changed is not written
again. A reader never sees half: each file is replaced at once, pages before the indexes that name them, and pages that
are gone are removed when no index names them any more.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import msgspec

from content_lint.export.exporter import Exported
from content_lint.export.record import FORMAT, ExportedPage, ExportedRedirect
from content_lint.text.files import read_ordinary

INDEX = "index.json"
NO_COLLECTION = "-"
"""The name of the index of pages that are in no collection: no collection is called so."""
KIND = "content-lint export"
_LARGEST = 1 << 30
_NAME = 200  # bytes of a file's name, so that every file system takes it
_SAFE = " !#$&'()+,;=@[]^{}~"


class NotOursError(Exception):
    """The folder holds other things than an export."""


class FolderWriter:
    """Writes one export into a folder.

    Args:
        folder: where; made if it is not there.

    Raises:
        NotOursError: it is no folder, or holds other things than an earlier export, such as links.
        OSError: it cannot be read or made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = 0
        self.unchanged = 0
        self._kept: set[str] = set()
        self._made: set[Path] = set()
        self._entries: dict[str, list[bytes]] = {}  # of the pages of each collection, in its index
        self._is_ours = _refuse_strangers(folder)
        folder.mkdir(parents=True, exist_ok=True)
        self._real = Path(os.path.realpath(folder))

    def write(self, pages: Iterable[Exported]) -> None:
        """Write the pages; raises OSError."""
        for item in pages:
            name = f"pages/{file_name(item.page.path)}.json"
            self._put(name, _pretty(msgspec.json.encode(item.page)))
            collection = NO_COLLECTION if item.page.collection is None else item.page.collection
            self._entries.setdefault(collection, []).append(msgspec.json.encode(_entry(item.page, name)))

    def finish(self, redirects: Iterable[ExportedRedirect]) -> int:
        """Write the indexes, then remove what is gone; how many files that were."""
        collections = []
        for key, entries in sorted(self._entries.items()):
            collection = None if key == NO_COLLECTION else key
            name = f"collections/{quote(key, safe=_SAFE)}.json"
            self._put(name, _index(collection, entries))
            collections.append({"name": collection, "pages": len(entries), "index": name})
        root = {
            "kind": KIND,
            "schema_version": FORMAT,
            "collections": collections,
            "redirects": [msgspec.to_builtins(item) for item in redirects],
        }
        self._put(INDEX, _pretty(msgspec.json.encode(root)))
        return self._remove_gone()

    def _put(self, name: str, data: bytes) -> None:
        self._kept.add(name)
        target = self.folder / name
        if target.parent not in self._made:
            self._make(target.parent)
        if _has(target, data):
            self.unchanged += 1
            return
        replace_at_once(target, data)
        self.written += 1

    def _make(self, folder: Path) -> None:
        """Make a folder of the export; raises NotOursError where somebody has laid a link on the way."""
        if not Path(os.path.realpath(folder)).is_relative_to(self._real):
            raise NotOursError("holds a link that leads out of it")
        folder.mkdir(parents=True, exist_ok=True)
        self._made.add(folder)

    def _remove_gone(self) -> int:
        gone = 0
        if not self._is_ours:
            return gone
        for part in ("pages", "collections"):
            for folder, _, names in os.walk(self.folder / part, topdown=False):
                for name in names:
                    path = Path(folder) / name
                    if path.relative_to(self.folder).as_posix() not in self._kept and name.endswith(".json"):
                        path.unlink()
                        gone += 1
                with suppress(OSError):  # not empty
                    Path(folder).rmdir()
        return gone


def _index(collection: str | None, entries: Iterable[bytes]) -> bytes:
    """The index of a collection, a line a page."""
    head = msgspec.json.encode({"schema_version": FORMAT, "collection": collection}).removesuffix(b"}")
    return head + b',"pages":[\n    ' + b",\n    ".join(entries) + b"\n]}\n"


def _entry(page: ExportedPage, name: str) -> dict[str, object]:
    return {
        "path": page.path,
        "url": page.url,
        "title": page.title,
        "date": page.date,
        "language": page.language,
        "state": page.state,
        "passed": page.passed,
        "file": name,
    }


def file_name(path: str) -> str:
    """The name of a page's file in the folder, with its folders, without the ending."""
    return "/".join(_part(part) for part in path.split("/"))


def _part(name: str) -> str:
    """One part of a path as every file system takes it."""
    kept = quote(name, safe=_SAFE) if name.isascii() else "".join(_letters(name))
    size = len(kept.encode("utf-8"))
    if size <= _NAME and kept not in {"", ".", ".."}:
        return kept
    number = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return f"{kept.encode('utf-8')[: _NAME // 2].decode('utf-8', 'ignore')}-{number}"


def _letters(name: str) -> Iterator[str]:
    for char in name:
        yield char if char.isalnum() else quote(char, safe=_SAFE, errors="surrogateescape")


def _pretty(data: bytes) -> bytes:
    return msgspec.json.format(data, indent=2) + b"\n"


def _has(target: Path, data: bytes) -> bool:
    """Whether a file holds exactly this."""
    try:
        return target.stat().st_size == len(data) and read_ordinary(target, _LARGEST) == data
    except OSError:
        return False


def replace_at_once(target: Path, data: bytes) -> None:
    """Give a file new bytes, so that whoever reads it gets the old or the new ones; raises OSError."""
    waiting = target.with_name(f".{target.name[:_NAME]}.tmp")
    try:
        _write_new(waiting, data)
        waiting.replace(target)
    except BaseException:
        with suppress(OSError):
            waiting.unlink()
        raise


def _write_new(file: Path, data: bytes) -> None:
    with suppress(FileNotFoundError):
        file.unlink()  # of a run that was stopped, or a link that somebody laid there
    opened: IO[bytes]
    with file.open("xb") as opened:
        opened.write(data)


def _refuse_strangers(folder: Path) -> bool:
    """Whether the folder holds an earlier export; raises NotOursError where it holds anything else."""
    if not os.path.lexists(folder):
        return False
    if not folder.is_dir():
        raise NotOursError("is no folder")
    if any((folder / part).is_symlink() for part in ("pages", "collections")):
        raise NotOursError("holds a link in place of a folder of its own")
    names = {entry.name for entry in os.scandir(folder)}
    try:
        index = msgspec.json.decode(read_ordinary(folder / INDEX, _LARGEST))
    except (OSError, msgspec.DecodeError):
        index = None
    if isinstance(index, dict) and index.get("kind") == KIND:
        return True
    # A run that was stopped before it had written its index leaves nothing but pages.
    if not names <= {"pages", "collections"}:
        raise NotOursError("holds other things than an earlier export")
    return False
