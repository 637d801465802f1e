"""Waits for a queue whose tasks are given up, which takes a moment each: a program of test_worker_turns.py."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

from content_lint.links.external.asking.schedule import HostSchedule
from content_lint.links.external.wire.policy import HostLimits
from content_lint.links.external.worker.turns import TurnQueue

TASKS = 20


def main() -> None:
    schedule: HostSchedule[SimpleNamespace] = HostSchedule(HostLimits(), {}, host_seconds=0.0)
    queue = TurnQueue(schedule, lambda task: task.host, lambda task: SimpleNamespace(task=task))
    for _ in range(TASKS + 1):
        queue.put(SimpleNamespace(host="a.example"))
    queue.task_done(queue.get())
    given_up: list[object] = []

    def give_up(task: object) -> None:
        time.sleep(0.02)
        given_up.append(task)

    threading.Thread(target=queue.drop_overdue, args=(give_up,), daemon=True).start()
    queue.join()
    print(len(given_up))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
