"""Whether a run compares with a revision: the options, and what CI servers say. Asks git nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

# Where CI servers name the branch that a pull request goes into.
_BRANCHES = ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH")


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options of comparing."""
    add = group.add_argument
    add(
        "--changed-since",
        metavar="REF",
        help="only what changed since this branch or commit, and what that breaks (in CI: the pull request's base)",
    )
    add(
        "--no-changed-since",
        dest="changed_since",
        action="store_const",
        const="",
        help="the whole site, in a pull request too",
    )


def is_asked_for(arguments: argparse.Namespace, environment: Mapping[str, str]) -> bool:
    """Whether this run compares with anything; a hook's own comparison aside."""
    if arguments.changed_since is not None:
        return bool(arguments.changed_since)
    return not arguments.paths and not arguments.stdin_filename and any(base_of_pull_request(environment))


def base_of_pull_request(environment: Mapping[str, str]) -> tuple[str, str]:
    """The branch that a pull request goes into and the very commit, each empty where CI does not name it."""
    exact = environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", "")
    return next((environment[name] for name in _BRANCHES if environment.get(name)), ""), exact
