from __future__ import annotations

import time

import pytest

from content_lint.links.external.asking.schedule import HostSchedule
from content_lint.links.external.wire.policy import HostLimits


def make(**settings):
    limits = settings.pop("limits", HostLimits(connections=2, interval=1.0))
    return HostSchedule(limits, settings.pop("host_limits", {}), **settings)


def test_hosts_take_turns():
    turns = make()
    for number in range(3):
        for host in "abc":
            turns.add(host, f"{host}{number}")
    assert [turns.next(0.0)[1] for _ in range(3)] == ["a0", "b0", "c0"]
    assert turns.next(0.0) == 1.0
    assert [turns.next(1.0)[1] for _ in range(3)] == ["a1", "b1", "c1"]


def test_no_more_connections_than_allowed():
    turns = make()
    for number in range(3):
        turns.add("a", number)
    assert [turns.next(0.0)[1], turns.next(1.0)[1]] == [0, 1]
    assert turns.next(9.0) is None
    turns.release("a")
    assert turns.next(9.0) == ("a", 2)


def test_the_soonest_turn_is_the_one_that_next_will_give():
    turns = make()
    assert turns.soonest() is None
    turns.add("late", "late", at=7.0)
    turns.add("a", "first")
    turns.add("a", "second")
    assert turns.soonest() == 0.0
    assert turns.next(3.0) == ("a", "first")
    assert turns.soonest() == 4.0
    turns.pause("a", 9.0, now=3.0)
    assert turns.soonest() == 7.0
    assert turns.next(7.0) == ("late", "late")
    assert turns.soonest() == 9.0
    assert turns.next(9.0) == ("a", "second")
    assert turns.soonest() is None


def test_how_many_items_can_be_out_at_one_time():
    turns = make(host_limits={"slow": HostLimits(1, 1.0)})
    for number in range(3):
        turns.add("a", number)
        turns.add("slow", number)
    turns.add("b", "once")
    turns.add("c", "late", at=9.0)
    assert turns.most_at_once() == 2 + 1 + 1 + 1


def test_a_retry_waits_in_the_queue_and_lets_others_go_first():
    turns = make(limits=HostLimits(4, 0.0))
    turns.add("a", "again", at=5.0)
    turns.add("a", "first")
    assert turns.next(0.0) == ("a", "first")
    assert turns.next(0.0) == 5.0
    assert turns.next(5.0) == ("a", "again")
    assert len(turns) == 0


def test_a_pause_is_the_hosts_alone():
    turns = make(limits=HostLimits(4, 0.0))
    for host in ("a", "a", "b"):
        turns.add(host, host)
    assert turns.next(0.0) == ("a", "a")
    turns.pause("a", 10.0, now=0.0)
    assert turns.next(0.0) == ("b", "b")
    assert turns.next(0.0) == 10.0
    assert turns.next(10.0) == ("a", "a")


def test_a_host_that_protests_again_and_again_is_asked_less_often():
    turns = make(limits=HostLimits(99, 0.05))
    for number in range(40):
        turns.add("a", number)
    now, gaps = 0.0, []
    for _ in range(8):
        assert turns.next(now) is not None
        turns.pause("a", now + 1.0, now=now)
        now += 1.0
        turns.next(now)
        gaps.append(round(turns.next(now), 3))
        now += 1.0
    assert gaps == [0.05, 0.05, 0.05, 0.1, 0.2, 0.4, 0.8, 1.0]


def test_hosts_may_have_limits_of_their_own():
    turns = make(host_limits={"a": HostLimits(1, 0.0)})
    for number in range(2):
        turns.add("a", number)
    assert turns.next(0.0) == ("a", 0)
    assert turns.next(0.0) is None


def test_a_host_that_had_its_time_is_dropped_with_what_waits_for_it():
    turns = make(limits=HostLimits(1, 0.0), host_seconds=10.0)
    turns.add("a", 1)
    turns.add("a", 2)
    turns.add("a", 3, at=100.0)
    turns.add("b", 4)
    turns.next(0.0)
    assert list(turns.drop_overdue(10.0)) == []
    assert list(turns.drop_overdue(10.1)) == [2, 3]
    turns.release("a")
    assert turns.next(10.1) == ("b", 4)
    assert turns.next(200.0) is None


@pytest.mark.parametrize("hosts", [1, 20_000])
def test_many_items_take_little_time(hosts):
    turns = make(limits=HostLimits(4, 0.0))
    for number in range(20_000):
        turns.add(f"h{number % hosts}", number)
    started, seen = time.process_time(), 0
    while isinstance(turn := turns.next(0.0), tuple):
        seen += 1
        turns.release(turn[0])
    assert seen == 20_000
    assert time.process_time() - started < 3


def test_what_waits_for_a_host_can_be_taken_out():
    turns = make(limits=HostLimits(1, 0.0))
    for number in range(3):
        turns.add("a", number, at=0.0 if number < 2 else 50.0)
    turns.add("b", "b")
    assert turns.next(0.0) == ("a", 0)
    assert list(turns.drop_host("a")) == [1, 2]
    assert len(turns) == 1
    assert turns.most_at_once() == 1
    turns.release("a")
    assert turns.next(0.0) == ("b", "b")
    assert turns.next(99.0) is None
    turns.add("a", "again")
    assert turns.next(99.0) == ("a", "again")


def test_without_a_bound_no_host_is_dropped():
    turns = make()
    turns.add("a", 1)
    turns.add("a", 2)
    turns.next(0.0)
    assert list(turns.drop_overdue(1e9)) == []


def test_a_host_has_its_time_from_its_first_request_on():
    turns = make(limits=HostLimits(9, 0.0), host_seconds=10.0)
    for number in range(3):
        turns.add("a", number)
    assert list(turns.drop_overdue(100.0)) == []  # nothing was asked yet
    turns.next(100.0)
    turns.next(105.0)
    assert list(turns.drop_overdue(110.0)) == []
    assert list(turns.drop_overdue(110.5)) == [2]
    assert len(turns) == 0


def test_several_retries_of_a_host_come_in_the_order_of_their_times():
    turns = make(limits=HostLimits(9, 0.0))
    for at in (7.0, 5.0, 6.0):
        turns.add("a", at, at=at)
    assert turns.next(1.0) == 4.0
    assert turns.next(5.0) == ("a", 5.0)
    assert turns.next(5.0) == 1.0
    assert [turns.next(7.0)[1], turns.next(7.0)[1]] == [6.0, 7.0]


def test_an_item_that_comes_while_another_waits_for_later_goes_at_once():
    turns = make(limits=HostLimits(9, 0.0))
    turns.add("a", "late", at=50.0)
    assert turns.next(0.0) == 50.0
    turns.add("a", "now")
    assert turns.soonest() == 0.0
    assert turns.next(0.0) == ("a", "now")
    assert turns.next(0.0) == 50.0


def test_a_pause_ends_no_longer_pause_and_one_protest_in_many_voices_counts_once():
    turns = make(limits=HostLimits(99, 0.05))
    for number in range(9):
        turns.add("a", number)
    turns.next(0.0)
    for _ in range(20):
        turns.pause("a", 10.0, now=0.0)
    turns.pause("a", 3.0, now=0.0)
    assert turns.next(0.0) == 10.0
    turns.next(10.0)
    assert turns.next(10.0) == pytest.approx(0.05)  # and so it is asked no less often than before


def test_a_request_that_ends_makes_room_for_one():
    turns = make(limits=HostLimits(2, 0.0))
    for number in range(4):
        turns.add("a", number)
    assert [turns.next(0.0), turns.next(0.0), turns.next(0.0)] == [("a", 0), ("a", 1), None]
    turns.release("a")
    assert [turns.next(0.0), turns.next(0.0)] == [("a", 2), None]
