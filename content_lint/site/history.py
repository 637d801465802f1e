"""What a change touches, as git knows it: asked of git's own command, never of its files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

TIMEOUT = 60
"""Seconds that one question to git may take."""

# What decides where git looks for the repository. Hooks set it for the folder that they run in, which need not
# be the folder that is asked about.
_PLACES = frozenset({"GIT_DIR", "GIT_PREFIX", "GIT_COMMON_DIR"})
_COMMAND = (
    "git",
    "--no-optional-locks",
    "--literal-pathspecs",
    *("-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "diff.relative=false"),
)


class HistoryError(Exception):
    """git cannot say what was asked: ``message`` names what is missing, ``help`` how to get it."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - as in Diagnostic
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True)
class Repository:
    """The git repository that a site lies in.

    Attributes:
        root: the site's root.
        top: the top of the work tree.
        prefix: the root from the top, with a ``/`` at its end; empty where they are one.
        environment: what git's processes get.
    """

    root: Path
    top: Path
    prefix: str
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between a revision and now; paths from the site's root, with ``/``.

    Attributes:
        added: files that are new, files that git does not track yet included.
        modified: files whose content differs.
        deleted: files that are gone.
        renamed: old names and the new ones of files that moved; what came from or went outside of the
            root is added or deleted.
    """

    added: frozenset[str] = frozenset()
    modified: frozenset[str] = frozenset()
    deleted: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> frozenset[str]:
        """The files there are now that the change touches."""
        return self.added | self.modified | frozenset(self.renamed.values())

    @property
    def new(self) -> frozenset[str]:
        """The names that the revision does not have."""
        return (self.added | frozenset(self.renamed.values())) - self.modified

    @property
    def gone(self) -> frozenset[str]:
        """The names that are no more."""
        return self.deleted | frozenset(self.renamed)

    @property
    def paths(self) -> frozenset[str]:
        """All of them, the old names and the new ones."""
        return self.touched | self.gone

    def __bool__(self) -> bool:
        return bool(self.added or self.modified or self.deleted or self.renamed)


def open_repository(root: Path, environment: Mapping[str, str]) -> Repository:
    """The repository around a site's root.

    Args:
        root: the site's root.
        environment: the environment of this process, which git's processes get; it decides which index counts.

    Raises:
        HistoryError: there is none, or git cannot be run.
    """
    kept = {name: value for name, value in environment.items() if "GIT_WORK_TREE" in environment or name not in _PLACES}
    # A check opens no connection and asks nobody: what a partial clone lacks is missing.
    kept |= {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    top = _text(_ask(root, kept, ("rev-parse", "--show-toplevel")))
    if not top:
        raise HistoryError("the site lies in no work tree of git", "Run it in a clone that has its files checked out.")
    prefix = _text(_ask(root, kept, ("rev-parse", "--show-prefix")))
    return Repository(root, Path(top), prefix, kept)


def find_commit(repository: Repository, ref: str) -> str | None:
    """The commit that a branch, tag or number names, as git's full number; None where nothing is called so."""
    if ref.startswith("-") or "\0" in ref or not ref:
        return None
    try:
        answer = ask(repository, ("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"))
    except HistoryError:
        return None
    return _text(answer) or None


def is_shallow(repository: Repository) -> bool:
    """Whether older commits are missing here."""
    return _text(ask(repository, ("rev-parse", "--is-shallow-repository"))) == "true"


def merge_base(repository: Repository, ref: str) -> str:
    """The last commit that ``ref`` and HEAD have in common: what came since is the change.

    Raises:
        HistoryError: there is no such commit here; the help says what to fetch.
    """
    commit = find_commit(repository, ref)
    if commit is None:
        raise _unknown(repository, ref)
    if find_commit(repository, "HEAD") is None:
        raise HistoryError("there is no commit here yet", "Commit something first, or check the whole site.")
    # The other end first: with its own number as the answer, the question costs nothing.
    answer = ask(repository, ("merge-base", commit, "HEAD"), may_fail=True)
    base = _text(answer)
    if base:
        return base
    if is_shallow(repository):
        raise HistoryError(
            f"this clone is too shallow to tell what changed since `{ref}`",
            "Fetch more history: `git fetch --deepen=200` (or `git fetch --unshallow`); "
            "in GitHub Actions set `fetch-depth: 0` for actions/checkout.",
        )
    raise HistoryError(f"`{ref}` and HEAD have no commit in common", "Name a branch that this one began at.")


def _unknown(repository: Repository, ref: str) -> HistoryError:
    message = f"git knows no branch, tag or commit called `{ref}` here"
    if is_shallow(repository):
        branch = ref.removeprefix("origin/")
        return HistoryError(
            f"{message}, and this clone is shallow",
            f"Fetch it: `git fetch --unshallow origin {branch}:refs/remotes/origin/{branch}`; "
            "in GitHub Actions set `fetch-depth: 0` for actions/checkout.",
        )
    return HistoryError(message, "Check its spelling (`git branch --all` lists branches), or fetch it first.")


def changes_since(repository: Repository, commit: str, *, untracked: bool = True) -> Changes:
    """What differs between a commit and the files on disk.

    Args:
        repository: the repository.
        commit: the commit.
        untracked: whether files that git does not track yet count as added.

    Raises:
        HistoryError: git cannot say.
    """
    found = _diff(repository, commit)
    if not untracked:
        return found
    listing = ask(repository, ("ls-files", "-z", "--others", "--exclude-standard", "--", *below(repository)))
    strangers = frozenset(name.removeprefix(repository.prefix) for name in _names(listing))
    # What was taken out of the index and left on disk is deleted and untracked at once: it is there.
    both = strangers & (found.deleted | found.modified)
    return Changes(found.added | (strangers - both), found.modified | both, found.deleted - both, dict(found.renamed))


def staged_changes(repository: Repository) -> Changes:
    """What the next commit changes: the index against HEAD.

    Raises:
        HistoryError: git cannot say, as where there is no commit yet.
    """
    return _diff(repository, "HEAD", "--cached")


def tracked_names(repository: Repository) -> frozenset[str]:
    """Every file of the site that the index holds; raises HistoryError."""
    listing = ask(repository, ("ls-files", "-z", "--cached", "--", *below(repository)))
    return frozenset(name.removeprefix(repository.prefix) for name in _names(listing))


def _diff(repository: Repository, commit: str, *more: str) -> Changes:
    relative = (f"--relative={repository.prefix}",) if repository.prefix else ()
    options = ("--name-status", "-M", "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
    answer = ask(repository, ("diff", *options, *more, *relative, commit, "--"))
    added, modified, deleted, renamed = set(), set(), set(), {}
    words = _names(answer)
    for status in words:
        path = next(words, "")
        match status[:1]:
            case "A":
                added.add(path)
            case "D":
                deleted.add(path)
            case "R":
                renamed[path] = next(words, "")
            case "C":
                added.add(next(words, ""))
            case _:  # M, and T and U: its kind changed, or it is not merged yet
                modified.add(path)
    return Changes(frozenset(added), frozenset(modified), frozenset(deleted), renamed)


def command(repository: Repository, arguments: Sequence[str]) -> tuple[str, ...]:
    """The whole command for a question to git at the top of the work tree."""
    return (*_COMMAND, "-C", str(repository.top), *arguments)


def below(repository: Repository) -> tuple[str, ...]:
    """The site's folder as git's commands want it behind ``--``; nothing where it is the top."""
    return (repository.prefix,) if repository.prefix else ()


def _names(answer: bytes) -> Iterator[str]:
    # File names are bytes; they come back as Python's own functions for files spell them.
    return (os.fsdecode(name) for name in answer.split(b"\0") if name)


def _text(answer: bytes) -> str:
    return os.fsdecode(answer).removesuffix("\n").removesuffix("\r")


def ask(repository: Repository, arguments: Sequence[str], *, may_fail: bool = False) -> bytes:
    """What git answers to a question at the top of the work tree; raises HistoryError unless it may fail."""
    return _ask(repository.top, repository.environment, arguments, may_fail=may_fail)


def _ask(folder: Path, environment: Mapping[str, str], arguments: Sequence[str], *, may_fail: bool = False) -> bytes:
    import subprocess  # noqa: PLC0415 - only where git is asked

    try:
        done = subprocess.run(  # noqa: S603 - no shell; what is asked about stands behind options that take it as it is
            [*_COMMAND, "-C", str(folder), *arguments],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except FileNotFoundError as error:
        raise HistoryError("git is not installed here", "Install git, or check the whole site.") from error
    except OSError as error:
        raise HistoryError(f"git cannot be run: {error.strerror}", "Fix that, or check the whole site.") from error
    except subprocess.TimeoutExpired as error:
        raise HistoryError(
            f"git did not answer within {TIMEOUT} seconds (`git {arguments[0]}`)", "Try again, or check the whole site."
        ) from error
    if done.returncode and not may_fail:
        said = _text(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
        if "not a git repository" in said:
            raise HistoryError("the site lies in no git repository", "Run it in a clone, or check the whole site.")
        raise HistoryError(f"git cannot say what changed: {said}", "Fix that, or check the whole site.")
    return done.stdout
