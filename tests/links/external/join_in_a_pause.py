"""Waits for a queue whose only task has its turn later than linkcheck waits: a program of test_worker_turns.py."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

from linkcheck.cache.urlqueue import Empty

from content_lint.links.external.asking.schedule import HostSchedule
from content_lint.links.external.wire.policy import HostLimits
from content_lint.links.external.worker.turns import TurnQueue

PAUSE = 0.3


def main() -> None:
    schedule: HostSchedule[SimpleNamespace] = HostSchedule(HostLimits(), {})
    queue = TurnQueue(schedule, lambda task: task.host, lambda task: SimpleNamespace(task=task))
    done: list[float] = []

    def work() -> None:
        while True:
            try:
                begun = queue.get()
            except Empty:
                return
            done.append(time.monotonic())
            queue.task_done(begun)

    threading.Thread(target=work, daemon=True).start()
    queue.put_at(SimpleNamespace(host="a.example"), time.monotonic() + PAUSE)
    queue.join(timeout=PAUSE / 10)
    print(len(done))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
