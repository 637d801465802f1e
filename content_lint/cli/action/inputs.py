"""The inputs and outputs of our GitHub actions: `_dev docs` writes their files from here, their steps read them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Input(Struct, frozen=True):
    """One input: its name, what it is for, and what it is where nobody sets it."""

    name: str
    about: str
    default: str = ""

    @property
    def variable(self) -> str:
        """The variable by which a step is given it: no value is ever part of a command."""
        return f"INPUT_{self.name.upper().replace('-', '_')}"


class Output(Struct, frozen=True):
    """One output of the step ``check``, and what it holds."""

    name: str
    about: str


FOLDERS = Input("working-directory", "the folder of the site; of several sites one a line", ".")
FAIL_ON = Input("fail-on", "the lowest severity that fails the job: error, warning or info", "error")
FAIL_ON_UNCHECKED = Input("fail-on-unchecked", "fail where more of a hundred internal links have no verdict (0 to 100)")
WHOLE_SITE = Input("whole-site", "true: report the whole site in a pull request too, not only what it changes", "false")
CHANGED_SINCE = Input("changed-since", "compare with this branch or commit, and not with the base of the pull request")
EXTERNAL = Input("external", "addresses of other sites: off, cached (what earlier runs learned) or on (ask now)", "off")
OPTIONS = Input("options", "further options of `content-lint check`, one a line")
SUMMARY = Input("summary", "true: write the summary of the job", "true")
REPORTS = {
    "sarif": Input("sarif-file", "write SARIF there, for GitHub's code scanning"),
    "junit": Input("junit-file", "write JUnit's XML there"),
    "rdjson": Input("rdjson-file", "write reviewdog's format there"),
    "json": Input("json-file", "write JSON there"),
    "markdown": Input("markdown-file", "write Markdown there"),
}
"""Inputs that name a file, by the format that is written there."""
COMMENT = Input(
    "comment", "true: keep the report as an artifact, for the workflow that comments on pull requests", "false"
)
CACHE = Input(
    "cache", "true: remember what was made of each file, saved on the default and on protected branches", "true"
)
PYTHON = Input("python-version", "the Python that runs it, 3.11 or later; that of the job stays as it is", "3.13")

CHECK_INPUTS = (
    FOLDERS,
    FAIL_ON,
    FAIL_ON_UNCHECKED,
    WHOLE_SITE,
    CHANGED_SINCE,
    EXTERNAL,
    OPTIONS,
    SUMMARY,
    *REPORTS.values(),
    COMMENT,
    CACHE,
    PYTHON,
)
CHECK_OUTPUTS = (
    Output("status", "clean, problems, usage or failure"),
    Output("exit-code", "0, 1, 2 or 3, as the command says it"),
    Output("files", "how many documents were checked"),
    Output("errors", "how many errors there are"),
    Output("warnings", "how many warnings there are"),
    Output("infos", "how many pieces of information there are"),
)

FOLDER = Input("folder", "where the site lies in the repository", ".")
SITE_FOLDERS = Input("folder", "where the site lies in the repository; of several sites one a line", ".")
DECAP_STATUS = Input("decap-status", "show editors the report in Decap, as a status: auto, true or false", "auto")
TITLE = Input("title", "the title of the issue", "Links that lead nowhere")
LABEL = Input("label", "the label of the issue", "dead-links")
COMMENT_INPUTS = (SITE_FOLDERS, DECAP_STATUS, PYTHON)
DEAD_LINKS_INPUTS = (FOLDER, TITLE, LABEL, PYTHON)


def value_of(item: Input, environment: Mapping[str, str]) -> str:
    """What an input is in this step."""
    return environment.get(item.variable, item.default).strip()


def lines_of(item: Input, environment: Mapping[str, str]) -> list[str]:
    """The lines of an input that may have several; empty ones are passed over."""
    return [line.strip() for line in value_of(item, environment).splitlines() if line.strip()]


def is_on(item: Input, environment: Mapping[str, str]) -> bool:
    """Whether an input that is true or false is true."""
    return value_of(item, environment).lower() == "true"
