"""`--external`: who is asked, who decides it, and what is kept. Servers are on loopback, the worker is the real one."""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from content_lint.cli.check import external
from content_lint.cli.check.cache import cache_folder
from content_lint.cli.errors import UsageError
from content_lint.config.external import ExternalHost, ExternalSettings
from content_lint.links.external.wire.policy import DEFAULT_PORTS, HostLimits
from content_lint.report.verdict import Outcome, Verdict
from tests.cli.command import COMMAND, Ran, environment, in_terminal, run
from tests.links.external.web import Web, serve
from tests.repository import IDENTITY, Repo

CONFIG = '[rules.private-url]\nhosts = ["127.0.0.1"]\n[external]\n'
POST = "_news/2020-01-02-a.md"


def asking(web: Web) -> tuple[str, ...]:
    return ("--external-allow", "127.0.0.0/8", "--external-port", str(web.port), "--external", "on")


@pytest.fixture
def web() -> Iterator[Web]:
    if importlib.util.find_spec("linkcheck") is None:
        pytest.skip("linkchecker is not installed: pip install content-lint[external]")
    with serve() as server:
        yield server


@pytest.fixture
def outside(web: Web, tmp_path: Path) -> Path:
    """A site with links to the web of this test."""
    links = " ".join(f"[a]({web.url(path)})" for path in ("/404", "/ok", "/301?to=/ok", "/404#part", "/ok#nope"))
    files = {
        "_config.yml": "url: https://www.example.org\ncollections: {news: {output: true}}\n",
        "content-lint.toml": CONFIG,
        POST: f"---\ntitle: A\n---\n{links}\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def check(site: Path, *arguments: str, **more: str) -> tuple[Ran, list[str]]:
    env = {"CONTENT_LINT_CACHE": str(site / ".cache"), **more}
    ran = run(site, "check", "--select", "external", "--output-format", "json", *arguments, env=env)
    report = json.loads(ran.out) if ran.out else {"diagnostics": []}
    return ran, [item["rule"] for item in report["diagnostics"]]


EXPECTED = ["broken-external-link", "moved-url", "broken-external-link", "missing-url-anchor"]


def test_asked_once_then_told_from_the_store(web, outside):
    first, rules = check(outside, *asking(web))
    assert (first.status, rules) == (1, EXPECTED)
    asked = dict(web.asked)
    assert asked == {"/404": 2, "/ok": 2, "/301?to=/ok": 1}  # a 404 is confirmed; the redirect leads to /ok
    again, rules = check(outside, *asking(web))
    assert (again.status, rules) == (1, EXPECTED)
    cached, rules = check(outside, *asking(web), "--external", "cached")
    assert (cached.status, rules) == (1, EXPECTED)
    assert dict(web.asked) == asked


def test_links_into_a_network_that_may_be_asked_are_judged_by_what_answers(web, outside):
    (outside / "content-lint.toml").write_text("")
    assert check(outside, *asking(web))[1] == EXPECTED
    assert check(outside, *asking(web), "--ignore", "private-url")[1] == EXPECTED
    assert set(check(outside, "--external", "on")[1]) == {"private-url"}
    (outside / "content-lint.toml").write_text('[external]\nallow = ["127.0.0.0/8"]\n')
    assert check(outside)[1] == []


def test_nobody_is_asked_unless_it_is_said(web, outside):
    assert check(outside)[1] == []
    ran, rules = check(outside, *asking(web), "--external", "cached")
    assert (ran.status, rules) == (0, [])
    summary = json.loads(ran.out)["summary"]
    assert sum(item["count"] for item in summary["not_checked"]) == 5
    assert web.asked == {}


def test_private_networks_are_not_opened_by_themselves(web, outside):
    ran, rules = check(outside, "--external", "on")
    assert (ran.status, rules) == (0, [])  # the option of private-url says that this host is meant
    assert web.asked == {}


def test_the_settings_open_them_as_a_trusted_revision_has_them(web, outside):
    config = outside / "content-lint.toml"
    narrow = config.read_text()
    wide = f'{narrow}allow = ["127.0.0.0/8"]\nports = [{web.port}]\n'
    repo = Repo(outside, {"content-lint.toml": narrow, ".gitignore": ".cache\n"})
    config.write_text(wide)
    ran, rules = check(outside, "--external", "on", **IDENTITY)
    assert (ran.status, rules, dict(web.asked)) == (0, [], {}), ran.err
    assert "`allow`, `ports` and `headers` of [external] do not count as they are here" in ran.err
    for asked in (("--external-trust", "HEAD"), ("--changed-since", "HEAD"), ("--config", str(config))):
        ran, rules = check(outside, "--external", "on", *asked, **IDENTITY)
        assert (ran.status, rules, dict(web.asked)) == (0, [], {}), ran.err
    repo.commit("wide")
    config.write_text(narrow)
    repo.write({"more.toml": wide})
    repo.commit("a branch that brings other settings")
    more = ("--external", "on", "--config", "more.toml", "--external-trust", "HEAD~1")
    assert (check(outside, *more, **IDENTITY)[1], dict(web.asked)) == ([], {})
    ran, rules = check(outside, "--external", "on", "--external-trust", "HEAD~1", **IDENTITY)
    assert (ran.status, rules, "do not count" in ran.err) == (1, EXPECTED, False)


def test_a_revision_that_is_not_there_is_wrong_usage(outside):
    Repo(outside).commit()
    ran = run(outside, "check", "--external", "on", "--external-trust", "nowhere", env=IDENTITY)
    assert (ran.status, "git knows no branch, tag or commit called `nowhere`" in ran.err) == (2, True)


def test_unsafe_fixes_write_the_new_address(web, outside):
    env = {"CONTENT_LINT_CACHE": str(outside / ".cache")}
    ran = run(outside, "check", "--select", "moved-url", "--fix", "--unsafe-fixes", *asking(web), env=env)
    assert ran.status == 0, ran.err
    assert web.url("/301?to=/ok") not in (outside / POST).read_text()
    assert (outside / POST).read_text().count(f"({web.url('/ok')})") == 2


@pytest.fixture
def slow(web: Web, outside: Path) -> Path:
    """A site with sixty links that take some three seconds."""
    links = "\n".join(f"- [a]({web.url(f'/slow?{number}')})" for number in range(58))
    (outside / POST).write_text(f"---\ntitle: A\n---\n- [a]({web.url('/404')})\n- [a]({web.url('/403')})\n{links}\n")
    return outside


def test_a_terminal_sees_rate_outcomes_and_time_left(web, slow):
    env = {"CONTENT_LINT_CACHE": "cache", "TERM": "xterm"}
    shown = in_terminal(slow, ["links", "--by", "outcome", *asking(web)], env=env).out
    assert re.search(r"asking other servers \(\d+/s, \d+ s left(; .*)?\): \d+ of 60", shown)
    assert "ok\x1b[0m: 58 targets, 58 links\n" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_an_interrupt_ends_at_once_shows_and_keeps_what_is_known(web, slow):
    command = [*COMMAND, "links", "--output-format", "json", *asking(web)]
    env = environment({"CONTENT_LINT_CACHE": "cache"})
    with subprocess.Popen(command, cwd=slow, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 20
        while len(web.targets) < 40 and time.monotonic() < until:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        out, err = process.communicate(timeout=20)
    assert time.monotonic() - sent < 3
    assert process.returncode == 130, err
    asked = len(web.targets)
    assert 40 <= asked < 60
    rows = json.loads(out)
    assert len(rows) == 60
    assert sum(row["outcome"] == "ok" for row in rows) >= 20
    assert b"Interrupted" in err
    reached = asking(web)[:-2]  # how links asks by itself: what is kept
    kept = run(slow, "links", "--outcome", "ok", "--output-format", "json", *reached, env=env)
    assert len(json.loads(kept.out)) >= 20
    assert len(web.targets) <= asked + 1  # the worker is gone


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a process has started; empty when it has ended."""
    try:
        text = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    except OSError:
        return []
    return [int(number) for number in text.split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells who started what")
@pytest.mark.parametrize(("deaths", "status"), [(1, 0), (1000, 3)])
def test_a_worker_that_dies_costs_nothing_unless_it_always_does(web, slow, deaths, status):
    command = [*COMMAND, "links", "--output-format", "json", *asking(web)]
    env = environment({"CONTENT_LINT_CACHE": "cache"})
    killed: set[int] = set()
    with subprocess.Popen(command, cwd=slow, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 50
        while process.poll() is None and len(killed) < deaths and time.monotonic() < until:
            time.sleep(0.05)
            if len(web.targets) < 20:
                continue  # let it learn something first
            for number in set(workers_of(process)) - killed:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
                killed.add(number)
        out, err = process.communicate(timeout=60)
    outcomes = Counter(row["outcome"] for row in json.loads(out))
    assert killed
    assert process.returncode == status, err
    if status:
        assert b"asking other servers" in err
        assert outcomes["unchecked"] > 0
        assert outcomes["ok"] > 0
    else:
        assert outcomes == {"ok": 58, "broken": 1, "blocked": 1}
        assert b"checker" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--external-allow", "10.0.0.0/8"), "--external-allow is for --external on or cached"),
        (("--external", "on", "--external-allow", "intranet"), "`intranet` is no network"),
        (("--select", "moved-url,broken-external-link"), "`broken-external-link`, `moved-url` would find nothing"),
        (("--external", "maybe"), "maybe"),
    ],
)
def test_wrong_usage_is_named(site, arguments, words):
    ran = run(site, "check", *arguments)
    assert ran.status == 2
    assert words in ran.err


def test_progress_tells_no_rate_of_the_first_moment_and_counts_only_who_was_asked(monkeypatch):
    now = 100.0
    monkeypatch.setattr(external.time, "monotonic", lambda: now)
    told: list[tuple[str, int, int]] = []
    teller = external._Teller(lambda *words: told.append(words))
    teller(None, 0, 40)
    stored = Verdict("https://a.example/1", Outcome.OK, "-", checked_at=1.0, from_cache=True)
    teller(stored, 1, 40)
    teller(Verdict("https://a.example/2", Outcome.BROKEN, "-", checked_at=2.0), 2, 40)
    now += 2
    teller(Verdict("https://a.example/3", Outcome.UNSAFE, "-"), 3, 40)
    teller(Verdict("https://a.example/4", Outcome.OK, "-", checked_at=2.0), 4, 40)
    assert told == [
        ("asking other servers:", 0, 40),
        ("asking other servers:", 1, 40),
        ("asking other servers (1 broken):", 2, 40),
        ("asking other servers (0.5/s, 74 s left; 1 broken; 1 unsafe):", 3, 40),
        ("asking other servers (1.0/s, 36 s left; 1 broken; 1 unsafe):", 4, 40),
    ]


def arguments(**more: object) -> argparse.Namespace:
    lists = {f"external_{name}": [] for name in ("allow", "port", "header")}
    return argparse.Namespace(**{"external": "on", "external_trust": None, **lists, **more})


def test_a_missing_package_is_named_with_its_cure(monkeypatch, tmp_path):
    monkeypatch.setattr(external, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as caught, external.open_external(arguments(), {}, ExternalSettings(), None):
        pass
    assert "content-lint[external]" in caught.value.help
    # What is stored can be told without it.
    environment = {"CONTENT_LINT_CACHE": str(tmp_path)}
    with external.open_external(arguments(external="cached"), environment, ExternalSettings(), None) as asked:
        assert asked is not None


SETTINGS = ExternalSettings(
    allow=("10.0.0.0/8",),
    ports=(9000,),
    contact="web@example.org",
    robots=True,
    requests=7,
    hosts={"www.example.com": ExternalHost(1, None, {"Authorization": "TOKEN"})},
)


def test_settings_become_a_policy():
    given = arguments(
        external_allow=["192.0.2.0/24"], external_port=[9001], external_header=["Other.example.com: X-Key=KEY"]
    )
    policy, said = external.make_policy(given, {"TOKEN": "abc", "KEY": "def"}, SETTINGS, SETTINGS)
    assert policy.allow == ("192.0.2.0/24", "10.0.0.0/8")
    assert policy.ports == (*DEFAULT_PORTS, 9001, 9000)
    assert policy.headers == {"www.example.com": {"Authorization": "abc"}, "other.example.com": {"X-Key": "def"}}
    assert policy.host_limits == {"www.example.com": HostLimits(1, HostLimits().interval)}
    assert "web@example.org" in policy.user_agent
    assert (policy.robots, policy.urls, policy.deadline, policy.cached) == (True, 7, 10.0, False)
    assert said == []


@pytest.mark.parametrize("name", ["", "PULL_REQUEST", "CF_PAGES", "GITHUB_ACTIONS", "CI"])
def test_settings_that_nobody_vouches_for_widen_nothing_and_send_no_header_anywhere(name):
    environment = {"TOKEN": "abc", **({name: "true"} if name else {})}
    policy, said = external.make_policy(arguments(external_allow=["192.0.2.0/24"]), environment, SETTINGS)
    assert policy.allow == ("192.0.2.0/24",)
    assert policy.ports == DEFAULT_PORTS
    assert policy.headers == {}
    assert len(said) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"external_header": ["www.example.com"]},
        {"external_header": ["www.example.com: Host=X"]},
        {"external_header": ["https://www.example.com: X-Key=KEY"]},
        {"external_port": [0]},
        {"external_port": [70000]},
    ],
)
def test_what_cannot_be_sent_or_reached_is_refused(wrong):
    with pytest.raises(UsageError), external.open_external(arguments(**wrong), {}, ExternalSettings(), None):
        pass


@pytest.mark.parametrize(
    ("value", "proxy"),
    [
        ("http://proxy.example.org:3128", "http://proxy.example.org:3128"),
        ("proxy.example.org:3128", "http://proxy.example.org:3128"),
        ("", None),
    ],
)
def test_a_proxy_is_read_as_other_programs_read_it(value, proxy):
    assert external.make_policy(arguments(), {"HTTPS_PROXY": value}, SETTINGS)[0].proxy == proxy


@pytest.mark.parametrize("value", ["socks5://me:secret@proxy.example.org", "http://:secret@", "http://a:secret"])
def test_what_is_no_proxy_is_refused_and_its_password_not_told(value):
    with pytest.raises(UsageError) as caught:
        external.make_policy(arguments(), {"https_proxy": value}, SETTINGS)
    assert "https_proxy" in caught.value.message
    assert "secret" not in f"{caught.value.message} {caught.value.help}"


def test_certificates_that_cannot_be_read_are_refused_before_anybody_is_asked(tmp_path):
    path = tmp_path / "certificates.pem"
    for make in (lambda: None, lambda: path.write_text("no certificate")):
        make()
        with pytest.raises(UsageError) as caught:
            external.make_policy(arguments(), {"SSL_CERT_FILE": str(path)}, SETTINGS)
        assert str(path) in caught.value.message
    policy, _ = external.make_policy(arguments(external="cached"), {"SSL_CERT_FILE": str(path)}, SETTINGS)
    assert policy.certificates == str(path)


@pytest.mark.parametrize("value", [None, "", "two\nlines"])
def test_a_header_without_a_value_is_not_sent_and_that_is_told(value):
    environment = {} if value is None else {"TOKEN": value}
    policy, said = external.make_policy(arguments(), environment, SETTINGS, SETTINGS)
    assert policy.headers == {}
    assert said == ["The header Authorization is not sent to www.example.com: TOKEN is not set."]
    assert "two" not in said[0]


def test_the_cache_lies_where_the_environment_says():
    assert cache_folder({"CONTENT_LINT_CACHE": "/x", "HOME": "/home/a"}) == Path("/x")
    assert cache_folder({"LOCALAPPDATA": ""}) is None
