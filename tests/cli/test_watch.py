"""check --watch: what is saved is checked at once, and what cannot be judged alone brings the whole site."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import threading
import time
from contextlib import contextmanager

import pytest

from tests.cli.command import COMMAND, environment, run_process

POST = "_posts/2020-01-01-good.md"


class Watcher:
    def __init__(self, process):
        self.process = process
        self._lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line)

    def until(self, pattern, seconds=60):
        """The lines up to the first one that matches."""
        seen, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                seen.append(self._lines.get(timeout=max(end - time.monotonic(), 0.01)))
            except queue.Empty:
                break
            if re.search(pattern, seen[-1]):
                return "".join(seen)
        pytest.fail(f"{pattern} did not come; this did: {''.join(seen)}")


@contextmanager
def watching(folder, *arguments):
    pytest.importorskip("watchfiles", reason="watchfiles is not installed: the extra `watch`")
    with subprocess.Popen(
        [*COMMAND, "check", "--watch", "--output-format", "concise", *arguments],
        cwd=folder,
        env=environment({"PYTHONUNBUFFERED": "1", "GIT_CONFIG_NOSYSTEM": "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        watcher = Watcher(process)
        try:
            watcher.until("watching; Ctrl-C ends it")
            time.sleep(0.5)  # the system is told of the folders in the meantime
            yield watcher
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(30)


def test_a_save_is_answered_with_what_is_wrong_in_that_file(site):
    with watching(site) as watcher:
        (site / POST).write_text("---\ntitle: Good\n---\n[gone](/nowhere/)\n")
        said = watcher.until("^Checked")
        assert "broken-link" in said
        assert "bad.md" not in said
        (site / POST).write_text("---\ntitle: Good\n---\nAll is well.\n")
        assert "1 file in" in watcher.until("^Checked|^All")
        (site / POST).write_text("---\ntitle: 'Good\n---\nAll is well.\n")
        assert "unreadable-front-matter" in watcher.until("^Checked")
    assert watcher.process.returncode == 130
    assert watcher.until("interrupted").endswith("content-lint: interrupted\n")


def test_folders_above_the_site_may_have_any_name(tmp_path, site):
    public = tmp_path / "public"
    public.mkdir()
    moved = site.rename(public / "site")
    with watching(moved) as watcher:
        (moved / POST).write_text("---\ntitle: Good\n---\n[gone](/nowhere/)\n")
        assert "broken-link" in watcher.until("^Checked")


def test_what_is_deleted_brings_the_whole_site(site):
    (site / POST).write_text("---\ntitle: Good\n---\n[there](/2020/06/30/bad.html)\n")
    with watching(site) as watcher:
        (site / "_posts/2020-06-30-bad.md").unlink()
        said = watcher.until("^Checked")
        assert "broken-link" in said
        assert "2 files" in said


def test_settings_that_cannot_be_read_end_nothing(site):
    with watching(site) as watcher:
        (site / "content-lint.toml").write_text("nonsense = 1\n")
        assert "nonsense" in watcher.until("nonsense")
        (site / "content-lint.toml").unlink()
        assert "impossible-date" in watcher.until("^Checked")


def test_what_git_ignores_and_a_generator_makes_is_passed_over(site):
    subprocess.run(["git", "init", "-q", "."], cwd=site, check=True)
    (site / ".gitignore").write_text("*.log\n")
    with watching(site) as watcher:
        (site / "build.log").write_text("x")
        (site / "_site").mkdir()
        (site / "_site" / "page.md").write_text("# Made")
        time.sleep(1)
        (site / POST).write_text("---\ntitle: Good\n---\n[gone](/nowhere/)\n")
        said = watcher.until("^Checked")
        assert "1 file in" in said


@pytest.mark.parametrize("other", [["--hook"], ["--fix"], ["--stdin-filename", "a.md"], ["--changed-since", "HEAD"]])
def test_watching_goes_with_nothing_that_judges_another_state(site, other):
    ran = run_process(site, "check", "--watch", *other, given=b"")
    assert ran.status == 2
    assert "--watch does not go with" in ran.err


def commit_all(site):
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "1"]):
        subprocess.run(["git", *command], cwd=site, check=True)


def test_what_is_remembered_from_save_to_save_is_found_out_again_where_it_may_be_otherwise(site):
    commit_all(site)
    other = site / "_posts/2020-02-02-other.md"
    texts = ("[other](/2020/02/02/other.html)\n", "![a](/a.png)\n")

    def save(number, text):
        (site / POST).write_text(f"---\ntitle: Good\n---\n{number}\n{text}")
        return watcher.until("^Checked|^All")

    with watching(site) as watcher:
        for number in range(3):
            assert "IN101 broken-link" in save(number, texts[0])
        other.write_text("---\ntitle: Other\n---\n[bad](/2020/06/30/bad.html)\n")
        watcher.until("^Checked|^All")
        assert "IN101 broken-link" not in save(4, texts[0])
        assert "IN101 broken-link" not in save(5, texts[0])
        commit_all(site)
        other.unlink()
        watcher.until("^Checked")
        assert "IN101 broken-link" in save(6, texts[0])
        assert "IN103 missing-asset" in save(7, texts[1])
        (site / "a.png").write_bytes(b"x")
        watcher.until("^Checked")
        assert "IN103 missing-asset" not in save(8, texts[1])
        assert "IN101 broken-link" in save(9, texts[0])
        (site / "content-lint.toml").write_text('ignore = ["broken-link"]\n')
        watcher.until("^Checked")
        assert "IN101 broken-link" not in save(10, texts[0])


def test_a_save_costs_a_tenth_of_a_second_of_work(site):
    """Wall time says nothing on a busy machine; what the process has used does."""
    if not os.path.exists("/proc/self/stat"):  # noqa: PTH110
        pytest.skip("reads /proc")
    for number in range(200):
        (site / f"_posts/2021-01-01-more-{number}.md").write_text(f"---\ntitle: More {number}\n---\nText\n")
    commit_all(site)
    used = []
    with watching(site) as watcher:
        for number in range(8):
            before = seconds_of(watcher.process.pid)
            (site / POST).write_text(f"---\ntitle: Good\n---\n[gone](/nowhere-{number}/)\n")
            watcher.until("^Checked")
            time.sleep(0.2)
            used.append(seconds_of(watcher.process.pid) - before)
    assert min(used) <= 0.1, used


def seconds_of(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:  # noqa: PTH123
        numbers = file.read().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
