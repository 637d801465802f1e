"""Asks an engine and keeps what it says beside the verdicts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from msgspec.structs import replace

from content_lint.links.external.client.engine import WorkerEngine
from content_lint.links.external.client.interface import Notice
from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.policy import Policy
from content_lint.report.verdict import Verdict


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
