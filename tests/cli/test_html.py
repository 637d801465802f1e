"""The page for people who look: what the command finds out for it."""

from __future__ import annotations

import json
import os
import re

import pytest

from content_lint.cli.check.history import read_history
from content_lint.cli.check.surroundings import find_code_host
from content_lint.report.diagnostic import Severity
from tests.cli.command import run
from tests.repository import Repo

POST = "web/_posts/2020-06-30-bad.md"
CHECK = ("check", "--select", "impossible-date", "--today", "2026-03-01", "--output-format", "html", "web")
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def top(tmp_path):
    repository = Repo(tmp_path / "repository")
    repository.write(
        {"web/_config.yml": "title: x\n", POST: "---\ntitle: t\ndate: 2020-06-31\n---\nx\n", "web/a.md": "---\n---\n"}
    )
    return repository.folder


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page)[1])


def test_the_page_knows_the_site_its_collections_and_where_its_files_are(top):
    in_actions = {
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_SHA": COMMIT,
    }
    ran = run(top, *CHECK, env=in_actions)
    assert ran.status == 1
    assert "<h1>Content of web</h1>\n<p>2026-03-01: 2 documents checked</p>" in ran.out
    data = data_of(ran.out)
    assert data["host"] == f"https://github.example/o/r/blob/{COMMIT}/"
    assert data["files"] == [["_posts/2020-06-30-bad.md", POST, "posts", "_posts/", "2020"]]
    again = run(top, *CHECK, env=in_actions)  # from the cache, which holds no collections
    assert data_of(again.out) == data


def test_earlier_reports_are_shown_over_time(top):
    earlier = run(top, "check", "--select", "impossible-date", "--output-format", "json", "web")
    (top / "reports").mkdir()
    (top / "reports/2026-01-02.json").write_text(earlier.out)
    (top / "reports/other.json").write_text("[]")
    page = run(top, *CHECK, "--history", "reports").out
    assert re.findall(r'<tr><th scope="row">(2026[^<]*)</th>', page) == ["2026-03-01", "2026-01-02"]


def test_what_is_no_report_is_said(top):
    (top / "other.json").write_text('{"summary": {"files": -1}}')
    for name in ("other.json", "missing.json", POST):
        ran = run(top, *CHECK, "--history", name)
        assert (ran.status, ran.out) == (2, "")
        assert f"`{name}` is no report of content-lint in JSON" in ran.err
    ran = run(top, "check", "web", "--history", "other.json", "--output-format", "json")
    assert (ran.status, "--history is shown by the format html" in ran.err) == (2, True)


def test_the_day_of_a_report_is_in_its_name_or_that_of_its_last_change(tmp_path):
    text = '{"schema_version": 1, "summary": {"files": 3, "errors": %d, "warnings": 2, "infos": 1}}'
    for number, name in enumerate(["report-20260103.json", "b-2026-01-04T10.json", "plain.json", "2026-02-02.json"]):
        (tmp_path / name).write_text(text % number)
    os.utime(tmp_path / "plain.json", (1_700_000_000, 1_700_000_000))
    reports = read_history([tmp_path], "2026-02-02")
    assert [(item.day, item.files, item.counts[Severity.ERROR]) for item in reports] == [
        ("2023-11-14", 3, 2),
        ("2026-01-03", 3, 0),
        ("2026-01-04", 3, 1),
    ]


@pytest.mark.parametrize(
    ("environment", "base", "line"),
    [
        (
            {"CI_PROJECT_URL": "https://code.example/a/b", "CI_COMMIT_SHA": COMMIT},
            "https://code.example/a/b/-/blob/",
            "#L",
        ),
        ({"CI_PROJECT_URL": "javascript:alert(1)", "CI_COMMIT_SHA": COMMIT}, None, None),
        ({"CI_PROJECT_URL": "https://code.example/a/b", "CI_COMMIT_SHA": '"><'}, None, None),
        ({}, None, None),
    ],
)
def test_ci_says_where_the_files_are(top, environment, base, line):
    found = find_code_host(top, environment)
    assert (found and (found.base, found.line)) == (base and (f"{base}{COMMIT}/", line))


@pytest.mark.parametrize(
    ("remote", "place"),
    [
        ("git@github.com:o/r.git", "https://github.com/o/r/blob/{}/"),
        ("https://user:secret@gitlab.com/o/r.git", "https://gitlab.com/o/r/-/blob/{}/"),
        ("https://bitbucket.org/o/r", "https://bitbucket.org/o/r/src/{}/"),
        ("https://codeberg.org/o/r.git", "https://codeberg.org/o/r/src/commit/{}/"),
        ("https://notgithub.example/o/r.git", None),
    ],
)
def test_a_pushed_clone_says_where_the_files_are(top, remote, place):
    repository = Repo(top)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "x")
    repository.git("remote", "add", "origin", remote)
    assert find_code_host(top, {}) is None  # nobody else has the commit
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    found = find_code_host(top, {})
    commit = repository.git("rev-parse", "HEAD").strip()
    assert (found and found.base) == (place and place.format(commit))
