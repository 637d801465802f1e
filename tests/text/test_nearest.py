"""The nearest of many candidates."""

from __future__ import annotations

import random
import time

import pytest

from content_lint.text.nearest import Nearest, likest, nearest


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
    assert likest("gentoo", anchors)[:3] == ["portage-gentoo", "gentoo-and-all-the-others-there-are", "gentle"]


def test_nothing_is_lost_and_equals_keep_their_order() -> None:
    many = [f"part-{number}" for number in range(300)]
    assert sorted(likest("chapter", many)) == sorted(many)
    assert likest("", ["b", "a"]) == ["b", "a"]
