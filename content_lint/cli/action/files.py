"""The files of our GitHub actions, as `_dev docs` writes them: inputs and outputs from inputs.py, steps from here.

No step has a program in it: each runs one command, and hands inputs over as variables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from content_lint.cli.action import inputs
from content_lint.cli.action.inputs import Input, Output
from content_lint.project import ACTIONS

_HEAD = "# Written by `python -m content_lint._dev docs` from content_lint/cli/action/: change it there.\n"
_TOKEN = "${{ github.token }}"
_CACHE = "${{ steps.install.outputs.cache }}"
_FACTS = "content-lint-files-${{ runner.os }}-${{ steps.install.outputs.program }}-"
_LINKS = "content-lint-links-"
_RUN = "${{ github.run_id }}-${{ github.run_attempt }}"
_MODULE = '"$PYTHON" -P -m content_lint.cli.action'
_PROGRAM = {"PYTHON": "${{ steps.python.outputs.python-path }}", "PYTHONPATH": "${{ steps.install.outputs.home }}"}
_REMEMBERED = {"CONTENT_LINT_CACHE": _CACHE}
_OF_FILES = "inputs.cache == 'true'"
_OF_LINKS = "inputs.external != 'off'"
_SAVED = "always() && steps.install.outputs.keep == 'true'"


def action_files() -> Mapping[str, str]:
    """The text of each file, by its path."""
    return {
        "action.yml": _action(
            "content-lint",
            "Check the posts of a site that is kept in git, and annotate what a pull request would break",
            inputs.CHECK_INPUTS,
            inputs.CHECK_OUTPUTS,
            _check_steps(),
        ),
        "comment/action.yml": _action(
            "content-lint: comment",
            "Keep one comment on a pull request up to date, in the words of the site's CMS",
            inputs.COMMENT_INPUTS,
            (),
            _comment_steps(),
        ),
        "dead-links/action.yml": _action(
            "content-lint: dead links",
            "Ask other servers for every address that the site links to, and keep one issue of those that are dead",
            inputs.DEAD_LINKS_INPUTS,
            (),
            _dead_links_steps(),
        ),
    }


def _check_steps() -> Iterator[str]:
    yield from _begin("${{ inputs.external }}")
    yield _restore("the files", _OF_FILES, "sites", _FACTS)
    yield _restore("other sites", _OF_LINKS, "links.sqlite3", _LINKS)
    asked = {item.variable: f"${{{{ inputs.{item.name} }}}}" for item in inputs.CHECK_INPUTS}
    names = (inputs.FOLDERS, inputs.WHOLE_SITE, inputs.CHANGED_SINCE)
    few = {item.variable: asked[item.variable] for item in names}
    fetch = {**_PROGRAM, "CONTENT_LINT_TOKEN": _TOKEN, **few}
    yield _step("Fetch what the pull request is compared with", f"{_MODULE} fetch", fetch, go_on=True)
    yield _step("Check", f"{_MODULE} check", {**_PROGRAM, **_REMEMBERED, **asked}, name_of="check")
    yield _uses(
        "Keep the report for the comment",
        "upload-artifact",
        {
            "name": "content-lint-report",
            "path": "${{ runner.temp }}/content-lint/content-lint-report.json",
            "retention-days": "5",
            "if-no-files-found": "ignore",
        },
        condition="always() && inputs.comment == 'true'",
    )
    yield _save("the files", f"{_SAVED} && {_OF_FILES}", "sites", _FACTS)
    yield _save("other sites", f"{_SAVED} && {_OF_LINKS}", "links.sqlite3", _LINKS)


def _comment_steps() -> Iterator[str]:
    yield from _begin("off", "../")
    asked = {item.variable: f"${{{{ inputs.{item.name} }}}}" for item in inputs.COMMENT_INPUTS}
    yield _step("Comment", f"{_MODULE} comment", {**_PROGRAM, "GITHUB_TOKEN": _TOKEN, **asked})


def _dead_links_steps() -> Iterator[str]:
    yield from _begin("on", "../")
    yield _restore("other sites", "", "links.sqlite3", _LINKS)
    asked = {item.variable: f"${{{{ inputs.{item.name} }}}}" for item in inputs.DEAD_LINKS_INPUTS}
    yield _step("Ask other servers", f"{_MODULE} links", {**_PROGRAM, **_REMEMBERED, **asked})
    yield _save("other sites", _SAVED, "links.sqlite3", _LINKS)
    yield _step("Keep the issue up to date", f"{_MODULE} issue", {**_PROGRAM, "GITHUB_TOKEN": _TOKEN, **asked})


def _begin(external: str, up: str = "") -> Iterator[str]:
    """A Python of our own, and content-lint from the folder that the runner has put this very action into.

    The runner names that folder by a variable, which is right in a container too: `github.action_path` is not.
    """
    with_ = {"python-version": "${{ inputs.python-version }}", "update-environment": "false"}
    yield _uses("Set up Python", "setup-python", with_, name_of="python")
    given = {"PYTHON": _PROGRAM["PYTHON"], "INPUT_EXTERNAL": external}
    program = f'"$PYTHON" -I "$GITHUB_ACTION_PATH/{up}content_lint/cli/action/install.py"'
    yield _step("Install content-lint", program, given, name_of="install")


def _restore(what: str, condition: str, file: str, key: str) -> str:
    with_ = {"path": f"{_CACHE}/{file}", "key": f"{key}{_RUN}", "restore-keys": key}
    return _uses(f"Restore what is known of {what}", "cache/restore", with_, condition=condition)


def _save(what: str, condition: str, file: str, key: str) -> str:
    with_ = {"path": f"{_CACHE}/{file}", "key": f"{key}{_RUN}"}
    return _uses(f"Save what is known of {what}", "cache/save", with_, condition=condition)


def _action(name: str, about: str, takes: Iterable[Input], gives: Iterable[Output], steps: Iterable[str]) -> str:
    lines = [_HEAD, f"name: {json.dumps(name)}\n", f"description: {about}\n", "author: The content-lint developers\n"]
    lines += ["branding: {icon: check-square, color: green}\n", "inputs:\n"]
    for item in takes:
        lines += [f"  {item.name}:\n", f"    description: {json.dumps(item.about)}\n"]
        lines += ["    required: false\n", f"    default: {json.dumps(item.default)}\n"]
    given = [*gives]
    if given:
        lines.append("outputs:\n")
    for output in given:
        value = f"${{{{ steps.check.outputs.{output.name} }}}}"
        lines += [f"  {output.name}:\n", f"    description: {json.dumps(output.about)}\n", f"    value: {value}\n"]
    return "".join([*lines, "runs:\n  using: composite\n  steps:\n", *steps])


def _uses(name: str, action: str, given: Mapping[str, str], *, name_of: str = "", condition: str = "") -> str:
    commit, version = ACTIONS[action.partition("/")[0]]
    lines = [
        *_opening(name, name_of, condition),
        f"      uses: actions/{action}@{commit} # {version}\n",
        "      with:\n",
    ]
    return "".join([*lines, *_mapping(given)])


def _step(name: str, command: str, environment: Mapping[str, str], *, name_of: str = "", go_on: bool = False) -> str:
    lines = [*_opening(name, name_of, ""), "      shell: bash\n"]
    lines += ["      continue-on-error: true\n"] if go_on else []
    return "".join([*lines, f"      run: '{command}'\n", "      env:\n", *_mapping(environment)])


def _opening(name: str, name_of: str, condition: str) -> Iterator[str]:
    yield f"    - name: {name}\n"
    if name_of:
        yield f"      id: {name_of}\n"
    if condition:
        yield f"      if: {condition}\n"


def _mapping(values: Mapping[str, str]) -> Iterator[str]:
    for key, value in values.items():
        yield f"        {key}: {value if value.startswith('$') else json.dumps(value)}\n"
