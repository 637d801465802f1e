"""What answers at a path of the site's host, and where its redirects end."""

from __future__ import annotations

from functools import partial
from urllib.parse import unquote

from msgspec.structs import replace

from content_lint.links.address_parts import SCHEME, split_address, without_dots
from content_lint.links.causes import Cause
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from content_lint.links.urls import split_web_url
from content_lint.site.addresses import Answer, Kind
from content_lint.site.index import Site
from content_lint.site.model import Page, State
from content_lint.text.regex import regex

_SLASHES = regex("/{2,}")
_LONGEST_CHAIN = 20


class LookUp:
    """Looks up paths in the site's index.

    Args:
        site: the site.
        unknown: why something may be there that is not in the index.
        bare_files: whether a file without front matter may be a page for all that is known.
    """

    def __init__(self, site: Site, unknown: Unknown, *, bare_files: bool) -> None:
        self._site = site
        self._base = site.settings.base_path
        self._unknown = unknown
        self._bare_files = bare_files

    def find(self, text: str, *, asset: bool = False, own_host: bool = False, relative: bool = False) -> LinkTarget:
        """What answers at a path from the root of the host."""
        path, query, fragment = split_address(text.replace("\\", "/"))
        path = without_dots(path)
        if asset and self._base and not path.startswith(f"{self._base}/"):
            path = self._base + path  # a layout puts the base path in front of what a field holds
        make = partial(
            LinkTarget, Scope.INTERNAL, url=path, query=query, fragment=fragment, own_host=own_host, relative=relative
        )
        if self._is_outside(path):
            inside = self._site.addresses.find(unquote(path))
            # What lies there is another site's business, unless it looks as if this one was meant.
            if inside is not None and inside.kind is not Kind.HIDDEN and path != "/":
                return make(LinkOutcome.MISSING, path=unquote(path), spelled=self._base + path)
            return make(LinkOutcome.UNKNOWN, path=unquote(path)).not_known(self._unknown.outside)
        within = self._within(path)
        answer = self._find(within)
        if answer is None:
            return self._missing(make(LinkOutcome.MISSING, path=within), asset=asset)
        make = partial(make, path=within, answer=answer)
        if answer.kind is Kind.REDIRECT:
            return make(LinkOutcome.REDIRECT, end=self._follow(answer))
        if answer.kind is not Kind.HIDDEN:
            return make(LinkOutcome.LIVE)
        if answer.page is not None and answer.page.state is State.STOPS_THE_BUILD:
            return make(LinkOutcome.UNKNOWN).not_known(self._unknown.stopped)
        return make(LinkOutcome.HIDDEN)

    def _is_outside(self, path: str) -> bool:
        """Whether a path of the host is not below the base path, where this site is."""
        return bool(self._base) and path != self._base and not path.startswith(f"{self._base}/")

    def _within(self, path: str) -> str:
        """The decoded path within the site."""
        return unquote(path[len(self._base) :], errors="surrogateescape") or "/"

    def _find(self, path: str) -> Answer | None:
        found = self._site.addresses.find(path)
        if found is None and "//" in path:
            # Some hosts take several slashes for one.
            found = self._site.addresses.find(_SLASHES.sub("/", path))
        return found

    def _missing(self, found: LinkTarget, *, asset: bool) -> LinkTarget:
        """What a target at which nothing answers is: another spelling, unknown, or really MISSING."""
        if self._unknown.is_generated(found.path):
            answer = Answer(Kind.GENERATED, found.path, found.path)
            return replace(found, outcome=LinkOutcome.LIVE, answer=answer)
        nearly = self._site.addresses.find_ignoring_case(found.path)
        if nearly is not None and nearly[0].kind is not Kind.GENERATED:
            answer, spelled = nearly
            return replace(found, outcome=LinkOutcome.WRONG_CASE, answer=answer, spelled=spelled)
        cause = self._unknown.reason(found.path, asset=asset) or self._from_bare_file(found.path)
        return found.not_known(cause) if cause else found

    def _from_bare_file(self, path: str) -> Cause | None:
        """Why a file without front matter may be a page all the same, or None."""
        if not self._bare_files:
            return None
        stem = path.strip("/").removesuffix("index.html").removesuffix(".html").rstrip("/")
        names = (f"{stem}/README.md", f"{stem}/index.md", f"{stem}.md") if stem else ("README.md", "index.md")
        return self._unknown.bare_file if any(name in self._site.pages for name in names) else None

    def _follow(self, redirect: Answer) -> LinkTarget | None:
        """Where a chain of redirects ends, or None where it goes round in circles."""
        seen: set[str] = set()
        here: LinkTarget | None = None
        answer: Answer | None = redirect
        while answer is not None and answer.kind is Kind.REDIRECT:
            if answer.destination in seen or len(seen) > _LONGEST_CHAIN:
                return None
            seen.add(answer.destination)
            here = self._step(answer.target)
            answer = here.answer
        return here

    def _step(self, target: str) -> LinkTarget:
        """One redirect further."""
        url = split_web_url(target)
        if url is None and SCHEME.match(target):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, target)
        if url is not None:
            if url.host not in self._site.settings.own_hosts:
                return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, target)
            target = url.rest or "/"
        path, query, fragment = split_address(target)
        path = without_dots(path if path.startswith("/") else f"/{path}")
        if self._is_outside(path):
            found = LinkTarget(Scope.INTERNAL, LinkOutcome.UNKNOWN, path, unquote(path), query, fragment)
            return found.not_known(self._unknown.outside)
        within = self._within(path)
        answer = self._find(within)
        make = partial(LinkTarget, Scope.INTERNAL, url=path, path=within, query=query, fragment=fragment, answer=answer)
        if answer is None:
            return self._missing(make(LinkOutcome.MISSING), asset=False)
        return make(LinkOutcome.HIDDEN if answer.kind is Kind.HIDDEN else LinkOutcome.LIVE)


def answer_of(page: Page) -> Answer:
    """What answers at the address of a page."""
    kind = {State.LIVE: Kind.PAGE, State.STATIC: Kind.STATIC}.get(page.state, Kind.HIDDEN)
    return Answer(kind, page.url, page.destination, page.path, page)
