"""Engine and store together: what is fresh is not asked, and `cached` never opens a socket."""

from __future__ import annotations

import time

import pytest

from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Outcome, Verdict


@pytest.fixture
def storing(asker, tmp_path):
    asker.store = LinkStore(tmp_path / "links.db", lambda: asker.clock(), pytest.fail)  # noqa: PLW0108 - it is changed
    yield asker
    asker.store.close()


def test_a_second_run_asks_nothing_that_is_fresh(storing, web):
    targets = [web.url("/ok#intro"), web.url("/ok#nope"), web.url("/301?to=/ok"), web.url("/404"), web.url("/503")]
    first = storing.ask(*targets)
    web.targets.clear()
    second = storing.ask(*targets)
    assert web.targets == ["/503"]
    assert {target: v.outcome for target, v in first.items()} == {target: v.outcome for target, v in second.items()}
    assert [target for target, v in second.items() if not v.from_cache] == [web.url("/503")]
    assert second[targets[2]].moved_to == first[targets[2]].moved_to
    assert second[targets[0]].checked_at == first[targets[0]].checked_at


def test_cached_never_starts_a_worker(storing, web):
    storing.ask(web.url("/ok"))
    web.targets.clear()
    verdicts = storing.ask(web.url("/ok"), web.url("/404"), cached=True, command=["/nowhere/python"])
    assert verdicts[web.url("/ok")].from_cache
    assert verdicts[web.url("/404")].outcome is Outcome.UNCHECKED
    assert web.targets == []
    assert storing.notices == []


def test_a_404_that_the_store_knows_is_asked_once(storing, web):
    storing.ask(web.url("/404"), tries=2)
    day_after = time.time() + 2 * 86400
    storing.clock = lambda: day_after
    web.asked.clear()
    storing.ask(web.url("/404"), tries=2)
    assert web.asked["/404"] == 1


def test_flaky_counts_its_runs_and_lasts(storing, web):
    streaks = []
    start = time.time()
    for hours in (0, 1, 24, 80):
        storing.clock = lambda hours=hours: start + hours * 3600
        verdict = storing.ask(web.url("/503"))[web.url("/503")]
        streaks.append((verdict.streak, verdict.lasting))
    assert streaks == [(1, False), (1, False), (2, False), (3, True)]


def test_what_a_policy_refuses_is_not_taken_from_the_store(storing, web):
    storing.ask(web.url("/ok"))
    assert storing.ask(web.url("/ok"), allow=(), cached=True)[web.url("/ok")].outcome is Outcome.UNSAFE


def test_two_thousand_verdicts_come_from_the_store_in_a_tenth_of_a_second(storing, web):
    targets = [f"https://host{number % 50}.example.org/{number}" for number in range(2000)]
    verdicts = [
        Verdict(target, Outcome.OK, "answers 200 OK", 200, target, checked_at=time.time()) for target in targets
    ]
    storing.policy = Policy()
    storing.store.keep(verdicts, storing.policy.fingerprint())
    started = time.process_time()
    found = storing.ask(*targets)
    seconds = time.process_time() - started
    assert all(v.from_cache for v in found.values())
    assert seconds < 0.3
