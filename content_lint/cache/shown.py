"""What a run has printed, kept with the state of all that it depends on: to be printed again while nothing changes.

It is asked before anything else of the program is loaded, so it imports next to nothing, and the file is plain text
that needs no parser. What is printed comes from a file, perhaps of another machine: it is printed only where it could
not command a terminal or a CI server.
"""

from __future__ import annotations

import os
import stat
from array import array
from operator import attrgetter

from content_lint.text.digests import digest

TYPE_CHECKING = False  # `typing` alone takes a tenth of such a run
if TYPE_CHECKING:
    from collections.abc import Sequence

    from content_lint.cache.aside import Aside

_FORMAT = "2"
_LONGEST = 4_000_000  # characters that are printed
_LARGEST = 200_000_000  # bytes of the whole file: it names all files of a site
_MARGIN = 2_000_000_000  # ns; the coarsest file systems count in steps of two seconds
_STAT = ("st_mtime_ns", "st_ctime_ns", "st_size", "st_ino", "st_mode")
"""What tells one state of a file from another; its two times come first."""
_MANY = 10_000
"""Files from which on a copy of this process looks at some of them: that takes as long as 500 files."""
_OWN_SHARE = 40
"""Percent of the files that this process looks at itself then; listing folders takes it as long as the others."""


class PlacesOnDisk:
    """All places on disk that a run depends on.

    Args:
        root: the site's root, as an absolute path.
        folders: those of which the names count, and which of them are folders or links; from the root, as files are.
        files: ordinary files, of which the text counts. One outside of the root has an absolute path.
        places: what there is counts: nothing, a file or a folder; absolute paths.
    """

    def __init__(self, root: str, folders: Sequence[str], files: Sequence[str], places: Sequence[str]) -> None:
        self.root = root
        self.folders = folders
        self.files = files
        self.places = places

    def state(self, settled_by: int | None = None) -> str:
        """Stands for all that is there; it is another one as soon as anything has changed, bytes of a file included.

        Args:
            settled_by: ns since 1970. A file that was changed later, or shortly before, may change once more without
                that being seen.

        Raises:
            OSError: a file is not there, or was changed too late.
        """
        middle = len(self.files) * _OWN_SHARE // 100
        copy = self._copy_for(middle) if settled_by is None else None
        try:
            parts = [self._listing(folder) for folder in self.folders]
            parts += [str(_kind(path)) for path in self.places]
            parts.append(self._of_files(0, middle, settled_by))
            parts.append(copy.answer() if copy else self._of_files(middle, len(self.files), settled_by))
        finally:
            if copy:
                copy.end()
        return digest("\n".join(parts).encode("utf-8", "surrogateescape"))

    def _copy_for(self, middle: int) -> Aside | None:
        """A copy of this process that looks at the files from the middle on; None where that does not pay."""
        if len(self.files) < _MANY:
            return None
        from content_lint.cache.aside import Aside, may_copy  # few sites are large

        try:
            return Aside(lambda: self._of_files(middle, len(self.files), None)) if may_copy() else None
        except OSError:  # no more processes are allowed
            return None

    def _of_files(self, first: int, end: int, settled_by: int | None) -> str:
        """Stands for some of the files; raises OSError as ``state`` does."""
        numbers = array("Q")  # a text of each would take as long as asking for it
        lstat, about, add = os.lstat, attrgetter(*_STAT), numbers.extend
        paths, root = self.files[first:end], None
        if os.stat in os.supports_dir_fd:
            root = os.open(self.root, os.O_RDONLY)
        else:  # Windows
            paths = [os.path.join(self.root, path) for path in paths]  # noqa: PTH118 - nothing is imported here
        try:
            for path in paths:
                add(about(lstat(path, dir_fd=root)))
        except OverflowError as error:
            raise OSError("a file is older than the clock of files") from error
        finally:
            if root is not None:
                os.close(root)
        if settled_by is not None:
            latest = max((*numbers[:: len(_STAT)], *numbers[1 :: len(_STAT)]), default=0)
            if latest >= settled_by - _MARGIN:
                raise OSError("a file was changed just now")
        return digest(numbers.tobytes())

    def _listing(self, folder: str) -> str:
        """The names in a folder, and what each of them is."""
        try:
            with os.scandir(os.path.join(self.root, folder)) as entries:  # noqa: PTH118 - nothing is imported here
                # In the order in which they come, which stays the same while nothing changes.
                return "\0".join(
                    [item.name if item.is_file(follow_symlinks=False) else _called(item) for item in entries]
                )
        except OSError:
            return ""  # it is not there


def _called(entry: os.DirEntry[str]) -> str:
    return f"{entry.name}/{entry.is_symlink()}/{_is_folder(entry)}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _kind(path: str) -> int:
    try:
        return stat.S_IFMT(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return 0


class Printed:
    """What a run says.

    Args:
        status: its exit status.
        out: standard output.
        err: standard error, in one part, or in two with the time that the run took between them.
    """

    def __init__(self, status: int, out: str, err: Sequence[str]) -> None:
        self.status = status
        self.out = out
        self.err = err

    def is_harmless(self) -> bool:
        """Whether this may be printed as it is: text and colours, and nothing that a CI server takes for a command."""
        text = "\n".join((self.out, *self.err))
        if len(text) > _LONGEST or "##" in text or "\n::" in text.replace(" ", "") or text.startswith("::"):
            return False
        first, *painted = text.split("\x1b[")
        pieces = [first]
        for piece in painted:
            code, ends, rest = piece.partition("m")
            if not ends or not code.isascii() or not code.replace(";", "0").isdigit():
                return False
            pieces.append(rest)
        return "".join(pieces).replace("\n", "").isprintable()


class ShownFile:
    """Where a folder's last answer is kept.

    Args:
        path: of the file.
        program: stands for the program: what another one has written counts as nothing.
    """

    def __init__(self, path: str, program: str) -> None:
        self._path = path
        self._program = program

    def find(self, question: str, now: float) -> Printed | None:
        """The answer to a question, if it is still the one that a whole run would give.

        Args:
            question: all of the command line and the environment that decides what is said.
            now: the clock, in seconds since 1970.
        """
        try:
            descriptor = os.open(self._path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(descriptor, encoding="utf-8", errors="surrogateescape", newline="") as file:  # noqa: PTH123
                opened = os.fstat(descriptor)
                if not stat.S_ISREG(opened.st_mode) or opened.st_size > _LARGEST:
                    return None  # a pipe would keep us waiting, and a device has no end
                head, body = file.readline(200), file.read()
            if head != self._head(body):
                return None
            asked, start, end, state, status, *rest = body.split("\0")
            if asked != question or not float(start) <= now < float(end):
                return None
            out, before, after, root, folders, files, *paths = rest
            first, second = int(folders), int(folders) + int(files)
            around = PlacesOnDisk(root, paths[:first], paths[first:second], paths[second:])
            answer = Printed(int(status), out, [before, after] if after else [before])
            return answer if around.state() == state and answer.is_harmless() else None
        except (OSError, ValueError):  # it is not there, damaged, or names what is gone
            return None

    def write(
        self, question: str, span: tuple[float, float], state: str, answer: Printed, around: PlacesOnDisk
    ) -> None:
        """Keep an answer in place of the last one.

        Args:
            question: as for ``find``.
            span: from when until when, in seconds since 1970, the answer holds while nothing changes.
            state: of all that it depends on.
            answer: what was said.
            around: what that depends on.

        Raises:
            OSError: it cannot be written; what was there stays.
        """
        from content_lint.cache.store import replace_file  # who only reads does without

        before, after = (*answer.err, "")[:2]
        head = (question, *map(repr, span), state, str(answer.status), answer.out, before, after)
        counts = (around.root, str(len(around.folders)), str(len(around.files)))
        body = "\0".join((*head, *counts, *around.folders, *around.files, *around.places))
        replace_file(self._path, (f"{self._head(body)}{body}".encode("utf-8", "surrogateescape"),))

    def _head(self, body: str) -> str:
        return f"{_FORMAT} {self._program} {digest(body.encode('utf-8', 'surrogateescape'))}\n"
