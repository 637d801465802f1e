"""How an engine has its jobs done by workers that die, leave something out or are late; each worker is a few lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from external_asker import Asker

from content_lint.links.external.client.interface import Notice
from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Outcome, Verdict

NOW = 1_700_000_000.0

# Writes down what it is asked, and answers as the host's first word says: bad, undone, flaky, late or anything.
WORKER = """
import json, os, sys, time
jobs = []
for line in iter(sys.stdin.buffer.readline, b""):
    job = json.loads(line)
    if job["type"] == "end":
        break
    if job["type"] == "check":
        jobs.append(job)
def say(**values):
    os.write(1, (json.dumps(values) + "\\n").encode())
names = [job["url"].split("/")[2].split(".")[0] for job in jobs]
open(LOG, "a").write(" ".join(names) + "\\n")
say(type="ready", version=1, engine="fake")
begun = AT_ONCE or len(jobs)
for job in jobs[:begun]:
    say(type="started", id=job["id"])
for place, (job, name) in enumerate(zip(jobs, names)):
    if place >= begun:
        say(type="started", id=job["id"])
    if name.startswith("bad"):
        os._exit(7)
    if name.startswith("late"):
        time.sleep(60)
    if name.startswith("undone"):
        continue
    outcome = "flaky" if name.startswith("flaky") else "ok"
    say(type="result", id=job["id"], outcome=outcome, reason="answers", status=200, final_url=job["url"],
        chain=[], missing=[], unsure=[], trouble=None, requests=1)
say(type="done", requests=len(jobs))
"""


class Fake:
    """An engine with such workers, which write down in a folder what they were asked."""

    def __init__(self, folder: Path, store: LinkStore | None = None) -> None:
        self._log = folder / "asked"
        self.asker = Asker(Policy(), store, lambda: NOW, silence=30.0)

    def ask(self, *names: str, at_once: int = 1, **changes: object) -> dict[str, tuple[str, str]]:
        """Outcome and reason by name; so many jobs are begun together, or all of them (0)."""
        worker = WORKER.replace("LOG", repr(str(self._log))).replace("AT_ONCE", str(at_once))
        targets = [f"https://{name}.org/" for name in names]
        found = self.asker.ask(*targets, command=[sys.executable, "-ISc", worker], **changes)
        return {
            url.split("/")[2].split(".")[0]: (verdict.outcome.value, verdict.reason) for url, verdict in found.items()
        }

    @property
    def rounds(self) -> list[str]:
        """What each worker was asked."""
        return self._log.read_text().splitlines() if self._log.exists() else []

    @property
    def notices(self) -> list[Notice]:
        return self.asker.notices


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return Fake(tmp_path)


DIED = Notice("worker", "The checker of external addresses ended with status 7.", True)
ENDED = ("unchecked", "could not be checked: the checker ended while it was asked")
FINE = ("ok", "answers")


def test_what_all_goes_well_is_asked_in_one_round(fake: Fake) -> None:
    assert fake.ask("a", "b", "c") == dict.fromkeys("abc", FINE)
    assert fake.rounds == ["a b c"]
    assert fake.notices == []


def test_what_had_not_begun_is_asked_before_what_a_worker_may_have_died_over(fake: Fake) -> None:
    found = fake.ask("a", "bad", "b", "c", at_once=1)
    assert found == {"a": FINE, "bad": ENDED, "b": FINE, "c": FINE}
    assert fake.rounds == ["a bad b c", "b c", "bad"]
    assert fake.notices == [DIED, DIED]


def test_what_a_worker_may_have_died_over_is_asked_by_halves_until_the_cause_is_alone(fake: Fake) -> None:
    found = fake.ask("bad", "a", "b", "c", "d", at_once=0)
    assert found == {"bad": ENDED, **dict.fromkeys("abcd", FINE)}
    assert fake.rounds == ["bad a b c d", "bad a b", "bad a", "bad", "a", "b", "c d"]
    assert fake.notices == [DIED] * 4


def test_two_causes_are_found_each(fake: Fake) -> None:
    found = fake.ask("a", "bad1", "b", "bad2", at_once=0)
    assert found == {"a": FINE, "bad1": ENDED, "b": FINE, "bad2": ENDED}
    assert fake.rounds == ["a bad1 b bad2", "bad1 b", "bad1", "b", "bad2"]


@pytest.mark.skipif(sys.platform == "win32", reason="the worker is written for a shell")
@pytest.mark.parametrize(("jobs", "alone"), [(15, 2), (17, 0)])
def test_after_sixteen_deaths_nothing_is_asked_any_more(jobs: int, alone: int) -> None:
    dies = """read -r policy; read -r job; id=${job#*'"id":'}; echo '{"type":"started","id":'${id%%,*}'}'; exit 7"""
    asker = Asker(Policy())
    found = asker.ask(*(f"https://a{number}.org/" for number in range(jobs)), command=["/bin/sh", "-c", dies])
    often = ("unchecked", "could not be checked: the checker ended too often")
    # Each round loses its first; those are asked alone after the last, and then the last but one.
    said = [(verdict.outcome.value, verdict.reason) for verdict in found.values()]
    assert (said.count(ENDED), said.count(often)) == (alone, jobs - alone)
    assert asker.notices == [DIED] * 16


def test_a_worker_that_begins_nothing_is_not_tried_again(tmp_path: Path) -> None:
    asker = Asker(Policy())
    found = asker.ask("https://a.org/", "https://b.org/", command=[sys.executable, "-ISc", "raise SystemExit(7)"])
    assert {(verdict.outcome.value, verdict.reason) for verdict in found.values()} == {ENDED}
    assert asker.notices == [DIED]


def test_what_a_worker_leaves_out_is_said(fake: Fake) -> None:
    found = fake.ask("a", "undone", "b")
    assert found == {
        "a": FINE,
        "undone": ("unchecked", "could not be checked: the checker gave no result"),
        "b": FINE,
    }
    assert fake.notices == [Notice("worker", "The checker of external addresses left some undone.", True)]
    assert len(fake.rounds) == 1


def test_where_time_is_up_the_rest_is_left_and_no_worker_is_blamed(fake: Fake) -> None:
    found = fake.ask("a", "late", "b", seconds=1.25)
    left = ("unchecked", "left out, for one run may ask for 1.25 s (`seconds`)")
    assert found == {"a": FINE, "late": left, "b": left}
    assert fake.notices == [Notice("budget", "2 external addresses were left out: time was up.")]


def test_without_time_no_worker_is_started(fake: Fake) -> None:
    found = fake.ask("a", seconds=0.0)
    assert found == {"a": ("unchecked", "left out, for one run may ask for 0 s (`seconds`)")}
    assert fake.rounds == []


def test_a_missing_package_is_named_with_the_cure(tmp_path: Path) -> None:
    asker = Asker(Policy())
    script = """print('{"type":"failed","what":"missing-package","detail":"linkcheck"}')"""
    found = asker.ask("https://a.org/", "https://b.org/", command=[sys.executable, "-ISc", script])
    assert {(verdict.outcome.value, verdict.reason) for verdict in found.values()} == {
        ("unchecked", "could not be checked: a package is missing")
    }
    text = "External addresses need linkcheck: install content-lint[external]."
    assert asker.notices == [Notice("missing-package", text, True)]


def test_behind_a_proxy_it_is_said_what_cannot_be_vouched_for(fake: Fake) -> None:
    assert fake.ask("a", proxy="http://127.0.0.1:1/") == {"a": FINE}
    text = "Behind a proxy a name can lead elsewhere than was vetted here; names of private networks are refused."
    assert fake.notices == [Notice("proxy", text)]
    assert fake.ask("a", proxy="http://127.0.0.1:1/", urls=0)["a"][0] == "unchecked"
    assert len(fake.notices) == 1  # where nothing is asked, nothing has to be vouched for


def test_a_run_that_asks_nobody_starts_no_worker(fake: Fake) -> None:
    reason = "not known from earlier runs, or not any more; --external on asks"
    assert fake.ask("a", cached=True) == {"a": ("unchecked", reason)}
    assert fake.rounds == []
    assert fake.notices == []


def test_verdicts_are_kept_by_their_serialised_address_and_carry_their_streaks(tmp_path: Path) -> None:
    store = LinkStore(tmp_path / "links.db", lambda: NOW, pytest.fail)
    before = Verdict("https://flaky.org/", Outcome.FLAKY, "answers", checked_at=NOW)
    policy = Policy()
    clock = [NOW - 80 * 3600]
    old = LinkStore(tmp_path / "links.db", lambda: clock[0], pytest.fail)
    for hours in (80, 40):
        clock[0] = NOW - hours * 3600
        old.keep([before], policy.fingerprint())
    old.close()
    fake = Fake(tmp_path, store)
    worker = WORKER.replace("LOG", repr(str(tmp_path / "asked"))).replace("AT_ONCE", "1")
    found = fake.asker.ask("https://FLAKY.org", "https://a.org/", "tel:1", command=[sys.executable, "-ISc", worker])
    flaky = found["https://FLAKY.org"]
    assert (flaky.streak, flaky.lasting, flaky.checked_at) == (3, True, NOW)
    assert (found["https://a.org/"].streak, found["https://a.org/"].lasting) == (0, False)
    known = store.recall(["https://flaky.org/", "https://a.org/", "tel:1"], policy.fingerprint())
    assert sorted(known) == ["https://a.org/", "https://flaky.org/"]
    store.close()


def test_what_is_known_is_kept_where_a_run_is_ended(tmp_path: Path) -> None:
    store = LinkStore(tmp_path / "links.db", lambda: NOW, pytest.fail)
    fake = Fake(tmp_path, store)
    worker = WORKER.replace("LOG", repr(str(tmp_path / "asked"))).replace("AT_ONCE", "1")
    targets = [*(f"https://a{number}.org/" for number in range(201)), "https://late.org/"]
    run = fake.asker.engine([sys.executable, "-ISc", worker]).check(targets, fake.asker.policy)
    assert next(run).target == targets[0]
    run.close()
    assert len(store.recall(targets, fake.asker.policy.fingerprint())) >= 200
    store.close()
