"""Copies of the process take every task once, and whatever becomes of one, nobody waits for ever."""

from __future__ import annotations

import os
import signal
import time

import pytest

from content_lint.engine.workers.copies import Copies

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def no_more(number: int) -> None:
    """What copies have to do when no task is left."""


def take_all(copies: Copies) -> list[int]:
    taken = []
    while (number := copies.take()) is not None:
        taken.append(number)
    return taken


@pytest.mark.parametrize("tasks", [0, 1, 7, 20_000], ids=["none", "one", "some", "more than a pipe holds"])
def test_every_task_is_done_once(tasks: int) -> None:
    copies = Copies(3, tasks, lambda number: b"%d" % (number * 2), no_more)
    try:
        ours = take_all(copies)
        theirs = [number for number in range(tasks) if number not in set(ours)]
        assert [copies.answer(number) for number in theirs] == [b"%d" % (number * 2) for number in theirs]
    finally:
        copies.stop()


def test_an_answer_may_be_larger_than_a_pipe() -> None:
    copies = Copies(1, 1, lambda number: b"x" * 5_000_000, no_more)
    try:
        assert copies.answer(0) == b"x" * 5_000_000
        assert copies.answer(0) is None  # it is given once
    finally:
        copies.stop()


@pytest.mark.parametrize("how", ["ends", "raises"])
def test_the_task_that_a_copy_dies_of_has_no_answer_and_the_others_have(how: str) -> None:
    def work(number: int) -> bytes:
        if number == 3:
            if how == "raises":
                raise MemoryError
            os.kill(os.getpid(), signal.SIGKILL)
        return b"done"

    copies = Copies(2, 8, work, no_more)
    try:
        assert [copies.answer(number) for number in range(8)] == [b"done"] * 3 + [None] + [b"done"] * 4
    finally:
        copies.stop()


def test_what_is_left_when_all_copies_have_died_is_ours() -> None:
    def work(number: int) -> bytes:
        os._exit(9)

    copies = Copies(2, 8, work, no_more)
    try:
        assert copies.answer(7) is None
        assert len(take_all(copies)) == 6
    finally:
        copies.stop()


def test_whoever_looks_for_an_answer_does_not_wait() -> None:
    copies = Copies(1, 1, lambda number: time.sleep(60) or b"", no_more)
    try:
        assert not copies.has_answer(0)
    finally:
        started = time.monotonic()
        copies.stop()
        assert time.monotonic() - started < 30


def test_where_no_copy_can_be_had_everything_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fork)
    copies = Copies(2, 5, lambda number: b"", no_more)
    try:
        assert take_all(copies) == [0, 1, 2, 3, 4]
        assert copies.answer(0) is None
    finally:
        copies.stop()


def test_what_is_done_later_comes_after_all_tasks() -> None:
    copies = Copies(1, 3, lambda number: b"%d" % number, lambda number: b"later %d" % number if number != 1 else None)
    try:
        assert [copies.answer(number) for number in range(3)] == [b"0", b"1", b"2"]
        assert [copies.later_answer(number) for number in range(3)] == [b"later 0", None, b"later 2"]
    finally:
        copies.stop()


def test_a_copy_that_dies_later_has_given_its_answers() -> None:
    copies = Copies(2, 6, lambda number: b"done", lambda number: os._exit(9))
    try:
        assert [copies.answer(number) for number in range(6)] == [b"done"] * 6
        assert [copies.later_answer(number) for number in range(6)] == [None] * 6
    finally:
        copies.stop()
