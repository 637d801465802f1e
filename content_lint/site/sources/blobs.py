"""The contents of files that git keeps, by their numbers."""

from __future__ import annotations

from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from content_lint.site.sources.git import TIMEOUT, HistoryError, Repository, command
from content_lint.site.sources.tree import LIMIT, ReadError, too_large

if TYPE_CHECKING:
    import subprocess


class Blobs:
    """Reads what git keeps; one process of git answers all questions.

    To be closed when it is no longer needed, best by ``with``.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._process: subprocess.Popen[bytes] | None = None

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

    def read(self, path: str, number: bytes) -> bytes | ReadError:
        """The bytes of a blob.

        Args:
            path: the file that it is read for, for the words of an error.
            number: git's name for it.

        Raises:
            HistoryError: git ended or does not answer.
        """
        return self._ask(path, number)[1]

    def number_of(self, name: bytes) -> str:
        """Git's own number for what has a name, as ``HEAD^{tree}``; raises HistoryError where nothing has."""
        return self._ask("", name)[0]

    def _ask(self, path: str, name: bytes) -> tuple[str, bytes | ReadError]:
        process = self._process or self._start()
        asked, answered = process.stdin, process.stdout
        assert asked is not None  # noqa: S101 - both were asked for
        assert answered is not None  # noqa: S101
        from threading import Timer  # git's process has brought it

        guard = Timer(TIMEOUT, process.kill)
        guard.start()
        try:
            asked.write(name + b"\n")
            asked.flush()
            words = answered.readline().split()
            if len(words) != 3 or not words[2].isdigit():
                if words[1:] == [b"missing"]:
                    return "", ReadError(path, "is not in this clone", "Fetch it: `git fetch --refetch`.")
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
        return words[0].decode("ascii"), refusal or data

    def _start(self) -> subprocess.Popen[bytes]:
        import subprocess  # only where git is asked

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
