# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker as a program: reads its jobs, lets linkcheck's director run them, writes results, ends."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from content_lint.links.external.wire import protocol
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.worker.imports import without_the_unused

if TYPE_CHECKING:
    from content_lint.links.external.worker.aggregate import Aggregate, ResultLog

_STACK = 512 << 10
_OBJECTS_BETWEEN_COLLECTIONS = 20_000
_SECONDS_BETWEEN_SIGNS = 1.0


def main() -> NoReturn:
    """Run once, as protocol.py says, and end the process without waiting for threads."""
    pipe = _take_output()
    try:
        status = _run(sys.stdin.buffer, pipe)
    except protocol.ProtocolError as error:
        pipe.failed("protocol", str(error))
        status = 2
    except BrokenPipeError:
        status = 1
    except Exception as error:  # noqa: BLE001 - with threads in the way the interpreter's own end hides what it was
        pipe.failed("fault", f"{type(error).__name__}: {error}")
        status = 2
    with contextlib.suppress(OSError):
        pipe.stream.flush()
    os._exit(status)


class _Pipe:
    """The way out, for many threads."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self._lock = threading.Lock()

    def write(self, line: bytes) -> None:
        """Write a line, now. A reader that has gone is the end of the process."""
        with self._lock:
            try:
                self.stream.write(line)
                self.stream.flush()
            except OSError:
                os._exit(1)

    def failed(self, what: str, detail: str) -> None:
        """Say why there is nothing more to come."""
        self.write(protocol.write_line("failed", what=what, detail=detail))


def _take_output() -> _Pipe:
    """Keep standard output for the protocol: whatever else is printed goes to standard error."""
    sys.stdout.flush()
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return _Pipe(stream)


def _run(source: BinaryIO, pipe: _Pipe) -> int:
    first = protocol.read_object(_line(source))
    if first["type"] != "policy" or first.get("version") != protocol.VERSION:
        raise protocol.ProtocolError("the first line is no policy of this version")
    try:
        policy = Policy.from_wire(first["policy"])
    except (KeyError, TypeError) as error:
        raise protocol.ProtocolError("a policy that is not complete") from error
    jobs = list(_read_jobs(source))
    threading.Thread(target=_end_with, args=(source,), name="end", daemon=True).start()
    try:
        # Their import takes a tenth of a second and leaves traces all over the interpreter.
        with without_the_unused():
            from linkcheck import director
            from linkcheck.configuration import Version

            from content_lint.links.external.worker.aggregate import Aggregate, ResultLog
            from content_lint.links.external.worker.connect import widen_limits
    except ImportError as error:
        pipe.failed("missing-package", (error.name or str(error)).partition(".")[0])
        return 2
    widen_limits()
    gc.freeze()  # what was imported stays
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 50)
    threading.stack_size(_STACK)
    pipe.write(protocol.write_line("ready", version=protocol.VERSION, engine=f"linkchecker {Version}"))
    log = ResultLog(
        policy,
        lambda result: pipe.write(protocol.write_result(result)),
        lambda number: pipe.write(protocol.write_line("started", id=number)),
        time.time,  # Retry-After may be a date
    )
    aggregate = Aggregate(policy, log)
    for job in jobs:
        aggregate.add(job)
    aggregate.config["threads"] = max(1, min(policy.threads, aggregate.urlqueue.most_at_once()))
    threading.Thread(target=_give_signs, args=(aggregate, log, pipe), name="signs", daemon=True).start()
    director.check_urls(aggregate)
    pipe.write(protocol.write_line("done", requests=log.requests))
    return 0


def _line(source: BinaryIO) -> bytes:
    line = source.readline(protocol.LONGEST_LINE + 1)
    if not line.endswith(b"\n"):
        raise protocol.ProtocolError("a line without an end")
    return line


def _read_jobs(source: BinaryIO) -> Iterator[protocol.Job]:
    while True:
        value = protocol.read_object(_line(source))
        if value["type"] == "end":
            return
        yield protocol.read_job(value)


def _end_with(source: BinaryIO) -> NoReturn:
    """End when whoever started us is gone."""
    source.read(1)
    os._exit(1)


def _give_signs(aggregate: Aggregate, log: ResultLog, pipe: _Pipe) -> None:
    """Say once a second that all is well, and see to hosts that have had their time."""
    while True:
        time.sleep(_SECONDS_BETWEEN_SIGNS)
        aggregate.urlqueue.drop_overdue(log.give_up)
        pipe.write(protocol.write_line("alive", waiting=aggregate.urlqueue.waiting(), memory=_peak_memory()))


def _peak_memory() -> int:
    try:
        import resource  # not everywhere
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
