"""Print the commit that a pull request is compared with, and fetch it where a shallow clone lacks it."""

from __future__ import annotations

import argparse
from pathlib import Path

from content_lint.cli.check.pull_request_base import base_of, fetch_base
from content_lint.cli.check.servers import pull_request_of
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.output.escape import visible
from content_lint.site.sources.git import HistoryError, open_repository

TOKEN = "CONTENT_LINT_TOKEN"
"""The variable with a token that may read the repository, for fetching alone."""
EXAMPLES = """\
examples:
  content-lint base --fetch && content-lint check   in any CI job, however shallow its clone
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint base``."""
    parser.add_argument("--fetch", action="store_true", help="fetch it from `origin` if it is not in this clone")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print it; nothing for what is no pull request."""
    asked = pull_request_of(console.environment)
    if asked is None:
        return _is_none(console)
    try:
        repository = open_repository(Path.cwd(), console.environment)
        if arguments.fetch:
            server = console.environment.get("GITHUB_SERVER_URL", "https://github.com")
            base = fetch_base(repository, asked, console.environment.get(TOKEN, ""), server)
        else:
            base = base_of(repository, asked)
    except HistoryError as error:
        if not asked.branch and not asked.commit:
            console.note([f"note: what this pull request goes into is not known: {visible(error.message)}\n"])
            return _is_none(console)
        help_text = error.help if arguments.fetch else f"Add --fetch. {error.help}"
        raise UsageError(f"the base of this pull request is not here: {error.message}", help_text) from error
    if base is None:
        return _is_none(console)
    console.note([f"content-lint: compared with {visible(base.said).rstrip(',')}\n"])
    console.write([f"{base.commit}\n"])
    return 0


def _is_none(console: Console) -> int:
    console.note(["content-lint: this is no pull request, so the whole site is checked\n"])
    return 0
