"""A worker as a process, played by a few lines of shell: what is handed to it, what it says, how it ends."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from content_lint.links.external.client.process import (
    MissingPackageError,
    WorkerError,
    WorkerProcess,
    worker_environment,
)
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.wire.protocol import (
    LONGEST_LINE,
    Alive,
    Done,
    Job,
    MailJob,
    Message,
    Ready,
    Started,
    WebJob,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the workers are written for a shell")

READY = """echo '{"type":"ready","version":1,"engine":"x"}'\n"""
DONE = """echo '{"type":"done","requests":0}'\n"""
ALIVE = """echo '{"type":"alive","waiting":1,"memory":1000}'\n"""
JOBS: tuple[Job, ...] = (WebJob(1, "https://e.org/", ("x",), True), MailJob(2, "m.org"))
FOR_EVER = "exec sleep 60"


def worker(
    script: str,
    *,
    environment: dict[str, str] | None = None,
    policy: Policy | None = None,
    jobs: tuple[Job, ...] = JOBS,
    patience: float = 30.0,
    silence: float = 30.0,
) -> WorkerProcess:
    given = {"PATH": "/usr/bin:/bin", **(environment or {})}
    command = ["/bin/sh", "-c", script]
    return WorkerProcess(command, given, policy or Policy(), jobs, patience=patience, silence=silence)


def said(script: str, until: float | None = None, **settings: object) -> list[Message]:
    with worker(script, **settings) as process:
        return list(process.messages(until))


def fault_of(script: str, **settings: object) -> str:
    with worker(script, **settings) as process, pytest.raises(WorkerError) as error:
        list(process.messages())
    return str(error.value)


def test_what_a_worker_says_comes_in_order_up_to_its_last_word() -> None:
    started = """printf '{"type":"sta'; printf 'rted","id":7}\n{"type":"started","id":8}\n'\n"""
    assert said(f"{READY}{started}{DONE}echo rubbish") == [Ready("x"), Started(7), Started(8), Done(0)]


def test_a_line_that_comes_in_parts_is_one(tmp_path: Path) -> None:
    parts = """printf '{"type":"sta'; sleep 0.1; printf 'rted",'; sleep 0.1; printf '"id":7}\n'\n"""
    assert said(f"{parts}{DONE}") == [Started(7), Done(0)]


def test_a_worker_is_handed_all_of_its_jobs_in_order(tmp_path: Path) -> None:
    jobs = tuple(WebJob(number, f"https://e.org/{'x' * 1000}") for number in range(300))
    file = tmp_path / "jobs"
    said(f'head -n 302 >"$OUT"; {DONE}', environment={"OUT": str(file)}, jobs=jobs)
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert lines[0]["type"] == "policy"
    assert Policy.from_wire(lines[0]["policy"]) == Policy()
    assert [line["id"] for line in lines[1:-1]] == list(range(300))
    assert lines[-1] == {"type": "end"}


def test_the_input_stays_open_after_the_last_job() -> None:
    waits = "read -r a; read -r b; read -r c; read -r d\n"
    still_open = f"if read -r e; then {DONE} fi; echo closed"
    with worker(f"{waits}{READY}{still_open}", silence=0.3) as process:
        messages = process.messages()
        assert next(messages) == Ready("x")
        with pytest.raises(WorkerError, match="no sign of life"):
            next(messages)


def test_a_worker_sees_only_what_it_is_handed_and_no_folder_of_the_user(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    said(f'{{ pwd -P; env; }} >"$OUT"; {DONE}', environment={"OUT": str(seen)})
    folder, *names = seen.read_text().splitlines()
    assert folder == str(Path(sys.executable).parent.resolve())
    assert {name.partition("=")[0] for name in names} <= {"PATH", "OUT", "PWD", "OLDPWD", "SHLVL", "_"}


def test_the_environment_leads_to_this_package_and_what_is_handed_in_counts_more() -> None:
    import content_lint

    own = worker_environment({})
    assert Path(own.pop("PYTHONPATH")) == Path(content_lint.__file__).parents[1]
    assert own == {"MALLOC_ARENA_MAX": "2"}
    assert worker_environment({"A": "1", "MALLOC_ARENA_MAX": "9"})["MALLOC_ARENA_MAX"] == "9"
    assert worker_environment({"A": "1"})["A"] == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the memory of another process be bounded")
def test_a_worker_has_a_session_and_a_bound_of_its_own_and_is_gone_at_the_end() -> None:
    import resource

    own = """printf '{"type":"ready","version":1,"engine":"%s"}\n' $$\n"""
    with worker(f"{own}{FOR_EVER}", policy=Policy(memory=1 << 30)) as process:
        (ready,) = [next(process.messages())]
        assert isinstance(ready, Ready)
        pid = int(ready.engine)
        assert os.getsid(pid) == pid
        assert resource.prlimit(pid, resource.RLIMIT_AS) == (1 << 30, 1 << 30)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_worker_that_writes_without_end_is_gone_soon_as_well() -> None:
    with worker(f"while :; do {ALIVE} done") as process:
        assert next(process.messages()) == Alive(1, 1000)
        started = time.monotonic()
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("exit 0", "ended with status 0"),
        ("exit 3", "ended with status 3"),
        (f"{READY}exit 3", "ended with status 3"),
        ("echo one >&2; echo two >&2; echo >&2; exit 3", "ended with status 3: two"),
        (r"printf '\377\n' >&2; exit 3", "ended with status 3: \ufffd"),
        ("printf '%0300d' 7 >&2; exit 3", f"ended with status 3: {'0' * 200}"),
        ("kill -9 $$", "was ended by signal 9"),
        ("echo last >&2; kill -9 $$", "was ended by signal 9: last"),
        ("echo rubbish", "wrote a line that is not JSON"),
        ("""echo '{"type":"x"}'""", "wrote a line of the unknown type 'x'"),
        ("head -c 2000000 /dev/zero", "wrote a line that is not JSON"),
        (
            """printf '{"type":"failed","what":"%0200d","detail":"%0300d"}\n' 0 0""",
            f"said: {'0' * 100}, {'0' * 200}",
        ),
    ],
)
def test_how_a_worker_ended_is_said(script: str, fault: str) -> None:
    assert fault_of(script) == fault


def test_of_long_last_words_the_end_is_kept() -> None:
    fault = fault_of("head -c 200000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; echo last >&2; exit 3")
    assert fault == "ended with status 3: last"


def test_a_missing_package_is_no_fault_of_the_worker() -> None:
    script = """printf '{"type":"failed","what":"missing-package","detail":"%0200d"}\n' 0"""
    with worker(script) as process, pytest.raises(MissingPackageError) as error:
        list(process.messages())
    assert str(error.value) == "0" * 100


def test_a_worker_may_take_as_much_memory_as_the_policy_says() -> None:
    most = 1 << 30
    report = """echo '{"type":"alive","waiting":1,"memory":%d}'\n"""
    assert said(f"{report % most}{DONE}", policy=Policy(memory=most)) == [Alive(1, most), Done(0)]
    assert fault_of(f"{report % (most + 1)}{DONE}", policy=Policy(memory=most)) == "took too much memory"


def test_a_worker_that_says_nothing_any_more_hangs() -> None:
    started = time.monotonic()
    assert fault_of(f"{READY}{FOR_EVER}", silence=0.6) == "gave no sign of life for 1 s"
    assert 0.6 <= time.monotonic() - started < 30


def test_a_worker_that_is_alive_and_has_no_result_does_not_get_on() -> None:
    started = time.monotonic()
    fault = fault_of(f"{READY}while :; do {ALIVE} sleep 0.05; done", silence=0.3, patience=0.6)
    assert fault == "did not get on for 1 s"
    assert 0.6 <= time.monotonic() - started < 30


def test_a_worker_that_gets_on_may_take_longer_than_its_patience() -> None:
    step = """echo '{"type":"started","id":1}'; sleep 0.2\n"""
    assert len(said(f"{step * 4}{DONE}", silence=0.5, patience=0.5)) == 5


def test_a_worker_is_left_alone_when_time_is_up() -> None:
    started = time.monotonic()
    assert said(f"{READY}{DONE}", until=started) == []
    soon = time.monotonic() + 0.2
    assert said(f"{READY}{FOR_EVER}", until=soon) in ([Ready("x")], [])
    assert soon <= time.monotonic() < soon + 10


def test_a_worker_that_cannot_be_started() -> None:
    with pytest.raises(WorkerError, match=r"^could not be started: .*No such file"):
        WorkerProcess(["/nowhere/python"], {}, Policy(), JOBS, patience=1.0)


def test_a_line_has_a_mebibyte_at_most() -> None:
    """It comes in one piece with the end of the line a moment later."""
    line = """printf '{"type":"done","requests":0'; head -c %d /dev/zero | tr '\\0' ' '; printf '}'; sleep 0.3; echo"""
    blanks = LONGEST_LINE - len('{"type":"done","requests":0}')
    assert said(line % blanks) == [Done(0)]
    assert fault_of(line % (blanks + 1)) == "wrote a line that is not JSON"
