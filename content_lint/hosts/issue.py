"""Keeps one issue of dead links: opened when there are some, edited, closed when there are none, never a second one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from content_lint.hosts.dead_links import MARK, Target, compare, issue_text, remembered
from content_lint.hosts.github_api import GitHub

BOT = "github-actions[bot]"
"""Who opens issues with the token of a workflow. Nobody else can, so nobody else's issue is ever taken for ours."""


def keep_issue(
    github: GitHub, targets: Sequence[Target], today: date, *, title: str, label: str, files: str, bot: str = BOT
) -> str:
    """Bring the issue up to date, and say what was done.

    One that somebody has closed as not planned stays closed, and is kept up to date all the same.

    Args:
        github: the repository.
        targets: the addresses that the site links to, with what asking came to.
        today: the day of the run.
        title: of a new issue.
        label: of a new issue.
        files: the address below which the repository shows its files; may be empty.
        bot: the author of our issue.

    Raises:
        HostError: GitHub does not do what was asked.
    """
    issue = _find(github, bot)
    found = compare(targets, remembered(str(issue["body"] or "")) if issue else {}, today)
    said = f"{found.dead:,} dead ({len(found.new):,} new), {len(found.healed):,} healed"
    if issue is None:
        if not found.dead:
            return f"{said}: no issue is needed"
        body = issue_text(found, today, files)
        made = github.send("POST", "issues", title=title, body=body, labels=[label])
        return f"{said}: opened {made['html_url']}"
    if not found.dead and issue["state"] == "closed":
        return f"{said}: the issue stays closed"
    changes: dict[str, Any] = {"body": issue_text(found, today, files)}
    if not found.dead:
        changes |= {"state": "closed", "state_reason": "completed"}
    elif issue["state"] == "closed" and issue.get("state_reason") != "not_planned":
        changes |= {"state": "open", "state_reason": "reopened"}
    github.send("PATCH", f"issues/{int(issue['number'])}", **changes)
    return f"{said}: {issue['html_url']} is up to date"


def _find(github: GitHub, bot: str) -> Mapping[str, Any] | None:
    """The oldest issue of ours, open or closed. A list is always current; GitHub's search lags."""
    for item in github.pages("issues", state="all", creator=bot, sort="created", direction="asc"):
        is_ours = str((item.get("user") or {}).get("login")) == bot and str(item.get("body") or "").startswith(MARK)
        if is_ours and "pull_request" not in item:
            return dict(item)
    return None
