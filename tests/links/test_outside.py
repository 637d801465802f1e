"""Which links lead out of the site, and which addresses belong together."""

from __future__ import annotations

import time

import pytest

from content_lint.links.outside import Verdicts, matching, twin_of
from content_lint.report.verdict import Outcome, Verdict


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
