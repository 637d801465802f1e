"""``--changed-since``, pull requests in CI, and hooks, through the command."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.repository import IDENTITY, Repo, environment

BAD = "---\ntitle: Bad\ndate: 2020-06-31\n---\n"
FILES = {
    "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"
    "collections: {news: {output: true, permalink: '/news/:title/'}}\n",
    "index.md": "---\ntitle: Home\n---\n",
    "_news/a.md": "---\ntitle: A\n---\n",
    "_news/old.md": BAD,
    "README.md": "# Read me\n",
}
ERROR = "DT102 impossible-date"
REMOVED = "PL304 removed-url"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo", FILES)


def heads(output: str) -> list[str]:
    return [" ".join(line.split(" ")[:3]) for line in output.splitlines()]


def check(repo: Repo, *arguments: str, env: dict[str, str] | None = None, below: str = ""):
    return run(repo.folder / below, "check", *arguments, env={**IDENTITY, **(env or {})})


def branched(repo: Repo) -> None:
    """A branch with one bad post, and one more commit on main that is none of its business."""
    repo.git("checkout", "-q", "-b", "branch")
    repo.write({"_news/mine.md": BAD})
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write({"_news/theirs.md": BAD})
    repo.commit()
    repo.git("checkout", "-q", "branch")


def test_only_what_the_branch_changed_is_reported(repo):
    branched(repo)
    ran = check(repo, "--changed-since", "main")
    assert (ran.status, heads(ran.out)) == (1, [f"_news/mine.md:3:7: {ERROR}"])
    assert "only what changed since `main` is reported, and what that breaks" in ran.err
    assert "Checked 1 file " in ran.err


def test_a_deletion_alone_is_judged(repo):
    repo.git("rm", "-q", "_news/a.md")
    ran = check(repo, "--changed-since", "HEAD", "--output-format", "json")
    (found,) = json.loads(ran.out)["diagnostics"]
    assert (ran.status, found["rule"], found["path"], found["line"]) == (1, "removed-url", "index.md", 3)
    assert found["fix"]["edits"][0]["text"] == "redirect_from: /news/a/\n"


def test_no_change_is_no_problem_and_says_what_was_compared(repo):
    ran = check(repo, "--changed-since", "HEAD")
    assert (ran.status, ran.out) == (0, "")
    assert "only what changed since `HEAD` is reported" in ran.err


def test_named_paths_narrow_it_down(repo):
    repo.write({"_news/x.md": BAD, "_news/y.md": BAD})
    assert heads(check(repo, "--changed-since", "HEAD", "_news/y.md").out) == [f"_news/y.md:3:7: {ERROR}"]


def test_an_unknown_revision_is_wrong_usage(repo):
    ran = check(repo, "--changed-since", "no-such-branch")
    assert (ran.status, ran.out) == (2, "")
    assert "git knows no branch, tag or commit called `no-such-branch` here" in ran.err


def test_no_repository_is_wrong_usage(tmp_path):
    (tmp_path / "_config.yml").write_text("title: T\n")
    (tmp_path / "index.md").write_text("---\n---\n")
    ran = run(tmp_path, "check", "--changed-since", "main", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert ran.status == 2
    assert "the site lies in no git repository" in ran.err


@pytest.mark.parametrize("other", ["--hook", "--update-baseline"])
def test_options_that_do_not_go_together_are_wrong_usage(repo, other):
    assert check(repo, "--changed-since", "HEAD", other).status == 2


def test_fixing_touches_changed_files_only(repo):
    padded = "---\ntitle: P\n---\n[Ana](mailto:%20ana@example.org)\n"
    repo.write({"_news/before.md": padded})
    repo.commit()
    repo.write({"_news/now.md": padded})
    check(repo, "--changed-since", "HEAD", "--fix", "--select", "padded-mailto")
    assert (repo.folder / "_news/before.md").read_text() == padded
    assert "mailto:ana@example.org" in (repo.folder / "_news/now.md").read_text()


GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge"}


class TestPullRequests:
    def test_the_base_is_found_by_itself(self, repo):
        branched(repo)
        ran = check(repo, "--output-format", "concise", env=GITHUB)
        assert (ran.status, heads(ran.out)) == (1, [f"_news/mine.md:3:7: {ERROR}"])
        assert "since `main`, the base of this pull request, is reported" in ran.err

    def test_the_merge_that_github_checks_out_is_compared_with_its_first_parent(self, repo):
        branched(repo)
        repo.git("checkout", "-q", "--detach", "main")
        repo.git("merge", "-q", "--no-ff", "-m", "merged", "branch")
        repo.git("branch", "-q", "-D", "main")  # as in a clone of depth 2
        ran = check(repo, "--output-format", "concise", env=GITHUB)
        assert heads(ran.out) == [f"_news/mine.md:3:7: {ERROR}"]

    def test_other_servers_name_it_otherwise(self, repo):
        branched(repo)
        for env in (
            {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"},
            {"CI_MERGE_REQUEST_DIFF_BASE_SHA": repo.git("merge-base", "main", "HEAD")},
            {"BITBUCKET_PR_DESTINATION_BRANCH": "main"},
        ):
            assert heads(check(repo, env=env).out) == [f"_news/mine.md:3:7: {ERROR}"]

    def test_the_whole_site_can_be_asked_for(self, repo):
        branched(repo)
        ran = check(repo, "--no-changed-since", "--output-format", "concise", env=GITHUB)
        assert heads(ran.out) == [f"_news/mine.md:3:7: {ERROR}", f"_news/old.md:3:7: {ERROR}"]
        ran = check(repo, "_news/old.md", "--output-format", "concise", env=GITHUB)
        assert heads(ran.out) == [f"_news/old.md:3:7: {ERROR}"]

    def test_a_push_checks_the_whole_site(self, repo):
        env = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "", "GITHUB_REF": "refs/heads/main"}
        assert heads(check(repo, "--output-format", "concise", env=env).out) == [f"_news/old.md:3:7: {ERROR}"]

    def test_a_shallow_clone_says_what_to_fetch(self, repo, tmp_path):
        branched(repo)
        clone = tmp_path / "clone"
        command = ["git", "clone", "-q", "--depth=1", "--branch=branch", repo.folder.as_uri(), str(clone)]
        subprocess.run(command, env=environment(), check=True)
        ran = run(clone, "check", env={**IDENTITY, **GITHUB, "GITHUB_REF": "refs/pull/7/head"})
        assert (ran.status, ran.out) == (2, "")
        assert "the commit to compare it with is missing" in ran.err
        assert "content-lint base --fetch" in ran.err
        assert "fetch-depth: 0" in ran.err
        assert "--no-changed-since" in ran.err


class TestHooks:
    def test_a_commit_that_only_deletes_is_judged(self, repo):
        repo.git("rm", "-q", "_news/a.md")
        ran = check(repo, "--hook")
        assert (ran.status, heads(ran.out)) == (1, [f"index.md:3:1: {REMOVED}"])

    def test_a_deletion_with_its_redirect_passes(self, repo):
        repo.git("rm", "-q", "_news/a.md")
        repo.write({"index.md": "---\ntitle: Home\nredirect_from: /news/a/\n---\n"})
        repo.git("add", "index.md")
        ran = check(repo, "--hook", "index.md")
        assert (ran.status, ran.out) == (0, "")

    def test_a_rename_is_judged_by_its_address(self, repo):
        repo.write({"_news/a.md": "---\ntitle: A\n---\n" + "A text to be known by.\n" * 9})
        repo.commit()
        repo.git("mv", "_news/a.md", "_news/b.md")
        assert heads(check(repo, "--hook").out) == [f"_news/b.md:3:1: {REMOVED}"]

    def test_what_is_not_in_the_index_is_no_deletion(self, repo):
        (repo.folder / "_news/a.md").unlink()
        repo.write({"index.md": "---\ntitle: Home again\n---\n"})
        repo.git("add", "index.md")
        assert check(repo, "--hook", "index.md").status == 0

    def test_only_the_named_files_are_reported_of_what_is_there(self, repo):
        repo.write({"_news/x.md": BAD, "_news/y.md": BAD})
        repo.git("add", "-A")
        assert heads(check(repo, "--hook", "_news/x.md").out) == [f"_news/x.md:3:7: {ERROR}"]

    def test_a_hook_that_passes_no_names_judges_what_is_staged(self, repo):
        repo.write({"_news/x.md": BAD, "_news/y.md": BAD})
        repo.git("add", "_news/x.md")
        assert heads(check(repo, "--hook").out) == [f"_news/x.md:3:7: {ERROR}"]

    def test_a_changed_configuration_or_schema_has_the_whole_site_judged(self, repo):
        repo.write({"content-lint.toml": 'select = ["impossible-date"]\n'})
        repo.git("add", "-A")
        ran = check(repo, "--hook")
        assert (ran.status, heads(ran.out)) == (1, [f"_news/old.md:3:7: {ERROR}"])

    def test_a_deleted_picture_breaks_the_pages_that_show_it(self, repo):
        repo.write({"assets/a.png": "x", "_news/p.md": "---\ntitle: P\n---\n![A picture](/assets/a.png)\n"})
        repo.commit()
        repo.git("rm", "-q", "assets/a.png")
        ran = check(repo, "--hook")
        assert (ran.status, heads(ran.out)) == (1, ["_news/p.md:4:14: IN103 missing-asset"])

    def test_nothing_to_judge_is_no_problem(self, repo):
        assert (check(repo, "--hook").status, check(repo, "--hook").out) == (0, "")
        repo.write({"tool.py": "x = 1\n"})
        repo.git("add", "-A")
        assert (check(repo, "--hook").status, check(repo, "--hook").out) == (0, "")

    def test_all_files_are_judged_when_all_are_named(self, repo):
        ran = check(repo, "--hook", "_news/a.md", "_news/old.md", "index.md", "README.md")
        assert heads(ran.out) == [f"_news/old.md:3:7: {ERROR}"]

    def test_the_first_commit_has_nothing_behind_it(self, tmp_path):
        repo = Repo(tmp_path)
        repo.write(FILES)
        repo.git("add", "-A")
        ran = check(repo, "--hook", "_news/a.md", "_news/old.md")
        assert (ran.status, heads(ran.out)) == (1, [f"_news/old.md:3:7: {ERROR}"])

    def test_what_pre_commit_compares_is_compared(self, repo):
        base = repo.git("rev-parse", "HEAD")
        repo.git("rm", "-q", "_news/a.md")
        repo.commit()
        assert check(repo, "--hook", "index.md").status == 0
        ran = check(repo, "--hook", "index.md", env={"PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": "HEAD"})
        assert heads(ran.out) == [f"index.md:3:1: {REMOVED}"]

    @pytest.mark.parametrize("order", [1, -1])
    def test_a_site_in_a_subfolder_is_found_whichever_file_comes_first(self, tmp_path, order):
        repo = Repo(tmp_path, {f"docs/{path}": text for path, text in FILES.items()} | {"README.md": "# R\n"})
        repo.write({"docs/_news/x.md": BAD, "README.md": "# Read\n", "tools/notes.md": "Notes\n"})
        repo.git("add", "-A")
        names = ["README.md", "docs/_news/x.md", "tools/notes.md"][::order]
        ran = check(repo, "--hook", *names)
        assert (ran.status, heads(ran.out)) == (1, [f"docs/_news/x.md:3:7: {ERROR}"])
        repo.git("rm", "-q", "-f", "docs/_news/x.md", "docs/_news/a.md")
        assert heads(check(repo, "--hook", *names[::2]).out) == [f"docs/index.md:3:1: {REMOVED}"]

    def test_files_outside_of_the_only_site_are_no_site_of_their_own(self, tmp_path):
        repo = Repo(tmp_path, {f"docs/{path}": text for path, text in FILES.items()})
        repo.write({"README.md": "# A read me has no front matter\n"})
        repo.git("add", "-A")
        ran = check(repo, "--hook", "README.md")
        assert (ran.status, ran.out) == (0, "")
        assert "the commit touches no file of a site" in ran.err

    def test_two_sites_in_one_commit_are_both_judged(self, tmp_path):
        files = {f"{site}/{path}": text for site in ("one", "two") for path, text in FILES.items()}
        repo = Repo(tmp_path, files)
        repo.write({"one/_news/x.md": BAD, "two/_news/y.md": BAD})
        repo.git("add", "-A")
        ran = check(repo, "--hook", "one/_news/x.md", "two/_news/y.md")
        assert (ran.status, heads(ran.out)) == (1, [f"one/_news/x.md:3:7: {ERROR}", f"two/_news/y.md:3:7: {ERROR}"])


def test_a_file_that_was_never_saved_can_be_checked(repo):
    ran = run(repo.folder, "check", "--stdin-filename", "_news/new.md", given=BAD.encode())
    assert (ran.status, heads(ran.out)) == (1, [f"_news/new.md:3:7: {ERROR}"])
    ran = run(repo.folder, "check", "--stdin-filename", "_news/new.md", given=b"---\ntitle: New\n---\n")
    assert (ran.status, ran.out) == (0, "")


HUGO = {
    "hugo.toml": 'baseURL = "https://www.example.org/"\n',
    "netlify.toml": '[build]\ncommand = "make site"\n',
    "Makefile": "site:\n\thugo --minify\n",
    "content/news/a.md": "---\ntitle: A\n---\n",
    "content/news/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
}
DOCUSAURUS = {
    "docusaurus.config.js": 'module.exports = {url: "https://www.example.org", baseUrl: "/",\n'
    'presets: [["classic", {docs: {routeBasePath: "/manual"}, blog: false}]]};\n',
    "package.json": '{"dependencies": {"@docusaurus/core": "3.9.2"}}\n',
    "docs/a.md": "---\ntitle: A\n---\n[B](./b.md)\n",
    "docs/b.md": "---\ntitle: B\n---\n",
}


@pytest.mark.parametrize("drafts", ["", "buildDrafts = true\n"])
def test_settings_of_ours_that_are_new_take_no_address_away(tmp_path, drafts):
    makefile = "site:\n\thugo --buildDrafts=false\n"
    repo = Repo(tmp_path / "repo", {**HUGO, "hugo.toml": HUGO["hugo.toml"] + drafts, "Makefile": makefile})
    repo.write({"content-lint.toml": 'ignore = ["vague-link-text"]\n'})
    ran = check(repo, "--changed-since", "HEAD")
    assert (ran.status, ran.out) == (0, "")


def test_a_program_that_is_the_configuration_of_then_is_read(tmp_path):
    repo = Repo(tmp_path / "repo", DOCUSAURUS)
    repo.write({"content-lint.toml": 'ignore = ["vague-link-text"]\n'})
    repo.git("rm", "-q", "docs/b.md")
    found = heads(check(repo, "--changed-since", "HEAD").out)
    assert f"docs/b.md:1:1: {REMOVED}" in found


def test_a_build_of_then_is_read_from_the_files_of_then(tmp_path):
    repo = Repo(tmp_path / "repo", {**HUGO, "Makefile": "site:\n\thugo --buildDrafts\n"})
    repo.write({"Makefile": HUGO["Makefile"]})
    found = heads(check(repo, "--changed-since", "HEAD").out)
    assert found == [f"content/news/draft.md:3:8: {REMOVED}"]


def test_a_clone_in_which_git_ignores_nothing_is_judged_with_a_cache(repo, tmp_path):
    branched(repo)
    ran = check(repo, "--changed-since", "main", env={"CONTENT_LINT_CACHE": str(tmp_path / "cache")})
    assert (ran.status, heads(ran.out)) == (1, [f"_news/mine.md:3:7: {ERROR}"])
