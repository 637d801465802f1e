"""The files that have every commit and every pull request checked: pre-commit's configuration, and a workflow."""

from __future__ import annotations

import json
import re

from content_lint.text.regex import regex

PRE_COMMIT = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/content-lint.yml"

_HOOK = """\
- repo: local
  hooks:
    - id: content-lint
      name: content-lint
      entry: content-lint check --hook
      language: system
      types_or: [markdown, mdx]
      always_run: true
      require_serial: true
"""
_LIST = regex(r"^repos:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)- ", re.MULTILINE)


def pre_commit_config() -> str:
    """A configuration of pre-commit that runs the installed content-lint and nothing else."""
    head = "# The installed content-lint checks the posts of a commit. `pre-commit install` switches it on.\n"
    return f"{head}repos:\n{_indented(_HOOK, '  ')}"


def with_hook(text: str) -> str | None:
    """A configuration of pre-commit with our hook added at its end, everything else as it was.

    None where the list of repositories is not the last thing in the file, or is written in brackets: then adding
    lines at the end would not be enough, and somebody has to do it who knows the file.
    """
    import yaml  # only who adds a hook needs it

    found = _LIST.search(text)
    if found is None:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    added = _indented(_HOOK, found[1]).replace("\n", end)
    whole = text + ("" if text.endswith("\n") else end) + added
    try:
        before, after = yaml.safe_load(text), yaml.safe_load(whole)
    except yaml.YAMLError:
        return None
    if not isinstance(before, dict) or not isinstance(before.get("repos"), list) or not isinstance(after, dict):
        return None
    hook = yaml.safe_load(_HOOK)
    return whole if after == {**before, "repos": [*before["repos"], *hook]} else None


def hook_lines() -> str:
    """What has to be added by hand where ``with_hook`` cannot."""
    return _HOOK


def workflow(version: str, folder: str = "") -> str:
    """A workflow of GitHub's that checks every pull request and every push, without a secret.

    Args:
        version: of content-lint.
        folder: the site's root from the top of the repository; empty where they are one.
    """
    inside = f"        working-directory: {json.dumps(folder)}\n" if folder else ""
    return f"""\
# Written by `content-lint init`. It needs no secret and writes nothing: keep it so, since the
# schemas of a site are code, and a pull request can change them.
name: content-lint
on:
  pull_request:
  push:
permissions:
  contents: read
jobs:
  content-lint:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
        with:
          # All commits, so that what a pull request changes can be told.
          fetch-depth: 0
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pipx run --spec content-lint=={version} content-lint check --output-format github
{inside}"""


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
