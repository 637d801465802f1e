"""Work that several processes share comes out as if one had done it, and nothing is lost in silence where one dies."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.workers import copied, copies, executed, pool, sharing, starting
from content_lint.engine.workers.wanted import Workers
from content_lint.rules.registry import catalog
from tests.cli.command import COMMAND, environment, run_process

NOW = datetime(2026, 9, 1, tzinfo=UTC)
POSTS = 300
SCHEMA = """\
import os
from pathlib import Path

from pydantic import field_validator

from content_lint.schema import Schema

FIRST_TIME = Path(__file__).parent.parent / "first-time"


class Post(Schema, collection="posts"):
    title: str

    @field_validator("title")
    @classmethod
    def _title(cls, value: str) -> str:
        if value == "Deadly" or (value == "Once" and FIRST_TIME.exists()):
            FIRST_TIME.unlink(missing_ok=True)
            os._exit(9)
        if value == "Wrong":
            raise ValueError("wrong it is")
        return value
"""


def number_of(name: str) -> str:
    return f"_posts/2020-01-01-{name}.md"


@pytest.fixture
def large(tmp_path):
    """A site with enough posts for several processes, and a fault of each kind here and there."""
    root = tmp_path / "site"
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: Large\nurl: https://www.example.org\n")
    for number in range(POSTS):
        lines = ["---", f"title: Post {number}", f"date: 2020-01-01T09:{number % 60:02}:00.000Z", "---", ""]
        if number % 7 == 0:
            lines[2] = "date: 2020-06-31"
        if number % 11 == 0:
            lines[1] = f"permalink: /same/{number % 3}/"
        if number % 13 == 0:
            lines.append("[gone](/nowhere/) and [mail](mailto:a@b@example.org), caf\u00e9\u200b \U0001f600")
        lines.append(f"See [the next]({{% post_url 2020-01-01-post-{number + 1} %}}).")
        (root / number_of(f"post-{number}")).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / number_of("broken")).write_text("---\ntitle: 'never closed\n---\n")
    (root / number_of("bytes")).write_bytes(b"---\ntitle: \xff\n---\n")
    return root


def findings(ran):
    report = json.loads(ran.out)
    return {**report["summary"], "seconds": 0, "diagnostics": report["diagnostics"]}


def check(root, *arguments, env=None):
    command = ("check", "--output-format", "json", "--quiet", "--today", "2026-09-01T00:00:00Z", *arguments)
    return run_process(root, *command, env=env)


def test_any_number_of_processes_says_the_same(large):
    alone = check(large, "--no-cache", "--jobs", "1")
    assert alone.status == 1
    assert len(findings(alone)["diagnostics"]) > 100
    for jobs in ("2", "5"):
        together = check(large, "--no-cache", "--jobs", jobs)
        assert (together.status, findings(together)) == (1, findings(alone))


def test_texts_beyond_what_is_kept_are_read_again(large, monkeypatch):
    settings = load_settings(large, catalog=catalog())
    found = []
    for most in (10**9, 0):
        monkeypatch.setattr(sharing, "MOST_TEXT", most)
        monkeypatch.setattr(copied, "MOST_TEXT", most)
        report = run_check(settings, RunRequest(NOW, workers=Workers(2)))
        found.append((report.diagnostics, report.suppressed, report.coverage, report.failures))
    assert found[0] == found[1]


def test_what_others_have_read_is_cached_as_if_this_process_had(large, tmp_path):
    def with_cache(name, *arguments):
        return check(large, *arguments, env={"CONTENT_LINT_CACHE": str(tmp_path / name)})

    alone = with_cache("alone", "--jobs", "1")
    assert findings(with_cache("together", "--jobs", "3")) == findings(alone)
    time.sleep(2.2)  # until then, files count as still being written
    (large / number_of("post-5")).write_text("---\ntitle: New\n---\n[gone](/nowhere/)\n")
    later = [findings(with_cache(name)) for name in ("alone", "together")]
    assert later[0] == later[1] == findings(check(large, "--no-cache", "--jobs", "1"))


@pytest.mark.parametrize("most_text", [10**9, 0])
def test_this_process_does_what_no_worker_has_begun(large, most_text, monkeypatch):
    """Whoever waits for a worker that is slow, or never begins, has done all else by then, and says the same."""

    class OneBatch(ThreadPoolExecutor):
        def submit(self, step, plan, files):
            submitted.append(len(files))
            return super().submit(step, plan, files) if len(submitted) == 1 else Future()

    def look(files, *given):
        done.append(len(files))
        return read_and_judge(files, *given)

    submitted, done, read_and_judge = [], [], executed.read_and_judge
    settings = load_settings(large, catalog=catalog())
    alone = run_check(settings, RunRequest(NOW))
    monkeypatch.setattr(starting, "may_copy", lambda: False)
    monkeypatch.setattr(executed, "start_processes", OneBatch)
    monkeypatch.setattr(executed, "read_and_judge", look)
    monkeypatch.setattr(sharing, "MOST_TEXT", most_text)
    assert run_check(settings, RunRequest(NOW, workers=Workers(2))) == alone
    assert sum(done) == POSTS + 2 - 64
    assert run_check(settings, RunRequest(NOW, workers=Workers(2))) == alone


@pytest.mark.parametrize("may_copy", [True, False])
def test_what_the_sites_own_code_looks_at_is_left_to_workers(large, may_copy, monkeypatch):
    """It may end the process that runs it."""

    def look(*given):
        assert os.getpid() != here
        return read_and_judge(*given)

    here, read_and_judge = os.getpid(), copied.read_and_judge
    (large / "schemas").mkdir()
    (large / "schemas" / "post.py").write_text(SCHEMA)
    monkeypatch.setattr(starting, "may_copy", lambda: may_copy)
    monkeypatch.setattr(executed, "read_and_judge", look)
    monkeypatch.setattr(copied, "read_and_judge", look)
    run_check(load_settings(large, catalog=catalog()), RunRequest(NOW, workers=Workers(2)))


@pytest.mark.parametrize("copies", ["ours", "of an executor", "none"])
def test_a_copy_of_the_process_and_a_new_one_say_the_same(large, copies, monkeypatch):
    if copies != "none" and not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    (large / "schemas").mkdir()
    (large / "schemas" / "post.py").write_text(SCHEMA)
    (large / number_of("wrong")).write_text("---\ntitle: Wrong\n---\n")
    settings = load_settings(large, catalog=catalog())
    monkeypatch.setattr(starting, "may_copy", lambda: copies == "ours")
    monkeypatch.setattr(pool, "may_copy", lambda: copies != "none")
    report = run_check(settings, RunRequest(NOW, workers=Workers(2)))
    assert report == run_check(settings, RunRequest(NOW))
    assert any("wrong it is" in item.message for item in report.diagnostics)


def test_any_executor_can_be_handed_in(large):
    settings = load_settings(large, catalog=catalog())
    with ThreadPoolExecutor(3) as executor:
        report = run_check(settings, RunRequest(NOW, workers=Workers(executor=executor)))
    assert report == run_check(settings, RunRequest(NOW))


def test_a_rule_that_crashes_is_reported_as_always(large, monkeypatch):
    settings = load_settings(large, catalog=catalog())
    from content_lint.rules.dates.impossible_date import ImpossibleDate

    def crash(self, document, context):
        if document.path.endswith("-post-99.md"):
            raise RuntimeError("an accident")
        return iter(())

    monkeypatch.setattr(ImpossibleDate, "check", crash)
    with ThreadPoolExecutor(2) as executor:
        report = run_check(settings, RunRequest(NOW, workers=Workers(executor=executor)))
    assert report == run_check(settings, RunRequest(NOW))
    assert [(item.path, item.error.split(" (")[0]) for item in report.failures] == [
        (number_of("post-99"), "RuntimeError: an accident")
    ]


@pytest.fixture
def deadly(large):
    """The same site, whose schema ends the process that checks certain titles."""
    (large / "schemas").mkdir()
    (large / "schemas" / "post.py").write_text(SCHEMA)
    return large


def test_a_file_that_ends_its_process_is_reported_and_all_others_are_checked(deadly):
    before = findings(check(deadly, "--no-cache", "--jobs", "1"))
    (deadly / number_of("post-150")).write_text("---\ntitle: Deadly\n---\n")
    ran = check(deadly, "--no-cache", "--jobs", "2")
    assert ran.status == 3
    assert number_of("post-150") in ran.err
    assert "the process that did it died" in ran.err
    after = findings(ran)
    assert [item["path"] for item in after["failures"]] == [number_of("post-150")]

    def elsewhere(report):
        return [item for item in report["diagnostics"] if item["path"] not in links_to_150]

    links_to_150 = {number_of("post-149"), number_of("post-150")}
    assert elsewhere(after) == elsewhere(before)


def test_a_process_that_dies_once_is_reported_and_its_files_are_read_again(deadly):
    (deadly / number_of("post-150")).write_text("---\ntitle: Once\n---\n")
    alone = findings(check(deadly, "--no-cache", "--jobs", "1"))
    (deadly / "first-time").touch()
    ran = check(deadly, "--no-cache", "--jobs", "2")
    assert ran.status == 3
    assert "another has read them again" in ran.err
    assert not (deadly / "first-time").exists()
    together = findings(ran)
    failures = together.pop("failures")
    assert any("64 files from `_posts/" in item["doing"] for item in failures)
    assert together["diagnostics"] == alone["diagnostics"]


@pytest.mark.parametrize("most_text", [10**9, 0])
def test_a_copy_that_dies_of_what_it_has_read_before_is_reported_with_the_file(large, most_text, monkeypatch):
    """A copy judges most of what it has read while the site is judged as a whole; its texts may be gone by then."""
    for module in (sharing, copied):
        monkeypatch.setattr(module, "MOST_TEXT", most_text)
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    from content_lint.rules.dates.impossible_date import ImpossibleDate

    def die(self, document, context):
        if document.path == number_of("post-299") and os.getpid() != here:
            os._exit(9)
        return check_date(self, document, context)

    here, check_date = os.getpid(), ImpossibleDate.check
    settings = load_settings(large, catalog=catalog())
    alone = run_check(settings, RunRequest(NOW))
    monkeypatch.setattr(ImpossibleDate, "check", die)
    for module in (starting, pool):
        monkeypatch.setattr(module, "may_copy", lambda: True)  # whatever other tests have left running
    monkeypatch.setattr(copied.CopiedReading, "_take_part", lambda *given: False)
    together = run_check(settings, RunRequest(NOW, workers=Workers(2)))
    assert [(item.path, item.doing) for item in together.failures] == [(number_of("post-299"), "reading and checking")]
    others = [item for item in alone.diagnostics if item.path != number_of("post-299")]
    assert [item for item in together.diagnostics if item.path != number_of("post-299")] == others
    assert together.coverage == alone.coverage


def test_a_file_whose_name_is_no_utf8_is_read_with_the_others(large, monkeypatch):
    if not hasattr(os, "fork"):
        pytest.skip("this system has no fork")
    try:
        (large / os.fsdecode(b"_posts/2020-01-01-caf\xe9.md")).write_text("---\ntitle: A\n---\n[gone](/nowhere/)\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    settings = load_settings(large, catalog=catalog())
    alone = run_check(settings, RunRequest(NOW))
    for module in (starting, pool):
        monkeypatch.setattr(module, "may_copy", lambda: True)  # whatever other tests have left running
    monkeypatch.setattr(copied.CopiedReading, "_take_part", lambda *given: False)
    together = run_check(settings, RunRequest(NOW, workers=Workers(2)))
    assert together.failures == ()
    assert together.diagnostics == alone.diagnostics
    assert any("caf\udce9" in item.path for item in together.diagnostics)


@pytest.mark.parametrize("may_copy", [True, False])
def test_little_work_starts_nobody_unless_somebody_says_so(large, may_copy, monkeypatch):
    settings = load_settings(large, catalog=catalog())
    started = []

    def start(count):
        started.append(count)
        return ThreadPoolExecutor(count)

    class Counting(copies.Copies):
        def __init__(self, count, *given):
            started.append(count)
            super().__init__(count, *given)

    monkeypatch.setattr(starting, "may_copy", lambda: may_copy)
    monkeypatch.setattr(copied, "Copies", Counting)
    monkeypatch.setattr(executed, "start_processes", start)
    monkeypatch.setattr("content_lint.engine.workers.wanted._usable_processors", lambda: 2)
    report = run_check(settings, RunRequest(NOW))
    assert run_check(settings, RunRequest(NOW, workers=Workers())) == report
    assert started == []
    assert run_check(settings, RunRequest(NOW, workers=Workers(3))) == report
    assert started == [2]  # this process is the third
    for number in range(300):
        (large / number_of(f"more-{number}")).write_text("---\ntitle: More\n---\n")
    run_check(settings, RunRequest(NOW, workers=Workers()))
    assert started == [2, 1]


def test_ctrl_c_ends_all_processes_with_one_word(large):
    if not hasattr(os, "killpg"):
        pytest.skip("no groups of processes here")
    (large / "schemas").mkdir()
    slow = SCHEMA.replace("os._exit(9)", "__import__('time').sleep(60)")
    (large / "schemas" / "post.py").write_text(slow)
    for name in ("post-150", "post-250"):
        (large / number_of(name)).write_text("---\ntitle: Deadly\n---\n")
    with subprocess.Popen(
        [*COMMAND, "check", "--no-cache", "--jobs", "2"],
        cwd=large,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            wait_for_children(process.pid, 2)
        finally:
            os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert err.decode() == "content-lint: interrupted\n"
        wait_for_group_to_end(process.pid)


def test_workers_end_with_the_process_that_started_them(large):
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    (large / "schemas").mkdir()
    slow = SCHEMA.replace("os._exit(9)", "__import__('time').sleep(60)")
    (large / "schemas" / "post.py").write_text(slow)
    for name in ("post-150", "post-250"):
        (large / number_of(name)).write_text("---\ntitle: Deadly\n---\n")
    command = [*COMMAND, "check", "--no-cache", "--jobs", "2"]
    with subprocess.Popen(command, cwd=large, env=environment(), start_new_session=True) as process:
        try:
            wait_for_children(process.pid, 2)
        finally:
            process.kill()
    wait_for_group_to_end(process.pid)


def wait_for_children(pid, count):
    if sys.platform != "linux":
        time.sleep(5)
        return
    until = time.monotonic() + 50
    while time.monotonic() < until:
        if len(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()) >= count:
            time.sleep(1.0)  # so that they are at work
            return
        time.sleep(0.1)
    pytest.fail("no workers were started")


def wait_for_group_to_end(group):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("workers are left")


def test_wrong_numbers_are_refused(site):
    for wrong in ("0", "-1", "two", "\u0662"):
        ran = run_process(site, "check", f"--jobs={wrong}")
        assert ran.status == 2
        assert "is not a number of processes" in ran.err
    assert run_process(site, "check", "--executor", "ray://localhost").status == 2
    assert "Leave one of them out" in run_process(site, "check", "--executor", "dask://a:1", "--jobs", "2").err


def test_every_file_is_handed_out_once_in_batches_that_are_full_but_the_last(large):
    settings = load_settings(large, catalog=catalog())
    sizes = []

    class Counting(ThreadPoolExecutor):
        def submit(self, step, plan, files):
            sizes.append(len(files))
            return super().submit(step, plan, files)

    with Counting(1) as executor:
        run_check(settings, RunRequest(NOW, workers=Workers(executor=executor)))
    assert sizes == [64, 64, 64, 64, POSTS + 2 - 4 * 64]


@pytest.fixture(scope="module")
def cluster():
    """The address of a scheduler of Dask's with two workers, processes of this machine that only it can reach."""
    distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed: the extra `dask`")
    code = (
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    wanted = {'n_workers': 2, 'threads_per_worker': 1, 'host': '127.0.0.1', 'dashboard_address': None}\n"
        "    with LocalCluster(**wanted) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n"
        "        input()\n"
    )
    assert distributed
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment({"DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD": "spawn"}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process.stdout.readline().strip().removeprefix("tcp://")
        finally:
            process.communicate("\n", timeout=60)


def test_the_workers_of_a_cluster_say_the_same(large, cluster):
    (large / "schemas").mkdir()
    (large / "schemas" / "post.py").write_text(SCHEMA)
    (large / number_of("wrong")).write_text("---\ntitle: Wrong\n---\n")
    alone = check(large, "--no-cache", "--jobs", "1")
    together = check(large, "--no-cache", "--executor", f"dask://{cluster}")
    assert together.err == ""
    assert (together.status, findings(together)) == (alone.status, findings(alone))


def test_a_worker_of_a_cluster_that_dies_is_reported_with_its_file(deadly, cluster):
    (deadly / number_of("post-150")).write_text("---\ntitle: Deadly\n---\n")
    ran = check(deadly, "--no-cache", "--executor", f"dask://{cluster}")
    assert ran.status == 3
    assert [item["path"] for item in findings(ran)["failures"]] == [number_of("post-150")]


def test_a_cluster_that_is_not_there_is_wrong_usage(site):
    pytest.importorskip("distributed", reason="dask.distributed is not installed: the extra `dask`")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    ran = run_process(site, "check", "--executor", f"dask://{address}")
    assert ran.status == 2
    assert f"no Dask scheduler answers at {address}" in ran.err
