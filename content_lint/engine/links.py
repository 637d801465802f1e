"""Every link of a site with what is known of its target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.cache.cache import Cache
from content_lint.config.settings import SiteSettings
from content_lint.engine.external import IGNORED, External, failures_of, gather, notices_of
from content_lint.engine.load import Progress, load_cached
from content_lint.engine.since import Since, load_earlier
from content_lint.links.external.address.keys import MalformedUrlError, parse_address
from content_lint.links.mail import domain_of, read_mailto
from content_lint.links.outside import Verdicts, is_unknown, target_of
from content_lint.links.page_places import PlaceFinder, PlaceState
from content_lint.links.site_links import SiteLink, resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.report.links import LinkReport, LinkRow
from content_lint.report.report import of_one
from content_lint.site.index import Site

_SEVERITIES = {
    "missing": "error",
    "stops-the-build": "error",
    "wrong-case": "error",
    "fragment": "error",
    "redirect": "warning",
    "hidden": "warning",
}


class LinkListing(Struct):
    """The links of a site, before and after other servers are asked.

    Attributes:
        site: the site.
        verdicts: what is known of targets outside of it.
        external: how they are asked, or None.
        unread: files whose links are not known, since their text is not.
    """

    site: Site
    verdicts: Verdicts
    external: External | None
    unread: tuple[str, ...] = ()
    _hosts: dict[str, str] = field(default_factory=dict)

    def ask(self) -> None:
        """Ask other servers. An interrupt leaves what has come."""
        self._gather(self.external)

    def recall(self) -> None:
        """After an interrupt: what was learned and kept before it, and had not come yet. Opens no connection."""
        if self.external is not None:
            policy = replace(self.external.policy, cached=True)
            self._gather(replace(self.external, policy=policy, tell=None))

    def _gather(self, external: External | None) -> None:
        if external is not None:
            scopes = {Scope.EXTERNAL, Scope.MAIL} if external.policy.mail_names else {Scope.EXTERNAL}
            self.verdicts = gather(external, self.verdicts, scopes)

    def report(self) -> LinkReport:
        """The rows as far as they are known."""
        rows = tuple(self._row(item) for item in self.verdicts.links)
        notices = self._of_unread()
        if self.external is None:
            return LinkReport(rows, notices)
        notices += tuple(notices_of(self.external, self.verdicts))
        return LinkReport(rows, notices, failures_of(self.external, self.verdicts))

    def _of_unread(self) -> tuple[str, ...]:
        if not self.unread:
            return ()
        more = f" and {len(self.unread) - 1:,} more" if len(self.unread) > 1 else ""
        return (
            f"The links of {self.unread[0]}{more} are not listed, for the text cannot be read: see content-lint check.",
        )

    def _row(self, item: SiteLink) -> LinkRow:
        place = item.document.source.position(item.link.destination_span.start)
        target = item.target
        row = LinkRow(
            item.document.path,
            place.line,
            place.column,
            item.link.destination,
            item.link.kind.value,
            target.scope.value,
            None if is_unknown(item) else target_of(item) or _address(target),
            None,
            host=self._host(target),
        )
        return self._inside(row, target) if target.scope is Scope.INTERNAL else self._outside(row, item)

    def _host(self, target: LinkTarget) -> str:
        if target.url not in self._hosts:
            self._hosts[target.url] = _host(target)
        return self._hosts[target.url]

    def _inside(self, row: LinkRow, target: LinkTarget) -> LinkRow:
        outcome, final = target.outcome.value, None
        reason = target.reason if target.cause is None else of_one(target.reason)
        if target.outcome is LinkOutcome.REDIRECT:
            final = None if target.end is None else _address(target.end)
            reason = reason or (f"redirects to {final}" if final else "redirects in a circle")
        elif target.outcome is LinkOutcome.WRONG_CASE:
            reason = f"is {target.spelled} here"
        elif target.outcome is LinkOutcome.LIVE and target.fragment:
            place = self.site.once(PlaceFinder).find(target)
            if place.state is PlaceState.MISSING:
                outcome, reason = "fragment", f"has no place called {target.fragment}"
            elif place.cause is not None:
                # The page is there, and nobody knows whether the place is: that is no link that works.
                outcome, reason = LinkOutcome.UNKNOWN.value, of_one(place.cause.reason)
        severity = _SEVERITIES.get(outcome, "")
        return replace(row, outcome=outcome, reason=reason, final_url=final, severity=severity)

    def _outside(self, row: LinkRow, item: SiteLink) -> LinkRow:
        asked = target_of(item)
        if asked is not None and asked in self.verdicts.ignored:
            return replace(row, outcome="unchecked", reason=IGNORED)
        verdict = None if asked is None else self.verdicts.known.get(asked)
        if verdict is None:
            return replace(row, outcome="unknown" if is_unknown(item) else None, reason=of_one(item.target.reason))
        return replace(
            row,
            outcome=verdict.outcome.value,
            reason=verdict.reason,
            status=verdict.status,
            final_url=verdict.final_url,
            from_cache=verdict.from_cache,
            severity=verdict.severity.label if verdict.severity is not None else "",
        )


def list_links(  # noqa: PLR0913 - each is one option of the command
    settings: SiteSettings,
    now: datetime,
    external: External | None,
    *,
    wanted: Callable[[str], bool],
    scopes: Sequence[str] = (),
    since: Since | None = None,
    progress: Progress | None = None,
    cache: Cache | None = None,
    built: Path | None = None,
) -> LinkListing:
    """Read the site and resolve its links; nobody is asked yet.

    Args:
        settings: the site's settings.
        now: the clock (aware).
        external: how other servers are asked, or None.
        wanted: tells of a path whether its links are listed.
        scopes: the scopes that are listed; none for all.
        since: what the site is compared with: only links whose target it did not have then are listed; or None.
        progress: told how far the reading is.
        cache: what earlier runs learned of the files, or None.
        built: the folder of pages that the generator made of the site, by which its links are judged; or None.

    Raises:
        OSError: the root cannot be read.
        HistoryError: git does not answer.
    """
    loaded = load_cached(settings, cache, progress)
    site = loaded.site(settings, now, built)
    links = [
        item
        for item in site.once(resolve_links).all
        if wanted(item.document.path) and (not scopes or item.target.scope.value in scopes)
    ]
    if since is not None:
        earlier = load_earlier(since, settings, loaded).site(since.settings, now)
        before = {_identity(item) for item in earlier.once(resolve_links).all}
        links = [item for item in links if _identity(item) not in before]
    known = {} if external is None else external.known
    odd = (path for path, document in loaded.documents.items() if document.source.undecodable is not None)
    unread = tuple(sorted(path for path in {*loaded.unreadable, *odd} if wanted(path)))
    return LinkListing(site, Verdicts(tuple(links), known), external, unread)


def _identity(item: SiteLink) -> tuple[str, str]:
    """What makes two links of two revisions lead to one place."""
    return item.target.scope.value, _address(item.target) or item.link.destination


def _address(target: LinkTarget) -> str:
    if target.scope is not Scope.INTERNAL:
        return target.url
    fragment = f"#{target.fragment}" if target.fragment else ""
    return f"{target.url}{target.query}{fragment}"


def _host(target: LinkTarget) -> str:
    if target.scope is Scope.MAIL:
        return next(iter(domain_of(address) for address in read_mailto(target.url).addresses), "")
    if target.scope is not Scope.EXTERNAL:
        return ""
    url = target.url
    try:
        return parse_address(f"https:{url}" if url[:1] in {"/", "\\"} else url).host
    except MalformedUrlError:
        return ""
