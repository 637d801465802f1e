"""A site's files as they were in a commit."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

from msgspec import Struct

from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import Repository, ask, below
from content_lint.site.sources.history import Changes
from content_lint.site.sources.tree import ReadError, Tree, Walk, first_line
from content_lint.text.source import SourceText

LINK, SUBMODULE = b"120000", b"160000"
"""Modes of what is no ordinary file: a symbolic link, and the place of another repository."""

HOPS = 8
"""As far as links are followed: two that name each other must end somewhere."""


class RevisionFile(Struct, frozen=True):
    """One file as git keeps it: its mode, and the number of its content."""

    mode: bytes
    number: bytes


def files_of(repository: Repository, commit: str) -> dict[str, RevisionFile]:
    """Every file of the site in a commit, by its path from the site's root; raises HistoryError."""
    listing = ask(repository, ("ls-tree", "-r", "-z", "--full-tree", commit, "--", *below(repository)))
    files = {}
    for line in listing.split(b"\0"):
        about, _, name = line.partition(b"\t")
        words = about.split(b" ")
        if len(words) == 3:
            files[os.fsdecode(name).removeprefix(repository.prefix)] = RevisionFile(words[0], words[2])
    return files


class GitTree:
    """The files of a commit, as a Tree. To be closed when it is no longer needed, best by ``with``."""

    def __init__(self, repository: Repository, commit: str) -> None:
        self._blobs = Blobs(repository)
        self._files: Mapping[str, RevisionFile] = {
            path: kept for path, kept in files_of(repository, commit).items() if kept.mode != SUBMODULE
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git's process."""
        self._blobs.close()

    @property
    def links(self) -> tuple[str, ...]:
        """The files that are symbolic links."""
        return tuple(path for path, kept in self._files.items() if kept.mode == LINK)

    def paths(self, _walk: Walk | None = None) -> Sequence[str]:
        """Every file of the site in that commit."""
        return sorted(self._files)

    def head(self, path: str) -> bytes:
        """The first line of a file; empty where it cannot be read."""
        data = self.data(path)
        return b"" if isinstance(data, ReadError) else first_line(data)

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        data = self.data(path)
        return data if isinstance(data, ReadError) else SourceText.from_bytes(path, data)

    def data(self, path: str) -> bytes | ReadError:
        """A file's bytes; links are followed inside the site.

        Raises:
            HistoryError: git ended or does not answer.
        """
        name = path
        for _ in range(HOPS):
            kept = self._files.get(name)
            if kept is None:
                return ReadError(path, "does not exist in that revision", "Check the spelling of the path.")
            data = self._blobs.read(path, kept.number)
            if kept.mode != LINK or isinstance(data, ReadError):
                return data
            name = posixpath.normpath(posixpath.join(posixpath.dirname(name), os.fsdecode(data)))
        return ReadError(path, "is a link that leads back to itself", "Put the file itself in its place.")


class EarlierTree:
    """The site as it was before a change: the files of now, with those that the change touched put back.

    So only what changed is asked of git, and what git never sees (files that it ignores, other repositories
    inside) counts as it is on both sides.

    Args:
        now: the files of now.
        revision: the files of the commit.
        changes: what differs between both.
        seen: all files of the site now, with those that git does not know.
    """

    def __init__(self, now: Tree, revision: GitTree, changes: Changes, seen: Iterable[str]) -> None:
        self._now = now
        self._revision = revision
        self._put_back = changes.modified | changes.gone
        self._paths = sorted((frozenset(seen) - changes.new) | frozenset(revision.paths()))

    @property
    def links(self) -> tuple[str, ...]:
        """The files of the commit that were symbolic links."""
        return self._revision.links

    def paths(self, _walk: Walk | None = None) -> Sequence[str]:
        """Every file that there was."""
        return self._paths

    def head(self, path: str) -> bytes:
        """The first line of a file."""
        return self._revision.head(path) if path in self._put_back else self._now.head(path)

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        return self._revision.read(path) if path in self._put_back else self._now.read(path)
