# SPDX-License-Identifier: GPL-3.0-or-later
"""What linkcheck's threads share, and the logger through which results leave."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import Any

from linkcheck.director.aggregator import Aggregate as LinkcheckAggregate
from linkcheck.logger import _Logger

from content_lint.links.external.address.guard import Guard
from content_lint.links.external.address.keys import parse_address
from content_lint.links.external.asking.deadline import Watchdog
from content_lint.links.external.asking.mail_names import MailNames
from content_lint.links.external.asking.schedule import HostSchedule
from content_lint.links.external.wire.outcomes import ExchangeReading, Facts, Trouble, read_facts
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.wire.protocol import Job, MailJob, Result
from content_lint.links.external.worker.connect import make_context, make_pools
from content_lint.links.external.worker.http_url import GuardedUrl, WebTask
from content_lint.links.external.worker.mail_task import MailDomain, MailTask
from content_lint.links.external.worker.robots import Robots
from content_lint.links.external.worker.session import Session
from content_lint.links.external.worker.turns import TurnQueue
from content_lint.report.verdict import Outcome

_FIRST_WAIT = 1.0
_TRIES_WHERE_ASKED_TO_WAIT = 5
_SILENT = "left out, for its host did not answer several times"
_SILENT_AFTER = 6  # URLs of a host, each with all its tries
_NO_ANSWER = frozenset({Trouble.LATE, Trouble.UNREACHABLE, Trouble.REFUSED})


class Config(dict[str, Any]):
    """linkcheck's configuration without its side effects: its own makes folders and loads plugins."""

    status_logger = None

    def get_user_password(self, _url: str) -> tuple[None, None]:
        """No credentials, ever."""
        return None, None


def make_config(policy: Policy, log: ResultLog) -> Config:
    """All that linkcheck reads on our way through it."""
    return Config(
        allowedschemes=["http", "https", "mailto"],
        authentication=[],
        checkextern=True,
        cookiefile=None,
        enabledplugins=[],
        externlinks=[],
        fileoutput=[],
        ignoreerrors=[],
        ignorewarnings=[],
        ignorewarningsforurls=[],
        internlinks=[],
        logger=log,
        loginurl=None,
        maxfilesizedownload=0,
        maxhttpredirects=policy.hops,
        maxrequestspersecond=10,
        maxrunseconds=None,
        recursionlevel=0,
        robotstxt=policy.robots,
        sslverify=True,
        status=False,
        threads=policy.threads,
        timeout=policy.deadline,
        trace=False,
        useragent=policy.user_agent,
        verbose=True,
        warnings=False,
    )


class NoPlugins:
    """linkcheck's plugin manager without plugins."""

    def run_connection_plugins(self, _url_data: Any) -> None:
        """Nothing."""

    def run_content_plugins(self, _url_data: Any) -> None:
        """Nothing."""


class NoCache:
    """linkcheck's result cache without results: the same URL never comes twice, and aliases are lies."""

    def get_result(self, _key: str | None) -> None:
        """Nothing."""

    def add_result(self, _key: str | None, _result: Any) -> None:
        """Nothing."""

    def __len__(self) -> int:
        return 0


class Aggregate(LinkcheckAggregate):  # type: ignore[misc] # linkchecker has no types
    """One run's shared things.

    Args:
        policy: this run's.
        log: gets each attempt.
    """

    def __init__(self, policy: Policy, log: ResultLog) -> None:
        self.policy = policy
        self.watchdog = Watchdog()
        self.guard = Guard(policy.allow, policy.ports)
        pools = make_pools(self.guard, make_context(policy.certificates), policy.proxy)
        self._session = Session(policy, self.guard, pools)
        self._names = MailNames()
        schedule: HostSchedule[Any] = HostSchedule(policy.limits, policy.host_limits, host_seconds=policy.host_seconds)
        queue = TurnQueue(schedule, lambda task: task.host, self._begin)
        super().__init__(make_config(policy, log), queue, Robots(), NoPlugins(), NoCache())

    def add(self, job: Job) -> None:
        """Queue a job."""
        self.urlqueue.put(MailTask(job) if isinstance(job, MailJob) else WebTask(job, parse_address(job.url)))

    def _begin(self, task: WebTask | MailTask) -> GuardedUrl | MailDomain:
        self.config["logger"].started(task.job.id)
        task.attempt += 1
        if isinstance(task, MailTask):
            return MailDomain(task, self, self._names)
        return GuardedUrl(task, self)

    def add_request_session(self) -> None:
        """All threads share one session: it keeps nothing of a URL."""

    def get_request_session(self) -> Session:
        """See above."""
        return self._session

    def wait_for_host(self, host: str) -> None:
        """The schedule has spaced the requests already; linkcheck sleeps here under one lock for all hosts."""

    def set_maxrated_for_host(self, host: str) -> None:
        """A server cannot lift its limits."""

    def finish(self) -> None:
        """The process ends: its threads need not be waited for."""
        self.urlqueue.do_shutdown()


class ResultLog(_Logger):  # type: ignore[misc] # linkchecker has no types
    """Gets each attempt from linkcheck's threads; hands on results, and queues what deserves another try.

    Args:
        policy: this run's.
        send: takes each result; called by one thread at a time.
        started: takes the id of each job at each of its tries.
        clock: seconds since 1970.
    """

    LoggerName = "content-lint"

    def __init__(
        self,
        policy: Policy,
        send: Callable[[Result], None],
        started: Callable[[int], None],
        clock: Callable[[], float],
    ) -> None:
        super().__init__()
        self.started = started
        self._policy = policy
        self._send = send
        self._clock = clock
        self._silence: dict[str, int] = {}
        self._heard: set[str] = set()
        self.requests = 0

    def log_filter_url(self, url_data: GuardedUrl | MailDomain, _do_print: bool) -> None:  # noqa: FBT001 - linkcheck's
        """One attempt is over."""
        task = url_data.task
        if isinstance(url_data, MailDomain):
            reading, facts = url_data.reading, Facts(trouble=url_data.reading.trouble)
        else:
            task.requests += url_data.requests
            self.requests += url_data.requests
            facts = url_data.facts()
            reading = read_facts(facts, now=self._clock())
        if self._goes_on(url_data, reading):
            return
        if isinstance(url_data, GuardedUrl):
            self._count_silence(url_data, facts)
        self._conclude(url_data, facts, reading)

    def give_up(self, task: WebTask | MailTask, reason: str = "") -> None:
        """Conclude a task that nobody will begin any more; without a reason, because its host has had its time."""
        reason = reason or f"left out, for one host may keep a run for {self._policy.host_seconds or 0:g} s"
        self._send(Result(task.job.id, Outcome.UNCHECKED, reason, requests=task.requests))

    def _count_silence(self, url_data: GuardedUrl, facts: Facts) -> None:
        """Give up a host that has never answered: its other URLs would cost minutes and say the same."""
        host = url_data.task.host
        if facts.trouble not in _NO_ANSWER or facts.chain:
            self._silence.pop(host, None)
            if facts.trouble is None:
                self._heard.add(host)
        elif host not in self._heard:
            self._silence[host] = self._silence.get(host, 0) + 1
            if self._silence[host] >= _SILENT_AFTER:
                for task in url_data.aggregate.urlqueue.drop_host(host):
                    self.give_up(task, _SILENT)

    def _goes_on(self, url_data: GuardedUrl | MailDomain, reading: ExchangeReading) -> bool:
        """Queue the next try, if there is one. Waiting takes no thread."""
        task, queue = url_data.task, url_data.aggregate.urlqueue
        tries = max(self._policy.tries, _TRIES_WHERE_ASKED_TO_WAIT) if reading.host_pause else self._policy.tries
        if self._policy.tries == 1:
            tries = 1
        if not reading.again or task.attempt >= tries:
            return False
        wait = reading.wait
        if wait is None:
            wait = _FIRST_WAIT * 2 ** (task.attempt - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        if wait > self._policy.longest_wait:
            return False
        at = time.monotonic() + wait
        if reading.host_pause:
            queue.pause(task.host, at)
        queue.put_at(task, at)
        return True

    def _conclude(self, url_data: GuardedUrl | MailDomain, facts: Facts, reading: ExchangeReading) -> None:
        task = url_data.task
        web = url_data if isinstance(url_data, GuardedUrl) else None
        self._send(
            Result(
                id=task.job.id,
                outcome=reading.outcome,
                reason=reading.reason,
                status=facts.status,
                # The job has no fragment: one that is there now is a redirect's own.
                final_url=web.address.url if web and (facts.status is not None) else None,
                chain=tuple(facts.chain),
                missing=tuple(sorted(web.places.missing)) if web else (),
                unsure=tuple(sorted(web.places.unsure)) if web else (),
                trouble=facts.trouble.value if isinstance(facts.trouble, Trouble) else None,
                requests=task.requests,
            )
        )

    def start_output(self) -> None:
        """Nothing to say."""

    def log_url(self, url_data: Any) -> None:
        """See log_filter_url."""

    def end_output(self, **_statistics: Any) -> None:
        """Nothing to say."""

    def log_internal_error(self) -> None:
        """A thread met what it did not expect: the jobs without a result are counted by whoever started us."""
