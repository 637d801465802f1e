"""Which links lead out of the site, and which addresses belong together."""

from __future__ import annotations

import time

import pytest

from content_lint.links.outside import Verdicts, matching, twin_of
from content_lint.links.site_links import resolve_links
from content_lint.links.target import Scope
from content_lint.report.verdict import Outcome, Verdict
from tests.links.sites import site_of_texts


@pytest.mark.parametrize(
    ("target", "twin"),
    [
        ("http://www.example.com", "https://www.example.com/"),
        ("HTTP://WWW.Example.com:80/a b?c=d#e", "https://www.example.com/a%20b?c=d"),
        ("http://www.example.com//x/%2F", "https://www.example.com//x/%2F"),
        ("https://www.example.com/", None),
        ("http://www.example.com:8080/", None),
        ("http://1.2.3.4.5/", None),
        ("mailto:a@example.com", None),
    ],
)
def test_the_twin_is_the_same_address_over_https(target, twin):
    assert twin_of(target) == twin


def test_a_redirect_to_the_twin_shows_that_it_is_there():
    verdict = Verdict("http://example.com/x#y", Outcome.OK, "-", 200, final_url="https://example.com/x#y")
    assert Verdicts((), {}).has_secure_twin(verdict)
    other = Verdict("http://example.com/x", Outcome.OK, "-", 200, final_url="https://www.example.com/x")
    assert not Verdicts((), {}).has_secure_twin(other)


def test_only_pages_that_answer_to_plain_http_and_lead_nowhere_safer_have_a_twin_to_ask(tmp_path):
    addresses = [
        "http://ok.org/",
        "http://led.org/",
        "http://dead.org/",
        "https://safe.org/",
        "http://ok.org/#x",
        "http://place.org/",
    ]
    text = " ".join(f"[x]({address})" for address in addresses)
    links = site_of_texts(tmp_path, {"a.md": f"---\n---\n{text} [y](/a.html)\n"}).once(resolve_links).all
    known = {
        "http://ok.org/": Verdict("http://ok.org/", Outcome.OK, "-", 200, final_url="http://ok.org/"),
        "http://ok.org/#x": Verdict("http://ok.org/#x", Outcome.OK, "-", 200, final_url="http://ok.org/#x"),
        "http://led.org/": Verdict("http://led.org/", Outcome.OK, "-", 200, final_url="https://led.org/"),
        "http://dead.org/": Verdict("http://dead.org/", Outcome.BROKEN, "-", 404),
        "https://safe.org/": Verdict("https://safe.org/", Outcome.OK, "-", 200),
        "http://place.org/": Verdict("http://place.org/", Outcome.FRAGMENT, "-", 200),
    }
    verdicts = Verdicts(links, known, frozenset({"https://safe.org/"}))
    assert verdicts.twins() == ["https://ok.org/", "https://place.org/"]
    assert verdicts.targets(Scope.EXTERNAL) == [address for address in addresses if address != "https://safe.org/"]
    assert [verdict.target for _, verdict in verdicts.of(Outcome.BROKEN)] == ["http://dead.org/"]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("https://example.com/", True),
        ("https://EXAMPLE.com/a", True),
        ("https://*.com/", True),
        ("*example.com/*/c", True),
        ("https://example.com/a/b/c?d*", True),
        ("https://example.com/b", False),
        ("example.com", False),
        ("*/c*/b", False),
        ("*e*x*a", True),
        ("https://*m*m*m*", False),
        ("*ee*", False),
        ("", True),
        ("*", True),
        ("https://example.com/a/b/c?d*e", False),
    ],
)
def test_a_pattern_names_the_beginning_of_addresses(pattern, matches):
    target = "https://example.com/a/b/c?d"
    assert matching([target], [pattern]) == (frozenset({target}) if matches else frozenset())


def test_hostile_patterns_and_addresses_cost_linear_time():
    started = time.process_time()
    assert matching(["a" * 200_000], ["*a" * 2_000 + "b", "*".join("a" * 5_000) + "*b"]) == frozenset()
    assert time.process_time() - started < 1
