"""A site's files as a commit has them: the next one, which lies in git's index, or another one.

What a commit lacks does not exist, though it may lie on disk: a file that nobody added, one that git ignores. A file
whose text on disk is the commit's own is read there, because that is quick and remembered from run to run; any other
comes from git.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import Repository, ask, below, without_filters
from content_lint.site.sources.listed import ListedEntry
from content_lint.site.sources.listing import walk_all
from content_lint.site.sources.revision import HOPS, LINK, SUBMODULE, RevisionFile, files_of
from content_lint.site.sources.tree import DiskTree, ReadError, Walk, first_line
from content_lint.text.files import FolderEntry
from content_lint.text.source import SourceText

_GONE = "does not exist in this commit"


class Snapshot(Struct, frozen=True):
    """What a commit holds of a site, and where the disk holds something else.

    Attributes:
        files: its files and links, by their paths from the site's root.
        submodules: folders that are other repositories; what lies in them is taken as it is on disk.
        unlike: files whose text on disk is another one, or that are not there.
    """

    files: Mapping[str, RevisionFile]
    submodules: frozenset[str] = frozenset()
    unlike: frozenset[str] = frozenset()

    @property
    def links(self) -> tuple[str, ...]:
        """The files that are symbolic links."""
        return tuple(path for path, kept in self.files.items() if kept.mode == LINK)


def staged(repository: Repository, *, as_on_disk: bool = False) -> Snapshot:
    """What the next commit will hold of a site.

    Args:
        repository: the site's repository; its environment says which index counts.
        as_on_disk: whether files have the text that they have on disk, staged or not.

    Raises:
        HistoryError: git does not answer.
    """
    files, trusted = _index(repository)
    differences = _unstaged(repository)
    # What was announced only (`git add --intent-to-add`) is no part of the commit.
    files = {path: kept for path, kept in files.items() if differences.get(path) != "A"}
    submodules = frozenset(path for path, kept in files.items() if kept.mode == SUBMODULE)
    unlike = {path for path, status in differences.items() if status in "MTD" and path in files}
    unlike |= files.keys() - trusted
    if as_on_disk:
        unlike = {path for path in unlike if not os.path.lexists(repository.root / path)}
    return Snapshot(_without(files, submodules), submodules, frozenset(unlike - submodules))


def committed(repository: Repository, commit: str) -> Snapshot:
    """What a commit holds of a site; raises HistoryError."""
    files = files_of(repository, commit)
    now = staged(repository)
    submodules = frozenset(path for path, kept in files.items() if kept.mode == SUBMODULE)
    unlike = {path for path, kept in files.items() if now.files.get(path) != kept} | (now.unlike & files.keys())
    return Snapshot(_without(files, submodules), submodules, frozenset(unlike - submodules))


def _without(files: Mapping[str, RevisionFile], left_out: frozenset[str]) -> dict[str, RevisionFile]:
    return {path: kept for path, kept in files.items() if path not in left_out}


def _index(repository: Repository) -> tuple[dict[str, RevisionFile], set[str]]:
    """The files of the index, and those of them that git compares with the disk."""
    listing = ask(repository, ("ls-files", "-z", "--stage", "-v", "--", *below(repository)))
    files, trusted = {}, set()
    for line in listing.split(b"\0"):
        about, _, name = line.partition(b"\t")
        words = about.split(b" ")
        if len(words) != 4:
            continue
        path = os.fsdecode(name).removeprefix(repository.prefix)
        files[path] = RevisionFile(words[1], words[2])
        # Not of a sparse checkout (S), and not assumed to be unchanged (lower case).
        if words[0] in {b"H", b"M"}:
            trusted.add(path)
    return files, trusted


def _unstaged(repository: Repository) -> dict[str, str]:
    """How files on disk differ from the index: git's letter for it, by path."""
    options = ("--name-status", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
    question = (*without_filters(repository), "diff", *options, "--", *below(repository))
    words = iter(ask(repository, question).split(b"\0"))
    found: dict[str, str] = {}
    for status in words:
        path = os.fsdecode(next(words, b"")).removeprefix(repository.prefix)
        # A file in a conflict (U) is told of twice.
        if path and found.get(path) != "U":
            found[path] = status[:1].decode("ascii", "replace")
    return found


class SnapshotTree(Struct, frozen=True, eq=False, dict=True):
    """The files of a snapshot, as a SiteTree. To be closed when it is no longer needed, best by ``with``.

    Attributes:
        root: the site's root.
        snapshot: what the commit holds.
        buffers: text that replaces a file's own, by path.
    """

    root: Path
    snapshot: Snapshot
    _blobs: Blobs
    buffers: Mapping[str, bytes] = field(default_factory=dict)
    _folders: dict[str, dict[str, bool]] = field(default_factory=dict)
    _aims: dict[str, str | None] = field(default_factory=dict)

    @cached_property
    def _disk(self) -> DiskTree:
        return DiskTree(self.root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._blobs.close()

    def over(self, buffers: Mapping[str, bytes]) -> SnapshotTree:
        """The same files, with other texts for some of them, by path."""
        return replace(self, buffers=buffers)

    def forget(self, path: str) -> None:
        """Drop what ``head`` has read of a file."""
        self._disk.forget(path)

    # Where a path leads.

    def has(self, path: str) -> bool:
        """Whether the commit holds a file, or may hold it in another repository inside."""
        return path in self.snapshot.files or self._in_submodule(path)

    def differs(self, path: str) -> bool:
        """Whether a file's text is another than the one on disk."""
        if path in self.buffers:
            return True
        kept = self.snapshot.files.get(path)
        if kept is not None and kept.mode != LINK:
            return path in self.snapshot.unlike
        real, same = self._follow(path)
        return real is not None and not same

    def _in_submodule(self, path: str) -> bool:
        return any(path.startswith(f"{folder}/") for folder in self.snapshot.submodules)

    def _follow(self, path: str) -> tuple[str | None, bool]:
        """The file behind all links (None: there is none), and whether the disk leads there and holds its text."""
        same = True
        for _ in range(HOPS):
            link = self._first_link(path)
            if link is None:
                if path in self.snapshot.files:
                    return path, same and path not in self.snapshot.unlike
                return (path, same) if self._in_submodule(path) else (None, same)
            aim = self._aim(link)
            if aim is None:
                return None, same
            same = same and link not in self.snapshot.unlike
            path = _below(aim, path[len(link) + 1 :])
        return None, same

    def _first_link(self, path: str) -> str | None:
        """The first part of a path, from the left, that is a link."""
        kept = self.snapshot.files.get(path)
        if kept is not None:  # what lies behind a link is no file of the commit itself
            return path if kept.mode == LINK else None
        place = path.find("/")
        while place >= 0:
            kept = self.snapshot.files.get(path[:place])
            if kept is not None:
                return path[:place] if kept.mode == LINK else None
            place = path.find("/", place + 1)
        return None

    def _aim(self, link: str) -> str | None:
        """Where a link leads, from the root; None for a place outside of it."""
        if link not in self._aims:
            data = self._blobs.read(link, self.snapshot.files[link].number)
            aim = None if isinstance(data, ReadError) else os.fsdecode(data)
            if aim is not None:
                aim = _below(posixpath.dirname(link), aim)
            self._aims[link] = None if aim is None or aim.startswith(("/", "../")) or aim == ".." else aim
        return self._aims[link]

    # The files, as content_lint.site.sources.tree.Tree has them.

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds, or every file; and the buffers whose file is in no commit."""
        unsaved = (path for path in self.buffers if path not in self.snapshot.files)
        return [*(self._all() if walk is None else walk(self.scan)), *unsaved]

    def _all(self) -> Iterator[str]:
        yield from sorted(self.snapshot.files)
        for folder in sorted(self.snapshot.submodules):
            yield from (f"{folder}/{path}" for path in walk_all(self.root / folder))

    def scan(self, folder: str) -> Iterable[FolderEntry]:
        """What lies in a folder; raises OSError where there is none."""
        if not self._folders:
            self._list()
        place = self._folder(folder)
        if place is None:
            raise FileNotFoundError(folder)
        if place in self._folders:
            return [self._entry(folder, place, name, inner) for name, inner in self._folders[place].items()]
        return self._disk.scan(folder)

    def _list(self) -> None:
        self._folders[""] = {}
        names = ((path, False) for path in self.snapshot.files)
        for path, inner in (*names, *((path, True) for path in self.snapshot.submodules)):
            above, _, name = path.rpartition("/")
            while above not in self._folders:
                self._folders[above] = {name: inner}
                above, _, name = above.rpartition("/")
                inner = True  # noqa: PLW2901 - of a path only the last part is a file
            self._folders[above][name] = inner

    def _folder(self, folder: str) -> str | None:
        """The folder behind all links; None where it is none of the commit's."""
        for _ in range(HOPS):
            if folder in self._folders or folder in self.snapshot.submodules or self._in_submodule(folder):
                return folder
            link = self._first_link(folder)
            aim = None if link is None else self._aim(link)
            if link is None or aim is None:
                return None
            folder = _below(aim, folder[len(link) + 1 :])
        return None

    def _entry(self, folder: str, place: str, name: str, inner: bool) -> FolderEntry:  # noqa: FBT001 - a row of a table
        path = f"{place}/{name}" if place else name
        kept = self.snapshot.files.get(path)
        link = kept is not None and kept.mode == LINK
        full = f"{self.root}{os.sep}{folder}{os.sep}{name}" if folder else f"{self.root}{os.sep}{name}"
        # A link out of the site is to a folder where the machine says so, and is not followed anyway.
        is_folder = inner or (link and (self._folder(path) is not None or (self._aim(path) is None and _is_dir(full))))
        return ListedEntry(name, full, folder=is_folder, link=link)

    def head(self, path: str) -> bytes:
        """The first line of a file, or less where it is very long; empty where it cannot be read."""
        if not self.differs(path) and self._follow(path)[0] is not None:
            return self._disk.head(path)
        data = self.data(path)
        return b"" if isinstance(data, ReadError) else first_line(data)

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        if not self.differs(path) and self._follow(path)[0] is not None:
            return self._disk.read(path)
        data = self.data(path)
        return data if isinstance(data, ReadError) else SourceText.from_bytes(path, data)

    def data(self, path: str) -> bytes | ReadError:
        """A file's bytes as git keeps them.

        Raises:
            HistoryError: git ended or does not answer.
        """
        if path in self.buffers:
            return self.buffers[path]
        real, _ = self._follow(path)
        if real is not None and real in self.snapshot.files:
            return self._blobs.read(path, self.snapshot.files[real].number)
        link = self._first_link(path)
        if link is None:
            return ReadError(path, _GONE, "Add it (`git add`), or check the spelling of the path.")
        if self._aim(link) is None:
            return ReadError(path, "is a link that leads out of the site", "Put the file itself in its place.")
        return ReadError(
            path, f"is a link to `{self._aim(link)}`, which {_GONE}", "Add that (`git add`), or fix the link."
        )


def _below(folder: str, path: str) -> str:
    """A path from a folder as one from the root, which is empty for the root itself."""
    whole = posixpath.normpath(posixpath.join(folder, path))
    return "" if whole == "." else whole


def _is_dir(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - a name of this machine, thousands of them
