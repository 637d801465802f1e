"""The base of a pull request, as each CI server leaves its clone: named, found, and fetched where it is missing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from content_lint.cli.check.servers import PullRequest, pull_request_of
from tests.cli.command import Ran, run
from tests.repository import IDENTITY, Repo
from tests.repository import environment as for_git

BAD = "---\ntitle: Bad\ndate: 2020-06-31\n---\n"
FILES = {
    "_config.yml": "url: https://www.example.org\ncollections: {news: {output: true}}\n",
    "_news/old.md": BAD,
}
GITLAB = {"GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
SERVERS = {
    "github": {"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/head"},
    "gitlab": GITLAB,
    "bitbucket": {"BITBUCKET_PR_DESTINATION_BRANCH": "main"},
    "jenkins": {"CHANGE_ID": "7", "CHANGE_TARGET": "main"},
    "azure": {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"},
    "buildkite": {"BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"},
    "woodpecker": {"CI_COMMIT_TARGET_BRANCH": "main", "CI_COMMIT_PULL_REQUEST": "7"},
    "drone": {"DRONE_TARGET_BRANCH": "main", "DRONE_PULL_REQUEST": "7"},
    "appveyor": {"APPVEYOR_REPO_BRANCH": "main", "APPVEYOR_PULL_REQUEST_NUMBER": "7"},
    "travis": {"TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST_BRANCH": "change"},
    "netlify": {"NETLIFY": "true", "PULL_REQUEST": "true", "HEAD": "change", "BRANCH": "change"},
    "cloudflare pages": {"CF_PAGES": "1", "CF_PAGES_BRANCH": "change"},
    "cloudflare workers": {"WORKERS_CI": "1", "WORKERS_CI_BRANCH": "change"},
    "vercel": {"VERCEL": "1", "VERCEL_GIT_COMMIT_REF": "change", "VERCEL_GIT_PULL_REQUEST_ID": "7"},
    "circleci": {"CIRCLECI": "true", "CIRCLE_BRANCH": "change", "CIRCLE_PULL_REQUEST": "https://x/pull/7"},
}
NONE = {
    "github push": {"GITHUB_BASE_REF": "", "GITHUB_REF": "refs/heads/main"},
    "gitlab push": {"GITLAB_CI": "true", "CI_COMMIT_BRANCH": "main"},
    "jenkins branch": {"CHANGE_TARGET": "", "BRANCH_NAME": "main"},
    "buildkite branch": {"BUILDKITE_PULL_REQUEST_BASE_BRANCH": "", "BUILDKITE_PULL_REQUEST": "false"},
    "drone push": {"DRONE_TARGET_BRANCH": "main"},
    "appveyor push": {"APPVEYOR_REPO_BRANCH": "main"},
    "travis push": {"TRAVIS_BRANCH": "main", "TRAVIS_PULL_REQUEST_BRANCH": "", "TRAVIS_PULL_REQUEST": "false"},
    "netlify production": {"NETLIFY": "true", "PULL_REQUEST": "false", "HEAD": "main"},
    "a variable called HEAD": {"HEAD": "x", "PULL_REQUEST": "true"},
    "vercel production": {"VERCEL": "1", "VERCEL_GIT_COMMIT_REF": "main", "VERCEL_GIT_PULL_REQUEST_ID": ""},
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_pull_request_is_known_on_each_server(name: str) -> None:
    found = pull_request_of(SERVERS[name])
    assert found in {PullRequest(branch="main"), PullRequest(head="change")}


@pytest.mark.parametrize("name", NONE)
def test_what_is_none_is_taken_for_none(name: str) -> None:
    assert pull_request_of(NONE[name]) is None


def test_a_commit_that_is_no_number_is_not_given_to_git() -> None:
    found = pull_request_of({**GITLAB, "CI_MERGE_REQUEST_DIFF_BASE_SHA": "--upload-pack=touch x"})
    assert found == PullRequest(branch="main")


class Origin:
    """A repository with a branch `change` that left `main` long ago; both have gone on since."""

    def __init__(self, folder: Path, commits: int = 3) -> None:
        self.folder = folder
        self.work = Repo(folder / "work", FILES)
        self.work.git("checkout", "-q", "-b", "change")
        self.base = self.work.git("rev-parse", "HEAD")
        for number in range(commits):
            self.work.write({"_news/mine.md": BAD, "n.txt": str(number)})
            self.work.commit()
        self.work.git("checkout", "-q", "main")
        for number in range(commits):
            self.work.write({"_news/theirs.md": BAD, "m.txt": str(number)})
            self.work.commit()
        self.bare = folder / "origin.git"
        self._git("clone", "-q", "--bare", str(self.work.folder), str(self.bare))

    def clone(self, *options: str, ref: str = "change") -> Path:
        """As a CI server clones: just one ref, its HEAD detached, no other branch known."""
        clone = Repo(self.folder / "clone")
        clone.git("remote", "add", "origin", self.bare.as_uri())
        clone.git("fetch", "-q", "--no-tags", *options, "origin", ref)
        clone.git("checkout", "-q", "FETCH_HEAD")
        return clone.folder

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, env=for_git())


def base(clone: Path, server: str | dict[str, str], *options: str) -> Ran:
    env = SERVERS[server] if isinstance(server, str) else server
    return run(clone, "base", *options, env={**IDENTITY, **env})


def checked(clone: Path, server: str | dict[str, str]) -> list[str]:
    env = SERVERS[server] if isinstance(server, str) else server
    ran = run(clone, "check", "--output-format", "concise", env={**IDENTITY, **env})
    assert ran.status == 1, ran.err
    return [line.partition(":")[0] for line in ran.out.splitlines()]


@pytest.mark.parametrize("server", ["gitlab", "jenkins", "netlify", "cloudflare pages"])
@pytest.mark.parametrize("depth", ["--depth=1", "--depth=2", None])
def test_what_a_clone_lacks_is_fetched(tmp_path: Path, server: str, depth: str | None) -> None:
    origin = Origin(tmp_path)
    clone = origin.clone(*([depth] if depth else []))
    ran = base(clone, server, "--fetch")
    assert (ran.status, ran.out) == (0, f"{origin.base}\n"), ran.err
    assert checked(clone, server) == ["_news/mine.md"]


def test_no_more_than_is_needed_is_fetched(tmp_path: Path) -> None:
    origin = Origin(tmp_path, commits=60)
    (tmp_path / "more").mkdir()
    clone = origin.clone("--depth=1")
    ran = base(clone, "gitlab", "--fetch")
    assert ran.out == f"{origin.base}\n"
    again = base(clone, "gitlab", "--fetch")
    assert again.out == ran.out


def test_without_fetching_it_says_what_to_add(tmp_path: Path) -> None:
    clone = Origin(tmp_path).clone("--depth=1")
    ran = base(clone, "gitlab")
    assert (ran.status, ran.out) == (2, "")
    assert "Add --fetch." in ran.err


def test_a_remote_that_does_not_answer_is_named(tmp_path: Path) -> None:
    origin = Origin(tmp_path)
    clone = origin.clone("--depth=1")
    origin.bare.rename(tmp_path / "gone.git")
    ran = base(clone, "gitlab", "--fetch")
    assert (ran.status, "git could not fetch from origin" in ran.err) == (2, True)
    # Which branch a preview goes into is a guess: nobody's build stops because of it.
    ran = base(clone, "netlify", "--fetch")
    assert (ran.status, "so the whole site is checked" in ran.err) == (0, True)
    assert sorted(checked(clone, "netlify")) == ["_news/mine.md", "_news/old.md"]


def test_the_default_branch_itself_is_no_pull_request(tmp_path: Path) -> None:
    clone = Origin(tmp_path).clone("--depth=1", ref="main")
    cloudflare = {"CF_PAGES": "1", "CF_PAGES_BRANCH": "main"}
    ran = base(clone, cloudflare, "--fetch")
    assert (ran.status, ran.out) == (0, "")
    assert sorted(checked(clone, cloudflare)) == ["_news/old.md", "_news/theirs.md"]


@pytest.mark.parametrize(
    "server",
    [
        {**GITLAB, "CI_MERGE_REQUEST_EVENT_TYPE": "merged_result"},
        {**GITLAB, "CI_MERGE_REQUEST_EVENT_TYPE": "merge_train"},
        {**SERVERS["azure"], "BUILD_SOURCEBRANCH": "refs/pull/7/merge"},
        {"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge"},
    ],
)
def test_a_merge_that_the_server_made_is_compared_with_its_first_parent(tmp_path: Path, server: dict[str, str]) -> None:
    origin = Origin(tmp_path)
    work = origin.work
    work.git("checkout", "-q", "-b", "merge", "main")
    work.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
    work.git("push", "-q", str(origin.bare), "merge:refs/merge-requests/7/merge")
    clone = origin.clone("--depth=1", ref="refs/merge-requests/7/merge")
    exact = {**server, "CI_MERGE_REQUEST_DIFF_BASE_SHA": origin.base} if "GITLAB_CI" in server else server
    ran = base(clone, exact, "--fetch")
    assert ran.out.strip() == work.git("rev-parse", "main")
    assert checked(clone, exact) == ["_news/mine.md"]


def test_the_very_commit_that_gitlab_names_is_taken(tmp_path: Path) -> None:
    origin = Origin(tmp_path)
    clone = origin.clone("--depth=1")
    server = {**GITLAB, "CI_MERGE_REQUEST_DIFF_BASE_SHA": origin.base}
    assert base(clone, server, "--fetch").out == f"{origin.base}\n"
    assert checked(clone, server) == ["_news/mine.md"]


def test_a_token_is_sent_to_its_own_server_alone_and_only_when_it_is_needed() -> None:
    from content_lint.cli.check.pull_request_base import _header

    found = _header({"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "a.b"}, "secret", "https://github.example.org")
    assert found["GIT_CONFIG_COUNT"] == "3"
    keys = {found["GIT_CONFIG_KEY_1"], found["GIT_CONFIG_KEY_2"]}
    assert keys == {"http.https://github.example.org/.extraheader"}
    assert found["GIT_CONFIG_VALUE_1"] == ""
    assert "secret" not in found["GIT_CONFIG_VALUE_2"]
