"""A deadline on a whole exchange, with real sockets and no server."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator

import pytest

from content_lint.links.external.asking.deadline import Exchange, Watchdog

SOON = 0.02


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two sockets that talk to each other; the first gives up reading after ten seconds."""
    near, far = socket.socketpair()
    near.settimeout(10)
    with near, far:
        yield near, far


def is_open(near: socket.socket, far: socket.socket) -> bool:
    near.settimeout(0)
    far.send(b"x")
    try:
        return near.recv(1) == b"x"
    except BlockingIOError:  # pragma: no cover
        return False


def exchange_in(seconds: float) -> Exchange:
    return Exchange(time.monotonic() + seconds)


def test_what_is_left_is_never_nothing() -> None:
    assert 99 < exchange_in(100).left() <= 100
    assert exchange_in(-1).left() == exchange_in(-9).left() == 0.05


def test_whoever_reads_from_a_socket_is_woken_at_the_deadline(ends) -> None:
    near, _ = ends
    exchange = exchange_in(SOON)
    exchange.hold(near)
    started = time.monotonic()
    Watchdog().watch(exchange)
    assert near.recv(1) == b""
    assert SOON <= time.monotonic() - started < 5
    assert exchange.late


def test_the_earliest_deadline_comes_first_whenever_it_was_set() -> None:
    pairs = [socket.socketpair() for _ in range(3)]
    exchanges = [exchange_in(seconds) for seconds in (90, SOON, 80)]
    watchdog = Watchdog()
    for exchange, (near, _) in zip(exchanges, pairs, strict=True):
        exchange.hold(near)
        watchdog.watch(exchange)
    pairs[1][0].settimeout(10)
    assert pairs[1][0].recv(1) == b""
    assert [exchange.late for exchange in exchanges] == [False, True, False]
    for pair in pairs:
        for end in pair:
            end.close()


def test_deadlines_are_kept_after_exchanges_that_have_ended(ends) -> None:
    near, _ = ends
    watchdog = Watchdog()
    over = [exchange_in(seconds) for seconds in (0, 0, 0.01)]
    for exchange in over:
        exchange.end()
        watchdog.watch(exchange)
    last = exchange_in(SOON)
    last.hold(near)
    watchdog.watch(last)
    assert near.recv(1) == b""
    assert [exchange.late for exchange in (*over, last)] == [False, False, False, True]


def test_two_exchanges_may_have_one_deadline() -> None:
    deadline = time.monotonic() + SOON
    watchdog = Watchdog()
    pairs = [socket.socketpair() for _ in range(2)]
    for near, _ in pairs:
        exchange = Exchange(deadline)
        exchange.hold(near)
        watchdog.watch(exchange)
        near.settimeout(10)
    assert [near.recv(1) for near, _ in pairs] == [b"", b""]
    for pair in pairs:
        for end in pair:
            end.close()


def test_a_socket_that_comes_too_late_is_shut_at_once(ends) -> None:
    near, _ = ends
    exchange = exchange_in(0)
    exchange.expire()
    assert exchange.late
    exchange.hold(near)
    assert near.recv(1) == b""


def test_a_socket_that_the_other_side_has_shut_is_no_fault(ends) -> None:
    near, _ = ends
    exchange = exchange_in(0)
    exchange.hold(near)
    near.close()
    exchange.expire()
    assert exchange.late


@pytest.mark.parametrize("ended", [Exchange.end, Exchange.let_go])
def test_a_socket_that_is_somebody_elses_again_is_left_alone(ends, ended) -> None:
    near, far = ends
    exchange = exchange_in(0)
    exchange.hold(near)
    ended(exchange)
    exchange.expire()
    assert is_open(near, far)
    assert exchange.ended is (ended is Exchange.end)
    assert exchange.late is (ended is Exchange.let_go)
