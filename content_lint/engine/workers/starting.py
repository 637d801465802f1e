"""Who reads a site's documents with this process: its copies where they are safe, else an executor's workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content_lint.engine.workers.copies import may_copy
from content_lint.engine.workers.wanted import Workers

if TYPE_CHECKING:  # one of the two is used
    from content_lint.engine.workers.sharing import SharedReading


def sharing_with(workers: Workers) -> type[SharedReading]:
    """How the work is shared with these workers."""
    if workers.executor is None and may_copy():
        from content_lint.engine.workers.copied import CopiedReading

        return CopiedReading
    from content_lint.engine.workers.executed import ExecutedReading  # brings Python's own pools of processes

    return ExecutedReading
