from __future__ import annotations

import time

import pytest

from content_lint.links.external.fragments import find_missing, is_looked_for

PAGE = b"""<h1 id="intro">x</h1><a name='old'><p id=bare><p data-id="no"><p ID = "Big"><p id="caf\xc3\xa9">
<p id="a b"><p id="q&amp;a"><h2 id="user-content-hub">"""


def test_places_are_ids_and_names_as_written_or_decoded():
    there = ["intro", "old", "bare", "Big", "caf%C3%A9", "a%20b", "q&a", "hub"]
    assert find_missing(there, [PAGE], most=10_000) == frozenset()
    assert find_missing([*there, "Intro", "no", "nope"], [PAGE], most=10_000) == {"Intro", "no", "nope"}


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_a_place_is_found_however_the_page_is_cut(size):
    blocks = [PAGE[at : at + size] for at in range(0, len(PAGE), size)]
    assert find_missing(["intro", "old", "Big", "hub", "nope"], blocks, most=10_000) == {"nope"}


def test_of_a_page_that_is_too_long_nothing_is_said():
    assert find_missing(["nope"], [PAGE] * 100, most=1000) is None
    assert find_missing(["intro"], [PAGE] * 100, most=1000) == frozenset()


def test_reading_stops_when_all_is_found():
    def blocks():
        yield PAGE
        raise AssertionError("read on")

    assert find_missing(["intro"], blocks(), most=10_000) == frozenset()


@pytest.mark.parametrize(
    "fragment", ["", "top", "TOP", ":~:text=x", "intro:~:text=x", "/route", "!bang", "page=3", None]
)
def test_fragments_that_are_never_missing(fragment):
    assert not is_looked_for(fragment)


@pytest.mark.parametrize("block", [b"id=" * 30_000, b'id="' * 30_000, b"id = '" + b"x" * 100_000, b"name" * 30_000])
def test_hostile_pages_take_little_time(block):
    started = time.perf_counter()
    find_missing(["nope"], [block] * 3, most=1 << 20)
    assert time.perf_counter() - started < 2
