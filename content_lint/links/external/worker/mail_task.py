# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail domain among linkcheck's URLs: looked up by name, never connected to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content_lint.links.external.asking.mail_names import MailNames
from content_lint.links.external.wire.outcomes import ExchangeReading
from content_lint.links.external.wire.protocol import MailJob
from content_lint.report.verdict import Outcome


@dataclass(slots=True)
class MailTask:
    """A job on its way."""

    job: MailJob
    attempt: int = 0
    requests: int = 0
    host: str = "@names"


class MailDomain:
    """What linkcheck's threads want of something to be checked."""

    has_result = False
    cache_url = None
    aliases: tuple[str, ...] = ()
    checktime = 0.0
    valid = True
    warnings: tuple[str, ...] = ()

    def __init__(self, task: MailTask, aggregate: Any, names: MailNames) -> None:
        self.task = task
        self.aggregate = aggregate
        self.url = task.job.domain
        self._names = names
        self.reading = ExchangeReading(Outcome.UNCHECKED, "could not be checked")

    def check(self) -> None:
        """Look it up."""
        self.reading = self._names.look_up(self.task.job.domain)

    def check_content(self) -> bool:
        """There is none."""
        return False

    def to_wire(self) -> MailDomain:
        """The logger is handed this."""
        return self

    def close_connection(self) -> None:
        """There is none."""
