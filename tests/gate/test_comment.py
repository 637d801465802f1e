"""One comment a pull request: written, edited, taken away; and nothing that a stranger's report could do with it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from content_lint.hosts.bundle import BundleError, read_bundle
from content_lint.hosts.cms_words import CmsWords, read_cms_words, words_of_sites
from content_lint.hosts.comment import CONTEXT, keep_comment
from content_lint.hosts.comment_text import MARK, comment_text
from content_lint.hosts.github_api import GitHub, HostError
from content_lint.rules.registry import all_rules
from tests.cli.command import run
from tests.gate.github import BOT, HEAD, FakeGitHub

CMS = """\
backend: {name: github, branch: main}
publish_mode: editorial_workflow
site_url: https://www.example.org
collections:
  - name: news
    label: News
    label_singular: News item
    folder: _news
    fields:
      - {name: title, label: Headline, widget: string}
      - {name: date, label: Publish date, widget: datetime}
      - name: event
        label: Event
        widget: object
        fields:
          - {name: start, label: Begins, widget: datetime}
  - name: pages
    label: Pages
    files:
      - {name: home, label: Home page, file: index.md, fields: [{name: title, label: Title, widget: string}]}
"""


def finding(**changed: Any) -> dict[str, Any]:
    usual = {
        "rule": "impossible-date",
        "code": "DT102",
        "severity": "error",
        "path": "_news/2020-05-01-walk.md",
        "line": 3,
        "column": 7,
        "message": "`date` names a day that does not exist: `2020-06-31`",
        "help": "Write the day that was meant: June has 30 days.",
        "field": "date",
    }
    return {**usual, **changed}


def zipped(
    *findings: dict[str, Any], exit_code: int = 1, folder: str = ".", name: str = "content-lint-report.json"
) -> bytes:
    site = {"folder": folder, "exit_code": exit_code, "report": {"diagnostics": list(findings)}}
    return packed(json.dumps({"schema_version": 1, "sites": [site]}).encode(), name)


def packed(data: bytes, name: str = "content-lint-report.json", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.writestr(name, data)
    return target.getvalue()


def damaged(method: int) -> bytes:
    """An archive whose compressed bytes no program can read."""
    name = b"content-lint-report.json"
    whole = bytearray(packed(b'{"schema_version": 1}' * 20, method=method))
    start = whole.index(name) + len(name)
    whole[start + 8 : start + 24] = bytes(byte ^ 0xFF for byte in whole[start + 8 : start + 24])
    return bytes(whole)


@pytest.fixture
def words(tmp_path: Path) -> CmsWords:
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin/config.yml").write_text(CMS)
    return read_cms_words(tmp_path)


NO_WORDS = CmsWords()


def keep(fake: FakeGitHub, words: CmsWords = NO_WORDS, status: str = "auto", **event: Any) -> str:
    github = GitHub(fake.url, "octo/site", "secret")
    return keep_comment(github, fake.event(**event), words, all_rules(), status)


def test_the_comment_speaks_as_the_cms_does_in_the_order_of_the_post(fake: FakeGitHub, words: CmsWords) -> None:
    later = finding(rule="vague-link-text", severity="warning", line=9, field=None, message="link text `here`", help="")
    inside = finding(line=5, field="event.start", message="`event.start` is empty", help="Write a day.")
    fake.archive = zipped(later, inside, finding())
    assert keep(fake, words) == "pull request 7: 2 things have to be put right"
    (comment,) = fake.comments
    assert comment["body"] == (
        f"{MARK}\n"
        "### 2 things have to be put right\n"
        "\n"
        "**News item: <code>2020-05-01-walk</code>** - "
        "[edit it](https://www.example.org/admin/#/collections/news/entries/2020-05-01-walk)\n"
        "\n"
        "- Put right: **Publish date**: <code>date</code> names a day that does not exist&#58; <code>2020-06-31</code>."
        " Write the day that was meant&#58; June has 30 days.\n"
        "- Put right: **Begins**: <code>event.start</code> is empty. Write a day.\n"
        "- Worth a look: Line 9: Link text <code>here</code>.\n"
    )


def test_a_page_of_the_cms_and_a_file_that_it_does_not_know(words: CmsWords) -> None:
    bundle = read_bundle(zipped(finding(path="index.md", field="title"), finding(path="about.md")), all_rules())
    text = comment_text(bundle, words)
    assert (
        "**Pages: <code>Home page</code>** - [edit it](https://www.example.org/admin/#/collections/pages/entries/home)"
        in text
    )
    assert "**<code>about.md</code>**\n\n- Put right: Line 3: " in text


def test_a_site_in_a_folder_has_the_words_of_its_own_cms(tmp_path: Path) -> None:
    (tmp_path / "web/static/admin").mkdir(parents=True)
    (tmp_path / "web/static/admin/config.yml").write_text(CMS)
    bundle = read_bundle(zipped(finding(), folder="web"), all_rules())
    assert bundle.findings[0].path == "web/_news/2020-05-01-walk.md"
    assert "**Publish date**" in comment_text(bundle, read_cms_words(tmp_path / "web", "web"))


def test_each_site_of_a_repository_has_the_words_of_its_own_cms(tmp_path: Path) -> None:
    for folder, label in (("web", "Day"), ("web/shop", "Since"), ("plain", "")):
        place = tmp_path / folder / "admin"
        place.mkdir(parents=True)
        if label:
            (place / "config.yml").write_text(CMS.replace("Publish date", label).replace("www.", f"{label}."))
    words = words_of_sites(tmp_path, ["plain", "web", "./web/shop/"])
    for folder, label in (("web", "Day"), ("web/shop", "Since")):
        text = comment_text(read_bundle(zipped(finding(), folder=folder), all_rules()), words)
        assert f"**{label}**" in text
        assert f"https://{label}.example.org/admin/#/collections/news/entries/2020-05-01-walk" in text
    assert "**<code>plain/&#95;news/2020-05-01-walk.md</code>**" in comment_text(
        read_bundle(zipped(finding(), folder="plain"), all_rules()), words
    )


def test_there_is_one_comment_however_often_it_changes(fake: FakeGitHub) -> None:
    for day in ("2020-06-31", "2020-02-30", "2020-02-30"):
        fake.archive = zipped(finding(message=f"`date` is `{day}`"))
        keep(fake)
    (comment,) = fake.comments
    assert "2020-02-30" in comment["body"]
    written = [method for method, path, _ in fake.requests if "comments" in path and method != "GET"]
    assert written == ["POST", "PATCH"]


def test_it_is_taken_away_when_all_is_well(fake: FakeGitHub) -> None:
    fake.archive = zipped(finding())
    keep(fake)
    fake.archive = zipped(finding(severity="info"), exit_code=0)
    assert keep(fake) == "pull request 7: All is well"
    assert fake.comments == []


def test_comments_of_others_stay_even_with_our_mark(fake: FakeGitHub) -> None:
    theirs = {"id": 1, "user": {"login": "mallory", "type": "User"}, "body": f"{MARK} me", "html_url": ""}
    other_bot = {"id": 2, "user": BOT, "body": "another tool", "html_url": ""}
    fake.comments = [theirs, other_bot, *({"id": n, "user": BOT, "body": "x", "html_url": ""} for n in range(10, 150))]
    fake.archive = zipped(finding())
    keep(fake)
    keep(fake)
    assert len(fake.comments) == 143
    assert fake.comments[0] == theirs
    fake.archive = zipped(exit_code=0)
    keep(fake)
    assert len(fake.comments) == 142


def test_what_could_not_be_checked_is_not_called_well(fake: FakeGitHub) -> None:
    fake.archive = zipped(exit_code=2)
    keep(fake)
    assert "Not everything could be checked" in fake.comments[0]["body"]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "push"},
        {"head_sha": "b" * 40},
        {"head_branch": "another"},
        {"head_repository": {"id": 23, "owner": {"login": "fork"}}},
    ],
)
def test_a_run_that_is_not_of_the_newest_commit_says_nothing(fake: FakeGitHub, event: dict[str, Any]) -> None:
    fake.archive = zipped(finding())
    assert "nothing to say" in keep(fake, **event)
    assert fake.comments == []


def test_a_report_cannot_choose_its_pull_request(fake: FakeGitHub) -> None:
    fake.archive = packed(json.dumps({"schema_version": 1, "sites": [], "number": 1, "pull_request": 1}).encode())
    assert keep(fake).startswith("pull request 7")


def test_the_token_goes_to_github_and_not_to_where_the_artifact_lies(fake: FakeGitHub) -> None:
    fake.archive = zipped(finding())
    keep(fake)
    sent = {path: token for _, path, token in fake.requests}
    assert sent["/blob"] == ""
    assert {token for path, token in sent.items() if path != "/blob"} == {"Bearer secret"}


HOSTILE = (
    "@octo/everyone [click](https://evil.example) <img src=x onerror=alert(1)> https://evil.example www.evil.example\n"
    "\n# Heading\n| a | b |\n|--|--|\n- [ ] task\n<!-- --> </details> `@me` #1 octo/site#1 GH-1 "
    "![x](http://e.example/p.png) "
    "\u202e\u200b$$x$$ :tada: evil@example.org"
)


@pytest.mark.parametrize("place", ["message", "help", "path", "field"])
def test_hostile_text_is_only_text(words: CmsWords, place: str) -> None:
    bundle = read_bundle(zipped(finding(**{place: HOSTILE})), all_rules())
    text = comment_text(bundle, words)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    links = re.findall(r'href="([^"]*)"', html)
    assert all(link.startswith("https://www.example.org/admin/#/collections/news/entries/") for link in links)
    assert not re.search(r"<(img|h1|h2|table|input|details)", html)
    # What GitHub makes links, mentions and pictures of itself is not there as plain signs.
    for sign in ("@", "://", "www.", "#1", ":tada:", "$$", "\u202e", "\u200b"):
        assert sign not in re.sub(r"&#\d+;", "", text.removeprefix(MARK)).replace("https://www.example.org/", ""), sign
    # What is left of them once entities are read is code, or has a space without width in it.
    shown = re.sub(r"<code>.*?</code>", "", html)
    assert not re.search(r"@\w|#\d|GH-\d", shown)
    assert len(text.splitlines()) <= 8


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (b"no archive", "no archive"),
        (packed(b"{}", "../../other.json"), "no archive with"),
        (packed(b"not json"), "no JSON"),
        (packed(b"[" * 100_000), "no JSON"),
        (packed(b"[]"), "not laid out"),
        (packed(b'{"schema_version": 2, "sites": []}'), "another version"),
        (packed(b" " * 20_000_001), "more than 20,000,000 bytes"),
        (bytes(4_000_001), "more than 4,000,000 bytes"),
        (zipped(finding(rule="no-such-rule")), "a rule that there is not"),
        (zipped(finding(severity="fatal")), "not laid out"),
        (zipped(finding(line=0)), "not laid out"),
        (zipped(finding(line=True)), "not laid out"),
        (zipped(finding(line=10**12)), "not laid out"),
        (zipped(finding(path="../../etc/passwd")), "outside"),
        (zipped(finding(path="/etc/passwd")), "outside"),
        (zipped(finding(), folder=".."), "outside"),
        (zipped(*[finding()] * 5_001), "not laid out"),
        (zipped(finding(message=None)), "not laid out"),
        (zipped(finding(path="posts/\ud800.md")), "no file can hold"),
        (damaged(zipfile.ZIP_DEFLATED), "no archive with"),
        (damaged(zipfile.ZIP_LZMA), "no archive with"),
    ],
)
def test_what_is_no_report_of_ours_is_refused(archive: bytes, why: str) -> None:
    with pytest.raises(BundleError, match=why):
        read_bundle(archive, all_rules())


def test_an_exit_status_that_is_none_is_no_success() -> None:
    site = b'{"folder": ".", "report": null, "exit_code": [1]}'
    assert read_bundle(packed(b'{"schema_version": 1, "sites": [%s]}' % site), all_rules()).unfinished


def test_a_refused_report_leaves_the_comment_as_it_is(fake: FakeGitHub) -> None:
    fake.archive = zipped(finding())
    keep(fake)
    before = fake.comments[0]["body"]
    fake.archive = packed(b"{}")
    assert "is not used" in keep(fake)
    fake.archive, fake.size = zipped(finding(severity="info"), exit_code=0), 4_000_001
    assert "kept no report" in keep(fake)
    assert [item["body"] for item in fake.comments] == [before]


def test_long_reports_fit_into_a_comment(words: CmsWords) -> None:
    many = [finding(path=f"_news/{number}.md", message="x" * 5_000) for number in range(400)]
    text = comment_text(read_bundle(zipped(*many), all_rules()), words)
    assert len(text.encode()) < 65_000
    assert re.search(r"\n\d+ more are in the log of the check\.\n$", text)


class TestStatus:
    """Decap shows one status whose name has `deploy` in it, as a link where it succeeded."""

    def test_the_report_is_shown_where_nothing_else_is(self, fake, words):
        fake.archive = zipped(finding())
        keep(fake, words)
        (status,) = fake.statuses
        assert status == {
            "state": "success",
            "context": CONTEXT,
            "target_url": fake.comments[0]["html_url"],
            "description": "1 thing has to be put right",
            "commit": HEAD,
        }
        assert "deploy" in CONTEXT

    def test_a_preview_is_worth_more_and_is_linked(self, fake, words):
        url = "https://deploy-preview-7--site.netlify.app"
        fake.statuses = [{"context": "deploy/netlify", "state": "success", "target_url": url}]
        fake.archive = zipped(finding())
        keep(fake, words)
        assert len(fake.statuses) == 1
        assert f"[Look at the preview]({url})" in fake.comments[0]["body"]

    def test_without_a_cms_there_is_none_unless_asked_for(self, fake):
        fake.archive = zipped(finding())
        keep(fake)
        assert fake.statuses == []
        keep(fake, status="true")
        assert len(fake.statuses) == 1

    def test_it_says_so_when_all_is_well_again(self, fake, words):
        fake.archive = zipped(finding())
        keep(fake, words)
        fake.archive = zipped(exit_code=0)
        keep(fake, words)
        assert [item["description"] for item in fake.statuses] == ["1 thing has to be put right", "All is well"]

    def test_a_page_without_findings_gets_none(self, fake, words):
        fake.archive = zipped(exit_code=0)
        keep(fake, words)
        assert fake.statuses == []


def test_the_command_says_what_is_missing(tmp_path: Path, fake: FakeGitHub) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps(fake.event()))
    env = {"GITHUB_API_URL": fake.url, "GITHUB_EVENT_PATH": str(event), "GITHUB_REPOSITORY": "octo/site"}
    ran = run(tmp_path, "report", "comment", env=env)
    assert (ran.status, "there is no token" in ran.err) == (2, True)
    fake.archive = zipped(finding())
    ran = run(tmp_path, "report", "comment", env={**env, "GITHUB_TOKEN": "secret"})
    assert (ran.status, ran.err) == (0, "content-lint: pull request 7: 1 thing has to be put right\n")
    ran = run(tmp_path, "report", "comment", env={**env, "GITHUB_TOKEN": "secret", "GITHUB_REPOSITORY": "octo/other"})
    assert (ran.status, "404" in ran.err, "permissions" in ran.err) == (3, True, True)


def test_an_answer_that_is_too_long_is_not_read(fake: FakeGitHub) -> None:
    fake.archive = zipped(finding())
    with pytest.raises(HostError, match="more than 10 bytes"):
        GitHub(fake.url, "octo/site", "secret").download("actions/artifacts/3/zip", 10)
