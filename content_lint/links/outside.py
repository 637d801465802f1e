"""The links that lead out of the site, and what is known of their targets. Opens no connection itself."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from content_lint.links.site_links import SiteLink
from content_lint.links.target import LinkOutcome, Scope
from content_lint.report.verdict import Outcome, Verdict
from content_lint.text.regex import regex

_TWO_SLASHES = regex(r"[/\\]{2}")


def is_unknown(item: SiteLink) -> bool:
    """Whether a template makes the address, so that only rendering tells where it leads."""
    if not item.link.templated:
        return False
    # What could be worked out is in the target; what could not is there as it was written.
    return item.target.outcome is LinkOutcome.UNKNOWN or item.target.url == item.link.destination


def target_of(item: SiteLink) -> str | None:
    """What is to be asked for a link: an absolute web address or a ``mailto:``; None for all other links.

    What only a template makes is not known, and so it is not asked; nor is what a form is sent to, whose server
    says nothing to those who only look.
    """
    if item.target.outcome is not LinkOutcome.ELSEWHERE or is_unknown(item) or item.link.is_posted:
        return None
    if item.target.scope is Scope.MAIL:
        return item.target.url
    if item.target.scope is not Scope.EXTERNAL:
        return None
    url = item.target.url
    # Whoever leaves the scheme out gets that of the page: nearly every site is read over https.
    return f"https:{url}" if _TWO_SLASHES.match(url) else url


def twin_of(target: str) -> str | None:
    """The same address over https, without its fragment; None for what is no plain ``http`` address."""
    from content_lint.links.external.address.keys import MalformedUrlError, parse_address  # most runs ask nobody

    if target.startswith("https:"):
        return None  # nearly all are, and need no parsing
    try:
        address = parse_address(target)
    except MalformedUrlError:
        return None
    if address.scheme != "http" or address.port != 80:
        return None
    return f"https://{address.host}{address.request_target}"


def page_of(url: str) -> str:
    """An address serialised and without its fragment: what two notations of one page have in common."""
    from content_lint.links.external.address.keys import MalformedUrlError, parse_address  # most runs ask nobody

    try:
        return parse_address(url).key
    except MalformedUrlError:
        return url


class Verdicts(Struct, frozen=True, dict=True):
    """What is known of the targets outside of the site.

    Attributes:
        links: the links to judge, in the order of documents and files; also those that stay inside.
        known: verdicts by target; see ``target_of``.
        ignored: targets that the configuration keeps us from asking.
        mail: whether mail domains were looked up.
    """

    links: tuple[SiteLink, ...]
    known: Mapping[str, Verdict]
    ignored: Container[str] = frozenset()
    mail: bool = True

    def of(self, *outcomes: Outcome, scope: Scope = Scope.EXTERNAL) -> Iterator[tuple[SiteLink, Verdict]]:
        """Every place whose target has one of these outcomes."""
        for item, target in self.places:
            if item.target.scope is scope:
                verdict = self.known.get(target)
                if verdict is not None and verdict.outcome in outcomes:
                    yield item, verdict

    @cached_property
    def places(self) -> tuple[tuple[SiteLink, str], ...]:
        """The links that lead out of the site, each with its target."""
        found = ((item, target_of(item)) for item in self.links)
        return tuple((item, target) for item, target in found if target is not None)

    def targets(self, *scopes: Scope) -> list[str]:
        """The different targets of these kinds, without those that are ignored."""
        wanted = (target for item, target in self.places if item.target.scope in scopes)
        return [target for target in dict.fromkeys(wanted) if target not in self.ignored]

    def twins(self) -> list[str]:
        """The https addresses to be asked: those of pages that answer to plain ``http``, where they are not known."""
        found: dict[str, None] = {}
        for _, verdict in self.of(Outcome.OK, Outcome.FRAGMENT):
            twin = twin_of(verdict.target)
            if twin is not None and not self.is_secure_already(verdict, twin):
                found[twin] = None
        return list(found)

    def is_secure_already(self, verdict: Verdict, twin: str) -> bool:
        """Whether asking the plain address has shown that the page is there over https: it was led to it."""
        return verdict.final_url is not None and page_of(verdict.final_url) == twin

    def has_secure_twin(self, verdict: Verdict) -> bool:
        """Whether the page of a plain ``http`` address answers over https as well."""
        twin = twin_of(verdict.target)
        if twin is None:
            return False
        known = self.known.get(twin)
        return self.is_secure_already(verdict, twin) or (known is not None and known.outcome is Outcome.OK)


def matching(targets: Iterable[str], patterns: Iterable[str]) -> frozenset[str]:
    """The targets that one of the patterns names, without regard to case.

    Args:
        targets: absolute addresses.
        patterns: beginnings of addresses; ``*`` stands for any text (``https://*.example.org/``).
    """
    wanted = [pattern.lower().split("*") for pattern in patterns]
    return frozenset(target for target in targets if any(_begins(target.lower(), parts) for parts in wanted))


def _begins(text: str, parts: list[str]) -> bool:
    """Whether a text begins with the parts, in their order, whatever is between them. Takes linear time."""
    if not text.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:]:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
