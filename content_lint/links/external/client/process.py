"""The worker as a process: started, fed, read, held to its bounds, ended.

Whatever it does, ``messages`` ends: a worker that is silent, does not get on, prints rubbish, floods its
pipe or takes too much memory is killed, and ``WorkerError`` says why. It lives in a session of its own,
so an interrupt of the terminal reaches this process alone, and it ends itself when its input closes.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Self

from content_lint.links.external.wire import protocol
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.wire.protocol import Alive, Done, Failed, Job, Message, ProtocolError

_SILENCE = 15.0  # it gives a sign of life every second
_START = 60.0  # a cold disk, a busy machine
_END = 2.0
_KEPT_OF_ERRORS = 2000
_READ_AHEAD = 256
_BLOCK = 65536
# A worker writes line by line, so that none is lost with it. To wake for each would cost as much as to ask.
_PAUSE_BETWEEN_READS = 0.02
_MODULE = "content_lint.links.external.worker"


class WorkerError(Exception):
    """The worker was ended or ended itself before its time. The message says what it did."""


class MissingPackageError(Exception):
    """The worker needs a package that is not installed. The message is its name."""


def worker_command() -> list[str]:
    """How the worker is started: ``-P`` keeps the current folder, a stranger's checkout, off its path."""
    return [sys.executable, "-P", "-X", "utf8", "-m", _MODULE]


def worker_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """What the worker sees: the way to this package, and what is handed in; nothing of this process's own."""
    # A heap for each thread would take 64 MB of address space each.
    ours = {"PYTHONPATH": str(Path(__file__).parents[4]), "MALLOC_ARENA_MAX": "2"}
    return {**ours, **environment}


class WorkerProcess:
    """One worker with its jobs. A context manager: at its end the process is gone.

    Args:
        command: how it is started.
        environment: all that it sees of one.
        policy: this run's.
        jobs: all its work.
        patience: seconds without a result after which it does not get on.
        silence: seconds without any line after which it hangs.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        policy: Policy,
        jobs: Sequence[Job],
        *,
        patience: float,
        silence: float = _SILENCE,
    ) -> None:
        self._policy = policy
        self._jobs = jobs
        self._patience = patience
        self._silence = silence
        self._lines: queue.Queue[list[bytes] | None] = queue.Queue(_READ_AHEAD)
        self._errors = b""
        self._closing = False
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                list(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(environment),
                cwd=Path(sys.executable).parent,
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            raise WorkerError(f"could not be started: {error}") from error
        _limit_memory(self._process.pid, policy.memory)
        for work in (self._feed, self._read, self._read_errors):
            threading.Thread(target=work, name=f"worker {work.__name__}", daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Kill it, and wait until it is gone."""
        self._closing = True
        if self._process.poll() is None:
            self._process.kill()
        with contextlib.suppress(queue.Empty):
            while True:  # the reader may wait for room
                self._lines.get_nowait()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def messages(self, until: float | None = None) -> Iterator[Message]:
        """What it says, up to ``Done``.

        Args:
            until: on the monotonic clock; then it is left alone, and this ends.

        Raises:
            WorkerError: if it does not keep to its part.
            MissingPackageError: if it cannot work here.
        """
        silent_since = got_on_at = time.monotonic()
        silence = _START
        while True:
            now = time.monotonic()
            if until is not None and now >= until:
                return
            if now - got_on_at > max(self._patience, silence):
                raise WorkerError(f"did not get on for {self._patience:.0f} s")
            wait = silence - (now - silent_since)
            if wait <= 0:
                raise WorkerError(f"gave no sign of life for {silence:.0f} s")
            try:
                lines = self._lines.get(timeout=min(wait, 0.5 if until is None else max(0.01, min(0.5, until - now))))
            except queue.Empty:
                continue
            silent_since, silence = time.monotonic(), self._silence
            if lines is None:
                raise WorkerError(self._how_it_ended())
            for line in lines:
                message = self._understand(line)
                if not isinstance(message, Alive):
                    got_on_at = silent_since
                yield message
                if isinstance(message, Done):
                    return

    def _understand(self, line: bytes) -> Message:
        try:
            message = protocol.read_message(line)
        except ProtocolError as error:
            raise WorkerError(f"wrote {error}") from error
        if isinstance(message, Alive) and message.memory > self._policy.memory:
            raise WorkerError("took too much memory")
        if isinstance(message, Failed):
            if message.what == "missing-package":
                raise MissingPackageError(message.detail[:100])
            raise WorkerError(f"said: {message.what[:100]}, {message.detail[:200]}")
        return message

    def _how_it_ended(self) -> str:
        try:
            status = self._process.wait(_END)
        except subprocess.TimeoutExpired:
            return "closed its output"
        time.sleep(0.05)  # its last words may be on their way
        last = self._errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
        how = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
        return f"{how}: {last}" if last else how

    def _feed(self) -> None:
        """Write all jobs; its input stays open, for its end is the worker's end."""
        stream = self._process.stdin
        if stream is None:
            return
        try:
            policy = protocol.write_line("policy", version=protocol.VERSION, policy=self._policy.to_wire())
            for part in _in_pieces([policy, *map(protocol.write_job, self._jobs), protocol.write_line("end")]):
                _write(stream, part)
        except (OSError, ValueError):
            return  # it is gone; the reader says so

    def _read(self) -> None:
        """Cut its output into lines. A line that is too long is handed on cut, and is rubbish."""
        stream = self._process.stdout
        rest = b""
        try:
            while stream is not None and (block := stream.read(_BLOCK)):
                *lines, rest = (rest + block).split(b"\n")
                if lines:
                    self._hand_on(lines)
                if len(rest) > protocol.LONGEST_LINE:
                    self._hand_on([rest[:100]])
                    break
                if len(block) < _BLOCK:
                    time.sleep(_PAUSE_BETWEEN_READS)
        except (OSError, ValueError):
            pass
        self._hand_on(None)

    def _hand_on(self, lines: list[bytes] | None) -> None:
        while not self._closing:
            try:
                self._lines.put(lines, timeout=0.5)
            except queue.Full:
                continue
            return

    def _read_errors(self) -> None:
        """Keep the last words, and no more than that."""
        stream = self._process.stderr
        with contextlib.suppress(OSError, ValueError):
            while stream is not None and (block := stream.read(_BLOCK)):
                self._errors = (self._errors + block)[-_KEPT_OF_ERRORS:]


def _in_pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    piece: list[bytes] = []
    size = 0
    for line in lines:
        piece.append(line)
        size += len(line)
        if size > 65536:
            yield b"".join(piece)
            piece, size = [], 0
    yield b"".join(piece)


def _write(stream: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]


def _limit_memory(pid: int, most: int) -> None:
    """Hold the process to its address space, where the system can; elsewhere its own reports must do."""
    if sys.platform == "linux":
        import resource  # not everywhere

        with contextlib.suppress(OSError, ValueError):
            resource.prlimit(pid, resource.RLIMIT_AS, (most, most))
