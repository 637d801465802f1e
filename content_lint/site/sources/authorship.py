"""When the files of a site were first and last committed, and by how many people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct

from content_lint.site.sources.git import HistoryError, Repository, below, command, names_of
from content_lint.site.sources.history import is_shallow

_COMMIT = b"\x01"
"""What a line about a commit begins with: no name of a file does, in a listing that ends names with NUL."""
_BLOCK = 1 << 16


class Authorship(Struct, frozen=True):
    """The history of one file.

    Attributes:
        first: when it was committed first.
        last: when it was committed last.
        authors: how many people, by their mail addresses, wrote these commits.
    """

    first: datetime
    last: datetime
    authors: int


class _File:
    """A file while its history is read, from the last commit backwards."""

    __slots__ = ("authors", "first", "last")

    def __init__(self, moment: int) -> None:
        self.first = self.last = moment
        self.authors: set[bytes] = set()


def find_authorship(repository: Repository) -> Mapping[str, Authorship]:
    """The history of every file that the site has or had, by path from its root; renamed files keep theirs.

    Raises:
        HistoryError: git cannot say, or this clone does not hold the whole history.
    """
    if repository.head is None:
        return {}
    if is_shallow(repository):
        raise HistoryError(
            "this clone is shallow, so nobody can tell when files were first committed",
            "Fetch the history (`git fetch --unshallow`; `fetch-depth: 0` for actions/checkout).",
        )
    try:
        return _read(_words(repository, "-M"), repository)
    except HistoryError:
        # A clone without the texts of earlier commits still knows which files moved as they were.
        return _read(_words(repository, "-M100%"), repository)


def _read(words: Iterator[bytes], repository: Repository) -> Mapping[str, Authorship]:
    found: dict[str, _File] = {}
    called: dict[str, str] = {}  # what a file was called at the commit that is read, and its name now
    moment, author = 0, b""
    for word in words:
        if word.startswith(_COMMIT):
            seconds, _, author = word[1:].partition(b" ")
            moment = int(seconds)
            continue
        status = word.lstrip(b"\n")[:1]
        name = _path(next(words, b""), repository)
        now = called.get(name, name)
        if status == b"R":
            later = _path(next(words, b""), repository)
            now = called.pop(later, later)
            called[name] = now
        file = found.setdefault(now, _File(moment))
        file.first = min(file.first, moment)
        file.last = max(file.last, moment)
        file.authors.add(author)
        if status == b"A" and called.get(name) == now:
            del called[name]  # a file of that name before this commit is another one
    return {name: Authorship(_time(item.first), _time(item.last), len(item.authors)) for name, item in found.items()}


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _path(name: bytes, repository: Repository) -> str:
    return "".join(names_of(name)).removeprefix(repository.prefix)


def _words(repository: Repository, renames: str) -> Iterator[bytes]:
    """What git lists, from the last commit to the first: a word for each commit, then words for each of its files.

    Args:
        repository: the repository.
        renames: git's option that says which files count as renamed.
    """
    import subprocess  # only where git is asked

    # %ct and %ae as git has them: a mailmap would be one more file to trust.
    options = ("--format=%x01%ct %ae", "--name-status", "-z", renames, "-l1000", "--no-ext-diff", "--no-textconv")
    question = ("log", *options, "HEAD", "--", *below(repository))
    with subprocess.Popen(  # noqa: S603 - no shell, and nothing in it that a checkout can choose
        command(repository, question),
        env=dict(repository.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        if process.stdout is None:
            return
        rest = b""
        while block := process.stdout.read(_BLOCK):
            *words, rest = (rest + block).split(b"\0")
            yield from (word for word in words if word.strip(b"\n"))
        if rest.strip(b"\n"):
            yield rest
    if process.returncode:
        raise HistoryError("git cannot list the history of this site", "Run `git log` here to see why.")
