"""A plugin of pytest that asks the tests of a run about mutants, each in a fork: ``pytest -p tests.mutation.ask``.

Each test runs once as everything is, and is remembered with the statements that it reached. Of a mutant those are asked
that reach its statement, the quickest first, until one fails that passes again without the change. A test that fails
from the start is not asked. Several processes share the tests.
``MUTANTS`` names a file: in it what ``Mutant`` is made of, and how many processes share the tests; the answers go into
the folder `answers` beside it.
"""

from __future__ import annotations

import ast
import builtins
import functools
import gc
import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from _pytest.runner import SetupState

from tests.mutation.make import ASKED, Mutant

BROKEN = 99
SECONDS = 5
TIMES = 20
"""A test may take this long, and this many times as long as without a change: else the change was noticed."""


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Asker(Path(os.environ["MUTANTS"])))


class Asker:
    """Runs what was collected, then asks it about each mutant."""

    def __init__(self, file: Path) -> None:
        given = json.loads(file.read_text("utf-8"))
        self.mutants = [Mutant(**mutant) for mutant in given["mutants"]]
        self.children: int = given["children"]
        self.answers = file.with_name("answers")
        self.failed: set[str] = set()
        self.seconds: dict[str, float] = {}
        self._reached: set[int] = set()
        setattr(builtins, ASKED, self._reached.add)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.answers.mkdir()
        parts = [session.items[number :: self.children] for number in range(self.children)]
        running = [forked(partial(self.ask_all, part)) for part in parts if part]
        for child in running:
            if status_of(child):
                raise RuntimeError("a part of the tests has ended too early")
        return True

    def ask_all(self, items: list[pytest.Item]) -> int:
        """Run these tests, then ask them about each mutant that no other process has seen noticed meanwhile."""
        by_mutant = self.run(items)
        gc.unfreeze()
        self.caches = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
        gc.freeze()
        for name in self.failed:
            self.note("failed", name)
        for number, reaching in sorted(by_mutant.items()):
            for item in reaching:
                self.note(f"reached-{number}", item.nodeid)
            if not (self.answers / f"noticed-{number}").exists():
                status = status_of(forked(partial(self.ask, self.mutants[number], reaching)))
                if status:
                    self.note("broken" if status == BROKEN else f"noticed-{number}", str(number))
        return 0

    def note(self, name: str, line: str) -> None:
        """Add a line to an answer; several processes may do so at once."""
        with (self.answers / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def run(self, items: list[pytest.Item]) -> dict[int, list[pytest.Item]]:
        """Run all tests; those that reached each mutant, the quickest first."""
        by_mutant: dict[int, list[pytest.Item]] = defaultdict(list)
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._reached.clear()
            start = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.seconds[item.nodeid] = time.process_time() - start
            if item.nodeid not in self.failed:
                for number in self._reached:
                    by_mutant[number].append(item)
        for reaching in by_mutant.values():
            reaching.sort(key=lambda item: self.seconds[item.nodeid])
        return by_mutant

    def ask(self, mutant: Mutant, items: list[pytest.Item]) -> int:
        """1 where a test fails with the change and not without it, else 0."""
        change = Change(mutant)
        setup = items[0].session._setupstate
        self.put_in(change.after, setup)
        for item, following in zip(items, [*items[1:], None], strict=True):
            if self.fails(item, following):
                self.put_in(change.before, setup)
                if not self.fails(item, None):
                    return 1
                self.put_in(change.after, setup)  # a test that does not always pass
        return 0

    def put_in(self, put: Callable[[], None], setup: SetupState) -> None:
        """Change the program; nothing that was made before is used again."""
        setup.teardown_exact(None)
        put()
        for cache in self.caches:
            cache.cache_clear()

    def fails(self, item: pytest.Item, following: pytest.Item | None) -> bool:
        self.failed.clear()
        seconds = SECONDS + TIMES * self.seconds[item.nodeid]
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, 60 + 10 * seconds)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        return bool(self.failed)


def forked(work: Callable[[], int]) -> int:
    """The number of a process that does this and ends with the status that comes of it; BROKEN for an error."""
    child = os.fork()
    if child:
        return child
    status = BROKEN
    try:
        status = work()
    finally:
        os._exit(status)


def status_of(child: int) -> int:
    """Its exit status, once it has ended; below zero where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Change:
    """Lets the function of a module that was imported do what the changed text says, and what it did before."""

    def __init__(self, mutant: Mutant) -> None:
        holder = vars(sys.modules[mutant.module])
        code = compile(mutant.changed, mutant.file, "exec", dont_inherit=True)
        if mutant.owner:
            holder = vars(holder[mutant.owner])
            code = inner(code, mutant.owner)
        function = holder[mutant.function]
        self._function: FunctionType = getattr(function, "__func__", function)
        self._before = (self._function.__code__, self._function.__defaults__, self._function.__kwdefaults__)
        self._after = (inner(code, mutant.function), *self._before[1:])
        before, after = (defaults(mutant, text) for text in (mutant.original, mutant.changed))
        if [ast.dump(value) for value in before] != [ast.dump(value) for value in after]:
            values = [eval(ast.unparse(value), self._function.__globals__) for value in after]
            count = len(self._function.__defaults__ or ())
            named = dict(zip(self._function.__kwdefaults__ or (), values[count:], strict=True))
            self._after = (self._after[0], tuple(values[:count]), named)

    def before(self) -> None:
        self._put(*self._before)

    def after(self) -> None:
        self._put(*self._after)

    def _put(self, code: CodeType, given: tuple[object, ...] | None, named: dict[str, object] | None) -> None:
        self._function.__code__, self._function.__defaults__, self._function.__kwdefaults__ = code, given, named


def inner(code: CodeType, name: str) -> CodeType:
    return [found for found in code.co_consts if isinstance(found, CodeType) and found.co_name == name][-1]


def defaults(mutant: Mutant, text: str) -> list[ast.expr]:
    """What the parameters of the function are if they are not given, those that have a position first."""
    body = ast.parse(text).body
    if mutant.owner:
        body = next(node.body for node in body if isinstance(node, ast.ClassDef) and node.name == mutant.owner)
    named = [node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    given = [node for node in named if node.name == mutant.function][-1].args
    return [*given.defaults, *(value for value in given.kw_defaults if value is not None)]
