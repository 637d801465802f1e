"""A worker that hangs, dies, prints rubbish or floods: it is ended and reported, the other URLs keep their verdicts."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from external_asker import Asker
from msgspec.structs import replace

from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Outcome

GOOD = [f"https://good{number}.example.org/" for number in range(5)]
BAD = "https://bad.example.org/"

# A worker that answers everything with 200, until it comes to the bad URL.
WORKER = """
import json, os, signal, sys, time
lines = iter(sys.stdin.buffer.readline, b"")
policy = json.loads(next(lines))
jobs = []
for line in lines:
    job = json.loads(line)
    if job["type"] == "end":
        break
    jobs.append(job)
def say(**values):
    sys.stdout.write(json.dumps(values) + "\\n")
    sys.stdout.flush()
say(type="ready", version=1, engine="fake")
for job in jobs:
    say(type="started", id=job["id"])
    if "bad" in job["url"]:
        {fault}
    say(type="result", id=job["id"], outcome="ok", reason="answers 200 OK", status=200, final_url=job["url"],
        chain=[], missing=[], unsure=[], trouble=None, requests=1)
say(type="done", requests=len(jobs))
"""
FAULTS = {
    "dies": ("os._exit(7)", "ended with status 7"),
    "is killed": ("os.kill(os.getpid(), signal.SIGKILL)", "was ended by signal 9"),
    "raises": ("raise RuntimeError('so be it')", "so be it"),
    "hangs": ("time.sleep(60)", "gave no sign of life"),
    "prints rubbish": ("print('rubbish'); sys.stdout.flush(); time.sleep(60)", "that is not JSON"),
    "prints nonsense": ("say(type='nonsense'); time.sleep(60)", "unknown type"),
    "prints half a result": ("say(type='result', id=1); time.sleep(60)", "not complete"),
    "floods without a line": ("\n        while True: os.write(1, b'x' * 65536)", "that is not JSON"),
    "floods its errors and dies": ("os.write(2, b'e' * 5_000_000); os._exit(1)", "ended with status 1"),
    "closes its output": ("os.close(1); time.sleep(60)", "closed its output"),
    "says it takes too much": ("say(type='alive', waiting=1, memory=1 << 50); time.sleep(60)", "too much memory"),
}


def command(fault: str) -> list[str]:
    return [sys.executable, "-c", WORKER.replace("{fault}", fault)]


@pytest.fixture
def lone_asker() -> Asker:
    return Asker(Policy(), silence=1.0)


@pytest.mark.parametrize("name", FAULTS)
def test_a_worker_that_goes_wrong_over_one_url_costs_that_url_alone(lone_asker, name):
    fault, said = FAULTS[name]
    started = time.monotonic()
    verdicts = lone_asker.ask(GOOD[0], GOOD[1], BAD, *GOOD[2:], command=command(fault))
    assert verdicts.pop(BAD).outcome is Outcome.UNCHECKED
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.OK}
    assert len(verdicts) == len(GOOD)
    assert time.monotonic() - started < 12
    assert all(notice.is_failure and notice.kind == "worker" for notice in lone_asker.notices)
    assert said in lone_asker.notices[0].text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the memory of another process be bounded")
def test_a_worker_that_takes_all_memory_is_held_to_its_bound(lone_asker):
    eats = "\n        heap = []\n        while True: heap.append(bytearray(1 << 24))"
    lone_asker.silence = 20.0
    verdicts = lone_asker.ask(GOOD[0], BAD, command=command(eats), memory=200 << 20)
    assert verdicts[BAD].outcome is Outcome.UNCHECKED
    assert verdicts[GOOD[0]].outcome is Outcome.OK
    assert "MemoryError" in lone_asker.notices[0].text


def test_a_worker_that_never_works_ends_the_run_soon(lone_asker):
    verdicts = lone_asker.ask(*GOOD, command=[sys.executable, "-c", "raise SystemExit(3)"])
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.UNCHECKED}
    assert len(lone_asker.notices) == 1


def test_a_worker_that_cannot_be_started_is_reported(lone_asker):
    verdicts = lone_asker.ask(*GOOD, command=["/nowhere/python"])
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.UNCHECKED}
    assert "could not be started" in lone_asker.notices[0].text


def test_a_worker_that_leaves_jobs_out_is_reported(lone_asker):
    verdicts = lone_asker.ask(*GOOD, BAD, command=command("continue"))
    assert verdicts[BAD].outcome is Outcome.UNCHECKED
    assert lone_asker.notices[0].is_failure


def test_a_worker_of_another_version_is_refused(lone_asker):
    other = WORKER.replace("version=1", "version=2").replace("{fault}", "pass")
    verdicts = lone_asker.ask(*GOOD, command=[sys.executable, "-c", other])
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.UNCHECKED}
    assert "version 2" in lone_asker.notices[0].text


def test_a_missing_linkchecker_is_named_with_the_cure(lone_asker):
    hidden = "import sys; sys.modules['linkcheck'] = None; import runpy; "
    hidden += "runpy.run_module('content_lint.links.external.worker', run_name='__main__')"
    verdicts = lone_asker.ask(*GOOD, command=[sys.executable, "-c", hidden])
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.UNCHECKED}
    (notice,) = lone_asker.notices
    assert notice.is_failure
    assert "linkcheck" in notice.text
    assert "content-lint[external]" in notice.text


def test_a_run_that_is_ended_leaves_no_worker_and_keeps_what_is_known(lone_asker, tmp_path):
    store = LinkStore(tmp_path / "links.db", time.time, pytest.fail)
    lone_asker.store = store
    fault = "open('FILE', 'w').write(str(os.getpid())); time.sleep(60)".replace("FILE", str(tmp_path / "pid"))
    lone_asker.silence = 30.0
    run = lone_asker.engine(command(fault)).check([*GOOD, BAD], replace(lone_asker.policy, seconds=1.5))
    first = next(run)
    run.close()
    pid = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    known = store.recall(GOOD, lone_asker.policy.fingerprint())
    assert first.target in known
    assert all(remembered.is_fresh for remembered in known.values())
    store.close()


def test_an_orphaned_worker_ends_itself(linkchecker, tmp_path):
    script = textwrap.dedent(
        """
        import os, sys, time
        from content_lint.links.external.client.engine import WorkerEngine
        from content_lint.links.external.wire.policy import Policy
        engine = WorkerEngine(None, time.time, print)
        import socket
        server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen()
        port = server.getsockname()[1]
        run = engine.check([f"http://127.0.0.1:{port}/"], Policy(allow=("127.0.0.0/8",), ports=(port,), deadline=30))
        import threading
        def die():
            connection, _ = server.accept()
            children = open(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read()
            print(children, flush=True)
            os.kill(os.getpid(), 9)
        threading.Thread(target=die).start()
        list(run)
        """
    )
    if sys.platform != "linux":
        pytest.skip("the children of a process are read from /proc")
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60)
    child = int(done.stdout.split()[0])
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
