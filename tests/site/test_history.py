"""What git knows of a change, asked of real repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from content_lint.site.sources.git import HistoryError, Repository, open_repository
from content_lint.site.sources.history import (
    Changes,
    changes_between,
    changes_since,
    find_commit,
    ignored_names,
    is_shallow,
    is_submodule,
    merge_base,
    narrowed,
    staged_changes,
    tracked_names,
)
from content_lint.site.sources.revision import EarlierTree, GitTree
from content_lint.site.sources.tree import DiskTree, ReadError
from content_lint.text.source import SourceText
from tests.repository import Repo, environment

LONG = "".join(f"line {number} of a text that is long enough to be known again\n" for number in range(20))
ODD = ["a b.md", "ü.md", 'quo"te.md', "-dash.md", ":(top)x.md", "*.md", "tab\there.md", "new\nline.md", "日本.md"]

IN_ACTIONS = "in GitHub Actions set `fetch-depth: 0` for actions/checkout."


def opened(repo: Repo, below: str = "") -> Repository:
    return open_repository((repo.folder / below).resolve(), environment())


def test_each_kind_of_change_is_told(tmp_path):
    repo = Repo(tmp_path, {"keep.md": "k", "edit.md": "e", "drop.md": "d", "old.md": LONG})
    base = repo.git("rev-parse", "HEAD")
    repo.git("mv", "old.md", "new.md")
    repo.git("rm", "-q", "drop.md")
    repo.write({"edit.md": "changed", "added.md": "a"})
    repo.git("add", "added.md")
    repo.write({"untracked.md": "u", ".gitignore": "ignored.md\n", "ignored.md": "i"})
    assert changes_since(opened(repo), base) == Changes(
        added=frozenset({"added.md", "untracked.md", ".gitignore"}),
        modified=frozenset({"edit.md"}),
        deleted=frozenset({"drop.md"}),
        renamed={"old.md": "new.md"},
    )


def test_a_change_has_names_of_now_and_names_of_then():
    changes = Changes(frozenset({"a"}), frozenset({"m"}), frozenset({"d"}), {"o": "n"})
    assert changes.touched == {"a", "m", "n"}
    assert changes.new == {"a", "n"}
    assert changes.gone == {"d", "o"}
    assert changes.paths == {"a", "m", "n", "d", "o"}
    assert bool(changes)
    assert not Changes()


def test_nothing_changed_is_nothing(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    assert changes_since(opened(repo), "HEAD") == Changes()
    assert staged_changes(opened(repo)) == Changes()


def test_what_left_the_index_and_stays_on_disk_is_no_deletion(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.git("rm", "-q", "--cached", "a.md")
    assert changes_since(opened(repo), "HEAD") == Changes(modified=frozenset({"a.md"}))


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not allow")
def test_a_new_file_at_the_old_name_of_a_renamed_one_is_no_deletion(tmp_path):
    text = "words\n" * 20
    repo = Repo(tmp_path / "repo", {"a.md": text})
    repo.git("mv", "a.md", "b.md")
    repo.write({"a.md": "another\n"})
    changes = changes_since(opened(repo), "HEAD")
    assert (changes.added, changes.modified, changes.gone) == ({"b.md"}, {"a.md"}, set())


def test_odd_names_come_through_as_they_are(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.write(dict.fromkeys(ODD, "x"))
    assert changes_since(opened(repo), "HEAD").added == set(ODD)
    repo.commit()
    for name in ODD:
        (tmp_path / name).unlink()
    assert changes_since(opened(repo), "HEAD").deleted == set(ODD)
    with GitTree(opened(repo), "HEAD") as tree:
        assert {tree.read(name).text for name in ODD} == {"x"}


@pytest.mark.skipif(sys.platform != "linux", reason="file systems that insist on Unicode")
def test_a_name_that_is_no_text_comes_through_as_python_spells_it(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    name = os.fsdecode(b"caf\xe9.md")
    (tmp_path / name).write_text("x")
    assert changes_since(opened(repo), "HEAD").added == {name}


def test_a_site_in_a_subfolder_sees_its_own_files_by_its_own_names(tmp_path):
    repo = Repo(tmp_path, {"docs/a.md": LONG, "docs/b.md": "b", "other/c.md": "c" + LONG, "x.md": "x"})
    repo.git("mv", "docs/a.md", "docs/moved.md")
    repo.git("mv", "other/c.md", "docs/came.md")
    repo.git("mv", "docs/b.md", "b.md")
    repo.write({"docs/new.md": "n", "new.md": "n", "x.md": "y"})
    repository = opened(repo, "docs")
    assert repository.prefix == "docs/"
    assert changes_since(repository, "HEAD") == Changes(
        added=frozenset({"came.md", "new.md"}), deleted=frozenset({"b.md"}), renamed={"a.md": "moved.md"}
    )
    assert staged_changes(repository) == Changes(
        added=frozenset({"came.md"}), deleted=frozenset({"b.md"}), renamed={"a.md": "moved.md"}
    )
    with GitTree(repository, "HEAD") as tree:
        assert list(tree.paths()) == ["a.md", "b.md"]
        assert tree.read("b.md") == SourceText.from_bytes("b.md", b"b")


def test_settings_of_the_user_do_not_change_what_is_said(tmp_path):
    repo = Repo(tmp_path, {"docs/a.md": LONG, "x.md": "x"})
    for name, value in {"diff.relative": "true", "diff.renames": "false", "core.quotePath": "true"}.items():
        repo.git("config", name, value)
    repo.git("config", "diff.external", "false")
    repo.git("mv", "docs/a.md", "docs/ü.md")
    assert changes_since(opened(repo), "HEAD").renamed == {"docs/a.md": "docs/ü.md"}


def test_the_index_alone_tells_what_the_next_commit_changes(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a", "b.md": "b", "c.md": "c"})
    repo.git("rm", "-q", "a.md")
    repo.write({"b.md": "staged"})
    repo.git("add", "b.md")
    repo.write({"b.md": "and more", "c.md": "not staged", "new.md": "n"})
    assert staged_changes(opened(repo)) == Changes(modified=frozenset({"b.md"}), deleted=frozenset({"a.md"}))


def test_an_index_of_its_own_counts_as_a_hook_gets_it(tmp_path):
    """``git commit FILE`` gives its hooks an index that holds only that file."""
    repo = Repo(tmp_path / "top", {"docs/a.md": "a"})
    hook = tmp_path / "top/.git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    program = (
        "import os, pathlib; from content_lint.site.sources.git import *;"
        "from content_lint.site.sources.history import *;"
        "seen = staged_changes(open_repository(pathlib.Path('docs').resolve(), os.environ));"
        "pathlib.Path('seen').write_text(' '.join(sorted(seen.paths)))"
    )
    root = Path(__file__).parent.parent.parent
    hook.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" "{sys.executable}" -c "{program}"\n')
    hook.chmod(0o755)
    repo.write({"docs/b.md": "b", "docs/c.md": "c"})
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "all staged", "--", "docs/b.md")
    assert (tmp_path / "top/seen").read_text() == "b.md"
    repo.git("commit", "-q", "-m", "the rest", "--", "docs/c.md")
    assert (tmp_path / "top/seen").read_text() == "c.md"


def test_the_base_is_where_the_branch_began(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    base = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "-q", "-b", "branch")
    repo.write({"mine.md": "m"})
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write({"theirs.md": "t"})
    repo.commit()
    repo.git("checkout", "-q", "branch")
    assert merge_base(opened(repo), "main") == base
    assert changes_since(opened(repo), base).added == {"mine.md"}


def test_a_detached_head_has_a_base_too(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    base = repo.git("rev-parse", "HEAD")
    repo.write({"b.md": "b"})
    repo.commit()
    repo.git("checkout", "-q", "--detach")
    assert merge_base(opened(repo), "main") == repo.git("rev-parse", "HEAD")
    assert merge_base(opened(repo), "HEAD~1") == base


@pytest.mark.parametrize("ref", ["no-such-branch", "--all", "-h", "", "a b", "\0", "HEAD:a.md"])
def test_a_name_that_git_does_not_know_is_an_error_that_says_so(tmp_path, ref):
    repo = Repo(tmp_path, {"a.md": "a"})
    with pytest.raises(HistoryError, match="git knows no branch, tag or commit") as caught:
        merge_base(opened(repo), ref)
    assert caught.value.help == "Check its spelling (`git branch --all` lists branches), or fetch it first."


def test_branches_without_a_common_commit_are_an_error(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("unrelated")
    with pytest.raises(HistoryError) as caught:
        merge_base(opened(repo), "main")
    assert caught.value.args == ("`main` and HEAD have no commit in common",)
    assert caught.value.help == "Name a branch that this one began at."


def shallow(tmp_path: Path, depth: int) -> Repo:
    """A clone of a branch that began four commits ago."""
    origin = Repo(tmp_path / "origin", {"a.md": "a"})
    origin.git("checkout", "-q", "-b", "branch")
    for number in range(4):
        origin.write({f"{number}.md": "x"})
        origin.commit()
    clone = tmp_path / "clone"
    command = ["git", "clone", "-q", f"--depth={depth}", "--no-single-branch", "--branch=branch"]
    subprocess.run([*command, origin.folder.as_uri(), str(clone)], env=environment(), check=True)
    repo = Repo.__new__(Repo)
    repo.folder = clone
    return repo


def test_a_shallow_clone_says_what_to_fetch(tmp_path):
    repo = shallow(tmp_path, 2)
    with pytest.raises(HistoryError, match="too shallow") as caught:
        merge_base(opened(repo), "origin/main")
    assert caught.value.args == ("this clone is too shallow to tell what changed since `origin/main`",)
    in_actions = "in GitHub Actions set `fetch-depth: 0` for actions/checkout."
    more = "Fetch more history: `git fetch --deepen=200` (or `git fetch --unshallow`); "
    assert caught.value.help == more + in_actions
    with pytest.raises(HistoryError, match="this clone is shallow") as caught:
        merge_base(opened(repo), "origin/release")
    it = "Fetch it: `git fetch --unshallow origin release:refs/remotes/origin/release`; "
    assert caught.value.help == it + in_actions
    repo.git("fetch", "-q", "--deepen=200")
    assert merge_base(opened(repo), "origin/main") == repo.git("rev-parse", "origin/main")


def test_a_shallow_clone_that_holds_the_base_is_deep_enough(tmp_path):
    repo = shallow(tmp_path, 5)
    assert repo.git("rev-parse", "--is-shallow-repository") in {"true", "false"}
    assert len(changes_since(opened(repo), merge_base(opened(repo), "origin/main")).added) == 4


def test_no_repository_and_no_git_are_errors_that_say_so(tmp_path):
    with pytest.raises(HistoryError) as caught:
        open_repository(tmp_path, environment() | {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert (caught.value.args, caught.value.help) == (
        ("the site lies in no git repository",),
        "Run it in a clone, or check the whole site.",
    )
    Repo(tmp_path)
    with pytest.raises(HistoryError) as caught:
        open_repository(tmp_path, {"PATH": str(tmp_path)})
    assert (caught.value.args, caught.value.help) == (
        ("git is not installed here",),
        "Install git, or check the whole site.",
    )


def test_a_repository_without_a_commit_has_no_base(tmp_path):
    repo = Repo(tmp_path)
    with pytest.raises(HistoryError) as caught:
        staged_changes(opened(repo))
    assert caught.value.args[0].startswith("git cannot say what changed: ")
    assert "fatal: " not in caught.value.args[0]
    assert caught.value.help == "Fix that, or check the whole site."


def test_a_commit_is_a_tree(tmp_path):
    repo = Repo(tmp_path, {"a.md": "---\r\ntitle: Ä\r\n---\r\n", "b/c.md": "no end", "empty.md": ""})
    repo.write({"a.md": "later", "new.md": "n"})
    (tmp_path / "b/c.md").unlink()
    with GitTree(opened(repo), "HEAD") as tree:
        assert list(tree.paths()) == ["a.md", "b/c.md", "empty.md"]
        assert tree.read("a.md") == SourceText.from_bytes("a.md", "---\r\ntitle: Ä\r\n---\r\n".encode())
        assert (tree.head("a.md"), tree.head("b/c.md"), tree.head("gone")) == (b"---\r\n", b"no end", b"")
        assert tree.read("empty.md") == SourceText.from_bytes("empty.md", b"")
        assert isinstance(tree.read("gone.md"), ReadError)
        # The process still answers after a miss.
        assert tree.read("b/c.md") == SourceText.from_bytes("b/c.md", b"no end")


def test_a_closed_tree_starts_again_when_it_is_asked(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    tree = GitTree(opened(repo), "HEAD")
    assert isinstance(tree.read("a.md"), SourceText)
    tree.close()
    assert isinstance(tree.read("a.md"), SourceText)
    tree.close()
    tree.close()


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_links_of_a_commit_are_followed_inside_the_site_only(tmp_path):
    repo = Repo(tmp_path)
    repo.write({"site/a.md": "a", "secret.md": "s"})
    for name, aim in {"link.md": "a.md", "out.md": "../secret.md", "loop.md": "loop.md", "none.md": "x"}.items():
        (tmp_path / "site" / name).symlink_to(aim)
    repo.commit()
    with GitTree(opened(repo, "site"), "HEAD") as tree:
        assert tree.read("link.md") == SourceText.from_bytes("link.md", b"a")
        assert all(isinstance(tree.read(name), ReadError) for name in ("out.md", "loop.md", "none.md"))


def test_a_blob_that_is_too_large_is_refused_and_the_next_one_is_read(tmp_path):
    repo = Repo(tmp_path, {"big.md": "x" * 25_000_001, "small.md": "s"})
    with GitTree(opened(repo), "HEAD") as tree:
        refused = tree.read("big.md")
        assert isinstance(refused, ReadError)
        assert "25 MB" in refused.problem
        assert tree.read("small.md") == SourceText.from_bytes("small.md", b"s")


def test_git_that_dies_is_an_error_and_no_hang(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    with GitTree(opened(repo), "HEAD") as tree:
        tree.read("a.md")
        assert tree._blobs._process is not None
        tree._blobs._process.kill()
        tree._blobs._process.wait()
        with pytest.raises(HistoryError):
            tree.read("a.md")


def test_the_site_before_a_change_has_what_changed_put_back(tmp_path):
    repo = Repo(
        tmp_path, {"keep.md": "k", "edit.md": "then", "drop.md": "d", "old.md": LONG, ".gitignore": "made.md\n"}
    )
    repo.git("mv", "old.md", "new.md")
    (tmp_path / "drop.md").unlink()
    repo.write({"edit.md": "now", "added.md": "a", "made.md": "by a program"})
    changes = changes_since(opened(repo), "HEAD")
    seen = ["keep.md", "edit.md", "new.md", "added.md", "made.md"]
    with GitTree(opened(repo), "HEAD") as revision:
        earlier = EarlierTree(DiskTree(tmp_path), revision, changes, seen)
        assert list(earlier.paths()) == [".gitignore", "drop.md", "edit.md", "keep.md", "made.md", "old.md"]
        texts = {path: earlier.read(path) for path in earlier.paths()}
        assert texts["edit.md"] == SourceText.from_bytes("edit.md", b"then")
        assert texts["made.md"] == SourceText.from_bytes("made.md", b"by a program")
        assert texts["old.md"] == SourceText.from_bytes("old.md", LONG.encode())
        assert earlier.head("edit.md") == b"then"


def test_names_of_a_site_below_the_top_begin_there(tmp_path):
    repo = Repo(
        tmp_path / "repo", {"docs/a.md": "a", "docs/b/c.md": "c", "top.md": "t", ".gitignore": "*.tmp\nmade/\n"}
    )
    repo.write({"docs/x.tmp": "x", "docs/made/y.md": "y", "other.tmp": "x", "docs/new.md": "n"})
    assert tracked_names(opened(repo, "docs")) == {"a.md", "b/c.md"}
    assert tracked_names(opened(repo)) == {"docs/a.md", "docs/b/c.md", "top.md", ".gitignore"}
    assert sorted(ignored_names(opened(repo, "docs"))) == ["made/", "x.tmp"]
    assert sorted(ignored_names(opened(repo))) == ["docs/made/", "docs/x.tmp", "other.tmp"]


def test_what_differs_between_two_commits_is_told_without_the_disk(tmp_path):
    repo = Repo(tmp_path, {"docs/a.md": LONG, "docs/b.md": "b", "c.md": "c"})
    first = repo.git("rev-parse", "HEAD")
    repo.git("mv", "docs/a.md", "docs/moved.md")
    repo.write({"docs/b.md": "bb", "docs/d.md": "d"})
    repo.git("rm", "-q", "c.md")
    second = repo.commit()
    repo.write({"docs/b.md": "on disk"})
    whole = Changes(
        frozenset({"docs/d.md"}), frozenset({"docs/b.md"}), frozenset({"c.md"}), {"docs/a.md": "docs/moved.md"}
    )
    below = Changes(frozenset({"d.md"}), frozenset({"b.md"}), frozenset(), {"a.md": "moved.md"})
    assert changes_between(opened(repo), first, second) == whole
    assert changes_between(opened(repo, "docs"), first, second) == below
    assert narrowed(whole, "docs/") == below
    assert narrowed(whole, "") is whole
    assert changes_between(opened(repo), second, first).renamed == {"docs/moved.md": "docs/a.md"}


def test_what_moves_over_the_edge_of_a_folder_is_new_or_gone_there():
    moved = Changes(renamed={"docs/a.md": "b.md", "c.md": "docs/d.md", "e.md": "f.md"})
    assert narrowed(moved, "docs/") == Changes(added=frozenset({"d.md"}), deleted=frozenset({"a.md"}))


def test_a_file_of_another_kind_is_modified(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a", "b.md": "b"})
    (tmp_path / "a.md").unlink()
    (tmp_path / "a.md").symlink_to("b.md")
    assert changes_since(opened(repo), "HEAD") == Changes(modified=frozenset({"a.md"}))


def test_a_commit_is_found_by_its_names(tmp_path):
    repo = Repo(tmp_path, {"a.md": "a"})
    head = repo.git("rev-parse", "HEAD")
    repo.git("tag", "-a", "v1", "-m", "x")
    for name in ("main", "HEAD", "v1", head[:10], head):
        assert find_commit(opened(repo), name) == head
    for name in ("", "none", "--all", "ma\0in", "HEAD^"):
        assert find_commit(opened(repo), name) is None
    assert not is_shallow(opened(repo))
    assert not is_submodule(opened(repo))


def test_a_repository_inside_of_another_says_so(tmp_path):
    inner = Repo(tmp_path / "inner", {"a.md": "a"})
    outer = Repo(tmp_path / "outer", {"b.md": "b"})
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "sub")
    assert is_submodule(opened(outer, "sub"))


def test_errors_say_what_is_missing_and_what_to_do(tmp_path):
    repo = Repo(tmp_path / "repo", {"a.md": "a"})
    with pytest.raises(HistoryError) as unknown:
        merge_base(opened(repo), "none")
    assert (unknown.value.message, unknown.value.help) == (
        "git knows no branch, tag or commit called `none` here",
        "Check its spelling (`git branch --all` lists branches), or fetch it first.",
    )
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit()
    with pytest.raises(HistoryError) as apart:
        merge_base(opened(repo), "main")
    assert (apart.value.message, apart.value.help) == (
        "`main` and HEAD have no commit in common",
        "Name a branch that this one began at.",
    )
    empty = Repo(tmp_path / "empty")
    with pytest.raises(HistoryError) as nothing:
        merge_base(opened(empty), "HEAD")
    assert nothing.value.message == "git knows no branch, tag or commit called `HEAD` here"
    shallow = tmp_path / "shallow"
    repo.git("clone", "-q", "--depth=1", "--branch", "main", f"file://{repo.folder}", str(shallow))
    with pytest.raises(HistoryError) as cut:
        merge_base(open_repository(shallow.resolve(), environment()), "origin/dev")
    assert (cut.value.message, cut.value.help) == (
        "git knows no branch, tag or commit called `origin/dev` here, and this clone is shallow",
        f"Fetch it: `git fetch --unshallow origin dev:refs/remotes/origin/dev`; {IN_ACTIONS}",
    )
