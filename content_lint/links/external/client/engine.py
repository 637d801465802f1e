"""The engine: sorts targets, asks the store, has a worker ask the network for the rest, and keeps what is learned."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.links.external.address.guard import Guard, UnsafeError
from content_lint.links.external.address.keys import LONGEST, MalformedUrlError, WebAddress, parse_address, scheme_of
from content_lint.links.external.address.mail import MailTarget, read_mail_target, second_opinion
from content_lint.links.external.asking.fragments import place_of
from content_lint.links.external.client.interface import Notice, Notify
from content_lint.links.external.client.process import (
    MissingPackageError,
    WorkerError,
    WorkerProcess,
    worker_command,
    worker_environment,
)
from content_lint.links.external.client.store import LinkStore
from content_lint.links.external.wire.outcomes import Trouble, moved_to
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.wire.protocol import Job, MailJob, Result, Started, WebJob
from content_lint.report.verdict import Outcome, RedirectHop, Verdict

_KEEP_AFTER = 1.0
_KEEP_AT_ONCE = 200
_MOST_FRAGMENTS = 400  # looked for in one page; a line of the protocol has an end
_MOST_DEATHS = 16  # one bad URL among the hundred that may be under way costs eight
_SLACK = 15.0  # of a busy machine
_NAMES_FOR_OFFLINE = 3
_NAME_TROUBLES = frozenset({Trouble.NO_NAME.value, Trouble.NAME_SERVER.value})
_NOT_ASKED = "not known from earlier runs, or not any more; --external on asks"


class _Spent(Struct):
    """What a run has used of its budgets. It may ask several times: https where http was well, rounds of fixing.

    Attributes:
        urls: how many URLs were asked.
        by_host: and of each host.
        until: on the monotonic clock, when its time is up; None before the first asking, or without such a budget.
    """

    urls: int = 0
    by_host: dict[str, int] = field(default_factory=dict)
    until: float | None = None

    def is_over(self) -> bool:
        """Whether its time is up."""
        return self.until is not None and time.monotonic() >= self.until


class _Request(Struct):
    """One request, and all targets that it answers.

    Attributes:
        address: without fragment.
        targets: each target with its own address.
        known_missing: whether the store has seen a 404.
    """

    address: WebAddress
    targets: list[tuple[str, WebAddress]]
    known_missing: bool = False


class WorkerEngine:
    """The one implementation of LinkEngine. One for each run: it holds the run to its budgets.

    Args:
        store: what earlier runs have learned, or None.
        clock: seconds since 1970.
        notify: is told what the reader has to know beside the verdicts.
        environment: of the worker, beside what it needs in any case.
        command: how the worker is started.
        silence: seconds without a sign of life after which a worker is ended.
    """

    def __init__(
        self,
        store: LinkStore | None,
        clock: Callable[[], float],
        notify: Notify,
        *,
        environment: Mapping[str, str] = MappingProxyType({}),
        command: Sequence[str] = (),
        silence: float = 15.0,
    ) -> None:
        self._store = store
        self._clock = clock
        self._notify = notify
        self._environment = worker_environment(environment)
        self._command = tuple(command) or tuple(worker_command())
        self._silence = silence
        self._spent = _Spent()

    def check(self, targets: Iterable[str], policy: Policy) -> Iterator[Verdict]:
        """See LinkEngine."""
        run = _Run(policy, self._clock)
        yield from run.sort(targets)
        yield from run.recall(self._store)
        if policy.cached:
            yield from run.leave(run.all_waiting(), _NOT_ASKED)
            return
        yield from run.hold_to_budget(self._spent)
        if not run.jobs:
            return
        if policy.proxy:
            text = (
                "Behind a proxy a name can lead elsewhere than was vetted here; names of private networks are refused."
            )
            self._notify(Notice("proxy", text))
        yield from self._keep(self._ask(run), policy)

    def _ask(self, run: _Run) -> Iterator[Verdict | None]:
        """Have workers do the jobs, and say of what is left why it was not asked.

        None in between says that time goes by.
        """
        if run.policy.seconds is not None and self._spent.until is None:
            self._spent.until = time.monotonic() + run.policy.seconds
        reason = f"left out, for one run may ask for {run.policy.seconds or 0:g} s (`seconds`)"
        try:
            yield from self._ask_in_rounds(run)
            if run.jobs:
                self._notify(Notice("budget", f"{len(run.jobs):,} external addresses were left out: time was up."))
        except MissingPackageError as error:
            text = f"External addresses need {error}: install content-lint[external]."
            self._notify(Notice("missing-package", text, True))
            reason = "could not be checked: a package is missing"
        if run.jobs:
            yield from run.leave(list(run.jobs), reason)
        yield from run.give_held_back(self._notify)

    def _ask_in_rounds(self, run: _Run) -> Iterator[Verdict | None]:
        """Ask for all jobs. Those a worker may have died over are asked again, by halves, until the cause is alone."""
        rounds: list[list[int]] = [list(run.jobs)]
        deaths = 0
        while rounds and not self._spent.is_over():
            wanted = [number for number in rounds.pop(0) if number in run.jobs]
            if not wanted:
                continue
            if deaths >= _MOST_DEATHS:
                yield from run.leave(wanted, "could not be checked: the checker ended too often")
                continue
            started: set[int] = set()
            try:
                yield from self._one_worker(run, wanted, started)
                yield from self._leave_undone(run, wanted)
            except WorkerError as error:
                deaths += 1
                self._notify(Notice("worker", f"The checker of external addresses {error}.", True))
                if len(wanted) == 1 or not started:
                    yield from run.leave(wanted, "could not be checked: the checker ended while it was asked")
                else:
                    rounds = [*_without_suspects(run, wanted, started), *rounds]

    def _leave_undone(self, run: _Run, wanted: Sequence[int]) -> Iterator[Verdict]:
        """What a worker that ended well has left of its jobs, though it had the time."""
        left = [number for number in wanted if number in run.jobs]
        if left and not self._spent.is_over():
            self._notify(Notice("worker", "The checker of external addresses left some undone.", True))
            yield from run.leave(left, "could not be checked: the checker gave no result")

    def _one_worker(self, run: _Run, wanted: Sequence[int], started: set[int]) -> Iterator[Verdict | None]:
        jobs = [run.jobs[number] for number in wanted]
        policy = run.policy
        slowest = max([policy.limits.interval, *(limits.interval for limits in policy.host_limits.values())])
        patience = policy.deadline * 2 + policy.longest_wait + slowest + _SLACK
        with WorkerProcess(
            self._command, self._environment, policy, jobs, patience=patience, silence=self._silence
        ) as worker:
            for message in worker.messages(self._spent.until):
                if isinstance(message, Started):
                    started.add(message.id)
                elif isinstance(message, Result):
                    yield from run.conclude(message)
                else:
                    yield None

    def _keep(self, verdicts: Iterator[Verdict | None], policy: Policy) -> Iterator[Verdict]:
        """Hand verdicts on, kept and with their streaks, in small heaps: what is known when a run is ended stays."""
        heap: list[Verdict] = []
        since = time.monotonic()
        try:
            for verdict in verdicts:
                if verdict is not None:
                    heap.append(verdict)
                if len(heap) >= _KEEP_AT_ONCE or time.monotonic() - since > _KEEP_AFTER:
                    full, heap = heap, []
                    yield from self._keep_heap(full, policy)
                    since = time.monotonic()
        finally:
            left = list(self._keep_heap(heap, policy))
        yield from left

    def _keep_heap(self, heap: Sequence[Verdict], policy: Policy) -> Iterator[Verdict]:
        kept = {}
        if self._store is not None:
            keepable = [_by_url(verdict) for verdict in heap if _is_kept(verdict)]
            kept = self._store.keep(keepable, policy.fingerprint())
        for verdict in heap:
            known = kept.get(_serial(verdict.target)) if _is_kept(verdict) else None
            yield replace(verdict, streak=known.streak, lasting=known.lasting) if known else verdict


def _without_suspects(run: _Run, wanted: Sequence[int], started: set[int]) -> list[list[int]]:
    """What to ask after a worker died: the jobs that it had not begun, then each half of those that it had."""
    left = [number for number in wanted if number in run.jobs]
    suspects = [number for number in left if number in started]
    half = (len(suspects) + 1) // 2
    return [[number for number in left if number not in started], suspects[:half], suspects[half:]]


class _Run:
    """One run's bookkeeping: which targets wait for which job."""

    def __init__(self, policy: Policy, clock: Callable[[], float]) -> None:
        self.policy = policy
        self.jobs: dict[int, Job] = {}
        self._clock = clock
        self._requests: dict[str, _Request] = {}
        self._mails: dict[str, MailTarget] = {}
        self._domains: dict[str, Result] = {}
        self._by_job: dict[int, _Request | str] = {}
        self._held_back: list[Verdict] = []
        self._vetted: set[tuple[str, int]] = set()
        self._failed_names: set[str] = set()
        self._some_name_resolved = False

    def sort(self, targets: Iterable[str]) -> Iterator[Verdict]:
        """Sort targets by what they need; those that need nothing get their verdicts now."""
        guard = Guard(self.policy.allow, self.policy.ports)
        for target in dict.fromkeys(targets):
            scheme = scheme_of(target)
            if scheme == "mailto":
                mail = read_mail_target(target, self.policy.retired_domains)
                if mail.outcome is Outcome.OK and mail.domains and self.policy.mail_names:
                    self._mails[target] = mail
                elif problem := second_opinion(mail):
                    yield Verdict(target, Outcome.MALFORMED, problem)
                else:
                    yield Verdict(target, mail.outcome, mail.reason)
            elif scheme in {"http", "https"} or not scheme:
                yield from self._sort_web(target, guard)
            else:
                yield Verdict(target, Outcome.UNCHECKED, f"begins with {scheme[:40]}:, which is never opened")

    def _sort_web(self, target: str, guard: Guard) -> Iterator[Verdict]:
        try:
            address = parse_address(target)
            place = (address.host, address.port)
            if place not in self._vetted:
                guard.check_literal(*place)
                self._vetted.add(place)
        except MalformedUrlError as error:
            yield Verdict(target, Outcome.MALFORMED, str(error))
        except UnsafeError as error:
            yield Verdict(target, Outcome.UNSAFE, str(error))
        else:
            length = len(address.key)
            if length > LONGEST:
                yield Verdict(target, Outcome.UNCHECKED, f"not asked, for it is {length:,} characters long")
                return
            request = self._requests.setdefault(address.key, _Request(address.with_fragment(None), []))
            request.targets.append((target, address))

    def recall(self, store: LinkStore | None) -> Iterator[Verdict]:
        """What the store knows; the rest becomes jobs."""
        known = {}
        if store is not None:
            urls = [address.url for request in self._requests.values() for _, address in request.targets]
            mails = [_serial(target) for target in self._mails]
            known = store.recall([*dict.fromkeys(urls), *mails], self.policy.fingerprint())
        for request in self._requests.values():
            waiting = []
            for target, address in request.targets:
                old = known.get(address.url)
                if old is not None and old.is_fresh:
                    yield replace(old.verdict, target=target)
                    continue
                waiting.append((target, address))
                request.known_missing |= old is not None and old.verdict.status == 404
            request.targets = waiting
        for target, mail in list(self._mails.items()):
            old = known.get(_serial(target))
            if old is not None and old.is_fresh:
                del self._mails[target]
                yield replace(old.verdict, target=target)
            elif problem := second_opinion(mail):
                del self._mails[target]
                yield Verdict(target, Outcome.MALFORMED, problem)
        self._make_jobs()

    def _make_jobs(self) -> None:
        for request in self._requests.values():
            if not request.targets:
                continue
            places = {place_of(address.fragment) for _, address in request.targets}
            wanted = tuple(sorted(item for item in places if item)) if self.policy.fragments else ()
            wanted = wanted[:_MOST_FRAGMENTS]
            number = len(self._by_job) + 1
            self.jobs[number] = WebJob(number, request.address.key, wanted, request.known_missing)
            self._by_job[number] = request
        for domain in dict.fromkeys(domain for mail in self._mails.values() for domain in mail.domains):
            number = len(self._by_job) + 1
            self.jobs[number] = MailJob(number, domain)
            self._by_job[number] = domain

    def all_waiting(self) -> list[int]:
        """All jobs without a result."""
        return list(self.jobs)

    def hold_to_budget(self, spent: _Spent) -> Iterator[Verdict]:
        """Leave out what is over the budgets in URLs, of the run and of each host; count what is not."""
        most, most_of_host = self.policy.urls, self.policy.host_urls
        over: list[int] = []
        over_of_host: list[int] = []
        for number, job in self.jobs.items():
            request = self._by_job[number]
            if isinstance(job, MailJob) or isinstance(request, str):
                continue
            host = request.address.host
            asked = spent.by_host.get(host, 0)
            if most_of_host is not None and asked >= most_of_host:
                over_of_host.append(number)
            elif most is not None and spent.urls >= most:
                over.append(number)
            else:
                spent.urls += 1
                spent.by_host[host] = asked + 1
        yield from self.leave(over, f"left out, for one run may ask {most or 0:,} addresses (`requests`)")
        text = f"left out, for one run may ask {most_of_host or 0:,} addresses of one host (`requests-per-host`)"
        yield from self.leave(over_of_host, text)

    def leave(self, numbers: Sequence[int], reason: str) -> Iterator[Verdict]:
        """Verdicts for jobs that will have no result."""
        for number in numbers:
            if number in self.jobs:
                yield from self.conclude(Result(number, Outcome.UNCHECKED, reason))

    def conclude(self, result: Result) -> Iterator[Verdict]:
        """The verdicts that a result brings. A second result for a job is no news."""
        if self.jobs.pop(result.id, None) is None:
            return
        request = self._by_job[result.id]
        if isinstance(request, str):
            yield from self._conclude_domain(request, result)
            return
        now = self._clock() if result.outcome is not Outcome.UNCHECKED else None
        verdicts = [_verdict(target, address, result, now) for target, address in request.targets]
        if self._is_name_trouble(request.address.host, result):
            self._held_back += verdicts
        else:
            yield from verdicts

    def _is_name_trouble(self, host: str, result: Result) -> bool:
        """Whether this may be because no name resolves at all; such verdicts wait until one does."""
        if result.trouble in _NAME_TROUBLES and not result.chain:
            self._failed_names.add(host)
            return not self._some_name_resolved
        if result.outcome is not Outcome.UNCHECKED and not host[-1].isdigit() and not host.startswith("["):
            self._some_name_resolved = True
        return False

    def give_held_back(self, notify: Notify) -> Iterator[Verdict]:
        """At the end: the verdicts on names that do not resolve, or the news that none does."""
        offline = not self._some_name_resolved and len(self._failed_names) >= _NAMES_FOR_OFFLINE
        if offline:
            notify(Notice("offline", "No host name could be resolved: this machine seems to be offline."))
        for verdict in self._held_back:
            if offline:
                reason = "could not be asked: this machine seems to be offline"
                yield replace(verdict, outcome=Outcome.FLAKY, reason=reason, checked_at=None)
            else:
                yield verdict
        self._held_back = []

    def _conclude_domain(self, domain: str, result: Result) -> Iterator[Verdict]:
        self._domains[domain] = result
        self._is_name_trouble(domain, result)
        for target, mail in list(self._mails.items()):
            if not all(name in self._domains for name in mail.domains):
                continue
            del self._mails[target]
            answers = [self._domains[name] for name in mail.domains]
            worst = max(answers, key=lambda answer: _MAIL_ORDER.index(answer.outcome))
            now = self._clock() if worst.outcome is not Outcome.UNCHECKED else None
            verdict = Verdict(target, worst.outcome, worst.reason, checked_at=now)
            if worst.trouble in _NAME_TROUBLES and not self._some_name_resolved:
                self._held_back.append(verdict)
            else:
                yield verdict


_MAIL_ORDER = [*(outcome for outcome in Outcome if outcome is not Outcome.BROKEN), Outcome.BROKEN]


def _verdict(target: str, address: WebAddress, result: Result, now: float | None) -> Verdict:
    """One target's verdict: the request's, but for its own fragment."""
    outcome, reason = result.outcome, result.reason
    chain = tuple(RedirectHop(hop.status, _with_fragment(hop.url, address.fragment)) for hop in result.chain)
    new = None
    if outcome is Outcome.MOVED:
        new = moved_to(chain)
        reason = f"has moved to {new}"
    place = place_of(address.fragment)
    if outcome in {Outcome.OK, Outcome.MOVED} and place in result.missing:
        outcome, reason, new = Outcome.FRAGMENT, f"has no place called #{place}", None
    elif outcome is Outcome.OK and place in result.unsure:
        reason = f"{reason}; whether it has a place called #{place} cannot be said"
    final = None if result.final_url is None else _with_fragment(result.final_url, address.fragment)
    return Verdict(target, outcome, reason, result.status, final, new, chain, now)


def _with_fragment(url: str, fragment: str | None) -> str:
    """The fragment goes along through redirects, unless one of them has its own."""
    return url if fragment is None or "#" in url else f"{url}#{fragment}"


def _serial(target: str) -> str:
    """What the store calls a target: its serialisation, or itself."""
    try:
        return parse_address(target).url
    except MalformedUrlError:
        return target


def _by_url(verdict: Verdict) -> Verdict:
    return replace(verdict, target=_serial(verdict.target))


def _is_kept(verdict: Verdict) -> bool:
    """What the network said, and only that. Policy is asked again each time."""
    return verdict.checked_at is not None and verdict.outcome not in {
        Outcome.UNSAFE,
        Outcome.MALFORMED,
        Outcome.UNCHECKED,
    }
