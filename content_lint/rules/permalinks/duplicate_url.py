from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.permalinks.claims import Claim, Clash, certain_clashes
from content_lint.rules.places import address_place, place_of
from content_lint.rules.reactions import at_a_stop, with_reaction
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown
from content_lint.site.index import Site
from content_lint.site.model import Writer
from content_lint.text.source import Span

_NAMED = 20  # as many others as one finding names: a thousand pages at one address are one fault, not a million


class _Crowd:
    """A clash, and who else is in it: answered at once, however many there are."""

    def __init__(self, site: Site, clash: Clash) -> None:
        self._site = site
        self.clash = clash
        self.makes = _makes(site, clash)
        self.files = len({item.path for item in clash.claims})
        self._first = self._two(clash.claims)
        self._pages = self._two(item for item in clash.claims if item.key_path is None)

    def _two(self, claims: Iterable[Claim]) -> list[Claim]:
        """The first claims of two different files."""
        found: list[Claim] = []
        for claim in claims:
            if not found or claim.path != found[0].path:
                found.append(claim)
            if len(found) == 2:
                break
        return found

    def other(self, claim: Claim) -> Claim | None:
        """The first claim of another file, or None."""
        return next((item for item in self._first if item.path != claim.path), None)

    def page(self, claim: Claim) -> Claim | None:
        """The first page of another file, or None."""
        return next((item for item in self._pages if item.path != claim.path), None)

    @cached_property
    def stops_build(self) -> bool:
        """Whether the build stops at one of them."""
        stopped = self._site.once(_stopped)
        return any(item.path in stopped for item in self.clash.claims)


class DuplicateUrl(SiteRule[Options]):
    """Two pages, files or redirects claim the same address.

    ## Why this matters
    Only one of them can be there. The site generator writes one over the other and mostly says nothing, so a
    page that was published is nowhere to be found, or an old address leads to the wrong one. Addresses that
    differ in upper and lower case only are one file on many computers.

    ## Bad
    ~~~md file=_news/2020-01-02-minutes.md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /minutes/
    ---
    ~~~

    ~~~md
    ---
    title: More minutes
    date: 2020-01-02
    permalink: /minutes/
    ---
    ~~~

    ## Good
    ~~~md file=_news/2020-01-02-minutes.md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /minutes/
    ---
    ~~~

    ~~~md
    ---
    title: More minutes
    date: 2020-01-02
    permalink: /more-minutes/
    ---
    ~~~
    """

    meta = RuleMeta("PL301", "duplicate-url", Severity.ERROR, yields_to=("malformed-permalink",))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:  # noqa: ARG002 - the site is enough
        """One finding for each file of a clash, at its permalink or redirect, with the others beside it."""
        by_chance = site.settings.generator.winner_by_chance
        winners = {} if by_chance else {item.destination: item.writers[-1] for item in site.built.collisions}
        for clash in certain_clashes(site):
            places = {claim: self._place(site, claim) for claim in clash.claims}
            winner = winners.get(clash.claims[0].destination)
            if _leads_to_one_page(clash) or (clash.kind == "same" and _is_said_elsewhere(clash, winner)):
                continue
            idle = _does_nothing(clash, winner, by_chance=by_chance)
            crowd = _Crowd(site, clash)
            seen: set[str] = set()
            for claim in self._first_redirects(clash):
                if claim.generated or claim.path in seen or not _speaks(site, claim):
                    continue
                seen.add(claim.path)
                if not idle or claim.key_path is not None:
                    yield self._finding(site, crowd, claim, places, winners.get(claim.destination), idle=idle)

    def _first_redirects(self, clash: Clash) -> Iterator[Claim]:
        """A page that redirects to itself is told so at the redirect: its address is as it should be."""
        yield from (claim for claim in clash.claims if claim.key_path is not None)
        yield from (claim for claim in clash.claims if claim.key_path is None)

    def _place(self, site: Site, claim: Claim) -> Span:
        if claim.key_path is None:
            return address_place(site, claim.path)
        return place_of(site, claim.path, claim.key_path)

    def _finding(
        self,
        site: Site,
        crowd: _Crowd,
        claim: Claim,
        places: dict[Claim, Span],
        winner: Writer | None,
        *,
        idle: bool,
    ) -> Diagnostic:
        others = islice((item for item in crowd.clash.claims if item is not claim), _NAMED)
        related = tuple(
            Related(item.path, places[item], _words(item, crowd.clash)) for item in others if not item.generated
        )
        idle_own = idle and crowd.other(claim) is None
        finding = self.report(
            claim.path,
            places[claim],
            _message(crowd, claim) + (", so this redirect does nothing" if idle_own else ""),
            help=_help(crowd, claim, winner, _key(site)),
            severity=Severity.INFO if idle else None,
            related=related,
            data={"url": claim.url},
        )
        if crowd.clash.kind != "same":
            return finding
        return at_a_stop(site, finding) if crowd.stops_build else with_reaction(site, "route", finding)


def _stopped(site: Site) -> frozenset[str]:
    """The files at which the build stops since another one has their address."""
    return frozenset(item.path for item in site.built.fatal if item.by_clash)


def _key(site: Site) -> str:
    """The key that holds old addresses."""
    return next(iter(site.settings.generator.old_keys), "")


def _makes(site: Site, clash: Clash) -> Mapping[str, str]:
    """What to call that which no file is, by the name that its maker has for it."""
    led = {item.path: f"a redirect to `{item.path}`" for item in clash.claims if item.generated}
    return {**site.settings.generator.makes, **{path: said for path, said in led.items() if path in site.documents}}


def _does_nothing(clash: Clash, winner: Writer | None, *, by_chance: bool) -> bool:
    """Whether the one page that is at the address stays there: who redirects from it changes nothing for readers.

    Hugo, where chance decides between pages, leaves a page at its address that names this as an old one.
    """
    pages = [claim for claim in clash.claims if claim.key_path is None]
    if clash.kind != "same" or len(pages) != 1:
        return False
    if by_chance:
        return {claim.path for claim in clash.claims} == {pages[0].path}
    return winner is not None and winner.redirect_url is None


def _leads_to_one_page(clash: Clash) -> bool:
    """Whether readers get to one page whichever of the claims stays.

    All are old addresses of that page; or one is its own address in other letters, which a server that tells them apart
    needs a redirect for.
    """
    redirects = [item.key_path is not None or item.generated for item in clash.claims]
    return len({item.path for item in clash.claims}) == 1 and (
        all(redirects) or (clash.kind != "same" and any(redirects))
    )


def _is_said_elsewhere(clash: Clash, winner: Writer | None) -> bool:
    """One page that names itself as an old address, and is lost by that: redirect-loop says so."""
    return len({item.path for item in clash.claims}) == 1 and winner is not None and winner.redirect_url is not None


def _speaks(site: Site, claim: Claim) -> bool:
    """Whether a file can hold a finding: a picture has no line to point at."""
    return claim.path in site.documents or claim.path in site.others


def _words(claim: Claim, clash: Clash) -> str:
    if claim.key_path is not None:
        return f"redirects {shown(claim.url)} to its own address"
    return f"is at {shown(claim.url)}" if clash.kind != "same" else "claims the same address"


def _message(crowd: _Crowd, claim: Claim) -> str:
    clash, other = crowd.clash, crowd.other(claim)
    if other is None:
        return f"{shown(claim.url)} is the page's own address, not an old one"
    more = crowd.files - 2
    named = f"{_named(crowd, other)}" + (f" and {more:,} more" if more else "")
    if clash.kind == "case":
        return f"{shown(claim.url)} and {shown(other.url)} of {named} differ only in upper and lower case"
    if clash.kind == "folder":
        if claim is clash.claims[0]:
            return f"{shown(claim.url)} is a file, and the folder in which {named} would be"
        return f"{shown(claim.url)} needs a folder where {named} puts the file {shown(clash.claims[0].destination)}"
    if claim.key_path is None:
        what = "also an old address of" if other.key_path is not None else "also the address of"
        return f"{shown(claim.url)} is {what} {named}"
    verb = "is also redirected by" if other.key_path is not None else "is the address of"
    return f"old address {shown(claim.url)} {verb} {named}"


def _named(crowd: _Crowd, claim: Claim) -> str:
    if not claim.generated:
        return f"`{claim.path}`"
    return crowd.makes.get(claim.path, f"a plugin's `{claim.path}`")


def _help(crowd: _Crowd, claim: Claim, winner: Writer | None, key: str) -> str:
    clash, other, page = crowd.clash, crowd.other(claim), crowd.page(claim)
    if claim.key_path is not None:
        if page is None and other is not None:
            fate = _fate(claim, winner, ": this one wins", ": this one is lost")
            return f"Keep it in `{key}` of one page only{fate}."
        fate = _fate(claim, winner, ": nobody sees that page", ": it does nothing" if other is not None else "")
        return f"Delete it from `{key}`{fate}."
    if clash.kind != "same":
        return "Change one of the two addresses."
    if page is None and other is not None:
        fate = _fate(claim, winner, ": it does nothing", ": nobody sees this page")
        return f"Delete it from `{key}` of {_named(crowd, other)}{fate}."
    if winner is None:
        return "Give one of them another address."
    seen = "this one" if _wins(claim, winner) else _winner(winner)
    return f"Give one of them another address: readers see {seen}."


def _fate(claim: Claim, winner: Writer | None, wins: str, loses: str) -> str:
    """The words for a claim that wins or loses; empty where it is not known which of them does."""
    if winner is None:
        return ""
    return wins if _wins(claim, winner) else loses


def _wins(claim: Claim, winner: Writer) -> bool:
    """Whether what readers get at the address is this very claim's."""
    return winner.path == claim.path and (winner.redirect_url is None) == (claim.key_path is None)


def _winner(winner: Writer) -> str:
    return f"the redirect of `{winner.path}`" if winner.redirect_url is not None else f"`{winner.path}`"
