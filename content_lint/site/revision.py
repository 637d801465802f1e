"""A site's files as they were in a commit."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from content_lint.site.history import TIMEOUT, Changes, HistoryError, Repository, ask, below, command
from content_lint.site.tree import LIMIT, ReadError, Tree, Walk, too_large
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    import subprocess

_LINK = b"120000"
_HOPS = 8  # as far as links are followed: two that name each other must end somewhere


class GitTree:
    """The files of a commit, as a Tree; one process of git answers all questions.

    To be closed when it is no longer needed, best by ``with``.
    """

    def __init__(self, repository: Repository, commit: str) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None
        self._blobs: dict[str, bytes] = {}
        self._links: set[str] = set()
        listing = ask(repository, ("ls-tree", "-r", "-z", "--full-tree", commit, "--", *below(repository)))
        for line in listing.split(b"\0"):
            about, _, name = line.partition(b"\t")
            words = about.split(b" ")
            if len(words) != 3 or words[1] != b"blob":  # the rest are other repositories
                continue
            path = os.fsdecode(name).removeprefix(repository.prefix)
            self._blobs[path] = words[2]
            if words[0] == _LINK:
                self._links.add(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git's process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def paths(self, _walk: Walk | None = None) -> Sequence[str]:
        """Every file of the site in that commit."""
        return sorted(self._blobs)

    def head(self, path: str) -> bytes:
        """The first line of a file; empty where it cannot be read."""
        data = self.data(path)
        if isinstance(data, ReadError):
            return b""
        line, end, _ = data[:4096].partition(b"\n")
        return line + end

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
        for _ in range(_HOPS):
            blob = self._blobs.get(name)
            if blob is None:
                return ReadError(path, "does not exist in that revision", "Check the spelling of the path.")
            data = self._blob(path, blob)
            if name not in self._links or isinstance(data, ReadError):
                return data
            name = posixpath.normpath(posixpath.join(posixpath.dirname(name), os.fsdecode(data)))
        return ReadError(path, "is a link that leads back to itself", "Put the file itself in its place.")

    def _blob(self, path: str, number: bytes) -> bytes | ReadError:
        process = self._process or self._start()
        asked, answered = process.stdin, process.stdout
        assert asked is not None  # noqa: S101 - both were asked for
        assert answered is not None  # noqa: S101
        from threading import Timer  # noqa: PLC0415 - git's process has brought it

        guard = Timer(TIMEOUT, process.kill)
        guard.start()
        try:
            asked.write(number + b"\n")
            asked.flush()
            words = answered.readline().split()
            if len(words) != 3 or not words[2].isdigit():
                if words[1:] == [b"missing"]:
                    return ReadError(path, "is not in this clone", "Fetch it: `git fetch --refetch`.")
                raise HistoryError("git ended before it had answered", "Try again, or check the whole site.")
            size = int(words[2])
            refusal = too_large(path, size)
            data = b"" if refusal else _exactly(answered, size)
            if refusal:
                for start in range(0, size, LIMIT):
                    _exactly(answered, min(LIMIT, size - start))
            _exactly(answered, 1)
        except OSError as error:
            raise HistoryError("git ended before it had answered", "Try again, or check the whole site.") from error
        finally:
            guard.cancel()
        return refusal or data

    def _start(self) -> subprocess.Popen[bytes]:
        import subprocess  # noqa: PLC0415 - only where git is asked

        try:
            self._process = subprocess.Popen(  # noqa: S603 - no shell, and no argument from outside
                command(self._repository, ("cat-file", "--batch")),
                env=dict(self._repository.environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise HistoryError(f"git cannot be run: {error.strerror}", "Check the whole site instead.") from error
        return self._process


def _exactly(file: IO[bytes], size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise HistoryError("git ended before it had answered", "Try again, or check the whole site.")
    return data


class EarlierTree:
    """The site as it was before a change: the files of now, with those that the change touched put back.

    So only what changed is asked of git, and what git never sees (files that it ignores, other repositories
    inside) counts as it stands on both sides.

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

    def paths(self, _walk: Walk | None = None) -> Sequence[str]:
        """Every file that there was."""
        return self._paths

    def head(self, path: str) -> bytes:
        """The first line of a file."""
        return self._revision.head(path) if path in self._put_back else self._now.head(path)

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        return self._revision.read(path) if path in self._put_back else self._now.read(path)
