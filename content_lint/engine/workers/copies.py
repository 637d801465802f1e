"""Copies of this process that share numbered tasks with it: ``fork``, and pipes between them.

A copy has all that this process has, so nothing is sent to it. Whoever has time takes the next number, this process as
well as its copies; what a copy makes of it comes back as bytes. Nobody waits for a number that nobody has begun.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from struct import Struct as Layout
from typing import NoReturn

from msgspec import Struct, field

from content_lint.cache import aside

_NUMBER = Layout("=I")
_HEAD = Layout("=iq")  # which task; bytes of the answer that follows, or what else there is to say of it
_BEGUN = -1
_DONE = (-1, 0)  # nothing is left to take
_LARGE = 1 << 20  # bytes of a pipe, so that a copy need not wait for this process to be done with a task of its own
_SET_SIZE = 1031  # fcntl's F_SETPIPE_SZ, of Linux


class _Copy(Struct):
    """A copy, and what has come from it."""

    process: int
    pipe: int
    came: bytearray = field(default_factory=bytearray)
    task: int = -1


class Copies:
    """Copies of this process, at work from now on; to be stopped in any case.

    Args:
        count: how many.
        tasks: how many tasks there are.
        work: what a copy makes of a task's number.
        later: what it makes of a task that it has done, when none is left; None where nothing is left to do.
    """

    def __init__(
        self, count: int, tasks: int, work: Callable[[int], bytes], later: Callable[[int], bytes | None]
    ) -> None:
        self._tasks = tasks
        self._numbers, numbers = os.pipe()
        os.set_blocking(numbers, False)
        written = os.write(numbers, b"".join(map(_NUMBER.pack, range(tasks))))
        os.close(numbers)
        self._rest = iter(range(written // _NUMBER.size, tasks))  # those that the pipe is too small for
        self._died_with, self._lifeline = os.pipe()
        self._copies: list[_Copy] = []
        self._answers: dict[int, bytes | None] = {}
        gc.freeze()  # a collection in a copy would touch all that is there, and so copy it in earnest
        with suppress(OSError):  # this process does the work of those that cannot be had
            for _ in range(count):
                self._copies.append(self._copy(work, later))

    def _copy(self, work: Callable[[int], bytes], later: Callable[[int], bytes | None]) -> _Copy:
        pipe, answers = os.pipe()
        _enlarge(answers)
        process = os.fork()
        if process == 0:
            self._run(work, later, answers)
        os.close(answers)
        return _Copy(process, pipe)

    def _run(self, work: Callable[[int], bytes], later: Callable[[int], bytes | None], answers: int) -> NoReturn:
        """What a copy does: it ends with the process that started it, which alone answers Ctrl-C."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            os.close(self._lifeline)
            self._rest = iter(())
            threading.Thread(target=_end_with, args=(self._died_with,), daemon=True).start()
            done: list[int] = []
            while (number := self.take()) is not None:
                done.append(number)
                _send(answers, _HEAD.pack(number, _BEGUN))
                answer = work(number)
                _send(answers, _HEAD.pack(number, len(answer)) + answer)
            for number in done:
                _send(answers, _HEAD.pack(self._tasks + number, _BEGUN))
                more = later(number)
                if more is not None:
                    _send(answers, _HEAD.pack(self._tasks + number, len(more)) + more)
            _send(answers, _HEAD.pack(*_DONE))
        finally:
            os._exit(0)

    def take(self) -> int | None:
        """The number of a task that nobody has begun, which is then the caller's; None where there is none."""
        number = os.read(self._numbers, _NUMBER.size)
        return int(_NUMBER.unpack(number)[0]) if number else next(self._rest, None)

    def has_answer(self, number: int) -> bool:
        """Whether a copy is done with a task; never waits."""
        self._receive(wait=False)
        return number in self._answers

    def answer(self, number: int) -> bytes | None:
        """What a copy has made of a task, once; waits for it. None where that copy died, or nobody has begun it."""
        while number not in self._answers and self._copies:
            self._receive(wait=True)
        return self._answers.pop(number, None)

    def later_answer(self, number: int) -> bytes | None:
        """What the copy has made later of a task that it has done, in the same way."""
        return self.answer(self._tasks + number)

    def stop(self) -> None:
        """End all copies at once, whatever they are doing."""
        for copy in self._copies:
            with suppress(ProcessLookupError):
                os.kill(copy.process, signal.SIGKILL)
            self._end(copy)
        self._copies = []
        for number in (self._numbers, self._died_with, self._lifeline):
            os.close(number)

    def _receive(self, *, wait: bool) -> None:
        """Take what has come; wait until there is something of one copy at least."""
        poll = select.poll()
        by_pipe = {copy.pipe: copy for copy in self._copies}
        for pipe in by_pipe:
            poll.register(pipe, select.POLLIN)
        for pipe, _ in poll.poll(None if wait else 0):
            copy = by_pipe[pipe]
            came = os.read(pipe, _LARGE)
            copy.came += came
            if not self._understand(copy) or not came:
                self._end(copy)
                self._copies.remove(copy)

    def _understand(self, copy: _Copy) -> bool:
        """Take what has come of a copy apart; whether there is more to come."""
        came = copy.came
        while len(came) >= _HEAD.size:
            number, size = _HEAD.unpack_from(came)
            if (number, size) == _DONE:
                copy.task = -1
                return False
            if size == _BEGUN:
                copy.task = number
            elif len(came) < _HEAD.size + size:
                break
            else:
                self._answers[number] = bytes(came[_HEAD.size : _HEAD.size + size])
                copy.task = -1
            del came[: _HEAD.size + max(size, 0)]
        return True

    def _end(self, copy: _Copy) -> None:
        os.close(copy.pipe)
        os.waitpid(copy.process, 0)
        if copy.task >= 0:
            self._answers[copy.task] = None


def may_copy() -> bool:
    """Whether a copy of this process is safe: with other threads it may hang."""
    return aside.may_copy() and threading.active_count() == 1


def _enlarge(pipe: int) -> None:
    if sys.platform == "linux":
        from fcntl import fcntl  # not everywhere

        with suppress(OSError):  # then a copy may have to wait
            fcntl(pipe, _SET_SIZE, _LARGE)


def _send(pipe: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _end_with(pipe: int) -> None:
    os.read(pipe, 1)
    os._exit(1)
