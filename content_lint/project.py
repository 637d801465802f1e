"""What this project is called in the world: the one place that knows its address, and the actions that it calls.

`python -m content_lint._dev docs` puts both into README, guides and workflows; `docs --check` finds where they differ.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

from content_lint import __version__
from content_lint.text.regex import regex

REPOSITORY = "OWNER/content-lint"
"""Owner and name on GitHub. While the project has no home, guides say OWNER; what commands write for others says
where the very program came from that is installed (adopt/origin.py), and never this."""

ACTIONS: Mapping[str, tuple[str, str]] = {
    "checkout": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "setup-python": ("5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "cache": ("27d5ce7f107fe9357f9df03efb73ab90386fccae", "v5.0.5"),
    "upload-artifact": ("bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0"),
    "codeql-action": ("8aad20d150bbac5944a9f9d289da16a4b0d87c1e", "v4.36.2"),
}
"""Commit and version of each action of GitHub's own that ours, and the workflows in our guides, call."""


_ON_GITHUB = regex(r"(?:https|ssh)://(?:[^/@]*@)?github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
_REVISION = regex(r"[\w.-]{1,100}")


def rule_page(rule: str) -> str:
    """The address of the page of a rule, as the program that runs has it; empty where it lies at no address."""
    if REPOSITORY.startswith("OWNER/"):
        home = _installed_from()
    else:
        home = f"https://github.com/{REPOSITORY}/blob/v{__version__}"
    return f"{home}/content/rules/{rule}.md" if home else ""


@cache
def _installed_from() -> str:
    """Where the files of the commit that was installed from GitHub can be read; empty where it came from elsewhere."""
    # importlib.metadata finds it as well, and takes a tenth of a run in which nothing has changed to import.
    for folder in sys.path:
        noted = os.path.join(folder, f"content_lint-{__version__}.dist-info", "direct_url.json")  # noqa: PTH118
        with suppress(OSError, ValueError), open(noted, encoding="utf-8") as file:  # noqa: PTH123
            return page_home(file.read())
    return ""


def page_home(direct_url: str) -> str:
    """The address of the files that an installer noted (PEP 610); empty where they are not on GitHub.

    Args:
        direct_url: the text of ``direct_url.json``.
    """
    import json

    try:
        noted = json.loads(direct_url)
        found = _ON_GITHUB.fullmatch(noted["url"])
        revision = noted["vcs_info"]["commit_id"]
    except (ValueError, KeyError, TypeError):
        return ""
    if found is None or not isinstance(revision, str) or not _REVISION.fullmatch(revision):
        return ""
    return f"https://github.com/{found[1]}/blob/{revision}"
