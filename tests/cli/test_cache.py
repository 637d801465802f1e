"""What the command stores in its cache, and where."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.cli.command import run_process
from tests.files import write_files

FILES = {
    "_config.yml": "url: https://www.example.org\n",
    "index.md": "---\ntitle: Home\n---\n[bad](/nowhere/)\n",
    "_posts/2024-01-02-a.md": "---\ntitle: A\n---\n[write](mailto:%20a@example.org)\n",
}


def test_a_second_run_says_the_same(tmp_path: Path) -> None:
    folder, cache = write_files(tmp_path / "site", FILES), tmp_path / "cache"
    env = {"CONTENT_LINT_CACHE": str(cache)}
    first = run_process(folder, "check", "--quiet", env=env)
    assert (first.status, len(first.out.splitlines())) == (1, 2)
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert (kept[0].stat().st_mode & 0o777, kept[0].parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert run_process(folder, "check", "--quiet", env=env) == first


def test_without_a_cache_nothing_is_written(tmp_path: Path) -> None:
    folder, cache = write_files(tmp_path / "site", FILES), tmp_path / "cache"
    run_process(folder, "check", "--no-cache", env={"CONTENT_LINT_CACHE": str(cache)})
    assert not cache.exists()
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == sorted(
        Path(path).name for path in FILES
    )


def test_a_cache_that_cannot_be_written_is_no_mistake(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "site", FILES)
    (tmp_path / "file").write_text("")
    ran = run_process(folder, "check", "--quiet", env={"CONTENT_LINT_CACHE": str(tmp_path / "file")})
    assert (ran.status, ran.err) == (1, "")


def test_the_memory_of_a_site_that_is_no_more_is_taken_away(tmp_path: Path) -> None:
    folder, old, new = (
        write_files(tmp_path / "site", FILES),
        tmp_path / "sites" / "old.cache",
        tmp_path / "sites" / "new.cache",
    )
    old.parent.mkdir()
    for path, days in ((old, 61), (new, 59)):
        path.write_text("")
        then = time.time() - days * 86_400
        os.utime(path, (then, then))
    run_process(folder, "check", env={"CONTENT_LINT_CACHE": str(tmp_path)})
    assert [path.exists() for path in (old, new)] == [False, True]
