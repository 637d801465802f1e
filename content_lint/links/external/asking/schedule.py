"""Whose turn it is: hosts are visited in turn, each with few connections at once and a pause between requests.

Nothing here sleeps, reads a clock or knows of threads: the time is handed in, and ``next`` says how long
there is nothing to do. What has to wait (a retry, a host that asked for a pause) lies in the queue and
keeps no thread busy. All steps take logarithmic time.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from content_lint.links.external.wire.policy import HostLimits

Item = TypeVar("Item")

_LONGEST_INTERVAL = 1.0
_SHORTEST_INTERVAL_AFTER_PROTEST = 0.1
_PROTESTS_HEARD_AS_ONE = 3


class _Host:
    __slots__ = ("armed", "busy", "interval", "late", "limits", "next_at", "protests", "ready", "since")

    def __init__(self, limits: HostLimits) -> None:
        self.limits = limits
        self.interval = limits.interval
        self.ready: deque[int] = deque()
        self.late: list[tuple[float, int]] = []
        self.busy = 0
        self.next_at = 0.0
        self.protests = 0
        self.armed: float | None = None
        self.since: float | None = None


class HostSchedule(Generic[Item]):
    """Items of many hosts, handed out in turn.

    Args:
        limits: of hosts without limits of their own.
        host_limits: by host.
        host_seconds: how long after its first request a host's items are still handed out, or None.
    """

    def __init__(
        self, limits: HostLimits, host_limits: Mapping[str, HostLimits], *, host_seconds: float | None = None
    ) -> None:
        self._limits = limits
        self._host_limits = host_limits
        self._host_seconds = host_seconds
        self._hosts: dict[str, _Host] = {}
        self._items: dict[int, Item] = {}
        self._turns: list[tuple[float, int, str]] = []
        self._count = 0

    def __len__(self) -> int:
        """How many items wait; those that are handed out do not count."""
        return len(self._items)

    def add(self, host: str, item: Item, *, at: float = 0.0) -> None:
        """Queue an item, to be handed out at ``at`` or later."""
        state = self._hosts.get(host)
        if state is None:
            state = self._hosts[host] = _Host(self._host_limits.get(host, self._limits))
        self._count += 1
        self._items[self._count] = item
        if at:
            heapq.heappush(state.late, (at, self._count))
        else:
            state.ready.append(self._count)
        self._arm(host, state)

    def next(self, now: float) -> tuple[str, Item] | float | None:
        """The next item and its host; or the seconds until there may be one; None where nothing waits for time.

        Whoever takes an item must give its host back with ``release``.
        """
        while self._turns:
            at, _, host = self._turns[0]
            state = self._hosts[host]
            if state.armed != at:
                heapq.heappop(self._turns)  # an earlier turn was given meanwhile
                continue
            if at > now:
                return at - now
            heapq.heappop(self._turns)
            state.armed = None
            while state.late and state.late[0][0] <= now:
                state.ready.append(heapq.heappop(state.late)[1])
            if state.ready and state.busy < state.limits.connections and state.next_at <= now:
                item = self._items.pop(state.ready.popleft())
                state.busy += 1
                state.since = now if state.since is None else state.since
                state.next_at = now + state.interval
                self._arm(host, state)
                return host, item
            self._arm(host, state)
        return None

    def soonest(self) -> float | None:
        """When ``next`` may have an item again, on the clock that is handed in; None where nothing waits for time."""
        while self._turns and self._hosts[self._turns[0][2]].armed != self._turns[0][0]:
            heapq.heappop(self._turns)
        return self._turns[0][0] if self._turns else None

    def most_at_once(self) -> int:
        """How many of the items that wait could be handed out at one time, by the limits of their hosts."""
        return sum(min(state.limits.connections, len(state.ready) + len(state.late)) for state in self._hosts.values())

    def release(self, host: str) -> None:
        """A request to this host has ended."""
        state = self._hosts[host]
        state.busy -= 1
        self._arm(host, state)

    def pause(self, host: str, until: float, *, now: float) -> None:
        """The host asked for a pause: nothing goes to it until then, and less often where it asks again and again."""
        state = self._hosts[host]
        if state.next_at <= now + state.interval:  # else it is one protest in many voices
            state.protests += 1
            if state.protests > _PROTESTS_HEARD_AS_ONE:
                state.interval = min(max(state.interval * 2, _SHORTEST_INTERVAL_AFTER_PROTEST), _LONGEST_INTERVAL)
        state.next_at = max(state.next_at, until)
        self._arm(host, state)

    def drop_overdue(self, now: float) -> Iterator[Item]:
        """Take the items out whose host has had its time."""
        if self._host_seconds is None:
            return
        for state in self._hosts.values():
            if state.since is not None and now - state.since > self._host_seconds:
                numbers = [*state.ready, *(number for _, number in state.late)]
                state.ready.clear()
                state.late.clear()
                for number in numbers:
                    yield self._items.pop(number)

    def drop_host(self, host: str) -> Iterator[Item]:
        """Take all waiting items of one host out."""
        state = self._hosts[host]
        numbers = [*state.ready, *(number for _, number in state.late)]
        state.ready.clear()
        state.late.clear()
        for number in numbers:
            yield self._items.pop(number)

    def _arm(self, host: str, state: _Host) -> None:
        """Give the host its next turn, where it can use one."""
        if state.busy >= state.limits.connections or not (state.ready or state.late):
            return
        at = state.next_at if state.ready else max(state.next_at, state.late[0][0])
        if state.armed is None or at != state.armed:
            state.armed = at
            self._count += 1
            heapq.heappush(self._turns, (at, self._count, host))
