"""The files of a site as they will be when some of them have moved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from content_lint.site.sources.tree import DiskTree, ReadError, Walk, first_line
from content_lint.text.source import SourceText


def files_below(root: Path, path: str) -> list[str]:
    """A file, or every file of a folder, by path from the root."""
    place = root / path
    if not place.is_dir() or place.is_symlink():
        return [path]
    return sorted(_walk(root, place))


def _walk(root: Path, place: Path) -> Iterator[str]:
    for folder, _, names in os.walk(place):
        yield from ((Path(folder) / name).relative_to(root).as_posix() for name in names)


class MovedTree(Struct, frozen=True, eq=False, dict=True):
    """The files of the disk, some of them under other names, some with other texts.

    Attributes:
        disk: the files as they are.
        moved: new names by old ones.
        buffers: texts by their new names.
    """

    disk: DiskTree
    moved: Mapping[str, str]
    buffers: Mapping[str, bytes]

    @property
    def root(self) -> Path:
        """The site's root."""
        return self.disk.root

    @cached_property
    def before(self) -> Mapping[str, str]:
        """Old names by new ones."""
        return {new: old for old, new in self.moved.items()}

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds, and what has moved, wherever that lay."""
        kept = [path for path in self.disk.paths(walk) if path not in self.moved]
        return [*kept, *self.moved.values()]

    def head(self, path: str) -> bytes:
        """The first line of a file."""
        data = self.buffers.get(path)
        return first_line(data) if data is not None else self.disk.head(self.before.get(path, path))

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        data = self.buffers.get(path)
        if data is not None:
            return SourceText.from_bytes(path, data)
        old = self.before.get(path)
        if old is None and path in self.moved:
            return ReadError(path, "has moved", "")
        found = self.disk.read(old or path)
        if old is None or isinstance(found, ReadError):
            return found
        return SourceText(path, found.text, found.digest, found.undecodable)

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self.before or (path not in self.moved and self.disk.has(path))

    def differs(self, path: str) -> bool:
        """Whether a file's text is another than the one on disk."""
        return path in self.buffers

    def forget(self, path: str) -> None:
        """Drop what ``head`` has read of a file."""
        self.disk.forget(self.before.get(path, path))

    def over(self, buffers: Mapping[str, bytes]) -> MovedTree:
        """The same files with other texts for some of them."""
        return MovedTree(self.disk, self.moved, {**self.buffers, **buffers})
