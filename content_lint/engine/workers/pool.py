"""Processes that share the work on documents."""

from __future__ import annotations

import gc
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, get_context, parent_process

from content_lint.engine.workers.copies import may_copy

_OBJECTS_BETWEEN_COLLECTIONS = 500_000  # as in cli/main.py


def start_processes(count: int) -> ProcessPoolExecutor:
    """Processes that start at the first task; whoever asks for them shuts them down.

    A copy of this process (``fork``) is ready at once. Where a copy may hang (other threads, the frameworks of macOS),
    or where there is no such thing, a new Python is started, which takes a third of a second.
    """
    if not may_copy():
        return ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin)
    gc.freeze()  # a collection in a copy would touch all that is there, and so copy it in earnest
    return ProcessPoolExecutor(count, get_context("fork"), initializer=_begin)


def stop_processes(pool: ProcessPoolExecutor) -> None:
    """End processes at once, whatever they are doing; Python has no public way to do that before 3.14."""
    processes = list((pool._processes or {}).values())  # noqa: SLF001 - a test holds the name
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def _begin() -> None:
    """Set up a worker: it ends with the process that started it, which alone answers Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
