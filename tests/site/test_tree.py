"""Files as they stand on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from content_lint.site.sources.tree import LIMIT, DiskTree, ReadError
from content_lint.text.source import SourceText

POST = b"---\r\ntitle: A\r\n---\r\n" + b"word " * 5_000


def _text(found: SourceText | ReadError) -> str:
    assert isinstance(found, SourceText)
    return found.text


def test_what_begins_like_front_matter_is_opened_once_for_its_head_and_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(POST)
    opened: list[str] = []
    real = os.open

    def counting(path: str, flags: int) -> int:
        opened.append(path)
        return real(path, flags)

    monkeypatch.setattr(os, "open", counting)
    tree = DiskTree(tmp_path)
    assert (tree.head("a.md"), _text(tree.read("a.md"))) == (b"---\r\n", POST.decode())
    assert len(opened) == 1
    (tmp_path / "a.md").write_bytes(b"now")
    assert _text(tree.read("a.md")) == "now"


@pytest.mark.parametrize(
    ("data", "head"),
    [
        (b"", b""),
        (b"---", b"---"),
        (b"\nx", b"\n"),
        (b"no fence\n" + b"x" * 9_000, b"no fence\n"),
        (b"---" + b"-" * 5_000 + b"\n", b"-" * 4_096),
    ],
)
def test_the_head_is_the_first_line_and_its_end_or_as_much_of_it_as_matters(
    tmp_path: Path, data: bytes, head: bytes
) -> None:
    (tmp_path / "a.md").write_bytes(data)
    tree, buffered = DiskTree(tmp_path), DiskTree(tmp_path, {"a.md": data})
    assert (tree.head("a.md"), buffered.head("a.md")) == (head, head)
    assert (_text(tree.read("a.md")), _text(buffered.read("a.md"))) == (data.decode(), data.decode())


def test_an_empty_buffer_stands_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(POST)
    tree = DiskTree(tmp_path, {"a.md": b""})
    assert (tree.head("a.md"), _text(tree.read("a.md"))) == (b"", "")


def test_a_file_that_is_too_large_has_a_head_and_no_text(tmp_path: Path) -> None:
    with (tmp_path / "a.md").open("wb") as file:
        file.write(b"---\n")
        file.truncate(LIMIT + 1)
    tree = DiskTree(tmp_path)
    assert tree.head("a.md") == b"---\n"
    assert isinstance(tree.read("a.md"), ReadError)


def test_links_are_followed_inside_the_root_only(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_bytes(POST)
    (site / "a.md").write_bytes(POST)
    (site / "in.md").symlink_to("a.md")
    (site / "out.md").symlink_to(tmp_path / "secret")
    (site / "dead.md").symlink_to("gone")
    tree = DiskTree(site)
    assert (tree.head("in.md"), _text(tree.read("in.md"))) == (b"---\r\n", POST.decode())
    assert (tree.head("out.md"), tree.head("dead.md"), tree.head("gone.md")) == (b"", b"", b"")
    problems = [found.problem for path in ("out.md", "dead.md") if isinstance(found := tree.read(path), ReadError)]
    assert problems == ["is a link that leads out of the site", "is a link to `gone`, which does not exist"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_and_a_folder_are_neither_waited_for_nor_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    tree = DiskTree(tmp_path)
    assert (tree.head("pipe.md"), tree.head("folder.md")) == (b"", b"")
    problems = [found.problem for path in ("pipe.md", "folder.md") if isinstance(found := tree.read(path), ReadError)]
    assert problems == ["is no ordinary file", "is a folder"]


@pytest.mark.parametrize("path", ["../secret/a.md", "/etc/passwd", "a/../../secret/a.md"])
def test_nothing_outside_of_the_site_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.md").write_bytes(POST)
    (tmp_path / "site/a").mkdir(parents=True)
    tree = DiskTree(tmp_path / "site")
    assert tree.head(path) == b""
    assert isinstance(tree.read(path), ReadError)
    with pytest.raises(OSError):
        tree.scan(path.rpartition("/")[0])
    assert _text(DiskTree(tmp_path).read("secret/a.md")) == POST.decode()  # control


def test_a_name_with_dots_in_it_is_inside(tmp_path: Path) -> None:
    (tmp_path / "a..b").mkdir()
    (tmp_path / "a..b/..c.md").write_bytes(POST)
    assert _text(DiskTree(tmp_path).read("a..b/..c.md")) == POST.decode()
