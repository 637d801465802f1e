"""Which files code opens while it runs: a schema may take its lists of values from the site's data."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


class _Recorder:
    """Python's audit hook, which cannot be taken away again: so there is one, and it listens only when asked to."""

    def __init__(self) -> None:
        self.heard: list[set[str]] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.heard and event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
            path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100 - as it is opened, links and all
            for paths in self.heard:
                paths.add(path)


@cache
def _recorder() -> _Recorder:
    recorder = _Recorder()
    sys.addaudithook(recorder)
    return recorder


@contextmanager
def opened_files() -> Iterator[set[str]]:
    """The absolute paths of all files that are opened meanwhile; more come in as long as it lasts."""
    paths: set[str] = set()
    recorder = _recorder()
    recorder.heard.append(paths)
    try:
        yield paths
    finally:
        recorder.heard.remove(paths)
