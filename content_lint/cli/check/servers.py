"""What CI servers and hosts say, in the environment, of the pull request that they build. Asks git nothing."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

_HEADS = "refs/heads/"

_BRANCHES = (
    ("GITHUB_BASE_REF", ""),
    ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", ""),  # GitLab
    ("BITBUCKET_PR_DESTINATION_BRANCH", ""),
    ("CHANGE_TARGET", "CHANGE_ID"),  # Jenkins
    ("SYSTEM_PULLREQUEST_TARGETBRANCH", ""),  # Azure Pipelines
    ("BUILDKITE_PULL_REQUEST_BASE_BRANCH", ""),
    ("CI_COMMIT_TARGET_BRANCH", "CI_COMMIT_PULL_REQUEST"),  # Woodpecker
    ("DRONE_TARGET_BRANCH", "DRONE_PULL_REQUEST"),
    ("APPVEYOR_REPO_BRANCH", "APPVEYOR_PULL_REQUEST_NUMBER"),
    ("TRAVIS_BRANCH", "TRAVIS_PULL_REQUEST_BRANCH"),
)
"""Where a server names the branch that a pull request goes into, and what else is set only for a pull request."""

_UNNAMED = (
    ("HEAD", "NETLIFY", "PULL_REQUEST"),
    ("CF_PAGES_BRANCH", "CF_PAGES", ""),
    ("WORKERS_CI_BRANCH", "WORKERS_CI", ""),
    ("VERCEL_GIT_COMMIT_REF", "VERCEL", "VERCEL_GIT_PULL_REQUEST_ID"),
    ("CIRCLE_BRANCH", "CIRCLECI", "CIRCLE_PULL_REQUEST"),
)
"""Where a server names the branch that it builds, without the one that this goes into; what shows that it is this
server, and what is set to more than ``false`` only for a pull request: without it, every branch but the default one is
taken for one."""

_NO = frozenset({"", "false", "0"})
_MERGED = ("GITHUB_REF", "BUILD_SOURCEBRANCH")
_MERGED_IN_GITLAB = frozenset({"merged_result", "merge_train"})


class PullRequest(Struct, frozen=True):
    """The pull request that is built.

    Attributes:
        branch: the branch that it goes into; empty where the server does not say, which then is the default branch.
        commit: the very commit that it is compared with, or empty.
        head: the branch that is built, where the other one is not known; else empty.
        is_merge: whether the server checks out the merge of both.
    """

    branch: str = ""
    commit: str = ""
    head: str = ""
    is_merge: bool = False


def pull_request_of(environment: Mapping[str, str]) -> PullRequest | None:
    """The pull request that a CI server builds; None where none is built, as far as the environment shows."""
    exact = environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    exact = exact if exact.isalnum() else ""  # a number, and no option of git's
    for name, needed in _BRANCHES:
        if environment.get(name) and (not needed or environment.get(needed, "") not in _NO):
            return PullRequest(environment[name].removeprefix(_HEADS), exact, is_merge=_is_merge(environment))
    if exact:
        return PullRequest(commit=exact, is_merge=_is_merge(environment))
    for name, server, needed in _UNNAMED:
        if environment.get(server, "") in _NO or not environment.get(name):
            continue
        if not needed or environment.get(needed, "") not in _NO:
            return PullRequest(head=environment[name])
    return None


def _is_merge(environment: Mapping[str, str]) -> bool:
    """Whether the commit that is checked out is the server's own merge, whose first parent is the other branch."""
    if environment.get("CI_MERGE_REQUEST_EVENT_TYPE", "") in _MERGED_IN_GITLAB:
        return True
    refs = (environment.get(name, "") for name in _MERGED)
    return any(ref.startswith("refs/pull/") and ref.endswith("/merge") for ref in refs)
