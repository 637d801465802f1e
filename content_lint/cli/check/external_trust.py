"""Whose word counts where a request could reach a private network or carry a secret.

A pull request can rewrite the settings file, and no list of CI servers tells all pull requests. So ``allow``, ``ports``
and ``headers`` of ``[external]`` count only as a revision has them that the reader's own people wrote: the one that the
run is compared with, or the one that the command line names.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cli.errors import UsageError
from content_lint.text.regex import regex

if TYPE_CHECKING:  # most runs ask nobody
    from content_lint.config.external import ExternalSettings
    from content_lint.config.settings import SiteSettings
    from content_lint.engine.since import Since

_HEADER = regex(r"(?P<host>[^\s/@]+): *(?P<header>[^\s:=]+) *= *(?P<variable>\w+)")
_LARGEST_PORT = 65535


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options that widen what is reached and sent."""
    add = group.add_argument
    add(
        "--external-allow",
        action="append",
        default=[],
        metavar="CIDR",
        help="with --external: a private network that may be reached all the same; may be repeated",
    )
    add(
        "--external-port",
        action="append",
        default=[],
        type=int,
        metavar="PORT",
        help="with --external: a port that may be connected to besides the usual ones; may be repeated",
    )
    add(
        "--external-header",
        action="append",
        default=[],
        metavar="HOST:NAME=VARIABLE",
        help="with --external: a header for one host, over https, from an environment variable; may be repeated",
    )
    add(
        "--external-trust",
        metavar="REF",
        help="with --external: `allow`, `ports` and `headers` of the settings count as this branch or commit has them",
    )


def check_arguments(arguments: argparse.Namespace) -> None:
    """Refuse what is no network, port or header, and what goes with --external only; raises UsageError."""
    from content_lint.config.external import is_network

    for network in arguments.external_allow:
        if not is_network(network):
            raise UsageError(f"`{network}` is no network", "Write it as in `--external-allow 10.1.0.0/16`.")
    for port in arguments.external_port:
        if not 0 < port <= _LARGEST_PORT:
            raise UsageError(f"`{port}` is no port", "Write it as in `--external-port 8443`.")
    headers_of(arguments)
    given = [name for name in ("allow", "port", "header", "trust") if getattr(arguments, f"external_{name}")]
    if given and arguments.external == "off":
        raise UsageError(f"--external-{given[0]} is for --external on or cached", "Add that, or leave both out.")


def headers_of(arguments: argparse.Namespace) -> dict[str, dict[str, str]]:
    """The headers of the command line: names of variables by header, by host; raises UsageError."""
    from content_lint.config.external import is_header

    headers: dict[str, dict[str, str]] = {}
    for text in arguments.external_header:
        match = _HEADER.fullmatch(text)
        if match is None or not is_header(match["header"]):
            raise UsageError(
                f"`{text}` is no header that can be sent",
                "Write it as in `--external-header 'api.example.org: Authorization=EXAMPLE_TOKEN'`.",
            )
        headers.setdefault(match["host"].lower(), {})[match["header"]] = match["variable"]
    return headers


def trusted_settings(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    settings: SiteSettings,
    load: Callable[[Path], SiteSettings],
    since: Since | None,
) -> ExternalSettings | None:
    """``[external]`` as somebody wrote it who may; None where nothing tells.

    Args:
        arguments: the command line.
        environment: of the process.
        settings: of the site as it is.
        load: reads the settings of the site in a folder, with the same options.
        since: what the run is compared with, or None.

    Raises:
        UsageError: the revision that the command line names is not there.
    """
    ref = arguments.external_trust
    if arguments.external == "off" or (since is None and not ref):
        return None
    from content_lint.engine.since import settings_of_revision
    from content_lint.schema.errors import SetupError
    from content_lint.site.sources.git import HistoryError, open_repository
    from content_lint.site.sources.history import find_commit, is_submodule, unknown_commit
    from content_lint.site.sources.revision import GitTree

    try:
        repository = open_repository(settings.root, environment)
        given = None if arguments.config is None else arguments.config.absolute()
        if given is not None and given.is_relative_to(repository.top) and not given.is_relative_to(settings.root):
            return None  # it is read as the checkout has it
        if not ref:
            # Where a submodule comes from is written in a file of the checkout.
            if since is None or is_submodule(repository):
                return None
            return settings_of_revision(since.revision, settings.root, load).external
        commit = find_commit(repository, ref)
        if commit is None:
            raise unknown_commit(repository, ref)
        with GitTree(repository, commit) as revision:
            return settings_of_revision(revision, settings.root, load).external
    except HistoryError as error:
        raise UsageError(error.message, error.help) from error
    except SetupError:
        return None
