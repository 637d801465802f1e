"""From a pull request to the comment that its author reads, and from a week's links to the issue: all actions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.gate.github import HEAD, FakeGitHub
from tests.gate.host import BAD, FILES, Host, zipped_file
from tests.gate.test_comment import CMS

ADDRESS = {"GITHUB_REPOSITORY": "octo/site", "GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"}


def comment(host: Host, fake: FakeGitHub, **given: str) -> str:
    """The second workflow after the first has run; what it says."""
    fake.archive = zipped_file(host.runner.uploaded["content-lint-report"])
    env = {**ADDRESS, "GITHUB_API_URL": fake.url}
    job = host.later("comment", given, ("workflow_run", fake.event()), env)
    assert not job.failed, job.log
    return job.step("Comment").err


def test_an_editor_reads_what_is_wrong_and_the_comment_goes_when_it_is_right(
    tmp_path: Path, temp: Path, fake: FakeGitHub
) -> None:
    host = Host(tmp_path, {**FILES, "admin/config.yml": CMS}, temp)
    host.pull({"_news/mine.md": BAD})
    assert host.run({"comment": "true"}).failed
    assert "1 thing has to be put right" in comment(host, fake)
    (written,) = fake.comments
    assert "**News item: <code>mine</code>**" in written["body"]
    assert "[edit it](https://www.example.org/admin/#/collections/news/entries/mine)" in written["body"]
    assert "- Put right: **Publish date**: " in written["body"]
    assert [(item["commit"], item["state"]) for item in fake.statuses] == [(HEAD, "success")]

    host.work.git("checkout", "-q", "change")
    host.work.write({"_news/mine.md": "---\ntitle: Mine\n---\n"})
    host.work.commit("better")
    host.work.git("checkout", "-q", "merge")
    host.work.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    host.work.git("push", "-q", "--force", "origin", "merge:refs/pull/7/merge")
    assert not host.run({"comment": "true"}).failed
    comment(host, fake)
    assert fake.comments == []


def test_a_week_of_links_becomes_an_issue(tmp_path: Path, temp: Path, fake: FakeGitHub) -> None:
    page = "---\ntitle: Links\n---\n[a](http://localhost:1/) [b](https://no-such-name.invalid/)\n"
    host = Host(tmp_path, {**FILES, "links.md": page}, temp)
    env = {**ADDRESS, "GITHUB_API_URL": fake.url}
    schedule: tuple[str, dict[str, Any]] = ("schedule", {"schedule": "23 3 * * 1"})
    (tmp_path / "caches").mkdir()
    job = host.later("dead-links", {}, schedule, env)
    assert not job.failed, job.log
    found = json.loads((temp / "content-lint" / "links.json").read_text())
    assert {row["scope"] for row in found} == {"external"}
    assert "dead (" in job.step("Keep the issue up to date").err
    assert job.step("Ask other servers").err.count("2 links to 2 targets") == 1
    assert [path.name for path in (tmp_path / "caches").iterdir()] == ["content-lint-links-1-1"]
