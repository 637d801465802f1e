"""A deadline on a whole exchange, kept by shutting the socket down.

A timeout of a socket is one of each read: a server that sends a byte every second holds it for ever. So
one thread watches all exchanges and shuts down the socket of the one that is late, which wakes whoever
reads from it. It holds a duplicate of the socket: TLS takes the original out of its object.
"""

from __future__ import annotations

import contextlib
import heapq
import socket
import threading
import time


class Exchange:
    """One attempt at one URL, from the first connection to the last byte.

    Attributes:
        deadline: on the monotonic clock.
        late: whether the deadline has passed while it ran.
        ended: whether it is over.
    """

    __slots__ = ("_lock", "_socket", "deadline", "ended", "late")

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.late = False
        self.ended = False
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def left(self) -> float:
        """Seconds that are left; never less than a moment, since 0 means "do not wait" to a socket."""
        return max(0.05, self.deadline - time.monotonic())

    def hold(self, duplicate: socket.socket) -> None:
        """From now on this socket is shut down at the deadline; the caller closes it."""
        with self._lock:
            self._socket = duplicate
            if self.late:
                _shut(duplicate)

    def let_go(self) -> None:
        """The socket is somebody else's from now on."""
        with self._lock:
            self._socket = None

    def end(self) -> None:
        """It is over: no socket is touched any more."""
        with self._lock:
            self.ended = True
            self._socket = None

    def expire(self) -> None:
        """Shut the socket down, unless it is over."""
        with self._lock:
            if self.ended:
                return
            self.late = True
            if self._socket is not None:
                _shut(self._socket)


def _shut(duplicate: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the other side was first
        duplicate.shutdown(socket.SHUT_RDWR)


class Watchdog:
    """Ends exchanges at their deadlines, in a thread of its own."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, Exchange]] = []
        self._count = 0
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def watch(self, exchange: Exchange) -> None:
        """Keep this exchange to its deadline."""
        with self._changed:
            self._count += 1
            heapq.heappush(self._waiting, (exchange.deadline, self._count, exchange))
            if self._waiting[0][2] is exchange:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while self._waiting and self._waiting[0][2].ended:
                    heapq.heappop(self._waiting)
                if not self._waiting:
                    self._changed.wait()
                    continue
                left = self._waiting[0][0] - time.monotonic()
                if left > 0:
                    self._changed.wait(left)
                    continue
                exchange = heapq.heappop(self._waiting)[2]
            exchange.expire()
