"""Keeps one comment on a pull request up to date: written where something is wrong, taken away when all is well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from content_lint.hosts.bundle import MOST_ZIPPED, BundleError, read_bundle
from content_lint.hosts.cms_words import CmsWords
from content_lint.hosts.comment_text import MARK, comment_text, title_of
from content_lint.hosts.github_api import GitHub, HostError

ARTIFACT = "content-lint-report"
CONTEXT = "deploy/content-lint"
"""The name of the status. Decap shows a status whose name has the word `deploy` in it, as a link where it succeeded."""
_BOTS = "[bot]"


def keep_comment(
    github: GitHub, event: Mapping[str, Any], words: CmsWords, rules: Mapping[str, object], status: str = "auto"
) -> str:
    """Bring the comment of the pull request of a finished run up to date, and say what was done.

    Args:
        github: the repository.
        event: what GitHub says of the run (`workflow_run`); nobody but GitHub writes it.
        words: of the CMS.
        rules: the names of the rules that there are.
        status: whether editors are shown the report in Decap: ``true``, ``false``, or ``auto`` where nothing else is
            shown there.

    Raises:
        HostError: GitHub does not do what was asked.
    """
    run = event.get("workflow_run")
    if not isinstance(run, dict) or run.get("event") != "pull_request":
        return "the run was for no pull request: nothing to say"
    pull = _pull_request(github, run)
    if pull is None:
        return "the pull request is closed, or has newer commits: nothing to say"
    zipped = _artifact(github, int(run["id"]))
    if zipped is None:
        return "the run kept no report: its step needs `comment: true`"
    try:
        bundle = read_bundle(zipped, rules)
    except BundleError as error:
        return f"the report of the run is not used: {error}"
    number, head = int(pull["number"]), str(run["head_sha"])
    statuses = _statuses(github, head)
    text = comment_text(bundle, words, _preview(statuses, words))
    where = _keep(github, number, text)
    is_there = any(item["context"] == CONTEXT for item in statuses)
    if _is_shown(status, statuses, words) and (text or is_there):
        page = where or str(pull["html_url"])
        said = title_of(bundle)
        github.send("POST", f"statuses/{head}", state="success", context=CONTEXT, target_url=page, description=said)
    return f"pull request {number}: {title_of(bundle)}"


def _pull_request(github: GitHub, run: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The open pull request whose last commit the run has judged, or None.

    It is looked up by the branch that the run was for, since GitHub names none where that is in a fork.
    """
    source = run.get("head_repository") or {}
    owner = str((source.get("owner") or {}).get("login", ""))
    branch = str(run.get("head_branch", ""))
    for pull in github.pages("pulls", state="open", head=f"{owner}:{branch}"):
        head = pull["head"]
        same = (head.get("repo") or {}).get("id") == source.get("id")
        if same and head["sha"] == run.get("head_sha"):
            return dict(pull)
    return None


def _artifact(github: GitHub, run: int) -> bytes | None:
    """The archive that the run has kept; None where it kept none."""
    found = github.get(f"actions/runs/{run}/artifacts", name=ARTIFACT, per_page=10)["artifacts"]
    for item in found:
        if item["name"] == ARTIFACT and not item.get("expired") and item["size_in_bytes"] <= MOST_ZIPPED:
            return github.download(f"actions/artifacts/{int(item['id'])}/zip", MOST_ZIPPED)
    return None


def _statuses(github: GitHub, commit: str) -> list[Mapping[str, Any]]:
    """The newest status of each name. Whoever sets one can write to the repository."""
    return list(github.get(f"commits/{quote(commit, safe='')}/status")["statuses"])


def _preview(statuses: list[Mapping[str, Any]], words: CmsWords) -> str:
    """The address of the host's preview of the change, or empty."""
    for item in statuses:
        url = item.get("target_url") or ""
        if item["state"] == "success" and _is_preview(item["context"], words) and urlsplit(url).scheme == "https":
            return str(url)
    return ""


def _is_preview(context: str, words: CmsWords) -> bool:
    """Whether a status leads to a preview, as Decap sees it; our own does not."""
    if context == CONTEXT:
        return False
    return context == words.preview_context if words.preview_context else "deploy" in context


def _is_shown(wanted: str, statuses: list[Mapping[str, Any]], words: CmsWords) -> bool:
    """Whether Decap has room for the report: it shows one status, and a preview is worth more."""
    if wanted != "auto":
        return wanted == "true"
    if not words.collections or words.preview_context not in {"", CONTEXT}:
        return False
    return not any(_is_preview(item["context"], words) for item in statuses)


def _keep(github: GitHub, number: int, text: str) -> str:
    """Have the pull request show this text once, or not at all; the address of the comment, or empty."""
    ours = [item for item in github.pages(f"issues/{number}/comments") if _is_ours(item)]
    for item in ours[1 if text else 0 :]:
        _delete(github, int(item["id"]))
    if not text:
        return ""
    if not ours:
        return str(github.send("POST", f"issues/{number}/comments", body=text)["html_url"])
    if ours[0]["body"] != text:
        github.send("PATCH", f"issues/comments/{int(ours[0]['id'])}", body=text)
    return str(ours[0]["html_url"])


def _is_ours(comment: Mapping[str, Any]) -> bool:
    """Whether a comment is the one that this program keeps: anybody can copy its mark, but not be a bot."""
    author = comment.get("user") or {}
    is_bot = author.get("type") == "Bot" or str(author.get("login", "")).endswith(_BOTS)
    return is_bot and str(comment.get("body", "")).startswith(MARK)


def _delete(github: GitHub, number: int) -> None:
    try:
        github.send("DELETE", f"issues/comments/{number}")
    except HostError as error:
        if error.status != 404:  # somebody was faster
            raise
