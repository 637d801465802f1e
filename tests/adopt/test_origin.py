"""Where the program came from (PEP 610), and what is written for others because of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from content_lint.adopt.gate_files import hook_lines, names_site, pre_commit_config, with_hook, with_site, workflow
from content_lint.adopt.origin import Origin, read_origin
from tests.adopt import sites
from tests.adopt.installed import COMMIT, GITHUB, installed_from
from tests.cli.command import run_process
from tests.repository import Repo
from tests.repository import environment as for_git


def origin(direct_url: dict[str, Any] | None) -> Origin:
    return read_origin(None if direct_url is None else json.dumps(direct_url), "1.2")


def git(url: str) -> Origin:
    return origin({"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}})


def test_a_version_of_the_index_is_asked_for_by_its_number() -> None:
    found = origin(None)
    assert (found.requirement, found.missing, found.github) == ("content-lint==1.2", "", "")


@pytest.mark.parametrize(
    ("url", "shown", "github"),
    [
        ("https://github.com/octo/content-lint.git", "https://github.com/octo/content-lint.git", "octo/content-lint"),
        ("https://github.com/octo/content-lint", "https://github.com/octo/content-lint", "octo/content-lint"),
        ("ssh://git@github.com/octo/content-lint", "ssh://git@github.com/octo/content-lint", "octo/content-lint"),
        ("https://git.example.org/octo/content-lint", "https://git.example.org/octo/content-lint", ""),
        ("https://me:secret@git.example.org/a/b", "https://git.example.org/a/b", ""),
        ("https://github.com.example.org/octo/content-lint", "https://github.com.example.org/octo/content-lint", ""),
    ],
)
def test_a_commit_of_git_is_asked_for_by_its_number(url: str, shown: str, github: str) -> None:
    found = git(url)
    assert (found.requirement, found.github) == (f"content-lint @ git+{shown}@{COMMIT}", github)


@pytest.mark.parametrize(
    "direct_url",
    [
        {"url": "file:///home/me/content-lint", "dir_info": {"editable": True}},
        {"url": "file:///home/me/repo", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
        {"url": "file:///home/me/content_lint-1.2-py3-none-any.whl", "archive_info": {}},
        {},
    ],
)
def test_what_lies_on_this_machine_is_no_address_for_others(direct_url: dict[str, Any]) -> None:
    found = origin(direct_url)
    assert found.requirement == ""
    assert "which nobody else can reach" in found.missing
    assert workflow(found) is None


def test_an_archive_is_asked_for_by_its_address() -> None:
    found = origin({"url": "https://example.org/content_lint-1.2-py3-none-any.whl", "archive_info": {}})
    assert found.requirement == "content-lint @ https://example.org/content_lint-1.2-py3-none-any.whl"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"url": 3}'])
def test_what_cannot_be_read_is_nowhere(text: str) -> None:
    assert read_origin(text, "1.2").requirement == ""


class TestClone:
    """A clone of the program, installed from its folder."""

    @pytest.fixture
    def clone(self, tmp_path: Path) -> Repo:
        upstream = Repo(tmp_path / "upstream", {"a": "b\n"})
        folder = tmp_path / "clone"
        subprocess.run(["git", "clone", "-q", str(upstream.folder), str(folder)], check=True, env=for_git())
        clone = Repo(folder)
        clone.git("remote", "set-url", "origin", "git@github.com:octo/content-lint.git")
        return clone

    def found(self, clone: Repo) -> Origin:
        return origin({"url": clone.folder.as_uri(), "dir_info": {}})

    def test_a_pushed_commit_is_had_from_where_it_was_cloned(self, clone: Repo) -> None:
        found = self.found(clone)
        assert (found.git, found.commit) == ("https://github.com/octo/content-lint.git", clone.git("rev-parse", "HEAD"))

    def test_one_that_was_not_pushed_is_not(self, clone: Repo) -> None:
        clone.write({"a": "c\n"})
        assert self.found(clone).missing
        clone.commit()
        assert self.found(clone).missing


ORIGINS = {
    "github": git("https://github.com/octo/content-lint.git"),
    "git": git("https://git.example.org/octo/content-lint"),
    "index": origin(None),
    "archive": origin({"url": "https://example.org/content_lint-1.2.tar.gz", "archive_info": {}}),
}


@pytest.mark.parametrize("name", ORIGINS)
def test_the_hook_is_of_the_same_program(name: str) -> None:
    found = ORIGINS[name]
    (entry,) = yaml.safe_load(pre_commit_config(found))["repos"]
    if found.git:
        assert entry == {"repo": found.git, "rev": COMMIT, "hooks": [{"id": "content-lint"}]}
    else:
        (hook,) = entry["hooks"]
        assert (hook["language"], hook["additional_dependencies"]) == ("python", [found.requirement])
    assert yaml.safe_load(with_hook("repos:\n- repo: x\n", found) or "")["repos"][1] == entry
    assert hook_lines(found)


def test_the_workflow_uses_the_action_of_the_commit_that_runs_here() -> None:
    text = workflow(ORIGINS["github"], "web site") or ""
    checkout, ours = yaml.safe_load(text)["jobs"]["content-lint"]["steps"]
    assert ours == {"uses": f"octo/content-lint@{COMMIT}", "with": {"working-directory": "web site"}}
    assert checkout["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("name", ["git", "index", "archive"])
def test_elsewhere_the_workflow_fetches_the_base_and_runs_the_command(name: str) -> None:
    steps = yaml.safe_load(workflow(ORIGINS[name], "web") or "")["jobs"]["content-lint"]["steps"]
    command = f"pipx run --spec '{ORIGINS[name].requirement}' content-lint"
    assert [step.get("run") for step in steps] == [
        None,
        f"{command} base --fetch",
        f"{command} check --output-format github",
    ]
    assert [step.get("working-directory") for step in steps[1:]] == ["web", "web"]


def test_init_writes_what_works_elsewhere(tmp_path: Path) -> None:
    root = sites.jekyll(tmp_path / "site")
    repo = Repo(root)
    repo.git("remote", "add", "origin", "https://github.com/example/site.git")
    repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    env = installed_from(tmp_path / "site-packages", GITHUB)
    assert run_process(root, "init", "--yes", "--no-baseline", env=env).status == 0
    assert 'branches: ["trunk"]' in (root / ".github/workflows/content-lint.yml").read_text()
    assert f"uses: octo/content-lint@{COMMIT} # " in (root / ".github/workflows/content-lint.yml").read_text()
    assert f"rev: {COMMIT}" in (root / ".pre-commit-config.yaml").read_text()


def test_init_says_what_is_missing(tmp_path: Path) -> None:
    root = sites.jekyll(tmp_path / "site")
    Repo(root).git("remote", "add", "origin", "https://github.com/example/site.git")
    folder = {"url": (tmp_path / "here").as_uri(), "dir_info": {}}
    env = installed_from(tmp_path / "site-packages", folder)
    ran = run_process(root, "init", "--yes", "--no-baseline", env=env)
    assert ran.status == 0
    assert (
        f"note: `.github/workflows/content-lint.yml` was not written: content-lint was installed from {tmp_path}/here"
        in ran.out
    )
    assert "note: the hook runs the content-lint of each computer" in ran.out
    assert not (root / ".github").exists()
    asked = run_process(root, "init", "--workflow", env=env)
    assert (asked.status, "`.github/workflows/content-lint.yml` was not written" in asked.err) == (2, True)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_workflow_takes_one_more_site_and_stays_as_it_was(end: str) -> None:
    first = (workflow(ORIGINS["github"], "a: b", comment=True) or "").replace("\n", end)
    second = with_site(first, "web") or ""
    third = with_site(second, "#shop") or ""
    step = yaml.safe_load(third)["jobs"]["content-lint"]["steps"][-1]
    assert step["with"] == {"working-directory": "a: b\nweb\n#shop\n", "comment": True}
    assert with_site(third, "web") == third
    assert set(third.split(end)) - set(first.split(end)) == {
        "          working-directory: |",
        *(f"            {site}" for site in ("a: b", "web", "#shop")),
    }


@pytest.mark.parametrize("text", ["", "jobs: 3", "jobs: {a: {steps: [{uses: o/content-lint@v1}]}}", ": ["])
def test_a_workflow_that_names_no_site_is_left_to_its_author(text: str) -> None:
    assert with_site(text, "web") is None


def test_a_workflow_names_a_site_only_by_its_whole_name() -> None:
    text = with_site(workflow(ORIGINS["github"], "docs") or "", "my-docs") or ""
    text = with_site(text, "a ${{ b }}") or ""
    asked = ("docs", "my-docs", "a ${{ b }}", "content", "doc", "lint", "my")
    assert [folder for folder in asked if names_site(text, folder)] == ["docs", "my-docs", "a ${{ b }}"]


@pytest.mark.parametrize("name", ORIGINS)
def test_an_extra_is_installed_from_where_the_program_came_from(name: str) -> None:
    found = ORIGINS[name]
    whole = found.with_extra("watch")
    assert whole.startswith("content-lint[watch]")
    assert whole.replace("[watch]", "") == found.requirement or (not found.requirement and found.folder in whole)
