"""Files are old or new at any moment, and never something else."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from content_lint.engine.fix.write import (
    PREFIX,
    NotWrittenError,
    find_leftovers,
    remove_leftovers,
    replace_file,
    write_file,
    write_inside,
    write_report,
)
from content_lint.text.source import SourceText
from tests.conftest import ROOT

OLD, NEW = b"---\r\ntitle: old\r\n---\r\n", b"---\r\ntitle: new\r\n---\r\n"


def digest(data: bytes) -> str:
    return SourceText.from_bytes("a.md", data).digest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    target = tmp_path / "a.md"
    target.write_bytes(OLD)
    return target


def test_a_file_gets_its_new_bytes_and_keeps_its_mode(file: Path) -> None:
    file.chmod(0o640)
    replace_file(file.parent, "a.md", NEW, digest(OLD))
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_changed_meanwhile_is_left_alone(file: Path) -> None:
    file.write_bytes(b"changed by an editor")
    with pytest.raises(NotWrittenError, match="has changed since it was read"):
        replace_file(file.parent, "a.md", NEW, digest(OLD))
    assert file.read_bytes() == b"changed by an editor"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="cannot be written: No such file"):
        replace_file(tmp_path, "a.md", NEW, digest(OLD))
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link_and_its_target_is_written(file: Path) -> None:
    (file.parent / "b").mkdir()
    link = file.parent / "b" / "link.md"
    link.symlink_to("../a.md")
    replace_file(file.parent, "b/link.md", NEW, digest(OLD))
    assert link.is_symlink()
    assert file.read_bytes() == NEW


@pytest.mark.parametrize("through_folder", [False, True])
def test_nothing_outside_of_the_site_is_written(file: Path, tmp_path: Path, *, through_folder: bool) -> None:
    site = tmp_path / "site"
    site.mkdir()
    if through_folder:
        (site / "out").symlink_to(tmp_path)
        name = "out/a.md"
    else:
        (site / "a.md").symlink_to(file)
        name = "a.md"
    with pytest.raises(NotWrittenError, match="leads out of the site"):
        replace_file(site, name, NEW, digest(OLD))
    assert file.read_bytes() == OLD


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_not(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(NotWrittenError, match="no permission"):
        replace_file(file.parent, "a.md", NEW, digest(OLD))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_written(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    with pytest.raises(NotWrittenError, match="is no ordinary file"):
        replace_file(tmp_path, "a.md", NEW, digest(OLD))


def test_a_full_disk_leaves_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWrittenError, match="No space left"):
        replace_file(file.parent, "a.md", NEW, digest(OLD))
    assert file.read_bytes() == OLD
    assert list(file.parent.iterdir()) == [file]


def test_a_new_file_of_our_own_has_the_mode_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_file(tmp_path / "own", b"1")
    assert (tmp_path / "own").read_bytes() == b"1"
    assert (tmp_path / "own").stat().st_mode == (tmp_path / "other").stat().st_mode
    write_file(tmp_path / "own", b"2")
    assert (tmp_path / "own").read_bytes() == b"2"


def test_what_is_being_written_is_no_leftover(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], list[str]]] = []

    def look(descriptor: int) -> None:
        names = [path.name for path in file.parent.iterdir() if path.name.startswith(PREFIX)]
        seen.append((names, find_leftovers(file.parent)))

    monkeypatch.setattr(os, "fsync", look)
    replace_file(file.parent, "a.md", NEW, digest(OLD))
    names, leftovers = seen[0]
    assert len(names) == 1
    assert leftovers == []


def test_leftovers_are_files_of_our_naming_only(tmp_path: Path) -> None:
    for name in (".content-lint-0a1b2c3d.tmp", ".content-lint-baseline.json", ".content-lint-x.y.tmp", "a.tmp"):
        (tmp_path / name).touch()
    (tmp_path / ".content-lint-folder1.tmp").mkdir()
    (tmp_path / ".content-lint-linked1.tmp").symlink_to("a.tmp")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / ".content-lint-0a1b2c3d.tmp").touch()
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / ".content-lint-_x0y1z2a.tmp").touch()
    assert remove_leftovers(tmp_path) == [".content-lint-0a1b2c3d.tmp", "_posts/.content-lint-_x0y1z2a.tmp"]
    assert find_leftovers(tmp_path) == []
    assert (tmp_path / "a.tmp").exists()


def test_other_names_of_a_file_are_counted(file: Path) -> None:
    assert replace_file(file.parent, "a.md", NEW, digest(OLD)) == 0
    os.link(file, file.parent / "b.md")
    assert replace_file(file.parent, "a.md", OLD, digest(NEW)) == 1
    assert (file.parent / "b.md").read_bytes() == NEW


def test_a_file_of_our_own_stays_inside_of_the_site(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    site.mkdir()
    outside.mkdir()
    write_inside(site, "schemas/a.py", b"1", only_new=True)
    with pytest.raises(FileExistsError):
        write_inside(site, "schemas/a.py", b"2", only_new=True)
    assert (site / "schemas" / "a.py").read_bytes() == b"1"
    write_inside(site, "schemas/a.py", b"2")
    assert (site / "schemas" / "a.py").read_bytes() == b"2"
    (site / "linked").symlink_to(outside)
    (site / "file.toml").symlink_to(outside / "file.toml")
    for path in ("linked/a.py", "file.toml", "linked/new/a.py"):
        with pytest.raises(NotWrittenError, match="lies outside of the site"):
            write_inside(site, path, b"1")
    assert list(outside.iterdir()) == []


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.json"
    write_report(target, ["a", "b\n"])
    assert target.read_bytes() == b"ab\n"

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        for path in (target, tmp_path / "new.json"):
            with pytest.raises(OSError, match="No space left"):
                write_report(path, ["c"])
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert target.read_bytes() == b"ab\n"


def test_of_a_report_no_more_than_a_piece_is_in_memory(tmp_path: Path) -> None:
    target = tmp_path / "pages.ndjson"
    target.write_text("old")
    sizes: list[int] = []

    def pieces() -> Iterator[str]:
        for _ in range(4):
            yield "x" * 100_000
            sizes.append(sum(path.stat().st_size for path in tmp_path.iterdir() if path != target))
            assert target.read_text() == "old"

    write_report(target, pieces())
    assert all(size > number * 90_000 for number, size in enumerate(sizes, 1))
    assert target.stat().st_size == 400_000

    def stopped() -> Iterator[str]:
        yield "y"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(target, stopped())
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_size == 400_000


def test_a_report_goes_into_a_device_or_a_file_that_cannot_be_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report(Path(os.devnull), ["a"])
    assert not Path(os.devnull).is_file()
    target = tmp_path / "report.json"  # a single file mounted into a container, say
    target.write_text("old and longer")

    def busy(name: Path, other: Path) -> None:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(os, "replace", busy)
    write_report(target, ["new"])
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_kill_at_any_moment_leaves_each_file_old_or_new(tmp_path: Path) -> None:
    """A real process with real fixes, killed at moments spread over its whole time; what it left is looked at."""
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text("title: Site\n")
    filler = "All is well here.\n" * 2000
    old = f"---\ntitle: A\n---\nWrite to [us](mailto:%20us@example.org).\n{filler}".encode()
    new = old.replace(b"%20", b"")
    names = [f"_posts/2020-01-01-post-{number}.md" for number in range(60)]
    kinds: set[frozenset[bool]] = set()
    delay, longest = 0.0, 20.0
    for _ in range(14):
        for name in names:
            (site / name).write_bytes(old)
        process = subprocess.Popen(
            [sys.executable, "-m", "content_lint", "check", "--fix", "--quiet", "--select", "padded-mailto"],
            cwd=site,
            env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
            stdout=subprocess.DEVNULL,
        )
        _wait_for_writing(site, names, old, delay, process, longest)
        process.send_signal(signal.SIGKILL)
        process.wait()
        texts = [(site / name).read_bytes() for name in names]
        assert all(text in (old, new) for text in texts)
        kinds.add(frozenset(text == new for text in texts))
        left = find_leftovers(site)
        assert left == sorted(f"_posts/{path.name}" for path in (site / "_posts").glob(f"{PREFIX}*"))
        assert remove_leftovers(site) == left
        assert {path.name for path in (site / "_posts").iterdir()} == {Path(name).name for name in names}
        delay += 0.004
    # The control: at least once it was killed in the middle, with some files old and some new.
    assert frozenset({True, False}) in kinds


def _wait_for_writing(
    site: Path, names: list[str], old: bytes, delay: float, process: subprocess.Popen[bytes], longest: float
) -> None:
    """Until the first file is new, and a little longer."""
    first, size = site / min(names), len(old)
    until = time.monotonic() + longest
    while first.stat().st_size == size and process.poll() is None and time.monotonic() < until:
        time.sleep(0.0005)
    time.sleep(delay)
