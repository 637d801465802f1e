"""What answers at a path of the site's host, and where its redirects end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import unquote

from msgspec.structs import replace

from content_lint.config.settings import HostRule, Server
from content_lint.links.address_parts import SCHEME, split_address, without_dots
from content_lint.links.base_put_in_front import is_base_put_in_front
from content_lint.links.causes import Cause
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from content_lint.links.urls import WebUrl, split_web_url
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.host_rules import HostRules, Ruled
from content_lint.site.index import Site
from content_lint.site.model import Page, State
from content_lint.text.regex import regex

_SLASHES = regex("/{2,}")
_LONGEST_CHAIN = 20
_GONE = frozenset({403, 404, 410, 451})
_LASTING = frozenset({301, 308})


class LookUp:
    """Looks up paths in the site's index.

    Args:
        site: the site.
        unknown: why something may be there that is not in the index.
        bare_files: whether a file without front matter may be a page for all that is known.
        server: the one that is asked, where languages have servers of their own.
        at: who looks up an address of the own hosts then.

    Attributes:
        server: the one that is asked, or None.
        base: the base path of all addresses.
    """

    def __init__(
        self,
        site: Site,
        unknown: Unknown,
        *,
        bare_files: bool,
        server: Server | None = None,
        at: Callable[[WebUrl], LookUp | None] | None = None,
    ) -> None:
        self._site = site
        self.server = server
        self._at = at
        self.base = site.settings.base_path if server is None else server.base_path
        self._folder = "" if server is None else server.folder
        self._unknown = unknown
        self._bare_files = bare_files
        self._rules = HostRules(site.settings.host_rules, site.settings.own_hosts)

    def find(
        self,
        text: str,
        *,
        asset: bool = False,
        own_host: bool = False,
        relative: bool = False,
        hops: int = 0,
        rewritten_by: HostRule | None = None,
    ) -> LinkTarget:
        """What answers at a path from the root of the host.

        Args:
            text: the path, with query and fragment.
            asset: whether it is where only files are.
            own_host: whether the link spells out the site's own host.
            relative: whether it was written relative to the page.
            hops: how many redirects have led here.
            rewritten_by: the rule of the host that asks for this path in another's place: it does not answer twice, and
                redirects do not come after it.
        """
        path, query, fragment = split_address(text.replace("\\", "/"))
        path = without_dots(path)
        if self._is_completed(path, asset=asset, own_host=own_host):
            path = self.base + path
        make = partial(
            LinkTarget,
            Scope.INTERNAL,
            url=path,
            query=query,
            fragment=fragment,
            own_host=own_host,
            relative=relative,
            server=self.server,
        )
        ruled = self._ruled(path, query, rewritten_by)
        if ruled is not None:
            found = make(LinkOutcome.LIVE, path=self._within(path))
            return self._unless_made(self._by_rule(found, ruled, hops), ruled.rule)
        if self._is_outside(path):
            return self._outside(make(LinkOutcome.UNKNOWN, path=unquote(path)))
        within = self._within(path)
        answer = self._find(within)
        if answer is None:
            return self._missing(make(LinkOutcome.MISSING, path=within), asset=asset)
        return self._answered(make(LinkOutcome.LIVE, path=within, answer=answer), answer, hops)

    def _is_completed(self, path: str, *, asset: bool, own_host: bool) -> bool:
        """Whether a layout, of what a field holds, or a program, of what a text holds, adds the base path."""
        if not self.base or path.startswith(f"{self.base}/"):
            return False
        if asset:
            return True
        is_there = not own_host and self._site.addresses.find(unquote(path)) is not None
        return is_there and self._site.once(is_base_put_in_front)

    def _outside(self, found: LinkTarget) -> LinkTarget:
        """A target outside of the site's base path."""
        inside = self._site.addresses.find(self._folder + found.path)
        # What lies there is another site's business, unless it looks as if this one was meant: whoever wrote the
        # host, too, took the address from somewhere.
        if inside is not None and inside.kind is not AnswerKind.HIDDEN and found.url != "/" and not found.own_host:
            return replace(found, outcome=LinkOutcome.MISSING, spelled=self.base + found.url)
        return found.not_known(self._unknown.outside)

    def _answered(self, found: LinkTarget, answer: Answer, hops: int) -> LinkTarget:
        """The target of a link at whose path something is."""
        if answer.kind is AnswerKind.REDIRECT:
            return replace(found, outcome=LinkOutcome.REDIRECT, end=self._follow(answer, hops))
        if answer.kind is not AnswerKind.HIDDEN:
            return found
        if answer.page is not None and answer.page.state is State.STOPS_THE_BUILD:
            return replace(found, outcome=LinkOutcome.UNKNOWN).not_known(self._unknown.stopped)
        return replace(found, outcome=LinkOutcome.HIDDEN)

    def _ruled(self, path: str, query: str, rewritten_by: HostRule | None) -> Ruled | None:
        """The rule of the host that answers at a path instead of the site's files, or None."""
        if not self._rules:
            return None
        answer = None if self._is_outside(path) else self._find(self._within(path))
        there = answer is not None and answer.kind is not AnswerKind.HIDDEN
        ruled = self._rules.find(unquote(path), query, there=there)
        if ruled is None or (there and ruled.rule.condition):
            return None  # whoever does not meet the condition gets the file
        if ruled.rule.fills and self._site.settings.generator.shows_not_found:
            return None  # whatever file the host answers with, readers see "not found"
        if rewritten_by is not None and (ruled.rule.redirects or ruled.rule == rewritten_by):
            return None
        gone = ruled.rule.status in _GONE and not ruled.rule.condition
        return None if gone and not ruled.rule.first else ruled

    def _unless_made(self, found: LinkTarget, rule: HostRule) -> LinkTarget:
        """The same target; not known where a rule of the host leads to nothing, and a program may make the page."""
        leads_on = found.outcome is not LinkOutcome.MISSING and not (
            found.outcome is LinkOutcome.REDIRECT and not found.end
        )
        cause = None if leads_on or rule.first or rule.status in _GONE else self._unknown.from_maker(found.path)
        return found if cause is None else found.not_known(cause)

    def _by_rule(self, found: LinkTarget, ruled: Ruled, hops: int) -> LinkTarget:
        """The same target as a rule of the host answers it."""
        rule = ruled.rule
        if rule.condition:
            return found.not_known(self._unknown.ruled(rule.file, rule.condition))
        if rule.status in _GONE:
            reason = f"is answered with {rule.status} by a rule in `{rule.file}`"
            return replace(found, outcome=LinkOutcome.MISSING, reason=reason)
        if not rule.redirects and rule.wide:
            condition = f"answers all of them with `{ruled.target}`"
            return found.not_known(self._unknown.ruled(rule.file, condition))
        return self._through(found, ruled, hops)

    def _through(self, found: LinkTarget, ruled: Ruled, hops: int) -> LinkTarget:
        """The same target, which a rule leads to another address or answers with what is there."""
        rule = ruled.rule
        answer = Answer(AnswerKind.REDIRECT, found.path, found.path, rule.file, None, ruled.target)
        by = None if rule.redirects else rule
        end = self._end_of(ruled.target, hops + 1, by) if hops <= _LONGEST_CHAIN else None
        if end is not None and end.outcome is LinkOutcome.REDIRECT:
            end = end.end
        if end is None:
            return replace(found, outcome=LinkOutcome.REDIRECT, answer=answer)
        if end.outcome is LinkOutcome.UNKNOWN and end.cause is not None:
            return found.not_known(end.cause)
        if end.outcome in (LinkOutcome.MISSING, LinkOutcome.WRONG_CASE):
            reason = f"is led to `{end.url}` by a rule in `{rule.file}`, and nothing is there"
            return replace(found, outcome=LinkOutcome.MISSING, reason=reason)
        lasts = rule.status in _LASTING or (rule.wide and rule.redirects)
        if end.scope is Scope.INTERNAL and (lasts or end.outcome is not LinkOutcome.LIVE):
            return replace(found, outcome=LinkOutcome.REDIRECT, answer=answer, end=end)
        return replace(found, fragment=found.fragment or end.fragment, answer=end.answer)

    def _end_of(self, target: str, hops: int, rewritten_by: HostRule | None = None) -> LinkTarget:
        """What a redirect leads to, or what a rewrite asks for."""
        url = split_web_url(target)
        if url is None and SCHEME.match(target):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, target)
        if url is not None and url.server not in self._site.settings.own_hosts:
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, target)
        path = target if url is None else url.rest or "/"
        who = self._at(url) if self._at is not None and url is not None else self
        if who is None:
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, target)
        return who.find(path if path.startswith("/") else f"/{path}", hops=hops, rewritten_by=rewritten_by)

    def published(self, text: str) -> LinkTarget:
        """What answers at the address of a file that a template of the site publishes."""
        path, query, fragment = split_address(text)
        within = self._within(path)
        answer = Answer(AnswerKind.GENERATED, within, within)
        return LinkTarget(Scope.INTERNAL, LinkOutcome.LIVE, path, within, query, fragment, answer=answer)

    def _is_outside(self, path: str) -> bool:
        """Whether a path of the host is not below the base path, where this site is."""
        return bool(self.base) and path != self.base and not path.startswith(f"{self.base}/")

    def _within(self, path: str) -> str:
        """The decoded path within the site."""
        return unquote(path[len(self.base) :], errors="surrogateescape") or "/"

    def _find(self, path: str) -> Answer | None:
        found = self._site.addresses.find(self._folder + path)
        if found is None and "//" in path:
            # Some hosts take several slashes for one.
            found = self._site.addresses.find(self._folder + _SLASHES.sub("/", path))
        return found

    def _missing(self, found: LinkTarget, *, asset: bool) -> LinkTarget:
        """What a target at which nothing answers is: another spelling, unknown, or really MISSING."""
        if self._unknown.is_generated(found.path):
            answer = Answer(AnswerKind.GENERATED, found.path, found.path)
            return replace(found, outcome=LinkOutcome.LIVE, answer=answer)
        nearly = self._site.addresses.find_ignoring_case(self._folder + found.path)
        if nearly is not None and nearly[0].kind is not AnswerKind.GENERATED:
            answer, spelled = nearly
            spelled = spelled.removeprefix(self._folder)
            return replace(found, outcome=LinkOutcome.WRONG_CASE, answer=answer, spelled=spelled)
        cause = self._unknown.reason(found.path, asset=asset) or self._from_bare_file(found.path)
        if cause is None and found.own_host:
            cause = self._unknown.asked(found.path, found.query)
            # Who leaves out even the base path, and then writes the host, means what else is there.
            if cause is None and self._site.once(is_base_put_in_front):
                cause = self._unknown.elsewhere
        return found.not_known(cause) if cause else found

    def _from_bare_file(self, path: str) -> Cause | None:
        """Why a file without front matter may be a page all the same, or None."""
        if not self._bare_files:
            return None
        stem = path.strip("/").removesuffix("index.html").removesuffix(".html").rstrip("/")
        found = (self._site.pages.get(f"{stem}{ending}") for ending in ("/README.md", "/index.md", ".md"))
        return self._unknown.bare_file if any(page and page.state is State.STATIC for page in found) else None

    def _follow(self, redirect: Answer, hops: int) -> LinkTarget | None:
        """Where a chain of redirects ends, or None where it goes round in circles."""
        if hops > _LONGEST_CHAIN:
            return None
        end = self._end_of(redirect.target, hops + 1)
        return end.end if end.outcome is LinkOutcome.REDIRECT else end


def answer_of(page: Page) -> Answer:
    """What answers at the address of a page."""
    kind = {State.LIVE: AnswerKind.PAGE, State.STATIC: AnswerKind.STATIC}.get(page.state, AnswerKind.HIDDEN)
    return Answer(kind, page.url, page.destination, page.path, page)
