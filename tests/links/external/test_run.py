"""The bookkeeping of one run without a worker: what becomes a job, and what verdicts a result brings."""

from __future__ import annotations

import pytest

from content_lint.links.external.address.keys import LONGEST
from content_lint.links.external.address.mail import MailTarget, second_opinion
from content_lint.links.external.client.engine import _Run, _Spent, _without_suspects
from content_lint.links.external.client.interface import Notice
from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.outcomes import Trouble
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.wire.protocol import MailJob, Result, WebJob
from content_lint.report.verdict import Outcome, RedirectHop, Verdict

NOW = 1_700_000_000.0


def started(*targets: str, store: LinkStore | None = None, **policy: object) -> tuple[_Run, list[Verdict]]:
    """A run with its jobs made, and the verdicts that needed none."""
    run = _Run(Policy(**policy), lambda: NOW)
    return run, [*run.sort(targets), *run.recall(store)]


def said(verdicts: list[Verdict]) -> dict[str, tuple[str, str, float | None]]:
    return {verdict.target: (verdict.outcome.value, verdict.reason, verdict.checked_at) for verdict in verdicts}


def test_what_needs_no_asking_has_its_verdict_at_once() -> None:
    base = "https://e.org/"
    long = base + "x" * (LONGEST - len(base))
    run, verdicts = started(
        "tel:1", "x" * 50 + ":1", "http://127.0.0.1/", "http://", f"{long}x", long, "mailto:a@e.org", "mailto:a@b@c"
    )
    found = said(verdicts)
    assert found["tel:1"] == ("unchecked", "begins with tel:, which is never opened", None)
    assert found["x" * 50 + ":1"][1] == f"begins with {'x' * 40}:, which is never opened"
    assert found["http://127.0.0.1/"][0] == "unsafe"
    assert found["http://"] == ("malformed", "has no host name", None)
    assert found[f"{long}x"] == ("unchecked", f"not asked, for it is {LONGEST + 1:,} characters long", None)
    assert found["mailto:a@e.org"] == ("ok", "is a mail address", None)
    assert found["mailto:a@b@c"][0] == "malformed"
    assert [job.url for job in run.jobs.values() if isinstance(job, WebJob)] == [long]


def test_one_job_serves_all_places_of_a_page_and_each_domain_is_asked_once() -> None:
    run, _ = started(
        "https://e.org/a#y",
        "https://e.org/a#x",
        "https://e.org/a",
        "https://e.org/b",
        "mailto:a@m.org,b@n.org",
        "mailto:c@n.org",
        mail_names=True,
    )
    assert list(run.jobs.values()) == [
        WebJob(1, "https://e.org/a", ("x", "y")),
        WebJob(2, "https://e.org/b"),
        MailJob(3, "m.org"),
        MailJob(4, "n.org"),
    ]
    assert run.all_waiting() == [1, 2, 3, 4]
    without, _ = started("https://e.org/a#x", "mailto:a@m.org", fragments=False)
    assert list(without.jobs.values()) == [WebJob(1, "https://e.org/a")]


def test_of_one_page_so_many_places_are_looked_for() -> None:
    run, _ = started(*(f"https://e.org/#p{number:03}" for number in range(402)))
    job = run.jobs[1]
    assert isinstance(job, WebJob)
    assert job.fragments == tuple(f"p{number:03}" for number in range(400))


def test_a_result_is_the_verdict_of_each_target_and_a_second_one_is_no_news() -> None:
    run, _ = started("https://e.org/a#x", "https://e.org/a#y", "https://e.org/a#z", "https://e.org/a")
    result = Result(1, Outcome.OK, "answers 200 OK", 200, "https://e.org/b", missing=("x",), unsure=("y",))
    verdicts = list(run.conclude(result))
    assert said(verdicts) == {
        "https://e.org/a#x": ("fragment", "has no place called #x", NOW),
        "https://e.org/a#y": ("ok", "answers 200 OK; whether it has a place called #y cannot be said", NOW),
        "https://e.org/a#z": ("ok", "answers 200 OK", NOW),
        "https://e.org/a": ("ok", "answers 200 OK", NOW),
    }
    assert [verdict.final_url for verdict in verdicts] == [
        *(f"https://e.org/b#{place}" for place in "xyz"),
        "https://e.org/b",
    ]
    assert {verdict.status for verdict in verdicts} == {200}
    assert list(run.conclude(result)) == []


def test_what_has_moved_is_said_with_its_place() -> None:
    run, _ = started("https://e.org/a#x", "https://e.org/a#gone")
    chain = (RedirectHop(301, "https://e.org/b"), RedirectHop(302, "https://e.org/c"))
    result = Result(1, Outcome.MOVED, "", 200, "https://e.org/c", chain, missing=("gone",))
    moved, gone = run.conclude(result)
    assert (moved.outcome, moved.reason) == (Outcome.MOVED, "has moved to https://e.org/b#x")
    assert (moved.moved_to, moved.final_url) == ("https://e.org/b#x", "https://e.org/c#x")
    assert moved.chain == (RedirectHop(301, "https://e.org/b#x"), RedirectHop(302, "https://e.org/c#x"))
    assert (gone.outcome, gone.reason, gone.moved_to) == (Outcome.FRAGMENT, "has no place called #gone", None)


def test_what_was_left_is_known_from_no_moment() -> None:
    run, _ = started("https://e.org/a", "https://e.org/b", "mailto:a@m.org", mail_names=True)
    assert said(list(run.leave([1, 3, 99], "no time"))) == {
        "https://e.org/a": ("unchecked", "no time", None),
        "mailto:a@m.org": ("unchecked", "no time", None),
    }
    assert said(list(run.conclude(Result(2, Outcome.UNCHECKED, "robots")))) == {
        "https://e.org/b": ("unchecked", "robots", None)
    }


def test_an_address_that_cannot_be_is_not_looked_up() -> None:
    target = "mailto:a\N{ZERO WIDTH SPACE}@m.org"
    run, verdicts = started(target, "mailto:b@n.org", mail_names=True)
    assert [(verdict.target, verdict.outcome) for verdict in verdicts] == [(target, Outcome.MALFORMED)]
    assert list(run.jobs.values()) == [MailJob(1, "n.org")]


@pytest.mark.parametrize("address", ['"a b"@e.org', "a@[1.2.3.4]", "a@b.test", "a@e.org"])
def test_addresses_that_are_odd_and_can_be_have_no_second_opinion_against_them(address: str) -> None:
    assert second_opinion(MailTarget(Outcome.OK, "", addresses=(address,))) == ""


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        (Outcome.OK, Outcome.BROKEN, Outcome.BROKEN),
        (Outcome.BROKEN, Outcome.OK, Outcome.BROKEN),
        (Outcome.FLAKY, Outcome.BROKEN, Outcome.BROKEN),
        (Outcome.OK, Outcome.FLAKY, Outcome.FLAKY),
        (Outcome.OK, Outcome.OK, Outcome.OK),
    ],
)
def test_a_mail_link_is_as_good_as_its_worst_domain(first: Outcome, second: Outcome, outcome: Outcome) -> None:
    run, _ = started("mailto:a@m.org,b@n.org", "mailto:c@n.org", mail_names=True)
    assert list(run.conclude(Result(1, first, "m"))) == []
    both, one = run.conclude(Result(2, second, "n"))
    assert (both.outcome, both.checked_at) == (outcome, NOW)
    assert (one.outcome, one.reason, one.checked_at) == (second, "n", NOW)


def notices(run: _Run) -> tuple[list[Verdict], list[Notice]]:
    told: list[Notice] = []
    return list(run.give_held_back(told.append)), told


def no_name(number: int, trouble: Trouble = Trouble.NO_NAME) -> Result:
    return Result(number, Outcome.BROKEN, "has a host name that does not exist", trouble=trouble.value)


def test_where_no_name_resolves_the_machine_is_offline() -> None:
    targets = ["https://a.org/", "https://b.org/x", "mailto:a@c.org"]
    run, _ = started(*targets, mail_names=True)
    for number, trouble in ((1, Trouble.NO_NAME), (2, Trouble.NAME_SERVER), (3, Trouble.NO_NAME)):
        assert list(run.conclude(no_name(number, trouble))) == []
    verdicts, told = notices(run)
    assert said(verdicts) == dict.fromkeys(
        targets, ("flaky", "could not be asked: this machine seems to be offline", None)
    )
    assert told == [Notice("offline", "No host name could be resolved: this machine seems to be offline.")]
    assert notices(run)[0] == []


@pytest.mark.parametrize("last", ["https://c.org/", "https://1.2.3.4/", "https://[2001:4860:4860::8888]/"])
def test_two_names_are_too_few_to_be_offline(last: str) -> None:
    run, _ = started("https://a.org/", "https://b.org/", last)
    result = Result(3, Outcome.UNCHECKED if last == "https://c.org/" else Outcome.OK, "fine")
    assert len(list(run.conclude(result))) == 1
    for number in (1, 2):
        assert list(run.conclude(no_name(number))) == []
    verdicts, told = notices(run)
    assert {(verdict.outcome, verdict.checked_at) for verdict in verdicts} == {(Outcome.BROKEN, NOW)}
    assert told == []


def test_where_one_name_resolves_others_are_broken() -> None:
    run, _ = started("https://a.org/", "https://b.org/", "https://c.org/", "mailto:a@d.org", mail_names=True)
    assert list(run.conclude(no_name(1))) == []
    assert len(list(run.conclude(Result(2, Outcome.BROKEN, "answers 404", 404)))) == 1
    assert [verdict.outcome for verdict in run.conclude(no_name(3))] == [Outcome.BROKEN]
    assert [verdict.outcome for verdict in run.conclude(no_name(4))] == [Outcome.BROKEN]
    assert [verdict.outcome for verdict in notices(run)[0]] == [Outcome.BROKEN]


def test_a_name_that_a_redirect_leads_to_says_nothing_of_this_machine() -> None:
    run, _ = started("https://a.org/")
    hop = (RedirectHop(302, "https://gone.org/"),)
    assert len(list(run.conclude(Result(1, Outcome.BROKEN, "gone", chain=hop, trouble=Trouble.NO_NAME.value)))) == 1


def test_budgets_are_held_and_counted_through_several_rounds() -> None:
    spent = _Spent()
    targets = [f"https://a.org/{number}" for number in range(4)] + [
        "https://b.org/",
        "https://c.org/",
        "mailto:a@m.org",
    ]
    run, _ = started(*targets, urls=3, host_urls=2, mail_names=True)
    assert said(list(run.hold_to_budget(spent))) == {
        **dict.fromkeys(
            targets[2:4],
            ("unchecked", "left out, for one run may ask 2 addresses of one host (`requests-per-host`)", None),
        ),
        targets[5]: ("unchecked", "left out, for one run may ask 3 addresses (`requests`)", None),
    }
    assert [job.url for job in run.jobs.values() if isinstance(job, WebJob)] == [targets[0], targets[1], targets[4]]
    assert any(isinstance(job, MailJob) for job in run.jobs.values())
    assert (spent.urls, spent.by_host) == (3, {"a.org": 2, "b.org": 1})
    again, _ = started("https://d.org/", urls=3, host_urls=2)
    assert len(list(again.hold_to_budget(spent))) == 1
    free, _ = started("https://d.org/")
    assert list(free.hold_to_budget(spent)) == []
    assert spent.urls == 4


def test_after_a_death_those_that_were_begun_are_asked_by_halves() -> None:
    run, _ = started(*(f"https://e.org/{number}" for number in range(6)))
    list(run.conclude(Result(6, Outcome.OK, "")))
    assert _without_suspects(run, [1, 2, 3, 4, 5, 6], {1, 2, 5, 6}) == [[3, 4], [1, 2], [5]]
    assert _without_suspects(run, [1, 2], {1, 2}) == [[], [1], [2]]


def test_what_the_store_knows_is_not_asked_again(tmp_path) -> None:
    store = LinkStore(tmp_path / "links.db", lambda: NOW, pytest.fail)
    policy = Policy(mail_names=True)
    kept = [
        Verdict("https://e.org/a", Outcome.OK, "answers 200 OK", 200, checked_at=NOW),
        Verdict("https://e.org/a#x", Outcome.OK, "answers 200 OK", 200, checked_at=NOW),
        Verdict("mailto:a@m.org", Outcome.OK, "takes mail", checked_at=NOW),
    ]
    store.keep(kept, policy.fingerprint())
    targets = ["https://e.org/a", "https://E.org/a#x", "https://e.org/a#y", "mailto:a@m.org", "mailto:b@n.org"]
    run, verdicts = started(*targets, store=store, mail_names=True)
    store.close()
    assert said(verdicts) == {
        "https://e.org/a": ("ok", "answers 200 OK", NOW),
        "https://E.org/a#x": ("ok", "answers 200 OK", NOW),
        "mailto:a@m.org": ("ok", "takes mail", NOW),
    }
    assert list(run.jobs.values()) == [WebJob(1, "https://e.org/a", ("y",)), MailJob(2, "n.org")]


def test_a_page_that_was_missing_before_is_asked_as_such(tmp_path) -> None:
    store = LinkStore(tmp_path / "links.db", lambda: NOW, pytest.fail)
    store.keep([Verdict("https://e.org/a", Outcome.BROKEN, "answers 404", 404, checked_at=0.0)], Policy().fingerprint())
    run, verdicts = started("https://e.org/a", "https://e.org/b", store=store)
    store.close()
    assert verdicts == []
    assert [getattr(job, "known_missing", None) for job in run.jobs.values()] == [True, False]
