"""Keep a comment on a pull request, or an issue of dead links, up to date on GitHub."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.hosts.github_api import GitHub, HostError
from content_lint.output.escape import visible
from content_lint.report.report import Exit

KINDS = ("comment", "issue")
EXAMPLES = """\
examples, in a workflow of GitHub's (the guide has whole ones):
  content-lint report comment                    after a run of the workflow that checks pull requests
  content-lint report issue --links links.json   after content-lint links --external on --output-format json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint report``."""
    add = parser.add_argument
    add("what", choices=KINDS, metavar="WHAT", help="comment or issue")
    about = "the site's folder, from the top of the repository; for a comment, again for each further site"
    add("--folder", action="append", metavar="FOLDER", help=about)
    add("--repository", metavar="OWNER/NAME", help="the repository (GITHUB_REPOSITORY)")
    group = parser.add_argument_group("for a comment")
    add = group.add_argument
    add("--event", type=Path, metavar="FILE", help="what GitHub says of the run that has ended (GITHUB_EVENT_PATH)")
    choices = ("auto", "true", "false")
    add("--decap-status", choices=choices, default="auto", help="show editors the report in Decap, as a status (auto)")
    group = parser.add_argument_group("for an issue")
    add = group.add_argument
    add("--links", type=Path, metavar="FILE", help="the list of links in JSON, after other servers were asked")
    add("--title", default="Links that lead nowhere", help="of a new issue")
    add("--label", default="dead-links", help="of a new issue")
    add("--today", metavar="DATE", help="as if it were that day")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Bring it up to date, and say what was done."""
    github = _github(arguments, console.environment)
    try:
        said = (
            _comment(arguments, console, github) if arguments.what == "comment" else _issue(arguments, console, github)
        )
    except HostError as error:
        console.note([f"content-lint: error: {visible(error.message)}\n"])
        if error.status in {401, 403, 404}:
            console.note(["  Give the job the rights that the guide names under `permissions`.\n"])
        return int(Exit.FAILURE)
    console.note([f"content-lint: {visible(said)}\n"])
    return int(Exit.CLEAN)


def _github(arguments: argparse.Namespace, environment: Mapping[str, str]) -> GitHub:
    repository = arguments.repository or environment.get("GITHUB_REPOSITORY", "")
    token = environment.get("GITHUB_TOKEN", "")
    if repository.count("/") != 1:
        raise UsageError("which repository is not known", "Run it in a workflow of GitHub's, or add --repository.")
    if not token:
        raise UsageError("there is no token", "Put one into the variable GITHUB_TOKEN, for this step alone.")
    return GitHub(environment.get("GITHUB_API_URL", "https://api.github.com"), repository, token)


def _comment(arguments: argparse.Namespace, console: Console, github: GitHub) -> str:
    from content_lint.hosts.cms_words import words_of_sites
    from content_lint.hosts.comment import keep_comment
    from content_lint.rules.registry import all_rules

    path = arguments.event or console.environment.get("GITHUB_EVENT_PATH")
    if not path:
        raise UsageError("what has happened is not known", "Run it in a workflow of GitHub's, or add --event.")
    words = words_of_sites(Path(), arguments.folder or ["."])
    return keep_comment(github, _json(Path(path)), words, all_rules(), arguments.decap_status)


def _issue(arguments: argparse.Namespace, console: Console, github: GitHub) -> str:
    from datetime import UTC

    from content_lint.hosts.dead_links import targets_of
    from content_lint.hosts.issue import keep_issue

    if arguments.links is None:
        raise UsageError(
            "there is no list of links to report",
            "Write one with `content-lint links --external on --output-format json --output-file links.json`, "
            "then add --links links.json.",
        )
    environment = console.environment
    server, name = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REF_NAME", "")
    files = f"{server}/{github.repository}/blob/{quote(name)}/" if server and name else ""
    today = read_clock(arguments.today, UTC).date()
    targets = targets_of(_json(arguments.links), (arguments.folder or ["."])[0])
    return keep_issue(github, targets, today, title=arguments.title, label=arguments.label, files=files)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"`{path}` cannot be read as JSON", "Name the file that the earlier step wrote.") from error
