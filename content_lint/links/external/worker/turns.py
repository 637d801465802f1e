# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue that linkcheck's threads ask for work: whose turn it is decides the schedule."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from linkcheck.cache.urlqueue import Empty, Timeout, UrlQueue

from content_lint.links.external.asking.schedule import HostSchedule

_LONGEST_SLEEP = 1.0


class TurnQueue(UrlQueue):  # type: ignore[misc] # linkchecker has no types
    """Hands tasks to threads when their host's turn has come.

    One idle thread sleeps until the next turn, all others until they are called: a crowd that wakes for
    each turn would cost more than the requests. A thread that is done takes the next turn itself, if it
    has come, and wakes the one that sleeps only where that would wake too late.

    Args:
        schedule: of tasks.
        host_of: the host of a task.
        begin: makes of a task what linkcheck's threads check; called outside of all locks.
    """

    def __init__(self, schedule: HostSchedule[Any], host_of: Callable[[Any], str], begin: Callable[[Any], Any]) -> None:
        super().__init__()
        self._schedule = schedule
        self._host_of = host_of
        self._begin = begin
        self._state = threading.Lock()
        self._called = threading.Condition(self._state)
        self._by_clock = threading.Condition(self._state)
        self._over = threading.Condition(self._state)
        self._watched_until: float | None = None  # when the one wakes that sleeps by the clock
        self._left = 0
        self._closed = False

    def put(self, item: Any) -> None:
        """Queue a task."""
        self.put_at(item, 0.0)

    def put_at(self, item: Any, at: float) -> None:
        """Queue a task, for ``at`` on the monotonic clock."""
        with self._state:
            self._left += 1
            self._schedule.add(self._host_of(item), item, at=at)
            self._wake()

    def get(self, timeout: float | None = None) -> Any:
        """The next task whose turn has come, begun.

        Raises:
            Empty: when all is done.
        """
        return self._begin(self._next(timeout))

    def _next(self, timeout: float | None) -> Any:
        with self._state:
            while not self._closed:
                now = time.monotonic()
                turn = self._schedule.next(now)
                if isinstance(turn, tuple):
                    self._wake()
                    return turn[1]
                if turn is None:
                    self._called.wait()
                    continue
                if self._watched_until is not None:
                    self._wake()
                    self._called.wait()
                    continue
                wait = min(turn, _LONGEST_SLEEP)
                self._watched_until = now + wait
                try:
                    self._by_clock.wait(wait)
                finally:
                    self._watched_until = None
            self._called.wait(timeout)
            raise Empty

    def task_done(self, url_data: Any) -> None:
        """One task is done, for good or until its next attempt, which is queued already."""
        with self._state:
            self._schedule.release(self._host_of(url_data.task))
            self._left -= 1
            if self._watched_until is not None:  # else whoever calls this looks for the next turn now
                self._wake()
            if not self._left:
                self._closed = True
                self._over.notify_all()

    def pause(self, host: str, until: float) -> None:
        """Leave a host alone until then."""
        with self._state:
            self._schedule.pause(host, until, now=time.monotonic())
            self._wake()

    def drop_overdue(self, give_up: Callable[[Any], None]) -> None:
        """Take out the tasks of hosts that have had their time, and give each up. Only then are they done."""
        with self._state:
            overdue = list(self._schedule.drop_overdue(time.monotonic()))
        for task in overdue:
            give_up(task)
        with self._state:
            self._drop(iter(overdue))

    def drop_host(self, host: str) -> list[Any]:
        """Take out the tasks that wait for a host."""
        with self._state:
            return self._drop(self._schedule.drop_host(host))

    def _drop(self, tasks: Iterator[Any]) -> list[Any]:
        dropped = list(tasks)
        self._left -= len(dropped)
        if not self._left:
            self._closed = True
            self._over.notify_all()
        return dropped

    def join(self, timeout: float | None = None) -> None:
        """Wait until all tasks are done, for as long as that takes.

        linkcheck looks in every 30 seconds, and where no thread is busy at that moment it ends the run: a pause
        between two requests would leave the rest undone. So the time counts only after a shutdown.

        Raises:
            Timeout: if they are not, by then.
        """
        with self._over:
            self._over.wait_for(lambda: not self._left or self._closed)
            if self._left and not self._over.wait_for(lambda: not self._left, timeout):
                raise Timeout

    def empty(self) -> bool:
        """Whether nothing is left to do."""
        return not self._left

    def waiting(self) -> int:
        """How many tasks are not done."""
        return self._left

    def most_at_once(self) -> int:
        """How many threads its tasks can keep busy."""
        with self._state:
            return self._schedule.most_at_once()

    def do_shutdown(self) -> None:
        """Hand nothing out any more."""
        with self._state:
            self._closed = True
            self._called.notify_all()
            self._over.notify_all()

    def _wake(self) -> None:
        """See to it that somebody is awake when the next turn comes."""
        if self._watched_until is None:
            self._called.notify()
            return
        soonest = self._schedule.soonest()
        if soonest is not None and soonest < self._watched_until:
            self._by_clock.notify()
