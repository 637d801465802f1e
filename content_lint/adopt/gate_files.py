"""The files that have every commit and every pull request checked: pre-commit's configuration, and a workflow."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from content_lint.adopt.origin import Origin
from content_lint.project import ACTIONS
from content_lint.text.regex import regex
from content_lint.text.yaml_scalars import quote

WORKFLOW = ".github/workflows/content-lint.yml"
COMMENT = ".github/workflows/content-lint-comment.yml"
DEAD_LINKS = ".github/workflows/dead-links.yml"

_INSTALLED = """\
- repo: local
  hooks:
    - id: content-lint
      name: content-lint
      entry: content-lint check --hook
      language: system
      types_or: [markdown, mdx]
      always_run: true
      require_serial: true
      verbose: true
"""
_SITES = regex(
    r"^(?P<head>(?P<indent>[ ]++)working-directory:[ ]*+)"
    r"(?:\|[ ]*+\r?\n(?:(?P=indent)[ ][^\n]*+\n)+|[^|>\s][^\n]*+\n)",
    re.MULTILINE,
)
_LIST = regex(r"^repos:[ \t]*+(?:#[^\n]*+|\r?)\n(?:[ \t]*+(?:#[^\n]*+|\r?)\n)*+([ \t]*)- ", re.MULTILINE)


def hook_lines(origin: Origin) -> str:
    """An entry of pre-commit's `repos` that runs content-lint as it is installed here.

    From git pre-commit fetches the same commit for everybody, from the index the same version. What nobody else can
    install is the one that lies on each computer.
    """
    if origin.git:
        return f"- repo: {origin.git}\n  rev: {origin.commit}\n  hooks:\n    - id: content-lint\n"
    if not origin.requirement:
        return _INSTALLED
    needed = f"      additional_dependencies: [{json.dumps(origin.requirement)}]\n"
    return _INSTALLED.replace("      language: system\n", f"      language: python\n{needed}")


def pre_commit_config(origin: Origin) -> str:
    """A configuration of pre-commit that runs content-lint and nothing else."""
    what = "The content-lint installed on this computer" if not origin.requirement else "content-lint"
    head = f"# {what} checks the posts of a commit. `pre-commit install` switches it on.\n"
    return f"{head}repos:\n{_indented(hook_lines(origin), '  ')}"


def with_hook(text: str, origin: Origin) -> str | None:
    """A configuration of pre-commit with our hook added at its end, everything else as it was.

    None where the list of repositories is not the last thing in the file, or is written in brackets: then adding
    lines at the end would not be enough, and somebody has to do it who knows the file.
    """
    import yaml  # only who adds a hook needs it

    found = _LIST.search(text)
    if found is None:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    added = _indented(hook_lines(origin), found[1]).replace("\n", end)
    whole = text + ("" if text.endswith("\n") else end) + added
    try:
        before, after = yaml.safe_load(text), yaml.safe_load(whole)
    except yaml.YAMLError:
        return None
    if not isinstance(before, dict) or not isinstance(before.get("repos"), list) or not isinstance(after, dict):
        return None
    hook = yaml.safe_load(hook_lines(origin))
    return whole if after == {**before, "repos": [*before["repos"], *hook]} else None


def workflow(origin: Origin, folder: str = "", branch: str = "main", *, comment: bool = False) -> str | None:
    """A workflow of GitHub's that checks every pull request, and what is pushed to the main branch, without a secret.

    None where the content-lint that runs here cannot be installed there.

    Args:
        origin: where it came from.
        folder: the site's root from the top of the repository; empty where they are one.
        branch: whose pushes are checked too.
        comment: whether the report is kept for the workflow that comments.
    """
    if not origin.requirement:
        return None
    checkout, version = ACTIONS["checkout"]
    given = {"working-directory": _input(folder), "comment": "true" if comment else ""}
    steps = _action_step(origin, "", given) if origin.github else _pipx_step(origin, folder)
    return f"""\
# Written by `content-lint init`. It needs no secret and writes nothing: keep it so, since the
# schemas of a site are code, and a pull request can change them.
name: content-lint
on:
  pull_request:
  push:
    branches: [{_branch(branch)}]
permissions:
  contents: read
concurrency:
  group: content-lint-${{{{ github.ref }}}}
  cancel-in-progress: true
jobs:
  content-lint:
    name: content-lint
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@{checkout} # {version}
        with:
          persist-credentials: false
{steps}"""


def with_site(text: str, folder: str) -> str | None:
    """A workflow that calls our action, with one more site to check, everything else as it was.

    None where the step has no line that names its sites, or is not the only one: somebody who knows the file has to
    do it.
    """
    import yaml  # only the second site of a repository needs it

    found = list(_SITES.finditer(text))
    if len(found) != 1:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    try:
        before = _action_inputs(yaml.safe_load(text))
        sites = str(before["working-directory"]).splitlines()
        added = _literal(folder)
        if added in map(str.strip, sites):
            return text
        block = [f"{found[0]['head']}|", *(f"{found[0]['indent']}  {site.strip()}" for site in (*sites, added))]
        whole = text[: found[0].start()] + "".join(f"{line}{end}" for line in block) + text[found[0].end() :]
        after = _action_inputs(yaml.safe_load(whole))
    except (yaml.YAMLError, LookupError, TypeError, AttributeError):
        return None
    wanted = {**before, "working-directory": "".join(f"{site.strip()}\n" for site in (*sites, added))}
    return whole if after == wanted else None


def names_site(text: str, folder: str) -> bool:
    """Whether a file of a CI server seems to name a folder: as a whole, not as a part of another name."""
    around = r"(?<![\w.-]){}/?(?![\w-])"
    return any(re.search(around.format(re.escape(name)), text) for name in (folder, _literal(folder)))


def _action_inputs(loaded: Any) -> dict[str, object]:
    """The inputs of the one step that calls our action to check."""
    steps = [step for job in loaded["jobs"].values() for step in job["steps"]]
    (only,) = [step["with"] for step in steps if "/content-lint@" in str(step.get("uses", ""))] or [{}]
    return dict(only)


def comment_workflow(origin: Origin, folder: str = "") -> str | None:
    """A workflow of GitHub's that keeps one comment for editors on each pull request.

    None where the content-lint that runs here has no action. For the arguments see ``workflow``.
    """
    if not origin.github:
        return None
    checkout, version = ACTIONS["checkout"]
    return f"""\
# Written by `content-lint init`. It runs the code of the main branch and nothing of the pull request.
name: content-lint comment
on:
  workflow_run: # zizmor: ignore[dangerous-triggers] nothing of the pull request is checked out or run
    workflows: [content-lint]
    types: [completed]
permissions: {{}}
concurrency:
  group: content-lint-comment-${{{{ github.event.workflow_run.head_repository.full_name }}}}-${{{{ github.event.workflow_run.head_branch }}}}
  cancel-in-progress: false
jobs:
  comment:
    name: comment
    if: github.event.workflow_run.event == 'pull_request'
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      actions: read # the report of the first workflow
      contents: read # the settings of the CMS, as the main branch has them
      pull-requests: write # the comment
      statuses: write # what Decap shows
    steps:
      - uses: actions/checkout@{checkout} # {version}
        with:
          persist-credentials: false
{_action_step(origin, "/comment", {"folder": _input(folder)})}"""  # noqa: E501 - one key of YAML


def dead_links_workflow(origin: Origin, folder: str = "") -> str | None:
    """A workflow of GitHub's that asks for all addresses once a week, and keeps one issue of those that are dead.

    None where the content-lint that runs here has no action. For the arguments see ``workflow``.
    """
    if not origin.github:
        return None
    checkout, version = ACTIONS["checkout"]
    return f"""\
# Written by `content-lint init`. Once a week it asks other servers for every address that the site links to.
name: Dead links
on:
  schedule:
    - cron: "23 3 * * 1"
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: dead-links
  cancel-in-progress: false
jobs:
  dead-links:
    name: dead links
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
      issues: write # the one issue
    steps:
      - uses: actions/checkout@{checkout} # {version}
        with:
          persist-credentials: false
{_action_step(origin, "/dead-links", {"folder": _input(folder)})}"""


def _action_step(origin: Origin, place: str, given: Mapping[str, str]) -> str:
    """The step that calls the action in a folder of ours, with the inputs that are not empty."""
    inputs = "".join(f"          {name}: {value}\n" for name, value in given.items() if value)
    head = f"      - uses: {origin.github}{place}@{origin.commit} # {origin.version}\n"
    return f"{head}        with:\n{inputs}" if inputs else head


def _pipx_step(origin: Origin, folder: str) -> str:
    """The same for an origin that has no action: `base --fetch` gets what the checkout leaves out."""
    inside = f"        working-directory: {_input(folder)}\n" if folder else ""
    run = f"pipx run --spec '{origin.requirement}' content-lint"
    token = "        env:\n          CONTENT_LINT_TOKEN: ${{ github.token }}\n"
    base = f"      - run: {run} base --fetch\n{inside}{token}"
    return f"{base}      - run: {run} check --output-format github\n{inside}"


def _input(folder: str) -> str:
    """A folder as the value of an input, in quotes; empty where there is none."""
    return quote(_literal(folder)) if folder else ""


def _literal(text: str) -> str:
    """A text in which GitHub finds nothing to work out."""
    return text.replace("${{", "${{ '${{' }}")


def _branch(name: str) -> str:
    """A branch as a pattern that means it and no other, in quotes; GitHub works nothing out there, and refuses to."""
    meant = "".join(f"\\{char}" if char in "!+" else char for char in name)
    return quote(meant.replace("${{", "*{{"))


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
