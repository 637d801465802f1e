"""Who is to share the work on documents."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:  # a run with little to do starts nobody
    from concurrent.futures import Executor

MOST = 8
"""Processes, where nobody says how many: whoever collects what they find is busy by then."""


class Workers(Struct, frozen=True):
    """Who shares the work on documents.

    Attributes:
        jobs: how many processes; 1 for none but this one, None for as many as there are processors.
        executor: somebody else's executor, which does all of it; our own processes do where it is None.
    """

    jobs: int | None = None
    executor: Executor | None = None

    @property
    def count(self) -> int:
        """How many of our own processes there are at most."""
        return self.jobs or min(_usable_processors(), MOST)

    @property
    def are_several(self) -> bool:
        """Whether there is anybody to share the work with."""
        return self.executor is not None or self.count > 1


def _usable_processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
