"""Whether a run compares with a revision: the options, and what CI servers say. Asks git nothing."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from content_lint.cli.check.servers import pull_request_of


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
    return not arguments.paths and not arguments.stdin_filename and pull_request_of(environment) is not None
