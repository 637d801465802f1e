"""A run that is compared with an earlier revision reports what the change touches, and what it breaks elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.config.settings import SiteSettings
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.scope import NothingToCheck
from content_lint.engine.since import compare, is_configuration
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.site.sources.git import open_repository
from content_lint.site.sources.history import Changes, changes_since
from content_lint.site.sources.revision import GitTree
from tests.repository import Repo, environment

CONFIG = """\
url: https://www.example.org
plugins: [jekyll-redirect-from]
collections: {news: {output: true, permalink: "/news/:title/"}}
"""
BAD_DATE = "---\ntitle: Old\ndate: 2020-06-31\n---\n"
FILES = {
    "_config.yml": CONFIG,
    "index.md": "---\ntitle: Home\n---\n",
    "_news/a.md": "---\ntitle: A\n---\n",
    "_news/link.md": "---\ntitle: L\n---\nSee [A](/news/a/), and [nothing](/news/gone-for-ages/).\n",
    "_news/old.md": BAD_DATE,
}
RULES = ("impossible-date", "broken-link", "removed-url", "duplicate-url", "missing-asset")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo", FILES)


def check(
    repo: Repo,
    below: str = "",
    *,
    rules: Iterable[str] | None = RULES,
    buffers: dict[str, bytes] | None = None,
    touched: bool = True,
    paths: tuple[str, ...] | None = None,
) -> Report:
    def load(folder: Path) -> SiteSettings:
        settings = load_settings(folder, catalog=catalog())
        return settings if rules is None else with_selection(settings, catalog(), select=list(rules))

    settings = load(repo.folder / below)
    repository = open_repository(settings.root, environment())
    changes = changes_since(repository, "HEAD")
    if buffers:
        changes = Changes(changes.added, changes.modified | set(buffers), changes.deleted, changes.renamed)
    with GitTree(repository, "HEAD") as revision:
        since = compare(settings, revision, changes, load, changes.touched if touched else None)
        now = datetime(2024, 6, 1, tzinfo=UTC)
        report = run_check(settings, RunRequest(now=now, since=since, buffers=buffers or {}, paths=paths))
    assert not report.failures
    return report


def told(report: Report) -> list[tuple[str, str]]:
    return [(item.path, item.rule) for item in report.diagnostics]


def test_nothing_changed_and_nothing_is_said(repo):
    report = check(repo)
    assert (told(report), report.files) == ([], 0)


def test_only_the_changed_file_is_reported(repo):
    repo.write({"_news/a.md": "---\ntitle: A\ndate: 2021-02-30\n---\n"})
    report = check(repo)
    assert (told(report), report.files) == ([("_news/a.md", "impossible-date")], 1)


def test_old_faults_of_a_changed_file_are_reported_with_it(repo):
    repo.write({"_news/old.md": f"{BAD_DATE}More.\n"})
    assert told(check(repo)) == [("_news/old.md", "impossible-date")]


def test_a_new_file_counts_before_git_knows_it(repo):
    repo.write({"_news/new.md": BAD_DATE})
    assert told(check(repo)) == [("_news/new.md", "impossible-date")]


def test_a_deletion_breaks_links_in_files_that_nobody_touched(repo):
    (repo.folder / "_news/a.md").unlink()
    report = check(repo)
    assert told(report) == [("_news/link.md", "broken-link"), ("index.md", "removed-url")]
    assert "/news/a/" in report.diagnostics[0].message
    assert report.files == 0


def test_a_redirect_mends_what_a_deletion_breaks(repo):
    (repo.folder / "_news/a.md").unlink()
    repo.write({"index.md": "---\ntitle: Home\nredirect_from: /news/a/\n---\n"})
    assert told(check(repo)) == []


def test_a_rename_breaks_the_address_and_the_redirect_goes_into_the_new_file(repo):
    repo.write({"_news/a.md": "---\ntitle: A\n---\n" + "A long text, to be known again by.\n" * 5})
    repo.commit()
    repo.git("mv", "_news/a.md", "_news/b.md")
    assert told(check(repo)) == [("_news/b.md", "removed-url"), ("_news/link.md", "broken-link")]


def test_a_rename_that_git_was_not_told_of_is_known_by_the_text(repo):
    repo.write({"_news/a.md": "---\ntitle: A\n---\nA text.\n"})
    repo.commit()
    (repo.folder / "_news/a.md").unlink()
    repo.write({"_news/b.md": "---\ntitle: Another title\npermalink: /b/\nlayout: wide\nx: y\n---\nA text.\n"})
    found = check(repo, rules=["removed-url"])
    assert told(found) == [("_news/b.md", "removed-url")]
    assert found.diagnostics[0].fix.edits[0].text == "redirect_from: /news/a/\n"


def test_a_changed_permalink_and_a_second_claim(repo):
    repo.write({"_news/b.md": "---\npermalink: /news/a/\n---\n"})
    assert told(check(repo)) == [("_news/a.md", "duplicate-url"), ("_news/b.md", "duplicate-url")]


def test_a_deleted_picture_breaks_the_pages_that_show_it(repo):
    repo.write({"assets/a.png": "x", "_news/p.md": "---\ntitle: P\n---\n![A picture](/assets/a.png)\n"})
    repo.commit()
    (repo.folder / "assets/a.png").unlink()
    assert told(check(repo)) == [("_news/p.md", "missing-asset")]


def test_what_a_comment_keeps_silent_stays_silent_elsewhere(repo):
    repo.write(
        {"_news/link.md": "---\ntitle: L\n---\n<!-- content-lint: ignore[broken-link] it may go -->\n[A](/news/a/)\n"}
    )
    repo.commit()
    (repo.folder / "_news/a.md").unlink()
    report = check(repo)
    assert told(report) == [("index.md", "removed-url")]
    assert [item.diagnostic.rule for item in report.suppressed] == ["broken-link"]


def test_one_fault_is_one_finding_elsewhere_too(repo):
    """missing-mailto speaks before broken-link also in a file that nobody touched."""
    repo.write({"_news/link.md": "---\ntitle: L\n---\n[mail](info@example.org) [A](/news/a/)\n"})
    repo.commit()
    (repo.folder / "_news/a.md").unlink()
    assert told(check(repo, rules=["broken-link", "missing-mailto"])) == [("_news/link.md", "broken-link")]


def test_a_count_that_changed_is_no_new_finding(repo):
    often = "---\ntitle: T\n---\n" + "[Write](mailto:info@example.org)\n\n" * 12
    repo.write({"_news/often.md": often, "_news/slip.md": "---\ntitle: T\n---\n[Write](mailto:nfo@example.org)\n"})
    repo.commit()
    repo.write({"_news/once.md": "---\ntitle: T\n---\n[Write](mailto:info@example.org)\n"})
    settings = with_selection(load_settings(repo.folder, catalog=catalog()), catalog(), select=["misspelt-address"])
    whole = run_check(settings, RunRequest(now=datetime(2024, 6, 1, tzinfo=UTC)))
    assert [("13 times" in item.message, item.path) for item in whole.diagnostics] == [(True, "_news/slip.md")]
    assert told(check(repo, rules=["misspelt-address"])) == []


def test_a_buffer_is_a_change_though_the_disk_has_none(repo):
    report = check(repo, buffers={"_news/a.md": BAD_DATE.encode()})
    assert told(report) == [("_news/a.md", "impossible-date")]
    report = check(repo, buffers={"_news/never-saved.md": BAD_DATE.encode()})
    assert told(report) == [("_news/never-saved.md", "impossible-date")]


def test_a_changed_configuration_shows_what_is_new_in_the_whole_site(repo):
    repo.write({"_config.yml": CONFIG.replace("/news/:title/", "/n/:title/")})
    found = told(check(repo))
    assert ("_news/a.md", "removed-url") in found
    assert ("_news/link.md", "broken-link") in found
    assert ("_news/old.md", "impossible-date") not in found
    assert len([item for item in found if item == ("_news/link.md", "broken-link")]) == 1


def test_a_rule_that_is_turned_on_is_heard_in_the_whole_site(repo):
    repo.write({"content-lint.toml": 'select = ["broken-link"]\n'})
    repo.commit()
    repo.write({"content-lint.toml": 'select = ["broken-link", "impossible-date"]\n'})
    assert told(check(repo, rules=None)) == [("_news/old.md", "impossible-date")]


def test_a_configuration_of_then_that_cannot_be_used_counts_as_that_of_now(repo):
    repo.write({"content-lint.toml": "this is = = no TOML\n"})
    repo.commit()
    repo.write({"content-lint.toml": f"select = {list(RULES)}\n"})
    assert told(check(repo)) == []


def test_a_changed_schema_shows_what_it_newly_refuses(repo):
    schema = (
        "from content_lint.schema import Schema\n\n\n"
        'class News(Schema, collection="news"):\n    title: str\n    date: object = None\n'
    )
    repo.write({"schemas/news.py": schema})
    repo.commit()
    repo.write({"schemas/news.py": f"{schema}    author: str\n"})
    found = told(check(repo, rules=["missing-field", "unknown-field"]))
    assert found == [(path, "missing-field") for path in ("_news/a.md", "_news/link.md", "_news/old.md")]


def test_all_files_can_be_reported_and_still_be_compared(repo):
    (repo.folder / "_news/a.md").unlink()
    found = told(check(repo, touched=False))
    assert ("_news/old.md", "impossible-date") in found
    assert ("index.md", "removed-url") in found
    assert found.count(("_news/link.md", "broken-link")) == 2


def test_a_site_in_a_subfolder_sees_its_own_changes_only(tmp_path):
    repo = Repo(tmp_path, {f"docs/{path}": text for path, text in FILES.items()} | {"tool.py": "x = 1\n"})
    (tmp_path / "docs/_news/a.md").unlink()
    repo.write({"README.md": BAD_DATE, "tool.py": "x = 2\n"})
    assert told(check(repo, "docs")) == [("_news/link.md", "broken-link"), ("index.md", "removed-url")]


def test_hugo_and_plain_sites_are_compared_too(tmp_path):
    hugo = Repo(
        tmp_path / "hugo", {"hugo.toml": 'baseURL = "https://www.example.org/"\n', "content/a/b.md": "---\n---\n"}
    )
    hugo.write({"content/a/b.md": "---\nslug: c\n---\n"})
    assert told(check(hugo, rules=["removed-url"])) == [("content/a/b.md", "removed-url")]
    plain = Repo(tmp_path / "plain", {"a.md": "---\npermalink: /a/\n---\n", "b.md": "---\ntitle: B\n---\n"})
    plain.write({"a.md": "---\npermalink: /b/\n---\n"})
    assert told(check(plain, rules=["removed-url"])) == [("a.md", "removed-url")]


def test_a_site_without_documents_is_still_no_success(tmp_path):
    repo = Repo(tmp_path, {"_config.yml": "title: Empty\n"})
    with pytest.raises(NothingToCheck):
        check(repo)


@pytest.mark.parametrize(
    ("path", "decides"),
    [
        ("_config.yml", True),
        ("content-lint.toml", True),
        ("hugo.toml", True),
        ("config/_default/params.yaml", True),
        ("admin/config.yml", True),
        ("static/admin/config.yml", True),
        ("schemas/news.py", True),
        ("Gemfile.lock", True),
        ("netlify.toml", True),
        ("static/_redirects", True),
        ("schemas/README.md", False),
        ("_data/team.yml", False),
        ("_news/_config.yml", False),
        ("tools/schemas.py", False),
        ("_news/a.md", False),
    ],
)
def test_files_that_decide_how_all_are_judged(tmp_path, path, decides):
    (tmp_path / "_config.yml").touch()
    assert is_configuration(path, load_settings(tmp_path, catalog=catalog())) is decides


def test_what_a_comparison_reports_elsewhere_is_what_a_whole_run_adds(repo):
    """The law behind it: all of now, less all of then, is what a change broke in untouched files."""

    def whole() -> set[tuple[str, str, str]]:
        settings = with_selection(load_settings(repo.folder, catalog=catalog()), catalog(), select=list(RULES))
        report = run_check(settings, RunRequest(now=datetime(2024, 6, 1, tzinfo=UTC)))
        return {(item.path, item.rule, item.message) for item in report.diagnostics}

    before = whole()
    (repo.folder / "_news/a.md").unlink()
    repo.write({"_news/b.md": "---\npermalink: /news/link/\n---\n[x](/nowhere/)\n"})
    new = {item for item in whole() - before if item[0] != "_news/b.md"}
    found = {(item.path, item.rule, item.message) for item in check(repo).diagnostics}
    assert {item for item in found if item[1] != "removed-url" and item[0] != "_news/b.md"} == new
    assert len(new) == 2
