"""The commit that a pull request is compared with: found in the clone, and fetched where a shallow clone lacks it."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cli.check.servers import PullRequest
from content_lint.site.sources.git import HistoryError, Repository, ask, command, text_of
from content_lint.site.sources.history import find_commit, is_shallow, merge_base, unknown_commit
from content_lint.text.regex import regex

_SECONDS = 300
_DEPTHS = (50, 250, 1000)
_REMOTE = "origin"
_SHOWN_FIRST = regex(r"ref: refs/heads/(\S+)\tHEAD")
_NETWORK = ("GIT_ALLOW_PROTOCOL", "GIT_NO_LAZY_FETCH")


class Base(Struct, frozen=True):
    """A commit, and how to call it in a sentence."""

    commit: str
    said: str


def base_of(repository: Repository, asked: PullRequest) -> Base | None:
    """The base of a pull request; None where the branch that is built turns out to be the default one.

    Args:
        repository: where the pull request is checked out.
        asked: what the server says of it.

    Raises:
        HistoryError: the commit is not in this clone.
    """
    branch = asked.branch
    if not branch and not asked.commit:
        branch = _default_branch(repository)
        if not branch or branch == asked.head:
            return None
    said = f"`{branch or asked.commit}`, the base of this pull request,"
    parents = _parents(repository) if asked.is_merge else ()
    if len(parents) > 1:
        # The server checks out the merge of both: its first parent is the base; what others did is in both.
        if find_commit(repository, parents[0]) is None:
            raise unknown_commit(repository, parents[0])
        return Base(parents[0], said)
    if asked.commit and find_commit(repository, asked.commit):
        return Base(asked.commit, said)
    candidates = [f"{_REMOTE}/{branch}", branch] if branch else [asked.commit]
    ref = next((item for item in candidates if find_commit(repository, item)), candidates[0])
    return Base(merge_base(repository, ref), said)


def fetch_base(repository: Repository, asked: PullRequest, token: str = "", server: str = "") -> Base | None:
    """The same, fetched from ``origin`` where this clone lacks it: as little of its history as will do.

    Args:
        repository: where the pull request is checked out.
        asked: what the server says of it.
        token: lets git read a private repository, where git has no right of its own; may be empty.
        server: the address of the code host that the token is for.

    Raises:
        HistoryError: it cannot be fetched.
    """
    remote = _Remote(repository, token, server)
    if not asked.branch and not asked.commit and not _default_branch(repository):
        remote.fetch_default_branch()
    try:
        return base_of(repository, asked)
    except HistoryError:
        remote.fetch_for(asked, _default_branch(repository))
    return base_of(repository, asked)


class _Remote:
    """The repository that this one was cloned from."""

    def __init__(self, repository: Repository, token: str, server: str) -> None:
        self._repository = repository
        kept = {name: value for name, value in repository.environment.items() if name not in _NETWORK}
        self._open = replace(repository, environment=kept)
        self._with_token = replace(repository, environment={**kept, **_header(kept, token, server)}) if token else None

    def fetch_default_branch(self) -> None:
        """Have ``refs/remotes/origin/HEAD`` name the default branch, whether that is here or not."""
        for repository in filter(None, (self._open, self._with_token)):
            answer, _ = _git(repository, ("ls-remote", "--symref", _REMOTE, "HEAD"))
            found = _SHOWN_FIRST.match(answer)
            if found:
                names = (f"refs/remotes/{_REMOTE}/HEAD", f"refs/remotes/{_REMOTE}/{found[1]}")
                ask(self._repository, ("symbolic-ref", *names), may_fail=True)
                return

    def fetch_for(self, asked: PullRequest, default: str) -> None:
        """Fetch until the base is there, or all of it has been fetched."""
        parents = _parents(self._repository) if asked.is_merge else ()
        exact = parents[0] if len(parents) > 1 else asked.commit
        if exact and self._run(("fetch", *_QUIETLY, "--depth=1", _REMOTE, exact), may_fail=True):
            return
        branch = asked.branch or default
        wanted = (f"+refs/heads/{branch}:refs/remotes/{_REMOTE}/{branch}",) if branch else (exact,)
        head = text_of(ask(self._repository, ("rev-parse", "HEAD")))
        if not is_shallow(self._repository):
            self._run(("fetch", *_QUIETLY, _REMOTE, *wanted))
            return
        for depth in (*(f"--deepen={number}" for number in _DEPTHS), "--unshallow"):
            if not self._run(("fetch", *_QUIETLY, depth, _REMOTE, *wanted, head), may_fail=True):
                self._run(("fetch", *_QUIETLY, depth, _REMOTE, *wanted))
            if self._is_joined(f"{_REMOTE}/{branch}" if branch else exact):
                return

    def _is_joined(self, ref: str) -> bool:
        try:
            merge_base(self._repository, ref)
        except HistoryError:
            return False
        return True

    def _run(self, arguments: tuple[str, ...], *, may_fail: bool = False) -> bool:
        """Run git with what it has, then with the token; whether it did what was asked."""
        said = ""
        for repository in (self._open, self._with_token):
            if repository is None:
                continue
            _, said = _git(repository, arguments)
            if not said:
                return True
        if may_fail:
            return False
        raise HistoryError(
            f"git could not fetch from {_REMOTE}: {said}",
            "Let the job read the repository, or clone all of it (`fetch-depth: 0`, GIT_DEPTH=0).",
        )


_QUIETLY = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance")


def _git(repository: Repository, arguments: tuple[str, ...]) -> tuple[str, str]:
    """Run git where it may open connections: what it answers, and why it failed, or nothing."""
    import subprocess  # only where something is fetched

    try:
        done = subprocess.run(  # noqa: S603 - no shell; branches stand where git takes them for names
            command(repository, arguments),
            env=dict(repository.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except OSError as error:
        return "", str(error.strerror)
    except subprocess.TimeoutExpired:
        return "", f"it did not answer within {_SECONDS} seconds"
    if not done.returncode:
        return done.stdout.decode("utf-8", "replace"), ""
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "", lines[-1].removeprefix("fatal: ") if lines else f"exit status {done.returncode}"


def _header(environment: Mapping[str, str], token: str, server: str) -> dict[str, str]:
    """Variables with which git sends the token to one server alone, and no other word of who asks."""
    key = f"http.{server.rstrip('/')}/.extraheader"
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    count = environment.get("GIT_CONFIG_COUNT", "")
    first = int(count) if count.isdecimal() else 0
    return {
        "GIT_CONFIG_COUNT": str(first + 2),
        f"GIT_CONFIG_KEY_{first}": key,
        f"GIT_CONFIG_VALUE_{first}": "",  # takes back what was set before: a server refuses two
        f"GIT_CONFIG_KEY_{first + 1}": key,
        f"GIT_CONFIG_VALUE_{first + 1}": f"AUTHORIZATION: basic {secret}",
    }


def _parents(repository: Repository) -> tuple[str, ...]:
    """The parents of HEAD as it names them, whether a shallow clone has them or not."""
    text = ask(repository, ("cat-file", "commit", "HEAD"), may_fail=True).decode("utf-8", "replace")
    head = text.partition("\n\n")[0].splitlines()
    return tuple(line.removeprefix("parent ") for line in head if line.startswith("parent "))


def _default_branch(repository: Repository) -> str:
    """The branch that ``origin`` shows first, or empty where this clone does not know it."""
    answer = ask(repository, ("symbolic-ref", "--quiet", f"refs/remotes/{_REMOTE}/HEAD"), may_fail=True)
    return text_of(answer).removeprefix(f"refs/remotes/{_REMOTE}/")
