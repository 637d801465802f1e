from __future__ import annotations

import pytest

from content_lint.links.external.wire.outcomes import ExchangeReading, Facts, Trouble, moved_to, read_facts, retry_after
from content_lint.report.verdict import Outcome, RedirectHop, Severity, Verdict

STATUSES = {
    Outcome.OK: (200, 204, 206, 300, 301, 302, 303, 304, 307, 308),
    Outcome.BROKEN: (400, 404, 410, 411, 414, 422),
    Outcome.BLOCKED: (401, 402, 403, 405, 406, 407, 418, 421, 423, 451, 999),
    Outcome.FLAKY: (408, 425, 429, 500, 502, 503, 504, 520, 530),
}


@pytest.mark.parametrize(("outcome", "status"), [(o, s) for o, statuses in STATUSES.items() for s in statuses])
def test_what_a_status_means(outcome, status):
    assert read_facts(Facts(status), now=0.0).outcome is outcome


def test_a_bot_wall_is_blocked_whatever_its_status():
    for status in (403, 503):
        reading = read_facts(Facts(status, {"cf-mitigated": "challenge"}), now=0.0)
        assert (reading.outcome, reading.again) == (Outcome.BLOCKED, False)


def test_every_trouble_has_a_meaning():
    meanings = {trouble: read_facts(Facts(trouble=trouble), now=0.0).outcome for trouble in Trouble}
    assert meanings[Trouble.UNSAFE] is Outcome.UNSAFE
    assert meanings[Trouble.TLS] is Outcome.TLS
    assert {trouble for trouble, outcome in meanings.items() if outcome is Outcome.BROKEN} == {
        Trouble.NO_NAME,
        Trouble.REFUSED,
        Trouble.REDIRECT,
    }


def test_only_a_404_that_is_news_is_asked_again():
    assert read_facts(Facts(404), now=0.0).again
    assert not read_facts(Facts(404, known_missing=True), now=0.0).again
    assert not read_facts(Facts(410), now=0.0).again


@pytest.mark.parametrize(
    ("chain", "target"),
    [("", None), ("301", "1"), ("301 308 301", "3"), ("301 302", "1"), ("302 301", None), ("307 301 308", None)],
)
def test_only_the_leading_run_of_permanent_hops_may_be_written_back(chain, target):
    hops = tuple(RedirectHop(int(status), str(number)) for number, status in enumerate(chain.split(), 1))
    assert moved_to(hops) == target
    outcome = read_facts(Facts(200, chain=hops), now=0.0).outcome
    assert outcome is (Outcome.MOVED if target else Outcome.OK)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("", None),
        ("1", 1.0),
        ("9" * 400, 999999999.0),
        ("-1", None),
        ("soon", None),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 100.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:01:40", 100.0),
        ("Thu, 01 Jan 99999 00:01:40 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after({"retry-after": value}, 0.0) == seconds


def test_severities():
    errors = {outcome for outcome in Outcome if outcome.severity is Severity.ERROR}
    assert errors == {Outcome.BROKEN, Outcome.TLS, Outcome.MALFORMED, Outcome.UNSAFE}
    assert {outcome for outcome in Outcome if outcome.severity is Severity.WARNING} == {Outcome.MOVED, Outcome.FRAGMENT}
    assert Outcome.OK.severity is None
    assert Verdict("x", Outcome.FLAKY, "").severity is Severity.INFO
    assert Verdict("x", Outcome.FLAKY, "", lasting=True).severity is Severity.WARNING
    assert Verdict("x", Outcome.BLOCKED, "", lasting=True).severity is Severity.INFO


HOP = RedirectHop(302, "https://b.example/")
SOON = {"retry-after": "7"}


@pytest.mark.parametrize(
    ("facts", "reading"),
    [
        (Facts(), ExchangeReading(Outcome.UNCHECKED, "could not be checked: a fault of content-lint")),
        (Facts(200), ExchangeReading(Outcome.OK, "answers 200 OK")),
        (Facts(299, chain=(HOP,)), ExchangeReading(Outcome.OK, "answers 299")),
        (
            Facts(302),
            ExchangeReading(Outcome.OK, "answers 302 Found without saying where to, and is shown as it is"),
        ),
        (
            Facts(200, chain=(RedirectHop(301, "https://c.example/"), HOP)),
            ExchangeReading(Outcome.MOVED, "has moved to https://c.example/"),
        ),
        (Facts(404), ExchangeReading(Outcome.BROKEN, "answers 404 Not Found", again=True, wait=1.0)),
        (
            Facts(404, SOON, known_missing=True),
            ExchangeReading(Outcome.BROKEN, "answers 404 Not Found", again=False, wait=1.0),
        ),
        (
            Facts(410, SOON, (HOP,)),
            ExchangeReading(Outcome.BROKEN, "redirects to https://b.example/, which answers 410 Gone"),
        ),
        (
            Facts(429, SOON),
            ExchangeReading(Outcome.FLAKY, "answers 429 Too Many Requests", again=True, wait=7.0, host_pause=True),
        ),
        (Facts(403, SOON), ExchangeReading(Outcome.BLOCKED, "answers 403 Forbidden")),
        (Facts(404, {"cf-mitigated": ""}), ExchangeReading(Outcome.BROKEN, "answers 404 Not Found", True, 1.0)),
        (Facts(499, {"cf-mitigated": ""}), ExchangeReading(Outcome.BLOCKED, "answers 499")),
        (Facts(499), ExchangeReading(Outcome.BROKEN, "answers 499")),
        (Facts(500, SOON), ExchangeReading(Outcome.FLAKY, "answers 500 Internal Server Error", again=True, wait=7.0)),
        (Facts(408), ExchangeReading(Outcome.FLAKY, "answers 408 Request Timeout", again=True)),
        (
            Facts(200, trouble=Trouble.REFUSED),
            ExchangeReading(Outcome.BROKEN, "refuses the connection", again=True, wait=1.0),
        ),
        (
            Facts(trouble=Trouble.REFUSED, detail="is shut"),
            ExchangeReading(Outcome.BROKEN, "is shut", again=True, wait=1.0),
        ),
        (Facts(trouble=Trouble.TLS, detail="has expired"), ExchangeReading(Outcome.TLS, "has expired")),
    ],
)
def test_what_is_said_of_an_exchange_and_when_it_is_asked_again(facts: Facts, reading: ExchangeReading) -> None:
    assert read_facts(facts, now=0.0) == reading


def test_a_date_to_wait_for_counts_from_now_and_a_number_has_nine_digits_at_most():
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"}, 30.0) == 70.0
    assert retry_after({"retry-after": " 1234567891 "}, 30.0) == 123456789.0
    assert retry_after({"retry-after": "٣"}, 0.0) is None


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_names_a_moment_is_left_alone_until_then(status):
    facts = Facts(status, {"retry-after": "Thu, 01 Jan 1970 00:01:40 GMT"})
    assert read_facts(facts, now=30.0).wait == 70.0
    assert read_facts(facts, now=200.0).wait == 0.0
