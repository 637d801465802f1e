"""Ids of which a repeated one gets a number."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from content_lint.site.numbered_ids import NumberedIds


@given(st.lists(st.sampled_from(["a", "a-1", "a-2", "a-1-1", "b", ""]), max_size=12), st.sampled_from([0, 1, 2]))
def test_each_gets_the_first_number_that_is_free(bases: list[str], first: int) -> None:
    used, ids = set[str](), NumberedIds(first)
    for base in bases:
        made, number = base, first
        while made in used:
            made, number = f"{base}-{number}", number + 1
        used.add(made)
        assert ids.unique(base) == made


def test_what_is_there_already_is_taken() -> None:
    ids = NumberedIds(taken=["a"])
    ids.add("a-1")
    assert [ids.unique("a"), ids.unique("b"), ids.unique("a")] == ["a-2", "b", "a-3"]


def test_many_alike_cost_linear_time() -> None:
    ids = NumberedIds()
    began = time.process_time()
    for _ in range(60_000):
        ids.unique("a")
    assert time.process_time() - began < 1
