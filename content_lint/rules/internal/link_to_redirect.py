from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from content_lint.links.candidates import says_gone
from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.urls import find_url_fault
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import encoded, is_redirect_to, rewritten, with_path
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.site.link_uses import find_link_uses
from content_lint.text.edits import Fix, Safety
from content_lint.text.regex import regex

_MOVING = regex(
    r"(?<![a-z0-9])(?:latest|current|stable|newest|recent|now|today|next|upcoming|this-(?:week|month|year))(?![a-z0-9])"
)
"""Names of addresses that are moved on from one page to the next: who links there does not mean today's page."""

_NAMED = 3


class LinkToRedirect(SiteRule[Options]):
    """A link leads to an old address that sends its readers on.

    ## Why this matters
    Readers wait for two pages instead of one, lose their way back, and see "page not found" as soon as
    somebody tidies the redirect away. A page that sends its readers to another site on purpose is left alone.

    ## Bad
    ~~~yaml file=_config.yml
    url: https://www.example.org
    plugins: [jekyll-redirect-from]
    collections: {news: {output: true, permalink: "/news/:year/:month/:day/:title/"}}
    ~~~

    ~~~md
    ---
    title: News
    redirect_from: /old/
    ---
    Read [the example](/old/).
    ~~~

    ## Good
    ~~~yaml file=_config.yml
    url: https://www.example.org
    plugins: [jekyll-redirect-from]
    collections: {news: {output: true, permalink: "/news/:year/:month/:day/:title/"}}
    ~~~

    ~~~md
    ---
    title: News
    redirect_from: /old/
    ---
    Read [the example](/news/2020/01/02/example/).
    ~~~
    """

    meta = RuleMeta("IN202", "link-to-redirect", Severity.WARNING, yields_to=("invisible-character", "broken-link"))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to an address that redirects."""
        del context
        for item in site.once(resolve_looked_at).of(LinkOutcome.REDIRECT):
            if is_redirect_to(item.link):
                continue
            end = item.target.end
            if end is None:
                yield self._finding(item, "in a circle", "Link to a page that exists", None)
            elif end.scope is Scope.INTERNAL:
                yield self._to_no_page(item, end) or self._inside(site, item, end)
            elif not self._is_on_purpose(item):
                fix = rewritten(item.document, item.link, end.url, "Link straight to the page", Safety.UNSAFE)
                yield self._finding(item, f"to {shown(end.url)}", f"Link to {typed(end.url)}", fix)

    def _is_on_purpose(self, item: SiteLink) -> bool:
        """Whether it is there to send its readers elsewhere: a short address that others may go on using."""
        answer = item.target.answer
        return answer is not None and (answer.page is None or answer.url == answer.page.url)

    def _to_no_page(self, item: SiteLink, end: LinkTarget) -> Diagnostic | None:
        """Where nothing is at the end that anybody means."""
        if end.outcome is LinkOutcome.HIDDEN:
            return self._finding(item, f"to {shown(end.url)}, which is not on the site", "Link to another page", None)
        if end.outcome is LinkOutcome.MISSING:
            return self._finding(item, f"to {shown(end.url)}, which does not exist", "Correct the redirect", None)
        if end.answer is not None and says_gone(end.answer.page):
            help_ = f"Link to a page on the subject, or remove the link: very many lead to {typed(end.path)}"
            return self._finding(item, f"to {shown(end.url)}", help_, None)
        return None

    def _inside(self, site: Site, item: SiteLink, end: LinkTarget) -> Diagnostic:
        others = site.once(_contested).get(item.target.answer.destination if item.target.answer is not None else "", ())
        if others:
            meant = ", ".join(map(shown, others[:_NAMED]))
            return self._finding(item, f"to {shown(end.url)}", f"Link to the page that is meant: {meant}", None)
        if find_url_fault(end.path.lstrip("/")) is not None:  # a host name in the path, say: it will not stay
            help_ = "Correct that page's own address first, then link to it"
            return self._finding(item, f"to {shown(end.url)}", help_, None)
        address = _address(item, end)
        # A redirect loses the part after `#`; a place that the page does not have would come to light.
        fragment = item.target.fragment or end.fragment
        place = find_place(site, replace(end, fragment=fragment))
        if place.state is PlaceState.MISSING:
            page = (address or end.url).partition("#")[0]
            help_ = f"Link to {typed(page)}, or to the place there that is meant"
            if place.near:
                help_ = f"Did you mean {typed(f'{page}#{place.near}')}?"
            return self._finding(item, f"to {shown(end.url)}, which has no place {shown(f'#{fragment}')}", help_, None)
        if address is None:
            help_ = f"Link to the page {typed(end.path)} in the same way"
            return self._finding(item, f"to {shown(end.url)}", help_, None)
        lasting = place.state is PlaceState.THERE and _will_last(site, item.target, end)
        safety = Safety.SAFE if lasting else Safety.UNSAFE
        templated = item.link.templated
        fix = None if templated else rewritten(item.document, item.link, address, "Link straight to the page", safety)
        return self._finding(item, f"to {shown(end.url)}", f"Link to {typed(address)}", fix)

    def _finding(self, item: SiteLink, leads: str, help: str, fix: Fix | None) -> Diagnostic:  # noqa: A002
        return self.report(
            item.document.path,
            item.link.destination_span,
            f"link target {shown(item.link.destination)} redirects {leads}",
            help=help,
            fix=fix,
        )


def _address(item: SiteLink, end: LinkTarget) -> str | None:
    """The link's address as it would be written, templates and all; None where a template leaves no place for it."""
    fragment = f"#{end.fragment}" if end.fragment and "#" not in item.link.destination else ""
    if not item.link.templated:
        return with_path(item, end.url + (end.query if not item.target.query else "")) + fragment
    # `{{ site.baseurl }}/old/` and `{{ "/old/" | relative_url }}` hold the path as it is within the site.
    written, old = item.link.destination, item.target.path
    if written.count(old) != 1 or len(old) < 2:
        return None
    return written.replace(old, encoded(end.path) + (end.query if not item.target.query else "")) + fragment


def _will_last(site: Site, target: LinkTarget, end: LinkTarget) -> bool:
    """Whether the address to which a link is redirected will go on meaning the same page."""
    if end.outcome is not LinkOutcome.LIVE or target.answer is None or target.answer.page is None:
        return False  # what a host makes of its rules cannot be tried here
    # Where templates lead links to other pages, the new one may come to mean another page than the old one.
    return not _MOVING.search(target.path.lower()) and not site.once(find_link_uses).rewriters


def _contested(site: Site) -> dict[str, tuple[str, ...]]:
    """Where the pages are that redirect from one and the same old address, by the file that they all write."""
    found: dict[str, tuple[str, ...]] = {}
    for item in site.built.collisions:
        targets = dict.fromkeys(writer.redirect_target for writer in item.writers if writer.redirect_target is not None)
        if len(targets) > 1:
            pages = (site.pages.get(writer.path) for writer in item.writers if writer.redirect_target is not None)
            found[item.destination] = tuple(dict.fromkeys(page.url for page in pages if page is not None))
    return found
