"""git's own command: the one way in which it is called, whatever lies in the checkout.

A pull request can bring files that look like a repository (``HEAD``, ``objects/``, ``refs/``, ``config``), and
``.gitattributes`` that ask for programs. So the repository is the one whose ``.git`` is found from the site upwards: no
commit can hold such a name. git runs at its top, where that ``.git`` comes first, and everything by which its
configuration could start a program or open a connection is switched off.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from content_lint.text.regex import regex

_NUMBER = regex("[0-9a-f]{40}(?:[0-9a-f]{24})?")
TIMEOUT = 60
"""Seconds that one question to git may take."""

_OPTIONS = {
    "core.quotePath": "false",
    "core.fsmonitor": "false",  # a program that tells which files changed
    "diff.autoRefreshIndex": "true",  # a file that was only touched has not changed
    "diff.orderFile": os.devnull,  # may be a device without an end
    "diff.relative": "false",
    "safe.bareRepository": "explicit",  # known since git 2.38; earlier ones pass over it
}
_ARGUMENTS = (
    *("--no-pager", "--no-optional-locks", "--literal-pathspecs"),
    *(word for key, value in _OPTIONS.items() for word in ("-c", f"{key}={value}")),
)
# Hooks set these for the folder that they run in, which need not be the folder that is asked about.
_PLACES = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR"})
_UNWANTED = frozenset(
    {
        *("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_ATTR_SOURCE", "GIT_CONFIG"),
        # They do not go together with what is asked here.
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
    }
)
# A check opens no connection and asks nobody: what a partial clone lacks is missing.
_SET = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


class HistoryError(Exception):
    """git cannot say what was asked: ``message`` names what is missing, ``help`` how to get it."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - as in Diagnostic
        super().__init__(message)
        self.message = message
        self.help = help


class Repository(Struct, frozen=True):
    """The git repository that a site lies in.

    Attributes:
        root: the site's root.
        top: the top of the work tree.
        prefix: the root from the top, with a ``/`` at its end; empty where they are one.
        environment: what git's processes get.
        head: the commit that was the last one when the repository was opened; None before the first.
    """

    root: Path
    top: Path
    prefix: str
    environment: Mapping[str, str]
    head: str | None = None


def find_top(root: Path) -> Path | None:
    """The nearest folder, from ``root`` upwards, that holds ``.git``: the top of its repository."""
    return next((folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git")), None)


def open_repository(root: Path, environment: Mapping[str, str] | None = None) -> Repository:
    """The repository around a site's root.

    Args:
        root: the site's root.
        environment: the environment for git's processes; it decides which index counts. None for that of this
            process.

    Raises:
        HistoryError: there is none, or git cannot be run.
    """
    given = os.environ if environment is None else environment  # noqa: TID251 - what every child process gets anyway
    kept = {name: value for name, value in given.items() if name not in _PLACES | _UNWANTED} | _SET
    if given.get("GIT_DIR") and given.get("GIT_WORK_TREE"):
        # Somebody who keeps both apart has said so: `git --git-dir=… --work-tree=…`.
        kept |= {name: os.path.abspath(given[name]) for name in ("GIT_DIR", "GIT_WORK_TREE")}  # noqa: PTH100 - for git
        top: Path | None = Path(kept["GIT_WORK_TREE"]).resolve()
    else:
        top = find_top(root)
    if top is None or not root.is_relative_to(top):
        raise HistoryError("the site lies in no git repository", "Run it in a clone, or check the whole site.")
    prefix = root.relative_to(top).as_posix()
    repository = Repository(root, top, "" if prefix == "." else f"{prefix}/", kept)
    return replace(repository, head=_refuse_another(repository))


def _refuse_another(repository: Repository) -> str | None:
    """Refuse what git takes for the repository where that is not the one that was found; else its last commit.

    Where ``.git`` is damaged, git looks on: at the top itself, where a pull request may have put a repository.
    """
    question = ("rev-parse", "--show-toplevel", "--absolute-git-dir", "HEAD^{commit}")
    # Where there is no commit yet, git repeats the last words, and says that it failed.
    *places, head = text_of(ask(repository, question, may_fail=True)).split("\n")
    if not places:
        raise _no_repository()
    if len(places) != 2 or not _is_same(places[0], repository.top) or _is_same(places[1], repository.top):
        raise HistoryError("the site lies in no work tree of git", "Run it in a clone that has its files checked out.")
    return head if _NUMBER.fullmatch(head) else None


def _is_same(place: str, folder: Path) -> bool:
    try:
        return Path(place).samefile(folder)
    except OSError:
        return False


def command(repository: Repository, arguments: Sequence[str], *, hooks: bool = False) -> tuple[str, ...]:
    """The whole command for a question to git at the top of the work tree.

    Args:
        repository: the repository.
        arguments: the question.
        hooks: whether git is to know of its hooks: only to ask where they lie.

    Raises:
        HistoryError: git is not installed.
    """
    program = _program(repository.environment.get("PATH", os.defpath))
    if program is None:
        raise HistoryError("git is not installed here", "Install git, or check the whole site.")
    off = () if hooks else ("-c", f"core.hooksPath={os.devnull}")
    return (program, *_ARGUMENTS, *off, "-C", str(repository.top), *arguments)


@cache
def _program(path: str) -> str | None:
    """Where git lies; never in the current folder, which Windows would look into first."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (os.path.join(folder, name) for folder in path.split(os.pathsep) if os.path.isabs(folder))  # noqa: PTH117, PTH118
    return next((place for place in places if os.path.isfile(place) and os.access(place, os.X_OK)), None)  # noqa: PTH113


def below(repository: Repository) -> tuple[str, ...]:
    """The site's folder as git's commands want it after ``--``; nothing where it is the top."""
    return (repository.prefix,) if repository.prefix else ()


def without_filters(repository: Repository) -> tuple[str, ...]:
    """Options that keep git from starting the programs through which it would read files of the work tree.

    The configuration defines them (``filter.lfs.process``), ``.gitattributes`` of the checkout picks one for each
    file. To be put before a question that compares files on disk.

    Raises:
        HistoryError: git does not answer, or one has a name that no option can carry.
    """
    listed = ask(repository, ("config", "-z", "--name-only", "--get-regexp", r"^filter\."), may_fail=True)
    names = dict.fromkeys(key.removeprefix("filter.").rpartition(".")[0] for key in names_of(listed))
    options: list[str] = []
    for name in names:
        if "=" in name:
            raise HistoryError(f"git's configuration has a filter called `{name}`", "Give it a name without `=`.")
        settings = ("clean=", "smudge=", "process=", "required=false")
        options += [word for setting in settings for word in ("-c", f"filter.{name}.{setting}")]
    return tuple(options)


def ask(repository: Repository, arguments: Sequence[str], *, may_fail: bool = False, hooks: bool = False) -> bytes:
    """What git answers to a question at the top of the work tree; raises HistoryError unless it may fail.

    ``hooks`` is as for ``command``.
    """
    import subprocess  # only where git is asked

    try:
        done = subprocess.run(  # noqa: S603 - no shell; what is asked about comes after options that take it as it is
            command(repository, arguments, hooks=hooks),
            env=dict(repository.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except OSError as error:
        raise HistoryError(f"git cannot be run: {error.strerror}", "Mend that, or check the whole site.") from error
    except subprocess.TimeoutExpired as error:
        asked = next((word for word in arguments if not word.startswith("-")), "")
        raise HistoryError(
            f"git did not answer within {TIMEOUT} seconds (`git {asked}`)", "Try again, or check the whole site."
        ) from error
    if done.returncode and not may_fail:
        said = text_of(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")
        if "not a git repository" in said:
            raise _no_repository()
        raise HistoryError(f"git cannot say what changed: {said}", "Fix that, or check the whole site.")
    return done.stdout


def _no_repository() -> HistoryError:
    return HistoryError("the site lies in no git repository", "Run it in a clone, or check the whole site.")


def names_of(answer: bytes) -> list[str]:
    """The names in an answer that ends each with NUL, as Python's own functions for files spell them."""
    return [os.fsdecode(name) for name in answer.split(b"\0") if name]


def text_of(answer: bytes) -> str:
    """An answer of one line, without its line end."""
    return os.fsdecode(answer).removesuffix("\n").removesuffix("\r")
