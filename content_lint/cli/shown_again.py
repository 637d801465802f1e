"""The quickest way: what the last run in this folder printed, where the same is asked and nothing has changed since.

Nothing else of the program is loaded by then, not even what reads options: half of such a run would go into that.
"""

from __future__ import annotations

import os
import sys
import time

from content_lint.cache.fingerprint import program_fingerprint
from content_lint.cache.shown import Printed, ShownFile
from content_lint.cli.cache_place import cache_place
from content_lint.text.digests import digest, digest_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OF_THE_SHELL = ("_", "OLDPWD", "PWD", "SHLVL")
"""Variables that differ from run to run and decide nothing. Of the others, some make another run of it."""
_OUT, _ERR = 1, 2


def question_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Stands for all that decides what a run prints, but for what lies on the disk; empty where that is not known."""
    if os.name != "posix" or sys.stdout is None or sys.stderr is None:
        return ""  # elsewhere a terminal does not take bytes as they are
    variables = sorted([f"{name}={value}" for name, value in environment.items() if name not in _OF_THE_SHELL])
    try:
        terminal = os.get_terminal_size(_OUT).columns if os.isatty(_OUT) else 0
        parts = (os.getcwd(), str(terminal), str(os.isatty(_ERR)), *arguments, "", *variables)  # noqa: PTH109
    except OSError:  # the folder is gone
        return ""
    return digest_all(part.encode("utf-8", "surrogateescape") for part in parts)


def shown_file(environment: Mapping[str, str]) -> ShownFile | None:
    """Where the last answer of the current folder is kept; None where this user has no place for caches.

    Raises:
        OSError: the folder is gone.
    """
    place = cache_place(environment)
    if place is None:
        return None
    here = digest(os.fsencode(os.getcwd()))  # noqa: PTH109
    return ShownFile(f"{place}/sites/{here}.shown", program_fingerprint())


def show_again(question: str, environment: Mapping[str, str]) -> int | None:
    """Print the last answer if it is that of this run too, and give its exit status; None where nothing was printed."""
    started = time.perf_counter()
    try:
        file = shown_file(environment) if question else None
        answer = file and file.find(question, time.time())
        if answer:
            _print(answer, started)
            return answer.status
    except OSError:
        pass  # whoever prints next meets it again, and says it
    return None


def _print(answer: Printed, started: float) -> None:
    err = answer.err[0]
    if len(answer.err) > 1:
        err += f" in {time.perf_counter() - started:.1f} s{answer.err[1]}"
    _write(_OUT, answer.out)
    try:  # noqa: SIM105 - contextlib is not worth its price here
        _write(_ERR, err)
    except OSError:
        pass  # nobody there to read it is no reason to fail


def _write(stream: int, text: str) -> None:
    data = text.encode("utf-8", "backslashreplace")
    while data:
        data = data[os.write(stream, data) :]
