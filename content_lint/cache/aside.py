"""What a copy of this process works out while this process does something else.

Only for a process of one thread that has loaded next to nothing: then a copy costs a thousandth of a second.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # a run that repeats the last one imports next to nothing
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class Aside:
    """A copy of this process that works on one thing; to be ended in any case. Raises OSError where none can be made.

    Args:
        work: what the copy does.
    """

    def __init__(self, work: Callable[[], str]) -> None:
        self._answers, answers = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            _work(work, answers)
        os.close(answers)

    def answer(self) -> str:
        """What the copy has worked out, which is short; waits for it.

        Raises:
            OSError: the work failed, or the copy died.
        """
        answer = os.read(self._answers, 1_000)
        if not answer:
            raise OSError("a copy of this process came to nothing")
        return answer.decode()

    def end(self) -> None:
        """Let go of the copy, whatever it is doing."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._answers)


def _work(work: Callable[[], str], answers: int) -> NoReturn:
    try:
        os.write(answers, work().encode())
    finally:
        os._exit(0)


def may_copy() -> bool:
    """Whether this system copies processes; with the frameworks of macOS a copy may hang."""
    return hasattr(os, "fork") and sys.platform != "darwin"
