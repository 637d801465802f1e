"""The steps of the actions that keep a comment and an issue: the inputs, as options of our commands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from content_lint.cli.action import inputs
from content_lint.cli.action.inputs import lines_of, value_of
from content_lint.cli.console import Console
from content_lint.report.report import Exit


def run_comment(console: Console) -> int:
    """Bring the comment up to date."""
    environment = console.environment
    folders = lines_of(inputs.SITE_FOLDERS, environment) or [inputs.SITE_FOLDERS.default]
    status = value_of(inputs.DECAP_STATUS, environment)
    return _run(("report", "comment", *(f"--folder={folder}" for folder in folders), f"--decap-status={status}"))


def run_links(console: Console) -> int:
    """Ask other servers; addresses that could not be asked now are no reason to stop: the next run asks them."""
    target = _list(console)
    target.unlink(missing_ok=True)
    options = ("--scope=external", "--external=on", "--output-format=json", f"--output-file={target}", "--allow-empty")
    status = _run(("links", *options), folder=value_of(inputs.FOLDER, console.environment))
    return 0 if status == Exit.FAILURE and target.is_file() else status


def run_issue(console: Console) -> int:
    """Bring the issue up to date."""
    environment = console.environment
    options = [f"--{item.name}={value_of(item, environment)}" for item in (inputs.FOLDER, inputs.TITLE, inputs.LABEL)]
    return _run(("report", "issue", f"--links={_list(console)}", *options))


def _list(console: Console) -> Path:
    return Path(console.environment["RUNNER_TEMP"]) / "content-lint" / "links.json"


def _run(arguments: Sequence[str], folder: str = ".") -> int:
    command = [sys.executable, "-P", "-m", "content_lint", *arguments]
    return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603 - our own program, no shell
