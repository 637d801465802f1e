"""What this project is called in the world: the one place that knows its address, and the actions that it calls.

`python -m content_lint._dev docs` puts both into README, guides and workflows; `docs --check` finds where they differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from content_lint import __version__

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


def rule_page(rule: str) -> str:
    """The address of the page of a rule, as this version has it; empty while the project has no home."""
    if REPOSITORY.startswith("OWNER/"):
        return ""
    return f"https://github.com/{REPOSITORY}/blob/v{__version__}/content/rules/{rule}.md"
