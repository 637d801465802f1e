"""One issue for dead links: 52 weeks of runs, and one issue at the end."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from content_lint.hosts.dead_links import MARK, targets_of
from content_lint.hosts.github_api import GitHub
from content_lint.hosts.issue import keep_issue
from tests.cli.command import run
from tests.gate.github import BOT, FakeGitHub

START = date(2026, 1, 5)


def row(
    address: str, outcome: str | None, path: str = "_posts/a.md", line: int = 4, reason: str = ""
) -> dict[str, Any]:
    return {
        "path": path,
        "line": line,
        "column": 1,
        "destination": address,
        "kind": "inline",
        "scope": "external",
        "resolved": address,
        "outcome": outcome,
        "reason": reason or ("answers 404 Not Found" if outcome == "broken" else ""),
    }


def week(fake: FakeGitHub, number: int, *rows: dict[str, Any]) -> str:
    github = GitHub(fake.url, "octo/site", "secret")
    files = "https://github.com/octo/site/blob/main/"
    today = START + timedelta(weeks=number)
    return keep_issue(github, targets_of(rows), today, title="Dead", label="dead-links", files=files)


def parts(fake: FakeGitHub) -> dict[str, int]:
    return {
        name: int(count) for name, count in re.findall(r"^### (.*) \((\d+)\)$", fake.issues[0]["body"], re.MULTILINE)
    }


def test_nothing_dead_opens_no_issue(fake: FakeGitHub) -> None:
    assert "no issue is needed" in week(fake, 0, row("https://a.example/", "ok"), row("https://b.example/", "flaky"))
    assert fake.issues == []


def test_new_lasting_and_healed_are_told_apart(fake: FakeGitHub) -> None:
    one, two = "https://one.example/", "https://two.example/"
    week(fake, 0, row(one, "broken"), row(two, "ok"))
    assert parts(fake) == {"New": 1}
    week(fake, 1, row(one, "broken"), row(two, "tls"))
    assert parts(fake) == {"New": 1, "Dead for longer": 1}
    assert "dead since 5 January 2026 in 2 runs" in fake.issues[0]["body"]
    week(fake, 2, row(one, "ok"), row(two, "tls"))
    assert parts(fake) == {"Dead for longer": 1, "Healed": 1}
    assert fake.issues[0]["state"] == "open"
    week(fake, 3, row(one, "ok"), row(two, "ok"))
    assert (parts(fake), fake.issues[0]["state"]) == ({"Healed": 1}, "closed")
    before = fake.issues[0]["body"]
    assert "stays closed" in week(fake, 4, row(one, "ok"))
    assert fake.issues[0]["body"] == before


@pytest.mark.parametrize("outcome", ["unchecked", "flaky", "blocked", None])
def test_what_nobody_answered_for_is_not_called_healed(fake: FakeGitHub, outcome: str | None) -> None:
    week(fake, 0, row("https://a.example/", "broken"))
    week(fake, 1, row("https://a.example/", outcome))
    assert parts(fake) == {"Dead before, not answered this time": 1}
    assert fake.issues[0]["state"] == "open"
    week(fake, 2, row("https://a.example/", "broken"))
    assert "dead since 5 January 2026 in 2 runs" in fake.issues[0]["body"]


def test_a_link_that_was_taken_out_is_counted_and_closes_the_issue(fake: FakeGitHub) -> None:
    week(fake, 0, row("https://a.example/", "broken"))
    week(fake, 1)
    assert "1 of the last time is linked to no more." in fake.issues[0]["body"]
    assert fake.issues[0]["state"] == "closed"


def test_what_dies_again_opens_the_same_issue(fake: FakeGitHub) -> None:
    week(fake, 0, row("https://a.example/", "broken"))
    week(fake, 1, row("https://a.example/", "ok"))
    week(fake, 2, row("https://a.example/", "broken"))
    assert [(item["number"], item["state"]) for item in fake.issues] == [(1, "open")]
    assert parts(fake) == {"New": 1}


def test_an_issue_that_was_closed_as_not_planned_stays_closed(fake: FakeGitHub) -> None:
    week(fake, 0, row("https://a.example/", "broken"))
    fake.issues[0] |= {"state": "closed", "state_reason": "not_planned"}
    week(fake, 1, row("https://a.example/", "broken"), row("https://b.example/", "broken"))
    assert (len(fake.issues), fake.issues[0]["state"], parts(fake)["New"]) == (1, "closed", 1)


def test_a_strangers_issue_with_our_mark_is_not_ours(fake: FakeGitHub) -> None:
    stranger = {"login": "mallory", "type": "User"}
    fake.issues = [{"number": 1, "state": "open", "user": stranger, "body": f"{MARK} x", "html_url": ""}]
    week(fake, 0, row("https://a.example/", "broken"))
    assert [item["user"]["login"] for item in fake.issues] == ["mallory", BOT["login"]]
    assert fake.issues[0]["body"] == f"{MARK} x"


@pytest.mark.parametrize(
    "damage", ["", "remembered {", 'remembered {"a": 1} -->', "<!-- content-lint: remembered {} -->"]
)
def test_what_somebody_has_damaged_is_only_forgotten(fake: FakeGitHub, damage: str) -> None:
    week(fake, 0, row("https://a.example/", "broken"))
    fake.issues[0]["body"] = f"{MARK}\n{damage}"
    week(fake, 1, row("https://a.example/", "broken"))
    assert (len(fake.issues), parts(fake)) == (1, {"New": 1})


def test_a_year_of_runs_makes_one_issue(fake: FakeGitHub) -> None:
    chance = Random(7)
    addresses = [f"https://site{number}.example/page" for number in range(60)]
    dead: set[str] = set()
    since: dict[str, date] = {}
    for number in range(52):
        calm = number in {20, 21, 40}  # weeks in which nothing is dead
        dead = set() if calm else {item for item in addresses if chance.random() < (0.9 if item in dead else 0.05)}
        unasked = {item for item in addresses if item in dead and item in since and chance.random() < 0.2}
        outcomes = {item: "unchecked" if item in unasked else "broken" if item in dead else "ok" for item in addresses}
        today = START + timedelta(weeks=number)
        since = {item: since.get(item, today) for item in dead}
        week(fake, number, *(row(item, outcomes[item]) for item in addresses))
        assert len(fake.issues) <= 1
        if fake.issues:
            body = fake.issues[0]["body"]
            assert (fake.issues[0]["state"] == "open") == bool(dead)
            shown = parts(fake) if dead else {}
            assert sum(count for name, count in shown.items() if name != "Healed") == len(dead)
            for item in dead - unasked:
                line = next(line for line in body.splitlines() if item.removeprefix("https://") in line)
                first = since[item]
                assert ("dead since" not in line) or f"{first.day} {first:%B %Y}" in line
    assert len(fake.issues) == 1


def test_ten_thousand_dead_links_fit_into_an_issue(fake: FakeGitHub) -> None:
    rows = [row(f"https://site{number}.example/{'x' * 100}", "broken") for number in range(10_000)]
    week(fake, 0, *rows)
    body = fake.issues[0]["body"]
    assert len(body) < 65_536
    assert re.search(r"[\d,]+ more are in the log of the run\.", body)
    week(fake, 1, *rows)
    assert len(fake.issues[0]["body"]) < 65_536


def test_addresses_are_shown_and_not_linked(fake: FakeGitHub) -> None:
    week(fake, 0, row("https://a.example/@octo/`<img src=x>` -->", "broken", "_posts/a b.md", 7, "answers `@everyone`"))
    body = fake.issues[0]["body"]
    assert "@" not in body
    assert "<img" not in body
    assert "(https://github.com/octo/site/blob/main/_posts/a%20b.md?plain=1#L7)" in body

    assert body.count("-->") == 2


def test_the_name_of_a_file_may_be_no_text(fake: FakeGitHub) -> None:
    week(fake, 0, row("https://a.example/", "broken", "_posts/\udce9.md"))
    assert "_posts/%E9.md?plain=1#L4" in fake.issues[0]["body"]


def test_the_command_reads_what_links_has_written(tmp_path: Path, fake: FakeGitHub) -> None:
    (tmp_path / "links.json").write_text(json.dumps([row("https://a.example/", "broken")]))
    env = {
        "GITHUB_API_URL": fake.url,
        "GITHUB_REPOSITORY": "octo/site",
        "GITHUB_TOKEN": "secret",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REF_NAME": "main",
    }
    ran = run(tmp_path, "report", "issue", "--links", "links.json", "--today", "2026-11-29", "--folder", "web", env=env)
    assert ran.err == "content-lint: 1 dead (1 new), 0 healed: opened https://github.com/octo/site/issues/1\n"
    assert "blob/main/web/_posts/a.md?plain=1#L4" in fake.issues[0]["body"]
    assert "Asked on 29 November 2026." in fake.issues[0]["body"]
