"""git is called in one way that nothing in a checkout can change."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from content_lint.site.sources.git import HistoryError, ask, command, open_repository, without_filters
from content_lint.site.sources.history import changes_since, staged_changes
from content_lint.site.sources.listing import list_files
from content_lint.site.sources.snapshot import staged
from tests.cli.command import ROOT, run
from tests.repository import IDENTITY, Repo, environment

POST = "---\ntitle: x\n---\n[a](none.md)\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs of these tests are shell scripts")


def touch(path: Path) -> str:
    return f"echo ran >> {path}; false"


def test_git_is_called_here_alone() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "content_lint").rglob("*.py")
        if re.search(r"[\[(]\s*['\"]git['\"]\s*,", path.read_text())
    ]
    assert found == []


@pytest.fixture
def embedded(tmp_path: Path) -> Repo:
    """A folder that is a repository to git, with a command in its configuration and the faulty post committed."""
    repo = Repo(tmp_path / "repo", {"README.md": "x"})
    made = tmp_path / "ran"
    settings = f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = "{touch(made)}"\n'
    repo.write(
        {
            "docs/HEAD": "ref: refs/heads/main\n",
            "docs/objects/.keep": "",
            "docs/refs/.keep": "",
            "docs/config": settings,
            "docs/content-lint.toml": 'generator = "plain"\n',
            "docs/post.md": POST,
        }
    )
    repo.commit()
    return repo


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "post.md"),
        ("check", "--hook", "post.md"),
        ("check", "--changed-since", "HEAD"),
        ("urls",),
        ("links",),
        ("doctor",),
        ("init", "--dry-run"),
    ],
)
def test_a_folder_that_looks_like_a_repository_runs_nothing(embedded, tmp_path, arguments) -> None:
    run(embedded.folder / "docs", *arguments, env=IDENTITY)
    assert not (tmp_path / "ran").exists()


def test_a_folder_that_looks_like_a_repository_hides_nothing(embedded) -> None:
    repository = open_repository(embedded.folder / "docs", environment())
    assert (repository.top, repository.prefix) == (embedded.folder, "docs/")
    assert "post.md" in list_files(embedded.folder / "docs")
    ran = run(embedded.folder / "docs", "check", "--changed-since", "HEAD~1", env=IDENTITY)
    assert (ran.status, "IN101 broken-link" in ran.out) == (1, True)


def test_a_repository_at_the_top_does_not_take_the_place_of_a_damaged_one(tmp_path) -> None:
    repo = Repo(tmp_path, {"HEAD": "ref: refs/heads/main\n", "objects/.keep": "", "refs/.keep": "", "a.md": POST})
    repo.write({"config": "[core]\n\tbare = false\n\tworktree = .\n"})
    (tmp_path / ".git/HEAD").unlink()
    with pytest.raises(HistoryError):
        open_repository(tmp_path, environment())


def test_no_program_of_the_configuration_is_started(tmp_path) -> None:
    repo = Repo(tmp_path / "repo", {"content-lint.toml": 'generator = "plain"\n', "post.md": POST})
    made = tmp_path / "ran"
    programs = touch(made)
    (tmp_path / "hooks").mkdir()
    for name in ("post-index-change", "pre-commit", "reference-transaction"):
        (tmp_path / "hooks" / name).write_text(f"#!/bin/sh\n{programs}\n")
        (tmp_path / "hooks" / name).chmod(0o755)
    repo.write(
        {
            ".gitattributes": "* filter=evil diff=evil\n",
            ".gitconfig": f"""\
[filter "evil"]
\tclean = "{programs}"
\tsmudge = "{programs}"
\tprocess = "{programs}"
\trequired = true
[diff]
\texternal = "{programs}"
[diff "evil"]
\ttextconv = "{programs}"
\tcommand = "{programs}"
[core]
\tfsmonitor = "{programs}"
\tpager = "{programs}"
\thooksPath = {tmp_path / "hooks"}
""",
        }
    )
    repo.git("config", "include.path", "../.gitconfig")
    repo.write({"post.md": f"{POST}More.\n"})
    os.utime(repo.folder / "content-lint.toml", (1, 1))
    repository = open_repository(repo.folder, environment())
    changes = changes_since(repository, "HEAD")
    assert "post.md" in changes.modified
    assert "content-lint.toml" not in changes.modified
    assert "post.md" in staged(repository).unlike
    staged_changes(repository)
    list_files(repo.folder)
    assert not made.exists()
    assert "filter.evil.clean=" in without_filters(repository)


@pytest.mark.parametrize(
    "more",
    [
        {"GIT_DIR": "/nowhere"},
        {"GIT_WORK_TREE": "/"},
        {"GIT_GLOB_PATHSPECS": "1"},
        {"GIT_ICASE_PATHSPECS": "1"},
        {"GIT_EXTERNAL_DIFF": "false"},
        {"GIT_CONFIG": "/nowhere"},
        {"GIT_NAMESPACE": "x"},
    ],
)
def test_variables_of_another_call_change_no_answer(tmp_path, more) -> None:
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.write({"a.md": "b"})
    repository = open_repository(tmp_path, environment() | more)
    assert changes_since(repository, "HEAD").modified == {"a.md"}


def test_git_is_never_taken_from_the_current_folder(tmp_path, monkeypatch) -> None:
    repo = Repo(tmp_path, {"git": "#!/bin/sh\ntouch ran\n"})
    (tmp_path / "git").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    repository = open_repository(tmp_path, environment())
    for path in (f".:{os.environ['PATH']}", f":{os.environ['PATH']}"):
        there = type(repository)(tmp_path, tmp_path, "", {**repository.environment, "PATH": path})
        assert Path(command(there, ("status",))[0]).is_absolute()
        ask(there, ("rev-parse", "HEAD"))
    assert not (repo.folder / "ran").exists()


def test_two_places_that_somebody_keeps_apart_are_one_repository(tmp_path, monkeypatch) -> None:
    repo = Repo(tmp_path / "work", {"site/a.md": "a"})
    (tmp_path / "work/.git").rename(tmp_path / "kept.git")
    monkeypatch.chdir(tmp_path)
    more = {"GIT_DIR": "kept.git", "GIT_WORK_TREE": "work"}
    repository = open_repository(repo.folder / "site", environment() | more)
    assert staged(repository).files.keys() == {"a.md"}
    with pytest.raises(HistoryError, match="no git repository"):
        open_repository(repo.folder / "site", environment())
