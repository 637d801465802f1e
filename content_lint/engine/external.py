"""Targets outside of the site within a run: gathered, asked once, and judged by the network rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.engine.document_step import crash
from content_lint.links.outside import Verdicts, matching
from content_lint.links.site_links import SiteLink, resolve_links
from content_lint.links.target import LinkOutcome, Scope
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Failure, NotChecked
from content_lint.report.verdict import Outcome, Verdict
from content_lint.rules.context import SiteContext
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Family, Rule
from content_lint.site.index import Site
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.links.external.client.interface import LinkEngine, Notice
    from content_lint.links.external.wire.policy import Policy

IGNORED = "the configuration says to ignore them"
_LINKS, _MAIL, _TWINS = "external links", "mail domains", "http addresses over https"
_INSECURE = "insecure-url"
_PRIVATE = "private-url"
_UNDONE = "could not be checked"  # how the engine's reasons begin where its worker failed


class External(Struct, frozen=True):
    """How this run learns of targets outside of the site.

    Attributes:
        engine: gives the verdicts.
        policy: how it asks.
        ignore: beginnings of addresses that are not asked; see ``links.outside.matching``.
        tell: told each verdict as it comes, how many there are, and of how many; before the first one, that there is
            None; or None where nobody wants to know.
        notices: what the engine has to say beside its verdicts; it puts them there.
        known: what was answered already in this run, by target: rounds of fixing ask nothing twice.
    """

    engine: LinkEngine
    policy: Policy
    ignore: tuple[str, ...] = ()
    tell: Callable[[Verdict | None, int, int], None] | None = None
    notices: list[Notice] = field(default_factory=list)
    known: dict[str, Verdict] = field(default_factory=dict)

    def ask(self, targets: Sequence[str]) -> None:
        """Have a verdict on each target in ``known``. An interrupt leaves those there that have come."""
        missing = [target for target in targets if target not in self.known]
        if not missing:
            return
        if self.tell:
            self.tell(None, 0, len(missing))
        # Closing the stream, as an interrupt does, has the engine stop and keep what it has learned.
        with closing(_closable(self.engine, missing, self.policy)) as verdicts:
            for done, verdict in enumerate(verdicts, 1):
                kept = self._weighed(verdict)
                self.known[kept.target] = kept
                if self.tell:
                    self.tell(kept, done, len(missing))

    def _weighed(self, verdict: Verdict) -> Verdict:
        """The verdict, or UNCHECKED where nothing was learned: unknown is not broken."""
        if verdict.outcome is Outcome.FLAKY and verdict.checked_at is None:
            return replace(verdict, outcome=Outcome.UNCHECKED)  # no network here: nothing was learned of the server
        if verdict.outcome is Outcome.UNSAFE and self._is_odd_port(verdict):
            return replace(verdict, outcome=Outcome.UNCHECKED)  # public for all we know, and not asked all the same
        return verdict

    def _is_odd_port(self, verdict: Verdict) -> bool:
        """Whether a port keeps us from asking, and not the host."""
        from content_lint.links.external.address.keys import MalformedUrlError, parse_address  # hardly ever

        for url in (verdict.target, *(hop.url for hop in verdict.chain)):
            try:
                if parse_address(url).port not in self.policy.ports:
                    return True
            except MalformedUrlError:
                continue
        return False


class JudgedTargets(Struct):
    """What became of the targets outside of the site.

    Attributes:
        verdicts: what is known of them, or None where nobody asked.
        found: findings of the network rules.
        not_checked: how many links could not be checked, and why.
        failures: our own mistakes.
        notices: what the reader has to know.
    """

    verdicts: Verdicts | None = None
    found: list[Diagnostic] = field(default_factory=list)
    not_checked: list[NotChecked] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def heard(self, active: Sequence[Rule[Any]]) -> list[Rule[Any]]:
        """The rules that could say something: where nobody asked other servers, those that need no answer."""
        return [rule for rule in active if self.verdicts is not None or rule.scope != "network"]

    def without_answer(self, active: Sequence[Rule[Any]]) -> frozenset[str]:
        """The rules whose silence means nothing, because nobody asked for verdicts or some are missing."""
        if self.verdicts is not None and not self.not_checked:
            return frozenset()
        return frozenset(rule.meta.name for rule in active if rule.scope == "network")


def judge_external(
    external: External | None,
    active: Sequence[Rule[Any]],
    site: Site,
    context: SiteContext,
    wanted: Container[str],
    said: Iterable[Diagnostic] = (),
) -> JudgedTargets:
    """Ask for the targets of the links of some documents, and let the network rules speak.

    Args:
        external: how to ask; None where nobody wants to know.
        active: the rules that run; without a network rule nothing is asked.
        site: the site.
        context: what the rules may know. Where it has an earlier site, only targets that it does not have are asked.
        wanted: the documents that findings are wanted for.
        said: what document rules have found.
    """
    rules = [rule for rule in active if isinstance(rule, NetworkRule)]
    if external is None or not rules:
        return JudgedTargets()
    links = tuple(item for item in site.once(resolve_links).all if item.document.path in wanted)
    scopes = {Scope.MAIL if rule.meta.family is Family.MAIL else Scope.EXTERNAL for rule in rules}
    verdicts = gather(external, Verdicts(links, external.known), scopes, known_before(context.earlier))
    asks_twins = any(rule.meta.name == _INSECURE for rule in rules)
    twins = _ask_twins(external, verdicts) if asks_twins else []
    judged = _judge(rules, site, verdicts, context)
    private = {(item.path, item.span) for item in (*said, *judged.found) if item.rule == _PRIVATE}
    judged.not_checked.extend((*not_checked(verdicts, scopes, private), *_twins_not_checked(verdicts, twins)))
    judged.notices.extend(notices_of(external, verdicts))
    judged.failures.extend(failures_of(external, verdicts))
    return judged


def _judge(rules: Sequence[NetworkRule[Any]], site: Site, verdicts: Verdicts, context: SiteContext) -> JudgedTargets:
    judged = JudgedTargets(verdicts)
    for rule in rules:
        try:
            judged.found.extend(rule.judge(site, verdicts, context))
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others go on
            judged.failures.append(crash(rule.meta.name, "", error))
    return judged


def _ask_twins(external: External, verdicts: Verdicts) -> list[str]:
    """Ask for the https addresses of all http links; gives them, the ignored ones too."""
    twins = verdicts.twins()
    ignored = matching(twins, external.ignore)
    external.ask([twin for twin in twins if twin not in ignored])
    return twins


def _twins_not_checked(verdicts: Verdicts, twins: Sequence[str]) -> Iterator[NotChecked]:
    reasons: Counter[str] = Counter()
    for twin in twins:
        verdict = verdicts.known.get(twin)
        if verdict is not None and verdict.outcome is Outcome.UNCHECKED:
            reasons[verdict.reason] += 1
    for reason, count in reasons.most_common():
        yield NotChecked(_TWINS, count, reason)


def notices_of(external: External, verdicts: Verdicts) -> list[str]:
    """What the reader has to know of the asking; where nothing was left undone, also what went wrong meanwhile."""
    undone = bool(_undone(verdicts))
    texts = (
        f"{item.text} Nothing was left undone." if item.is_failure else item.text
        for item in external.notices
        if not (undone and item.is_failure)
    )
    return list(dict.fromkeys(texts))


def failures_of(external: External, verdicts: Verdicts) -> tuple[Failure, ...]:
    """What was left undone that should have been done, and why."""
    undone = _undone(verdicts)
    if not undone:
        return ()
    count = "1 address has no verdict" if len(undone) == 1 else f"{len(undone):,} addresses have no verdict"
    count += "; the next run asks again."
    causes = dict.fromkeys(item.text for item in external.notices if item.is_failure)
    said = tuple(causes) or tuple(dict.fromkeys(f"The first one {verdict.reason}." for verdict in undone[:1]))
    return tuple(Failure("asking other servers", "", f"{text} {count}") for text in said)


def _undone(verdicts: Verdicts) -> list[Verdict]:
    """The verdicts that are missing by a fault of this program; whatever else is unchecked is as it should be."""
    return [
        verdict
        for verdict in verdicts.known.values()
        if verdict.outcome is Outcome.UNCHECKED and verdict.reason.startswith(_UNDONE)
    ]


def gather(external: External, verdicts: Verdicts, scopes: set[Scope], before: Container[str] = ()) -> Verdicts:
    """Ask for all targets of these kinds but those of ``before``; the same verdicts, with what is ignored."""
    targets = verdicts.targets(*scopes)
    verdicts = replace(verdicts, ignored=matching(targets, external.ignore))
    external.ask([target for target in verdicts.targets(*scopes) if target not in before])
    return verdicts


def known_before(earlier: Site | None) -> frozenset[str]:
    """The targets that the site had before a change: they are no concern of those who made it."""
    if earlier is None:
        return frozenset()
    return frozenset(target for _, target in Verdicts(earlier.once(resolve_links).all, {}).places)


def not_checked(
    verdicts: Verdicts, scopes: Container[Scope], private: Container[tuple[str, Span]]
) -> Iterator[NotChecked]:
    """How many links have no verdict, by reason; none of them is a fault.

    Args:
        verdicts: what is known.
        scopes: the kinds of links that were asked.
        private: the places of private addresses that are reported; others are as the configuration wants them.
    """
    reasons: Counter[tuple[str, str]] = Counter()
    for item, target in verdicts.places:
        if item.target.scope in scopes:
            reason = _why_not_checked(item, target, verdicts, private)
            if reason is not None:
                reasons[_MAIL if item.target.scope is Scope.MAIL else _LINKS, reason] += 1
    for item in verdicts.links if Scope.EXTERNAL in scopes else ():
        if item.target.scope is Scope.EXTERNAL and item.target.outcome is LinkOutcome.UNKNOWN:
            reasons[_LINKS, item.target.reason] += 1
    for (what, reason), count in reasons.most_common():
        yield NotChecked(what, count, reason)


def _why_not_checked(
    item: SiteLink, target: str, verdicts: Verdicts, private: Container[tuple[str, Span]]
) -> str | None:
    if target in verdicts.ignored:
        return IGNORED
    verdict = verdicts.known.get(target)
    return verdict.reason if verdict is not None and _says_nothing(verdict, item, private) else None


def _says_nothing(verdict: Verdict, item: SiteLink, private: Container[tuple[str, Span]]) -> bool:
    if verdict.outcome is Outcome.UNSAFE:
        return (item.document.path, item.link.destination_span) not in private
    is_silent_mail = verdict.outcome is Outcome.FLAKY and item.target.scope is Scope.MAIL
    return verdict.outcome is Outcome.UNCHECKED or is_silent_mail


def _closable(engine: LinkEngine, targets: Sequence[str], policy: Policy) -> Generator[Verdict]:
    """The engine's stream as a generator, whatever kind of iterator it is."""
    yield from engine.check(targets, policy)
