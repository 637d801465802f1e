"""The step of the action that checks: each site of the repository once, and what came of all of them together."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from content_lint.cli.action import inputs
from content_lint.cli.action.inputs import is_on, lines_of, value_of
from content_lint.cli.console import Console
from content_lint.output.escape import visible
from content_lint.output.github import data_text
from content_lint.output.page_text import markdown_code
from content_lint.report.report import Exit

BUNDLE = "content-lint-report.json"
"""The file with the reports of all sites, which a later workflow makes a comment of."""
_STATUSES = {Exit.CLEAN: "clean", Exit.PROBLEMS: "problems", Exit.USAGE: "usage"}
_COUNTS = ("files", "errors", "warnings", "infos")
_PRIVILEGED = "pull_request_target"
_REFUSED = (
    "content-lint: error: this runs on `pull_request_target`, with the rights of the main branch, and the schemas of a "
    "pull request are code\n  Run it on `pull_request`: it needs no right and no secret.\n"
)
_COMMAND = (sys.executable, "-P", "-m", "content_lint")
# Nothing of the checkout is run with these in its environment, and the schemas of a site are code.
_SECRET = ("ACTIONS_", "GITHUB_TOKEN", "CONTENT_LINT_TOKEN")
_FILES = ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE")


def run_check(console: Console) -> int:
    """Check every site, write the outputs, and give the exit status of the worst."""
    environment = console.environment
    if environment.get("GITHUB_EVENT_NAME") == _PRIVILEGED:
        _complain(_REFUSED, console)
        return Exit.USAGE
    folders = lines_of(inputs.FOLDERS, environment) or [inputs.FOLDERS.default]
    home = Path(environment["RUNNER_TEMP"]) / "content-lint"
    status, bundle = Exit.CLEAN, []
    for number, folder in enumerate(folders):
        found = home / f"report-{number}.json"
        found.unlink(missing_ok=True)
        options = (*_options(environment), *_reports(environment, folder, folders), "--report", f"json={found}")
        ended = _run(("check", "--output-format", "github", *options), folder, console)
        status = max(status, ended)
        bundle.append({"folder": folder, "exit_code": int(ended), "report": _read(found)})
    if is_on(inputs.COMMENT, environment):
        (home / BUNDLE).write_text(json.dumps({"schema_version": 1, "sites": bundle}), "utf-8")
    outputs = {"status": _STATUSES.get(status, "failure"), "exit-code": int(status), **_counts(bundle)}
    with Path(environment["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())
    return int(status)


def run_fetch(console: Console) -> int:
    """Fetch what the pull request is compared with, in the repository of every site."""
    environment = console.environment
    if is_on(inputs.WHOLE_SITE, environment) or value_of(inputs.CHANGED_SINCE, environment):
        return 0
    folders = lines_of(inputs.FOLDERS, environment) or [inputs.FOLDERS.default]
    return max(
        subprocess.run([*_COMMAND, "base", "--fetch"], cwd=folder, check=False).returncode  # noqa: S603 - our own
        for folder in folders
        if Path(folder).is_dir()  # checking says what is wrong with the others
    )


def _options(environment: Mapping[str, str]) -> list[str]:
    """The options of the command that inputs stand for; each a word of its own, whatever it holds."""
    options = [f"--fail-on={value_of(inputs.FAIL_ON, environment)}"]
    if limit := value_of(inputs.FAIL_ON_UNCHECKED, environment):
        options.append(f"--fail-on-unchecked={limit}")
    if is_on(inputs.WHOLE_SITE, environment):
        options.append("--no-changed-since")
    elif base := value_of(inputs.CHANGED_SINCE, environment):
        options.append(f"--changed-since={base}")
    options.append(f"--external={value_of(inputs.EXTERNAL, environment)}")
    return options + lines_of(inputs.OPTIONS, environment)


def _reports(environment: Mapping[str, str], folder: str, folders: Sequence[str]) -> list[str]:
    """The options that have reports written; of several sites each has its own file (``found-docs.sarif``)."""
    options = []
    for name, item in inputs.REPORTS.items():
        if target := value_of(item, environment):
            file = Path(target).absolute()
            if len(folders) > 1:
                site = "-".join(part for part in Path(folder).parts if part not in {".", "..", "/"}) or "top"
                file = file.with_name(f"{file.stem}-{site}{file.suffix}")
            options += ["--report", f"{name}={file}"]
    return options


def _run(arguments: Sequence[str], folder: str, console: Console) -> Exit:
    """Run the command in a folder; why it could not be run becomes an annotation."""
    dropped = set() if is_on(inputs.SUMMARY, console.environment) else {"GITHUB_STEP_SUMMARY"}
    dropped |= set(_FILES)
    kept = {
        name: value
        for name, value in console.environment.items()
        if name not in dropped and not name.startswith(_SECRET)
    }
    if not Path(folder).is_dir():
        _complain(f"content-lint: error: there is no folder `{folder}` to check\n", console)
        return Exit.USAGE
    done = subprocess.run(  # noqa: S603 - our own program, no shell
        [*_COMMAND, *arguments], cwd=folder, env=kept, stderr=subprocess.PIPE, check=False
    )
    said = done.stderr.decode("utf-8", "replace")
    console.note([said])
    status = Exit(done.returncode) if done.returncode in list(Exit) else Exit.FAILURE
    if status > Exit.PROBLEMS:
        _complain(said, console)
    return status


def _complain(said: str, console: Console) -> None:
    """Say in an annotation and in the summary why nothing was checked."""
    lines = [visible(line) for line in said.splitlines() if line.strip()]
    console.write([f"::error title=content-lint::{data_text(chr(10).join(lines))}\n"])
    target = console.environment.get("GITHUB_STEP_SUMMARY")
    if target and is_on(inputs.SUMMARY, console.environment):
        with Path(target).open("a", encoding="utf-8") as file:
            file.write("## content-lint could not check everything\n\n")
            file.writelines(f"- {markdown_code(line)}\n" for line in lines)


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return None


def _counts(bundle: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    summaries = [item["report"]["summary"] for item in bundle if item["report"] is not None]
    return {name: sum(summary[name] for summary in summaries) for name in _COUNTS}
