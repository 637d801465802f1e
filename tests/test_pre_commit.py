"""The hook as pre-commit and prek run it: from this repository, on a clone with a good and a bad post."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.guides.blocks import of

GOOD = """\
---
title: A walk by the river
date: 2024-05-01
---
Meet us at [the old bridge](https://www.example.com/bridge/), and bring a coat.
"""
BAD = """\
---
title: A walk by the river
date: 2024-06-31
---
Write to [Ana](mailto:%20ana@example.org).
"""
NO_INDEX = r"Failed to establish a new connection|error sending request|Temporary failure in name resolution"
"""What pip and uv say where no package index answers."""


def run(*command: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT"))}
    return env | {
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PREK_HOME": str(tmp_path_factory.mktemp("prek")),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> tuple[Path, str]:
    """This project as a repository of its own, with what is in the work tree now."""
    folder = tmp_path_factory.mktemp("hook")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "content_lint", "content/rules",
         "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout  # fmt: skip
    names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    assert ".pre-commit-hooks.yaml" in names
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    for command in (("git", "init", "-q"), ("git", "add", "-A"), ("git", "commit", "-qm", "hook")):
        assert run(*command, cwd=folder, env=environment).returncode == 0
    return folder, run("git", "rev-parse", "HEAD", cwd=folder, env=environment).stdout.strip()


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def runner(request: pytest.FixtureRequest) -> str:
    """The program that runs hooks."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return str(request.param)


@pytest.fixture(scope="module")
def hooked(
    tmp_path_factory: pytest.TempPathFactory,
    hook_repository: tuple[Path, str],
    environment: dict[str, str],
    runner: str,
) -> Path:
    """A Jekyll site with the hook installed and one good post added."""
    folder, revision = hook_repository
    site = tmp_path_factory.mktemp("site")
    (site / "_config.yml").write_text("collections:\n  news:\n    output: true\n")
    (site / "_news").mkdir()
    (site / "_news/2024-05-01-walk.md").write_text(GOOD)
    guide = next(block.text for block in of("yaml") if block.page == "hooks-and-ci")
    config = re.sub(r"repo: \S+", f"repo: {folder}", re.sub(r"rev: \S+", f"rev: {revision}", guide))
    (site / ".pre-commit-config.yaml").write_text(config)
    for command in (("git", "init", "-q"), ("git", "add", "-A")):
        assert run(*command, cwd=site, env=environment).returncode == 0
    installed = run(runner, "install", "--install-hooks", cwd=site, env=environment)
    said = installed.stdout + installed.stderr
    if installed.returncode and re.search(NO_INDEX, said):
        pytest.skip(f"the hook's environment cannot be made without a package index: {said[-300:]}")
    assert installed.returncode == 0, said
    return site


@pytest.fixture
def clone(tmp_path: Path, hooked: Path) -> Path:
    """That site, for one test."""
    return shutil.copytree(hooked, tmp_path / "site", symlinks=True)


def test_a_good_post_is_committed_and_a_bad_one_is_refused(clone: Path, environment: dict[str, str]) -> None:
    good = run("git", "commit", "-qm", "a good post", cwd=clone, env=environment)
    assert good.returncode == 0, good.stdout + good.stderr

    (clone / "_news/2024-05-02-bad.md").write_text(BAD)
    run("git", "add", "-A", cwd=clone, env=environment)
    bad = run("git", "commit", "-qm", "a bad post", cwd=clone, env=environment)
    assert bad.returncode != 0
    said = bad.stdout + bad.stderr
    assert "_news/2024-05-02-bad.md:3:7: DT102 impossible-date" in said
    assert "_news/2024-05-02-bad.md:5:16: ML104 padded-mailto" in said
    assert "2024-05-01-walk.md" not in said
    assert run("git", "log", "--oneline", cwd=clone, env=environment).stdout.count("\n") == 1


def test_a_commit_without_posts_is_no_problem(clone: Path, environment: dict[str, str]) -> None:
    run("git", "commit", "-qm", "a good post", cwd=clone, env=environment)
    (clone / "notes.txt").write_text("nothing to see\n")
    run("git", "add", "-A", cwd=clone, env=environment)
    done = run("git", "commit", "-qm", "notes", cwd=clone, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_commit_that_only_deletes_is_refused_until_the_address_is_redirected(
    clone: Path, environment: dict[str, str]
) -> None:
    config = "plugins: [jekyll-redirect-from]\ncollections:\n  news:\n    output: true\n"
    (clone / "_config.yml").write_text(config)
    (clone / "index.md").write_text("---\ntitle: Home\n---\n")
    run("git", "add", "-A", cwd=clone, env=environment)
    good = run("git", "commit", "-qm", "a good post", cwd=clone, env=environment)
    assert good.returncode == 0, good.stdout + good.stderr

    run("git", "rm", "-q", "_news/2024-05-01-walk.md", cwd=clone, env=environment)
    refused = run("git", "commit", "-qm", "take it away", cwd=clone, env=environment)
    assert refused.returncode != 0
    assert "index.md:3:1: PL304 removed-url" in refused.stdout + refused.stderr

    (clone / "index.md").write_text("---\ntitle: Home\nredirect_from: /news/2024-05-01-walk.html\n---\n")
    run("git", "add", "-A", cwd=clone, env=environment)
    done = run("git", "commit", "-qm", "take it away, and say where to go", cwd=clone, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_fixing_hook_mends_the_posts_of_the_commit_and_lets_them_be_added_again(
    clone: Path, environment: dict[str, str]
) -> None:
    config = clone / ".pre-commit-config.yaml"
    config.write_text(config.read_text().replace("      - id: content-lint\n", "      - id: content-lint-fix\n"))
    fixable = BAD.replace("2024-06-31", "2024-05-02").replace("by the river", "up the hill")
    (clone / "_news/2024-05-02-hill.md").write_text(fixable)
    run("git", "add", "-A", cwd=clone, env=environment)
    first = run("git", "commit", "-qm", "a post", cwd=clone, env=environment)
    assert first.returncode != 0
    assert "files were modified by this hook" in first.stdout + first.stderr
    assert "Put right 1 finding in 1 file: 1 padded-mailto." in first.stdout + first.stderr
    assert (clone / "_news/2024-05-02-hill.md").read_text() == fixable.replace("%20", "")
    run("git", "add", "-A", cwd=clone, env=environment)
    second = run("git", "commit", "-qm", "a post", cwd=clone, env=environment)
    assert second.returncode == 0, second.stdout + second.stderr


LINK = "---\ntitle: A walk\ndate: 2024-05-03\n---\nSee [the other one](/news/late.html).\n"


def test_a_post_that_nobody_added_does_not_exist(clone: Path, environment: dict[str, str]) -> None:
    (clone / "_news/2024-05-03-link.md").write_text(LINK)
    run("git", "add", "-A", cwd=clone, env=environment)
    (clone / "_news/late.md").write_text(GOOD)
    refused = run("git", "commit", "-qm", "forgot one", cwd=clone, env=environment)
    assert refused.returncode != 0
    assert "2024-05-03-link.md:5:21: IN101 broken-link" in refused.stdout + refused.stderr
    run("git", "add", "-A", cwd=clone, env=environment)
    done = run("git", "commit", "-qm", "both", cwd=clone, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_fault_that_was_mended_on_disk_only_is_refused(clone: Path, environment: dict[str, str]) -> None:
    post = clone / "_news/2024-05-02-bad.md"
    post.write_text(BAD)
    run("git", "add", "-A", cwd=clone, env=environment)
    post.write_text(GOOD)
    refused = run("git", "commit", "-qm", "not staged", cwd=clone, env=environment)
    assert "2024-05-02-bad.md:3:7: DT102 impossible-date" in refused.stdout + refused.stderr
    assert post.read_text() == GOOD


def test_a_commit_of_one_file_has_only_that_file(clone: Path, environment: dict[str, str]) -> None:
    run("git", "commit", "-qm", "a good post", cwd=clone, env=environment)
    (clone / "_news/2024-05-03-link.md").write_text(LINK)
    (clone / "_news/late.md").write_text(GOOD)
    run("git", "add", "-A", cwd=clone, env=environment)
    refused = run("git", "commit", "-qm", "one of two", "_news/2024-05-03-link.md", cwd=clone, env=environment)
    assert refused.returncode != 0
    assert "2024-05-03-link.md:5:21: IN101 broken-link" in refused.stdout + refused.stderr


def test_a_range_that_only_deletes_is_refused(clone: Path, environment: dict[str, str], runner: str) -> None:
    (clone / "index.md").write_text("---\ntitle: Home\n---\n")
    run("git", "add", "-A", cwd=clone, env=environment)
    run("git", "commit", "-qm", "a good post", cwd=clone, env=environment)
    run("git", "rm", "-q", "_news/2024-05-01-walk.md", cwd=clone, env=environment)
    run("git", "commit", "-qnm", "take it away", cwd=clone, env=environment)
    refs = ("--from-ref", "HEAD~1", "--to-ref", "HEAD")
    refused = run(runner, "run", *refs, cwd=clone, env=environment)
    assert refused.returncode != 0
    assert "index.md:3:1: PL304 removed-url" in refused.stdout + refused.stderr
