"""The nearest of many candidates."""

from __future__ import annotations

import random
import time

import pytest

from content_lint.text.nearest import Likest, Nearest, nearest


@pytest.mark.parametrize("word", ["headx-17", "Head-1700", "ead-900", "head-90x", "hea-42"])
def test_a_slip_is_found_among_thousands(word: str) -> None:
    names = [f"head-{number}" for number in range(3_000)]
    wanted = word.lower().replace("headx", "head").replace("hea-", "head-").replace("x", "")
    assert Nearest(names).to(word) == ("head-900" if word == "ead-900" else wanted)


def test_few_candidates_are_all_looked_at() -> None:
    names = ["alpha", "beta-gamma", "delta"]
    for word in ("alhpa", "xeta-gammx", "nothing"):
        assert Nearest(names).to(word) == nearest(word, names)


def test_a_search_costs_the_same_among_more() -> None:
    draw = random.Random(1)
    names = ["".join(draw.choices("abcdefgh-", k=12)) for _ in range(50_000)]
    found = Nearest(names)
    begun = time.process_time()
    for name in names[:100]:
        assert found.to(f"{name[:6]}x{name[6:]}") == name
    assert time.process_time() - begun < 2


def test_a_name_that_holds_the_word_comes_first_and_then_the_likest() -> None:
    anchors = ["installation", "third-party", "portage-gentoo", "gentle", "gentoo-and-all-the-others-there-are"]
    assert Likest(anchors).to("Gentoo", 3) == ["portage-gentoo", "gentoo-and-all-the-others-there-are", "gentle"]
    assert Likest(anchors).to("nothing", 9)[0] == "third-party"
    assert Likest([]).to("gentoo", 3) == []


def test_equally_like_names_keep_their_order() -> None:
    many = [f"part-{number}" for number in range(10)]
    assert Likest(many).to("", 4) == many[:4]
    assert sorted(Likest(many).to("part", 20)) == sorted(many)


@pytest.mark.parametrize(("place", "first"), [(99, True), (100, False)])
def test_a_hundred_are_compared(place: int, *, first: bool) -> None:
    names = [f"{number}" for number in range(200)]
    names[place] = "chapters"
    assert (Likest(names).to("chaptres", 1) == ["chapters"]) is first


@pytest.mark.parametrize(("place", "first"), [(99, True), (100, False)])
def test_a_hundred_that_hold_the_word_count(place: int, *, first: bool) -> None:
    names = [f"a-chapter-{number}" for number in range(200)]
    names[place] = "chapter"
    assert (Likest(names).to("chapter", 1) == ["chapter"]) is first


def test_the_likest_cost_little_among_more() -> None:
    names = [f"head-{number}" for number in range(50_000)]
    found = Likest(names)
    begun = time.process_time()
    for number in range(1_000):
        assert len(found.to(f"headx-{number}", 7)) == 7
    assert time.process_time() - begun < 2
