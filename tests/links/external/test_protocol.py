from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.links.external.client.process import worker_command, worker_environment
from content_lint.links.external.wire import protocol
from content_lint.links.external.wire.policy import HostLimits, Policy, user_agent_with
from content_lint.links.external.wire.protocol import MailJob, ProtocolError, Result, WebJob
from content_lint.report.verdict import Outcome, RedirectHop


def test_jobs_go_over_the_pipe_unchanged():
    for job in (WebJob(3, "https://h/é", ("x", "\ud800"), True), MailJob(4, "agency.gov")):
        line = protocol.write_job(job)
        assert line.isascii()
        assert line.count(b"\n") == 1
        assert protocol.read_job(protocol.read_object(line)) == job


def test_results_go_over_the_pipe_unchanged():
    chain = (RedirectHop(301, "https://h/"),)
    result = Result(1, Outcome.MOVED, "has moved", 200, "https://h/", chain, ("x",), ("y",), "late", 2)
    assert protocol.read_message(protocol.write_result(result)) == result


def test_a_policy_goes_over_the_pipe_unchanged():
    policy = Policy(
        allow=("10.0.0.0/8",),
        host_limits={"h": HostLimits(1, 2.0)},
        headers={"h": {"Authorization": "x"}},
        retired_domains=("gone.org",),
        seconds=3.0,
    )
    assert Policy.from_wire(json.loads(json.dumps(policy.to_wire()))) == policy


def test_a_fingerprint_holds_no_secret_and_changes_with_what_decides():
    one, other = Policy(headers={"h": {"A": "secret"}}), Policy(headers={"h": {"A": "another"}})
    assert one.fingerprint() == other.fingerprint() != Policy().fingerprint()
    assert Policy(threads=1, deadline=1, cached=True).fingerprint() == Policy().fingerprint()
    assert Policy(allow=("::1/128",)).fingerprint() != Policy().fingerprint()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["id", "outcome", "chain", "status", "missing", "version", "requests", "reason", "final_url"])
TYPES = st.sampled_from(["ready", "started", "result", "alive", "done", "failed", "nonsense"])


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=30)
    | st.builds(lambda t, v: json.dumps({"type": t, **v}).encode(), TYPES, st.dictionaries(KEYS, VALUES))
)
def test_whatever_comes_is_a_message_or_a_fault_of_the_protocol(line):
    try:
        protocol.read_message(line)
    except ProtocolError:
        return


@pytest.mark.parametrize(
    "line", [b"[" * 500_000, b'{"type":' * 200_000, b'{"type":"done","requests":' + b"9" * 5000 + b"}"]
)
def test_hostile_lines_are_refused(line):
    with pytest.raises(ProtocolError):
        protocol.read_message(line)


def speak(*lines: bytes) -> tuple[int, list[dict]]:
    done = subprocess.run(
        worker_command(),
        input=b"".join(lines),
        capture_output=True,
        timeout=60,
        env=worker_environment({}),
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


POLICY = protocol.write_line("policy", version=1, policy=Policy().to_wire())


@pytest.mark.parametrize(
    "lines",
    [
        (b"rubbish\n",),
        (b"",),
        (protocol.write_line("policy", version=2, policy={}),),
        (protocol.write_line("policy", version=1, policy={}),),
        (POLICY, b"rubbish\n"),
        (POLICY, b'{"type":"check"}\n'),
        (POLICY, b'{"type":"end"'),
    ],
)
def test_the_worker_refuses_what_it_does_not_know(lines):
    status, said = speak(*lines)
    assert status == 2
    assert [(line["type"], line["what"]) for line in said] == [("failed", "protocol")]


def test_only_the_worker_is_imported_by_nobody_and_imports_linkchecker():
    script = "import sys, content_lint.links.external.client.engine\n"
    script += "print([n for n in sys.modules if 'linkcheck' in n or n in "
    script += "('requests', 'urllib3', 'dns', 'email_validator') or 'external.worker' in n])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_a_user_agent_names_whom_to_write_to():
    assert user_agent_with("https://a.org/\r\nX: (y)").endswith("; content-lint; +https://a.org/X:y)")
    assert user_agent_with("") == Policy().user_agent
