"""The files of a commit: each kind of entry that git keeps, beside what lies on disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from content_lint.site.sources.blobs import Blobs
from content_lint.site.sources.git import Repository, open_repository
from content_lint.site.sources.snapshot import Snapshot, SnapshotTree, committed, staged
from content_lint.site.sources.tree import ReadError, walk_folders
from content_lint.text.source import SourceText
from tests.repository import Repo, environment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")

FILES = {
    "docs/_posts/a.md": "---\ntitle: A\n---\nx\n",
    "docs/_posts/b.md": "---\ntitle: B\n---\nx\n",
    "docs/deep/er/c.md": "c, first line\nsecond\n",
    "docs/gone.md": "gone\n",
    "docs/skipped.md": "skipped\n",
    "docs/assumed.md": "assumed\n",
    "outside.md": "outside\n",
}
LINKS = {
    "docs/link.md": "deep/er/c.md",
    "docs/deep/up.md": "../_posts/a.md",
    "docs/folder": "deep/er",
    "docs/twice": "folder",
    "docs/out.md": "../outside.md",
    "docs/above": "..",
    "docs/dead.md": "nothing.md",
    "docs/one.md": "two.md",
    "docs/two.md": "one.md",
}


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A site in docs/ of a repository, and work that goes on in it."""
    inner = Repo(tmp_path_factory.mktemp("inner"), {"inside.md": "inside\n"})
    repo = Repo(tmp_path_factory.mktemp("repo"), FILES)
    for path, aim in LINKS.items():
        (repo.folder / path).symlink_to(aim)
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.folder), "docs/theme/inner")
    repo.commit()
    repo.git("update-index", "--skip-worktree", "docs/skipped.md")
    repo.git("update-index", "--assume-unchanged", "docs/assumed.md")
    repo.write({"docs/_posts/b.md": "staged\n", "docs/new.md": "new\n", "docs/deep/new.md": "new\n"})
    repo.git("add", "docs/_posts/b.md", "docs/new.md")
    repo.write(
        {"docs/_posts/b.md": "on disk\n", "docs/announced.md": "announced\n", "docs/assumed.md": "on disk\n"},
    )
    repo.git("add", "--intent-to-add", "docs/announced.md")
    (repo.folder / "docs/gone.md").unlink()
    return repo


@pytest.fixture(scope="module")
def opened(repo: Repo) -> Repository:
    return open_repository((repo.folder / "docs").resolve(), environment())


@pytest.fixture(scope="module")
def snapshot(opened: Repository) -> Snapshot:
    return staged(opened)


@pytest.fixture
def tree(opened: Repository, snapshot: Snapshot) -> Iterator[SnapshotTree]:
    with SnapshotTree(opened.root, snapshot, Blobs(opened)) as tree:
        yield tree


def names(files: dict[str, str]) -> set[str]:
    return {path.removeprefix("docs/") for path in files if path.startswith("docs/")}


def test_a_snapshot_names_what_is_not_as_on_disk(snapshot: Snapshot) -> None:
    assert snapshot.files.keys() == names(FILES) | names(LINKS) | {"new.md"}
    assert snapshot.submodules == {"theme/inner"}
    assert snapshot.unlike == {"_posts/b.md", "gone.md", "skipped.md", "assumed.md"}


def test_as_on_disk_only_what_is_not_there_is_another(opened: Repository, snapshot: Snapshot) -> None:
    assert staged(opened, as_on_disk=True) == Snapshot(snapshot.files, snapshot.submodules, frozenset({"gone.md"}))


def test_a_commit_is_compared_with_the_index_and_the_disk(opened: Repository) -> None:
    found = committed(opened, "HEAD")
    assert found.files.keys() == names(FILES) | names(LINKS)
    assert found.submodules == {"theme/inner"}
    assert found.unlike == {"_posts/b.md", "gone.md", "skipped.md", "assumed.md"}
    first = committed(opened, "HEAD^")
    assert first.files.keys() == names(FILES)
    assert (first.submodules, first.unlike) == (frozenset(), found.unlike)


def test_a_file_of_a_conflict_and_one_of_another_kind_are_unlike(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "1\n", "b.md": "1\n", "c.md": "1\n"})
    repo.git("checkout", "-q", "-b", "other")
    repo.write({"a.md": "2\n"})
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write({"a.md": "3\n"})
    repo.commit()
    with pytest.raises(AssertionError):
        repo.git("merge", "-q", "other")
    (tmp_path / "b.md").unlink()
    (tmp_path / "b.md").symlink_to("c.md")
    found = staged(open_repository(tmp_path.resolve(), environment()))
    assert (found.files.keys(), found.unlike) == ({"a.md", "b.md", "c.md"}, {"b.md"})


def text(found: SourceText | ReadError) -> str:
    return found.text if isinstance(found, SourceText) else f"! {found.path} {found.problem}: {found.help}"


OF_NO_COMMIT = ", which does not exist in this commit: Add that (`git add`), or fix the link."


@pytest.mark.parametrize(
    ("path", "has", "differs", "read"),
    [
        ("_posts/a.md", True, False, "---\ntitle: A\n---\nx\n"),
        ("_posts/b.md", True, True, "staged\n"),
        ("deep/er/c.md", True, False, "c, first line\nsecond\n"),
        ("gone.md", True, True, "gone\n"),
        ("skipped.md", True, True, "skipped\n"),
        ("assumed.md", True, True, "assumed\n"),
        ("new.md", True, False, "new\n"),
        ("link.md", True, False, "c, first line\nsecond\n"),
        ("deep/up.md", True, False, "---\ntitle: A\n---\nx\n"),
        ("folder/c.md", False, False, "c, first line\nsecond\n"),
        ("twice/c.md", False, False, "c, first line\nsecond\n"),
        ("theme/inner/inside.md", True, False, "inside\n"),
        (
            "announced.md",
            False,
            False,
            "! announced.md does not exist in this commit: Add it (`git add`), or check the spelling of the path.",
        ),
        (
            "deep/new.md",
            False,
            False,
            "! deep/new.md does not exist in this commit: Add it (`git add`), or check the spelling of the path.",
        ),
        (
            "out.md",
            True,
            False,
            "! out.md is a link that leads out of the site: Put the file itself in its place.",
        ),
        (
            "above/outside.md",
            False,
            False,
            "! above/outside.md is a link that leads out of the site: Put the file itself in its place.",
        ),
        (
            "dead.md",
            True,
            False,
            "! dead.md is a link to `nothing.md`" + OF_NO_COMMIT,
        ),
        (
            "one.md",
            True,
            False,
            "! one.md is a link to `two.md`" + OF_NO_COMMIT,
        ),
    ],
)
def test_a_file_is_read_where_its_text_is(
    tree: SnapshotTree, path: str, *, has: bool, differs: bool, read: str
) -> None:
    assert (tree.has(path), tree.differs(path), text(tree.read(path))) == (has, differs, read)
    assert tree.head(path) == (b"" if read.startswith("!") else read.encode().splitlines(keepends=True)[0])


def test_a_text_on_disk_is_not_asked_of_git(opened: Repository, snapshot: Snapshot) -> None:
    blobs = Blobs(opened)
    tree = SnapshotTree(opened.root, snapshot, blobs)
    tree.read("_posts/a.md")
    tree.head("deep/er/c.md")
    assert blobs._process is None
    tree.read("_posts/b.md")
    with tree:
        assert blobs._process is not None
    assert blobs._process is None


def test_a_link_whose_aim_is_another_file_on_disk_is_followed_in_the_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a\n", "b.md": "b\n"})
    (tmp_path / "link.md").symlink_to("a.md")
    repo.commit()
    (tmp_path / "link.md").unlink()
    (tmp_path / "link.md").symlink_to("b.md")
    opened = open_repository(tmp_path.resolve(), environment())
    with SnapshotTree(opened.root, staged(opened), Blobs(opened)) as tree:
        assert (tree.differs("link.md"), text(tree.read("link.md")), tree.head("link.md")) == (True, "a\n", b"a\n")


def test_buffers_replace_what_the_commit_holds(tree: SnapshotTree) -> None:
    over = tree.over({"_posts/a.md": b"typed\nmore\n", "unsaved.md": b"unsaved\n"})
    assert over.differs("_posts/a.md")
    assert text(over.read("_posts/a.md")) == "typed\nmore\n"
    assert over.head("_posts/a.md") == b"typed\n"
    assert list(over.paths(None))[-1] == "unsaved.md"
    assert list(over.paths(None)).count("_posts/a.md") == 1
    assert not over.differs("deep/er/c.md")


def test_every_file_is_listed_and_those_of_a_repository_inside(tree: SnapshotTree, snapshot: Snapshot) -> None:
    assert list(tree.paths(None)) == [*sorted(snapshot.files), "theme/inner/inside.md"]
    assert list(tree.paths(lambda scan: [entry.name for entry in scan("_posts")])) == ["a.md", "b.md"]


def looked(tree: SnapshotTree, folder: str) -> dict[str, str]:
    """What is in a folder: d for a folder, l for a link, L for a link to a folder, - for a file."""
    kinds = {(False, False): "-", (False, True): "l", (True, False): "d", (True, True): "L"}
    found = {}
    for entry in tree.scan(folder):
        found[entry.name] = kinds[entry.is_dir(), entry.is_symlink()]
        assert entry.path == str(tree.root / folder / entry.name)
        assert entry.is_dir(follow_symlinks=False) == (kinds[entry.is_dir(), entry.is_symlink()] == "d")
    return found


@pytest.mark.parametrize(
    ("folder", "found"),
    [
        ("_posts", {"a.md": "-", "b.md": "-"}),
        ("deep", {"er": "d", "up.md": "l"}),
        ("deep/er", {"c.md": "-"}),
        ("folder", {"c.md": "-"}),
        ("twice", {"c.md": "-"}),
        ("theme", {"inner": "d"}),
    ],
)
def test_a_folder_is_looked_into_as_the_commit_has_it(tree: SnapshotTree, folder: str, found: dict[str, str]) -> None:
    assert looked(tree, folder) == found


def test_the_root_holds_what_is_in_the_commit(tree: SnapshotTree) -> None:
    files = ["gone.md", "skipped.md", "assumed.md", "new.md"]
    links = ["link.md", "out.md", "dead.md", "one.md", "two.md"]
    assert looked(tree, "") == {
        **dict.fromkeys(["_posts", "deep", "theme"], "d"),
        **dict.fromkeys(files, "-"),
        **dict.fromkeys(links, "l"),
        **dict.fromkeys(["folder", "twice", "above"], "L"),
    }


def test_a_repository_inside_is_looked_into_on_disk(tree: SnapshotTree) -> None:
    assert {entry.name for entry in tree.scan("theme/inner")} == {".git", "inside.md"}
    assert "theme/inner/inside.md" in walk_folders(["theme"], tree.scan)


@pytest.mark.parametrize("folder", ["nothing", "_posts/a.md", "out.md", "above", "dead.md", "one.md", "deep/nothing"])
def test_what_is_no_folder_of_the_commit_is_not_there(tree: SnapshotTree, folder: str) -> None:
    with pytest.raises(FileNotFoundError, match=folder):
        tree.scan(folder)
