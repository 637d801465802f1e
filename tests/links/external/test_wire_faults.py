"""What either side of the pipe refuses to take for a message, and what of a policy decides a verdict."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import fields, replace

from content_lint.links.external.wire.policy import DEFAULT_PORTS, HostLimits, Policy, user_agent_with
from content_lint.links.external.wire.protocol import (
    Alive,
    Done,
    Failed,
    MailJob,
    ProtocolError,
    Ready,
    Result,
    Started,
    WebJob,
    read_job,
    read_message,
    read_object,
    write_job,
    write_line,
    write_result,
)
from content_lint.report.verdict import Outcome, RedirectHop

LONGEST = 1 << 16
RESULT = Result(
    3, Outcome.OK, "x", 200, "https://e.org/", (RedirectHop(301, "https://e.org/"),), ("a",), ("b",), "late", 2
)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (write_line("ready", version=1, engine="x"), Ready("x")),
        (write_line("started", id=0), Started(0)),
        (write_line("alive", waiting=1, memory=2), Alive(1, 2)),
        (write_line("done", requests=3), Done(3)),
        (write_line("failed", what="a", detail="b"), Failed("a", "b")),
        (write_line("failed", what="x" * LONGEST, detail=""), Failed("x" * LONGEST, "")),
        (write_result(RESULT), RESULT),
        (write_result(Result(1, Outcome.FLAKY, "")), Result(1, Outcome.FLAKY, "")),
    ],
)
def test_what_a_worker_says_is_understood(line, message) -> None:
    assert line.endswith(b"\n")
    assert read_message(line) == message


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"x", "a line that is not JSON"),
        (b"[]", "a line without a type"),
        (b"{}", "a line without a type"),
        (b'{"type":1}', "a line without a type"),
        (write_line("ready", version=2, engine="x"), "version 2, and this is version 1"),
        (write_line("ready", version="x" * 30, engine="x"), f"version '{'x' * 19}, and this is version 1"),
        (write_line("x" * 50), f"a line of the unknown type '{'x' * 39}"),
        (write_line("ready", version=1), "a line of type 'ready' that is not complete"),
        (write_line("ready", engine="x"), "a line of type 'ready' that is not complete"),
        (write_line("ready", version=1, engine=1), "a line of type 'ready' that is not complete"),
        (write_line("started", id=True), "a line of type 'started' that is not complete"),
        (write_line("started", id="1"), "a line of type 'started' that is not complete"),
        (write_line("alive", waiting=1), "a line of type 'alive' that is not complete"),
        (write_line("alive", memory=1), "a line of type 'alive' that is not complete"),
        (write_line("done"), "a line of type 'done' that is not complete"),
        (write_line("failed", what="x" * (LONGEST + 1), detail=""), "a line of type 'failed' that is not complete"),
        (write_line("failed", what="x"), "a line of type 'failed' that is not complete"),
    ],
)
def test_what_is_no_message_is_said_in_words(line: bytes, fault: str) -> None:
    with pytest.raises(ProtocolError) as error:
        read_message(line)
    assert str(error.value) == fault


@pytest.mark.parametrize("key", sorted(json.loads(write_result(RESULT))))
def test_of_a_result_nothing_may_be_missing_or_of_another_kind(key: str) -> None:
    whole = json.loads(write_result(RESULT))
    for broken in ({**whole, key: 1.5}, {name: value for name, value in whole.items() if name != key}):
        with pytest.raises(ProtocolError):
            read_message(json.dumps(broken).encode())


@pytest.mark.parametrize(
    ("job", "written"),
    [
        (
            WebJob(3, "https://e.org/", ("x", "y"), True),
            {"type": "check", "id": 3, "url": "https://e.org/", "fragments": ["x", "y"], "known_missing": True},
        ),
        (
            WebJob(3, "https://e.org/"),
            {"type": "check", "id": 3, "url": "https://e.org/", "fragments": [], "known_missing": False},
        ),
        (MailJob(4, "m.org"), {"type": "mail", "id": 4, "domain": "m.org"}),
    ],
)
def test_a_job_is_written_as_the_protocol_says(job, written) -> None:
    assert read_object(write_job(job)) == written
    assert read_job(written) == job
    for key in written.keys() - {"type"}:
        for broken in ({**written, key: 1.5}, {name: value for name, value in written.items() if name != key}):
            if (key, broken.get(key)) == ("known_missing", 1.5):
                assert read_job(broken) == replace_missing(job)
                continue
            with pytest.raises(ProtocolError, match=r"^a job that is not complete$"):
                read_job(broken)


def replace_missing(job: WebJob) -> WebJob:
    return WebJob(job.id, job.url, job.fragments, known_missing=False)


# What of a policy decides a verdict, each with another value; all else may change from run to run.
DECIDES = {
    "allow": ("10.0.0.0/8",),
    "ports": (80,),
    "hops": 3,
    "user_agent": "x",
    "headers": {"h": {"A": "x"}},
    "robots": True,
    "fragments": False,
    "mail_names": True,
    "retired_domains": ("gone.org",),
    "certificates": "ca.pem",
    "proxy": "http://p/",
}


@pytest.mark.parametrize("name", [field.name for field in fields(Policy)])
def test_a_verdict_is_asked_for_again_where_the_policy_decides_otherwise(name: str) -> None:
    changed = replace(Policy(), **{name: DECIDES.get(name, 7)})
    assert (changed.fingerprint() != Policy().fingerprint()) is (name in DECIDES)


def test_the_order_in_which_a_policy_is_written_decides_nothing() -> None:
    one = Policy(
        allow=("10.0.0.0/8", "::1/128"),
        ports=(80, 81),
        retired_domains=("a", "b"),
        headers={"a": {"X": "1", "Y": "2"}, "b": {}},
        proxy="http://p/",
    )
    other = Policy(
        allow=("::1/128", "10.0.0.0/8"),
        ports=(81, 80),
        retired_domains=("b", "a"),
        headers={"b": {}, "a": {"Y": "9", "X": "9"}},
        proxy="http://q/",
    )
    assert one.fingerprint() == other.fingerprint()
    assert len(one.fingerprint()) == 16


def test_every_setting_of_a_policy_goes_over_the_pipe() -> None:
    policy = Policy(
        True,
        ("10.0.0.0/8",),
        (1, 2),
        3,
        HostLimits(1, 0.5),
        {"h": HostLimits(2, 3)},
        4.5,
        5,
        6.5,
        7,
        "x",
        {"h": {"A": "b"}},
        True,
        False,
        True,
        ("gone.org",),
        "ca.pem",
        "http://p/",
        8.5,
        9,
        10,
        11.5,
        12,
    )
    wire = json.loads(json.dumps(policy.to_wire()))
    assert sorted(wire) == sorted(field.name for field in fields(Policy))
    assert wire["host_limits"] == {"h": {"connections": 2, "interval": 3}}
    assert Policy.from_wire(wire) == policy


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"allow": "10.0.0.0/8"}, "a list was expected"),
        ({"ports": None}, "a list was expected"),
        ({"limits": []}, "an object was expected"),
        ({"host_limits": {"h": 1}}, "an object was expected"),
        ({"limits": {"connections": 1}}, "limits of a host were expected"),
        ({"limits": {"interval": 1}}, "limits of a host were expected"),
        ({"limits": {"connections": 1.5, "interval": 1}}, "limits of a host were expected"),
        ({"limits": {"connections": 1, "interval": "1"}}, "limits of a host were expected"),
        ({"unheard_of": 1}, "Unexpected keyword argument 'unheard_of'"),
    ],
)
def test_what_is_no_policy_is_refused(change: dict[str, object], fault: str) -> None:
    with pytest.raises(TypeError) as error:
        Policy.from_wire({**Policy().to_wire(), **change})
    assert str(error.value) == fault


def test_a_policy_of_lists_is_one_as_well() -> None:
    assert Policy.from_wire({**Policy().to_wire(), "ports": list(DEFAULT_PORTS)}) == Policy()


@pytest.mark.parametrize(
    ("contact", "kept"),
    [("a@e.org", "a@e.org"), ('https://e.org/é (x);\\"y\x7f~!', "https://e.org/xy~!"), ("  ", "")],
)
def test_a_user_agent_holds_what_a_header_can_carry(contact: str, kept: str) -> None:
    agent = user_agent_with(contact)
    assert agent == (f"Mozilla/5.0 (compatible; content-lint; +{kept})" if kept else Policy().user_agent)
