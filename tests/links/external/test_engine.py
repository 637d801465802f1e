"""The whole engine against a small web on loopback, with the real worker. Bigger: test_lab.py."""

from __future__ import annotations

import time
from itertools import pairwise
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from content_lint.links.external.client import engine as of_engine
from content_lint.links.external.client.process import WorkerProcess
from content_lint.links.external.wire.policy import HostLimits
from content_lint.links.external.wire.protocol import Started
from content_lint.report.verdict import Outcome, RedirectHop


def outcomes(verdicts):
    return {target.partition("//")[2].partition("/")[2]: verdict.outcome.value for target, verdict in verdicts.items()}


def test_each_answer_has_its_outcome(asker, web, closed_port):
    targets = {
        "/ok": "ok",
        "/204": "ok",
        "/301?to=/ok": "moved",
        "/302?to=/ok": "ok",
        "/301?to=/404": "broken",
        "/301": "ok",
        "/308": "ok",
        "/302?to=": "ok",
        "/302?to=zoommtg://zoom.us/join": "unchecked",
        "/302?to=javascript:alert(1)": "broken",
        "/302?to=file:///etc/passwd": "broken",
        "/404": "broken",
        "/410": "broken",
        "/400": "broken",
        "/401": "blocked",
        "/403": "blocked",
        "/451": "blocked",
        "/999": "blocked",
        "/wall": "blocked",
        "/500": "flaky",
        "/503": "flaky",
        "/429": "flaky",
        "/cookie": "ok",
        "/hints": "broken",
        "/reset": "flaky",
        "/close": "flaky",
        "/garbage": "flaky",
        "/silent": "flaky",
        "/drip": "flaky",
        "/drip-body": "ok",
    }
    refused = f"http://127.0.0.1:{closed_port}/"
    verdicts = asker.ask(*(web.url(target) for target in targets), refused)
    assert verdicts.pop(refused).outcome is Outcome.BROKEN
    assert {target: verdicts[web.url(target)].outcome.value for target in targets} == targets
    assert asker.notices == []


def test_only_the_leading_run_of_permanent_redirects_is_written_back_with_the_fragment(asker, web):
    target = web.url("/301?to=/308?to=/302?to=/ok") + "#intro"
    verdict = asker.ask(target)[target]
    assert verdict.outcome is Outcome.MOVED
    assert verdict.moved_to == web.url("/302?to=/ok#intro")
    assert verdict.final_url == web.url("/ok#intro")
    assert [hop.status for hop in verdict.chain] == [301, 308, 302]
    assert verdict.chain[2] == RedirectHop(302, web.url("/ok#intro"))


def test_a_redirect_that_names_a_place_has_the_last_word(asker, web):
    plain = web.url("/place")
    verdicts = asker.ask(plain, f"{plain}#nope")
    assert {verdict.final_url for verdict in verdicts.values()} == {web.url("/ok#intro")}
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.OK}


def test_of_a_body_that_cannot_be_unpacked_nothing_is_said(asker, web):
    for packing in ("br-of-sorts", "zstd-of-sorts", "gzip,br-of-sorts"):
        verdict = asker.ask(web.url(f"/packed/{packing}") + "#nope")[web.url(f"/packed/{packing}") + "#nope"]
        assert verdict.outcome is Outcome.OK
        assert verdict.reason == "answers 200 OK; whether it has a place called #nope cannot be said"
    target = web.url("/packed/identity") + "#nope"
    assert asker.ask(target)[target].outcome is Outcome.FRAGMENT


def test_a_text_to_look_for_is_cut_off_before_the_place(asker, web):
    there, not_there = web.url("/ok") + "#intro:~:text=x", web.url("/ok") + "#nope:~:text=x"
    verdicts = asker.ask(there, not_there, web.url("/ok") + "#:~:text=x")
    assert verdicts[there].outcome is Outcome.OK
    assert verdicts[not_there].outcome is Outcome.FRAGMENT
    assert verdicts[not_there].reason == "has no place called #nope"


def test_a_location_in_latin_1_is_percent_encoded(asker, web):
    target = web.url("/latin1")
    assert asker.ask(target)[target].moved_to == web.url("/ok/caf%E9")


def test_a_url_that_another_leads_to_is_not_called_moved(asker, web):
    first, second = web.url("/301?to=/ok"), web.url("/ok")
    verdicts = asker.ask(first, second)
    assert (verdicts[first].outcome, verdicts[second].outcome) == (Outcome.MOVED, Outcome.OK)


def test_one_request_serves_all_notations_and_fragments(asker, web):
    base = web.url("/ok/x")
    targets = [
        base,
        base + "#intro",
        base + "#nope",
        base + "#caf%C3%A9",
        base + "#",
        base + "#top",
        base + "#:~:text=w",
    ]
    targets += [base.replace("http:", "HTTP:"), web.url("/a/../ok/x"), base + "#old", base + "#/route", base + "#Intro"]
    verdicts = asker.ask(*targets)
    assert web.targets == ["/ok/x"]
    missing = {target.rpartition("#")[2] for target in targets if verdicts[target].outcome is Outcome.FRAGMENT}
    assert missing == {"nope", "Intro"}
    assert all(v.outcome in {Outcome.OK, Outcome.FRAGMENT} for v in verdicts.values())


def test_places_in_a_pdf_are_not_looked_for(asker, web):
    target = web.url("/pdf#nope")
    assert asker.ask(target)[target].outcome is Outcome.OK


# What browsers ask (WHATWG URL), by hand; the lab compares more of them.
TARGETS = {
    "/a//b": "/a//b",
    "/a%2Fb%2fc": "/a%2Fb%2fc",
    "/caf%E9": "/caf%E9",
    "/café": "/caf%C3%A9",
    "/wiki/Special:Search": "/wiki/Special:Search",
    "/q?a=b=c&r=a+b&s=%2B": "/q?a=b=c&r=a+b&s=%2B",
    "/web/2020/http://example.com//x": "/web/2020/http://example.com//x",
    "/p/../q/./r": "/q/r",
    "/a\\b": "/a/b",
    "/a|b[c]": "/a|b[c]",
    "/%41%7e": "/%41%7e",
    "/q?": "/q?",
    "": "/",
    "?q=1": "/?q=1",
    "/~user/$x'(y)*!": "/~user/$x'(y)*!",
    "/q?x='": "/q?x=%27",
    "/“q” r": "/%E2%80%9Cq%E2%80%9D%20r",
}


def test_the_server_is_asked_byte_for_byte(asker, web):
    verdicts = asker.ask(*(web.url(target) for target in TARGETS))
    assert len(verdicts) == len(TARGETS)
    assert sorted(web.targets) == sorted(TARGETS.values())


def test_a_retry_waits_as_long_as_the_server_asks_and_then_believes_it(asker, web):
    target = web.url("/once/503/1")
    assert asker.ask(target, tries=2)[target].outcome is Outcome.OK
    first, second = web.times
    assert second - first >= 1.0


def test_a_server_that_asks_for_an_hour_is_not_waited_for(asker, web):
    target, other = web.url("/once/429/3600"), web.url("/ok")
    started = time.monotonic()
    verdicts = asker.ask(target, other, tries=2)
    assert (verdicts[target].outcome, verdicts[other].outcome) == (Outcome.FLAKY, Outcome.OK)
    assert time.monotonic() - started < 60


def test_a_404_is_asked_twice_on_a_cold_store_and_a_410_once(asker, web):
    asker.ask(web.url("/404"), web.url("/410"), tries=2)
    assert (web.asked["/404"], web.asked["/410"]) == (2, 1)


def test_a_host_is_treated_as_its_limits_say(asker, web):
    targets = [web.url(f"/slow/{number}") for number in range(8)]
    asker.ask(*targets, limits=HostLimits(connections=2, interval=0.1))
    assert web.most_at_once == 2
    assert min(after - before for before, after in pairwise(web.times)) >= 0.05


def test_the_deadline_is_on_the_whole_exchange(asker, web):
    started = time.monotonic()
    target = web.url("/drip")
    verdict = asker.ask(target, deadline=1.0)[target]
    assert verdict.outcome is Outcome.FLAKY
    assert verdict.reason == "does not answer in time"
    assert time.monotonic() - started < 8


def test_the_deadline_is_on_a_body_too_that_ends_with_its_connection(asker, web):
    started = time.monotonic()
    verdicts = asker.ask(web.url("/drip-to-the-end#x"), deadline=1.0)
    assert time.monotonic() - started < 9
    assert outcomes(verdicts) == {"drip-to-the-end#x": "ok"}  # it cannot be said


def test_credentials_cookies_of_others_and_plain_http_secrets_are_not_sent(asker, web):
    secret = {"127.0.0.1": {"Authorization": "Bearer x"}}
    asker.ask(web.url("/cookie"), web.url("/ok").replace("//", "//user:password@"), headers=secret)
    sent = "\n".join(web.heads).lower()
    assert "authorization" not in sent
    assert [head.count("seen=1") for head in web.heads if "/ok" in head] == [0]
    assert "content-lint" in sent


def test_robots_txt_is_honoured_by_setting(asker, web):
    closed, opened = web.url("/private/x"), web.url("/ok")
    verdicts = asker.ask(closed, opened, robots=True)
    assert (verdicts[closed].outcome, verdicts[opened].outcome) == (Outcome.UNCHECKED, Outcome.OK)
    assert sorted(web.targets) == ["/ok", "/robots.txt"]


def test_other_schemes_are_never_opened(asker, web):
    verdicts = asker.ask("file:///etc/passwd", "ftp://127.0.0.1/x", "dns:x", "tel:1")
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.UNCHECKED}
    assert web.targets == []


def test_what_no_browser_opens_is_malformed(asker, web):
    verdicts = asker.ask("http://", "http://[::1", "http://a:99999/", "https://exa mple.com/", "http://1.2.3.4.5/")
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.MALFORMED}


def test_private_addresses_are_refused_in_every_notation_and_behind_redirects(asker, web):
    port = web.port
    hosts = ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::1]"]
    hosts += ["0.0.0.0", "pub@127.0.0.1", "127。0。0。1", "①②⑦.0.0.1"]
    verdicts = asker.ask(*(f"http://{host}:{port}/ok" for host in hosts), allow=())
    assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.UNSAFE}
    assert web.targets == []


def test_a_redirect_to_a_refused_address_is_not_followed(asker, web):
    target = web.url(f"/302?to=http://127.0.0.2:{web.port}/ok")
    verdict = asker.ask(target, allow=("127.0.0.1/32",))[target]
    assert verdict.outcome is Outcome.UNSAFE
    assert "127.0.0.2" in verdict.reason
    assert len(web.targets) == 1


def test_a_port_that_is_not_on_the_list_is_refused(asker, web):
    target = web.url("/ok")
    assert asker.ask(target, ports=(80, 443))[target].outcome is Outcome.UNSAFE
    assert web.targets == []


def test_budgets_leave_the_rest_unchecked(asker, web):
    targets = [web.url(f"/ok/{number}") for number in range(6)]
    verdicts = asker.ask(*targets, host_urls=4)
    assert sorted(outcomes(verdicts).values()) == ["ok"] * 4 + ["unchecked"] * 2
    verdicts = asker.ask(*targets, urls=2)
    assert sorted(outcomes(verdicts).values()) == ["ok"] * 2 + ["unchecked"] * 4


@pytest.mark.parametrize(("budget", "word"), [({"urls": 3}, "`requests`"), ({"host_urls": 3}, "`requests-per-host`")])
def test_a_run_that_asks_twice_has_one_budget(asker, web, budget, word):
    engine, policy = asker.engine(), replace(asker.policy, **budget)
    first = list(engine.check([web.url("/ok/1"), web.url("/ok/2")], policy))
    second = list(engine.check([web.url("/ok/3"), web.url("/ok/4")], policy))
    assert [verdict.outcome.value for verdict in first] == ["ok", "ok"]
    assert sorted(verdict.outcome.value for verdict in second) == ["ok", "unchecked"]
    reason = next(verdict.reason for verdict in second if verdict.outcome is Outcome.UNCHECKED)
    assert "3 addresses" in reason
    assert word in reason
    assert len(web.targets) == 3


def test_a_run_that_asks_twice_has_one_time(asker, web, monkeypatch):
    engine, policy = asker.engine(), replace(asker.policy, seconds=59.5)
    assert [verdict.outcome.value for verdict in engine.check([web.url("/ok")], policy)] == ["ok"]
    monkeypatch.setattr(of_engine, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + 59.5))
    late = list(engine.check([web.url("/ok/2")], policy))
    assert [(verdict.outcome.value, "59.5 s" in verdict.reason) for verdict in late] == [("unchecked", True)]
    assert web.targets == ["/ok"]


def test_a_run_out_of_time_gives_every_target_a_verdict(asker, web):
    for seconds in (1.5, 5.0, 10.0):  # a busy machine takes longer to begin
        asker.notices.clear()
        started = time.monotonic()
        verdicts = outcomes(asker.ask(web.url("/ok"), web.url("/silent"), seconds=seconds, deadline=18.0))
        assert time.monotonic() - started < 17
        assert verdicts["silent"] == "unchecked"
        assert [notice.kind for notice in asker.notices] == ["budget"]
        if verdicts["ok"] == "ok":
            break
    assert verdicts == {"ok": "ok", "silent": "unchecked"}


def test_an_address_without_end_costs_no_other_its_verdict(asker, web):
    endless = [web.url(f"/ok/{'a' * 70_000}"), web.url(f"/ok/{'é' * 3_000}"), web.url(f"/ok/{'b' * 1_200_000}")]
    places = [web.url(f"/ok#{'c' * 990}{number}") for number in range(1200)]
    places.append(web.url(f"/ok#{'d' * 70_000}"))
    moving = web.url(f"/301?to=/ok/{'e' * 20_000}")
    verdicts = asker.ask(*endless, *places, moving, web.url("/ok#nope"), web.url("/404"))
    assert asker.notices == []
    assert [verdicts[target].outcome.value for target in endless] == ["unchecked"] * 3
    assert "70,0" in verdicts[endless[0]].reason
    assert verdicts[places[-1]].outcome is Outcome.OK  # nobody looks for a place of such a name
    assert verdicts[moving].outcome is Outcome.UNCHECKED
    assert verdicts[web.url("/404")].outcome is Outcome.BROKEN


def test_redirects_to_addresses_without_end_are_not_followed(asker, web):
    target = web.url("/growing")
    verdict = asker.ask(target)[target]
    assert asker.notices == []
    assert (verdict.outcome, "27,0" in verdict.reason) == (Outcome.BROKEN, True)


def test_a_worker_that_cannot_begin_says_why(asker, web):
    target = web.url("/ok")
    assert asker.ask(target, certificates="/no such file")[target].outcome is Outcome.UNCHECKED
    assert ["No such file" in notice.text for notice in asker.notices] == [True]


def test_closing_the_iterator_stops_at_once(asker, web):
    policy = replace(asker.policy, deadline=15.0)
    verdicts = asker.engine().check([web.url("/ok"), web.url("/silent")], policy)
    assert next(verdicts).outcome is Outcome.OK
    started = time.monotonic()
    verdicts.close()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("target", ["", "   "])
def test_an_empty_target_is_malformed(asker, target):
    assert asker.ask(target)[target].outcome is Outcome.MALFORMED


def test_verdicts_do_not_wait_for_the_slowest(asker, web):
    run = asker.engine().check([web.url("/ok"), web.url("/silent")], replace(asker.policy, deadline=18.0))
    started = time.monotonic()
    assert next(run).outcome is Outcome.OK
    assert time.monotonic() - started < 15
    run.close()


def test_each_try_is_a_sign_of_getting_on(asker, web, monkeypatch):
    """A server that asks for a pause again and again must not look like a worker that hangs."""
    heard = []
    messages = WorkerProcess.messages

    def listening(self, until=None):
        for message in messages(self, until):
            heard.append(message)
            yield message

    monkeypatch.setattr(WorkerProcess, "messages", listening)
    asker.ask(web.url("/once/503/1"), tries=2)
    assert [message.id for message in heard if isinstance(message, Started)] == [1, 1]
