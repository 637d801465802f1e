"""When files were committed, and by how many: what git lists, from the last commit to the first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from content_lint.site.sources.authorship import Authorship, _read, find_authorship
from content_lint.site.sources.git import Repository

HERE = Repository(Path("site"), Path(), "", {})


def read(*words: str, prefix: str = "") -> dict[str, tuple[int, int, int]]:
    repository = Repository(Path("site"), Path(), prefix, {})
    listed = (word.replace("commit ", "\x01").encode() for word in words)
    found = _read(listed, repository)
    return {name: (int(a.first.timestamp()), int(a.last.timestamp()), a.authors) for name, a in found.items()}


def test_a_file_has_its_first_and_last_commit_and_its_authors() -> None:
    found = read(
        "commit 300 a@x", "\nM", "a.md", "commit 200 b@x", "\nM", "a.md", "A", "b.md", "commit 100 a@x", "\nA", "a.md"
    )
    assert found == {"a.md": (100, 300, 2), "b.md": (200, 200, 1)}


def test_the_clock_of_a_commit_may_be_wrong() -> None:
    assert read("commit 200 a@x", "\nM", "a.md", "commit 300 a@x", "\nM", "a.md", "commit 250 a@x", "\nA", "a.md") == {
        "a.md": (200, 300, 1)
    }


def test_a_renamed_file_keeps_its_history() -> None:
    moved = ["commit 300 a@x", "\nR100", "old.md", "new.md", "commit 200 b@x", "\nM", "old.md"]
    assert read(*moved, "commit 100 c@x", "\nA", "old.md") == {"new.md": (100, 300, 3)}
    assert read(*moved, "commit 100 c@x", "\nR090", "oldest.md", "old.md", "commit 050 d@x", "\nA", "oldest.md") == {
        "new.md": (50, 300, 4)
    }


def test_an_earlier_file_of_the_old_name_is_another_one() -> None:
    found = read(
        *("commit 400 a@x", "\nR100", "old.md", "new.md", "commit 300 a@x", "\nA", "old.md"),
        *("commit 200 b@x", "\nD", "old.md", "commit 100 b@x", "\nA", "old.md"),
    )
    assert found == {"new.md": (300, 400, 1), "old.md": (100, 200, 1)}


def test_names_count_from_the_site() -> None:
    assert read("commit 100 a@x", "\nA", "docs/a.md", prefix="docs/") == {"a.md": (100, 100, 1)}


def test_a_moment_is_in_utc() -> None:
    found = _read(iter([b"\x01100 a@x", b"\nA", b"a.md"]), HERE)
    moment = datetime(1970, 1, 1, 0, 1, 40, tzinfo=UTC)
    assert found == {"a.md": Authorship(moment, moment, 1)}


def test_without_a_commit_there_is_no_history() -> None:
    assert find_authorship(HERE) == {}
