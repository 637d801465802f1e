"""An engine, and a web for it on loopback; the worker is the real one, a process of its own."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from content_lint.links.external.engine import WorkerEngine
from content_lint.links.external.interface import Notice
from content_lint.links.external.policy import Policy
from content_lint.links.external.store import LinkStore
from content_lint.report.verdict import Verdict

sys.path.insert(0, str(Path(__file__).parent))

from web import Web, free_port, serve


@pytest.fixture(scope="session")
def linkchecker() -> None:
    if importlib.util.find_spec("linkcheck") is None:
        pytest.skip("linkchecker is not installed: pip install content-lint[external]")


@pytest.fixture
def web() -> Iterator[Web]:
    with serve() as server:
        yield server


@pytest.fixture
def closed_port() -> int:
    return free_port()


@dataclass
class Asker:
    """Asks an engine and keeps what it says beside the verdicts."""

    policy: Policy
    store: LinkStore | None = None
    clock: Callable[[], float] = time.time
    notices: list[Notice] = field(default_factory=list)
    silence: float = 15.0

    def engine(self, command: Iterable[str] = ()) -> WorkerEngine:
        return WorkerEngine(self.store, self.clock, self.notices.append, command=tuple(command), silence=self.silence)

    def ask(self, *targets: str, command: Iterable[str] = (), **changes: object) -> dict[str, Verdict]:
        policy = replace(self.policy, **changes)
        verdicts = list(self.engine(command).check(targets, policy))
        assert sorted(verdict.target for verdict in verdicts) == sorted(set(targets))
        return {verdict.target: verdict for verdict in verdicts}


@pytest.fixture
def asker(linkchecker: None, web: Web, closed_port: int) -> Asker:
    return Asker(Policy(allow=("127.0.0.0/8",), ports=(web.port, closed_port), deadline=2.0, tries=1))
