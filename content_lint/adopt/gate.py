"""What is between a bad post and the site: the hook, the workflow, and whether anything runs them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from content_lint.site.sources.git import HistoryError, Repository, ask, open_repository, text_of
from content_lint.site.sources.history import is_shallow
from content_lint.text.regex import regex

PRE_COMMIT = ".pre-commit-config.yaml"
"""The configuration of pre-commit."""

_OURS = b"content-lint"
_ASIDE = regex(r"^[ \t]*(?:#|name:|workflows:|group:)[^\n]*|content-lint/(?:comment|dead-links)@", re.MULTILINE)
"""Where it is only named, or does something else than check."""

_LIMIT = 1_000_000
_OTHERS = (
    *(".gitlab-ci.yml", ".circleci/config.yml", "Jenkinsfile", "netlify.toml", "azure-pipelines.yml"),
    *("bitbucket-pipelines.yml", ".travis.yml", ".woodpecker.yml", ".drone.yml", ".buildkite/pipeline.yml"),
)
"""Where servers other than GitHub and its kin are told what to run."""


class Gate(Struct, frozen=True):
    """The state of a clone.

    Attributes:
        top: the top of the git repository, or None where there is none.
        why_not: why there is none, in words.
        prefix: the site's root from there, with a ``/`` at its end; empty where they are one.
        shallow: whether older commits are missing.
        hook: git's own hook file, where one is installed.
        hook_runs: ``content-lint``, ``pre-commit`` or ``something else``; empty where there is no hook.
        configured: whether pre-commit's configuration names content-lint; None where there is no configuration.
        ci: files that have a code host check with content-lint, from the top.
        github: whether the repository lies on GitHub, as far as its remotes and folders tell.
        branch: the branch that others begin at.
    """

    top: Path | None = None
    why_not: str = ""
    prefix: str = ""
    shallow: bool = False
    hook: Path | None = None
    hook_runs: str = ""
    configured: bool | None = None
    ci: tuple[str, ...] = ()
    github: bool = False
    branch: str = "main"

    @property
    def hook_works(self) -> bool:
        """Whether a commit in this clone is checked."""
        return _works(self.hook_runs, self.configured)


def look_at_gate(root: Path, environment: Mapping[str, str]) -> Gate:
    """What checks the commits of the repository around a site's root.

    Args:
        root: the site's root.
        environment: that of this process, for git.
    """
    try:
        repository = open_repository(root, environment)
        hook, runs = _hook(repository)
        shallow = is_shallow(repository)
        remotes = ask(repository, ("remote", "-v"), may_fail=True)
    except HistoryError as error:
        return Gate(why_not=error.message)
    top = repository.top
    return Gate(
        top,
        prefix=repository.prefix,
        shallow=shallow,
        hook=hook if runs else None,
        hook_runs=runs,
        configured=_is_configured(top),
        ci=tuple(_ci(top)),
        github=b"github.com" in remotes or (top / ".github").is_dir(),
        branch=_branch(repository),
    )


def has_hook(repository: Repository) -> bool:
    """Whether a commit in a clone is checked.

    Raises:
        HistoryError: git does not answer.
    """
    return _works(_hook(repository)[1], _is_configured(repository.top))


def _works(hook_runs: str, configured: bool | None) -> bool:  # noqa: FBT001 - a state of three
    return hook_runs == "content-lint" or (hook_runs == "pre-commit" and bool(configured))


def _hook(repository: Repository) -> tuple[Path, str]:
    """Git's own hook file, and what it runs."""
    written = ask(repository, ("rev-parse", "--git-path", "hooks/pre-commit"), hooks=True)
    hook = repository.top / Path(os.fsdecode(written).rstrip("\r\n"))
    text = _bytes(hook)
    if text is None or not os.access(hook, os.X_OK):
        return hook, ""
    return hook, "content-lint" if _OURS in text else "pre-commit" if b"pre-commit" in text else "something else"


def _is_configured(top: Path) -> bool | None:
    """Whether pre-commit's configuration names content-lint; None where there is none."""
    config = _bytes(top / PRE_COMMIT)
    return None if config is None else _OURS in config


def _branch(repository: Repository) -> str:
    """The default branch of the remote; where this clone knows none, the branch that is checked out."""
    for question in ("refs/remotes/origin/HEAD", "HEAD"):
        answer = text_of(ask(repository, ("symbolic-ref", "--quiet", question), may_fail=True))
        if answer:
            return answer.removeprefix("refs/remotes/origin/").removeprefix("refs/heads/")
    return "main"


def _ci(top: Path) -> Iterator[str]:
    folders = (top / place / "workflows" for place in (".github", ".forgejo", ".gitea"))
    names = [path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.y*ml"))]
    for path in (*names, *(top / name for name in _OTHERS)):
        if _OURS.decode() in _ASIDE.sub("", (_bytes(path) or b"").decode("utf-8", "replace")):
            yield path.relative_to(top).as_posix()


def _bytes(path: Path) -> bytes | None:
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(_LIMIT)
    except OSError:
        return None
