"""What there is on disk is the same or another, whether a copy of this process looks at half of it or not."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from content_lint.cache import shown
from content_lint.cache.aside import Aside, may_copy
from content_lint.cache.shown import PlacesOnDisk

NAMES = tuple(f"posts/{number}.md" for number in range(10))


@pytest.fixture
def around(tmp_path):
    (tmp_path / "posts").mkdir()
    for name in NAMES:
        (tmp_path / name).write_text("words\n")
    (tmp_path / "outside.toml").write_text("a = 1\n")
    places = (str(tmp_path / "nothing"),)
    return PlacesOnDisk(str(tmp_path), ("", "posts"), (*NAMES, str(tmp_path / "outside.toml")), places)


@pytest.fixture(params=["alone", "with a copy", "as on Windows"])
def state(around, request, monkeypatch):
    """The state of it, as a function."""
    if request.param == "as on Windows":
        monkeypatch.setattr(os, "supports_dir_fd", frozenset())
    elif request.param == "with a copy":
        if not may_copy():
            pytest.skip("nothing is copied here")
        monkeypatch.setattr(shown, "_MANY", 1)
    return around.state


@pytest.mark.skipif(not may_copy(), reason="nothing is copied here")
def test_the_state_is_the_same_whoever_looks(around, monkeypatch):
    alone = around.state()
    monkeypatch.setattr(shown, "_MANY", 1)
    assert around.state() == alone
    assert around.state(settled_by=2**62) == alone


@pytest.mark.parametrize("name", NAMES)
def test_a_change_of_any_file_is_seen(state, around, name):
    before = state()
    assert state() == before
    os.utime(Path(around.root, name), ns=(1, 1))
    assert state() != before


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_gone_has_no_state(state, around, name):
    Path(around.root, name).unlink()
    with pytest.raises(OSError, match=r"."):
        state()


@pytest.mark.parametrize(
    "make", [Path.mkdir, Path.touch, lambda path: path.symlink_to("x")], ids=["folder", "file", "link"]
)
@pytest.mark.parametrize("name", ["posts/more", "nothing"])
def test_what_comes_is_seen(state, around, make, name):
    before = state()
    make(Path(around.root, name))
    assert state() != before


def test_a_link_to_a_folder_that_is_no_more_is_seen(state, around, tmp_path_factory):
    aim = tmp_path_factory.mktemp("aim")
    Path(around.root, "posts", "linked").symlink_to(aim)
    before = state()
    aim.rmdir()
    assert state() != before


@pytest.mark.skipif(not may_copy(), reason="nothing is copied here")
def test_where_no_process_may_be_added_this_one_looks_at_all(around, monkeypatch):
    alone = around.state()
    monkeypatch.setattr(shown, "_MANY", 1)
    monkeypatch.setattr(os, "fork", MagicMock(side_effect=BlockingIOError))
    assert around.state() == alone


@pytest.mark.skipif(not may_copy(), reason="nothing is copied here")
def test_a_copy_that_fails_says_so_and_leaves_nothing_behind():
    failing = Aside(lambda: sys.exit("no"))
    with pytest.raises(OSError, match="came to nothing"):
        failing.answer()
    failing.end()
    waiting = Aside(signal.pause)
    waiting.end()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
