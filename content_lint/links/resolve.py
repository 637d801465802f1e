"""Where a link leads: from a destination to what answers there, as a browser and the site's host would find it.

Pure: everything is looked up in the site's index, nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial
from urllib.parse import unquote

from content_lint.links.causes import Cause
from content_lint.links.fragments import without_directive
from content_lint.links.front_matter import ASSET
from content_lint.links.unknown import Unknown
from content_lint.links.urls import split_web_url
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.addresses import Answer, Kind
from content_lint.site.base_hrefs import BaseHref, BaseHrefs
from content_lint.site.index import Site
from content_lint.site.model import Page, Role, State
from content_lint.site.survey import is_markdown

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED = str.maketrans("", "", "\t\r\n")
_CONTROL = re.compile(r"[\x00-\x20]")
_SLASHES = re.compile("/{2,}")
_LONGEST_CHAIN = 20
_UNKNOWN_BASE = "?"


class Scope(StrEnum):
    """What kind of place a link leads to."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    MAIL = "mail"
    OTHER = "other"  # tel:, javascript: and the like


class LinkOutcome(StrEnum):
    """What answers at an internal address; links of other scopes have ELSEWHERE."""

    LIVE = "live"
    REDIRECT = "redirect"
    HIDDEN = "hidden"  # a page that is not built now, or never
    WRONG_CASE = "wrong-case"
    MISSING = "missing"
    STOPS = "stops-the-build"  # a tag that the generator stops at
    UNKNOWN = "unknown"  # cannot be told from here: ``Target.cause``
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads.

    Attributes:
        scope: see Scope.
        outcome: see LinkOutcome.
        url: of an internal link its path from the root of the host, of any other the whole address; without
            fragment, and still percent-encoded as it was written.
        path: of an internal link the decoded path within the site, without the base path.
        query: with its ``?``, or empty.
        fragment: decoded; empty where there is none.
        own_host: whether the link spells out the site's own host.
        answer: what answers at the address.
        end: of a REDIRECT where its chain ends; None where it never does.
        reason: why the build stops, or what of UNKNOWN the cause says.
        spelled: of WRONG_CASE, the path as it should be.
        relative: whether the address was written relative to the page.
        cause: of UNKNOWN, why nothing is known.
    """

    scope: Scope
    outcome: LinkOutcome
    url: str = ""
    path: str = ""
    query: str = ""
    fragment: str = ""
    own_host: bool = False
    answer: Answer | None = None
    end: LinkTarget | None = None
    reason: str = ""
    spelled: str = ""
    relative: bool = False
    cause: Cause | None = None


class LinkResolver:
    """Resolves the links of one site; what was resolved once is remembered by its destination."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._settings = site.settings
        self._base = self._settings.base_path
        self._unknown = Unknown(site)
        self._references = site.generator.references(site)
        self._known: dict[tuple[str, ...], LinkTarget] = {}
        self._base_hrefs = BaseHrefs(site.settings, site.templates)
        self._bases: dict[str, str] = {}

    def resolve(self, document: Document, link: Link) -> LinkTarget:
        """Where a link of a document leads.

        Args:
            document: the document.
            link: one of its links, in the body or the front matter.
        """
        page = self._site.pages.get(document.path)
        text = link.destination
        if link.kind is LinkKind.LIQUID:
            return self._tag(document, link, page)
        if link.templated:
            found = self._references.evaluate(document, page, text)
            if found is None:
                is_code = self._settings.dialect.is_mdx(document.path)
                return self._templated(text, self._unknown.code if is_code else self._unknown.template)
            text = found
        target = self._address(document, page, text, asset=link.tag == ASSET)
        if link.is_posted and target.outcome is LinkOutcome.MISSING:
            return self._not_known(target, self._unknown.posted)
        return target

    def _tag(self, document: Document, link: Link, page: Page | None) -> LinkTarget:
        plain = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, link.destination)
        if link.templated:
            return self._not_known(plain, self._unknown.template)
        found, problem = self._references.tag(document, link)
        if found is None and problem and _file_name(link.raw) in self._stopped:
            # Its own fault is told at that page; with it mended, this may be right.
            return self._not_known(plain, self._unknown.stopped)
        if found is None and problem:
            return replace(plain, outcome=LinkOutcome.STOPS, reason=problem)
        if found is None:
            return self._not_known(plain, self._unknown.template)
        return self._address(document, page, found, asset=False)

    @cached_property
    def _stopped(self) -> frozenset[str]:
        """File names, without their endings, of the pages that stop the build."""
        stopped = (page for page in self._site.built.pages if page.state is State.STOPS_THE_BUILD)
        return frozenset(_file_name(page.path) for page in stopped)

    def _templated(self, text: str, cause: Cause) -> LinkTarget:
        """What is known of an address that only rendering tells."""
        start = min(at for at in (text.find("{"), len(text)) if at >= 0)
        scheme = _SCHEME.match(text, 0, start)
        name = scheme[1].lower() if scheme else ""
        if name == "mailto":
            return LinkTarget(Scope.MAIL, LinkOutcome.ELSEWHERE, text)
        url = split_web_url(text[:start]) if name in ("http", "https") or text.startswith("//") else None
        if url is not None and url.host and url.rest:
            if url.host not in self._settings.own_hosts:
                return self._not_known(LinkTarget(Scope.EXTERNAL, LinkOutcome.UNKNOWN, text), cause)
        elif name and name not in ("http", "https"):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, text)
        return self._not_known(LinkTarget(Scope.INTERNAL, LinkOutcome.UNKNOWN, text), cause)

    def _address(self, document: Document, page: Page | None, text: str, *, asset: bool) -> LinkTarget:
        # A relative address leads elsewhere from every page, and so it is remembered with its page.
        tag = ASSET if asset else ""
        base = "" if asset else self._base_of(document, page)
        if base:
            key = (base, text, document.path)
            if key not in self._known:
                self._known[key] = self._from_base(document, page, text, base)
            return self._known[key]
        known = self._known.get((tag, text)) or self._known.get((tag, text, document.path))
        if known is None:
            known = self._look_up(document, page, text, asset=asset)
            by_page = known.relative or self._depends_on_language(known)
            self._known[(tag, text, document.path) if by_page else (tag, text)] = known
        return known

    def _look_up(self, document: Document, page: Page | None, text: str, *, asset: bool) -> LinkTarget:
        if _CONTROL.search(text):
            # Browsers take these out before they read an address.
            text = text.strip(" \t\r\n\f\v\0").translate(_IGNORED)
        scheme = _SCHEME.match(text)
        name = scheme[1].lower() if scheme else ""
        if name == "mailto":
            return LinkTarget(Scope.MAIL, LinkOutcome.ELSEWHERE, text)
        if name and name not in ("http", "https"):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, text)
        if name or text[:2] in ("//", "\\\\", "/\\", "\\/"):
            url = split_web_url(text.replace("\\", "/", 2) if not name else text)
            if url is None or url.host not in self._settings.own_hosts:
                return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, text)
            return self._internal(url.rest or "/", asset=asset, own_host=True)
        if text[:1] in ("/", "\\"):
            return self._as_file(document, self._internal(text, asset=asset))
        return self._relative(document, page, text, asset=asset)

    def _depends_on_language(self, found: LinkTarget) -> bool:
        """Whether the same path may name a page in another language, where nothing answers at it as an address."""
        shares = self._site.generator.may_share_paths
        return shares and found.outcome in (LinkOutcome.MISSING, LinkOutcome.WRONG_CASE, LinkOutcome.UNKNOWN)

    def _as_file(self, document: Document, found: LinkTarget) -> LinkTarget:
        """The same, unknown where nothing answers but a page's file has that path, and a template may look it up."""
        if found.outcome not in (LinkOutcome.MISSING, LinkOutcome.WRONG_CASE):
            return found
        named = self._references.names_file(document, found.path)
        return self._not_known(found, self._unknown.file(self._references.link_template)) if named else found

    def _base_of(self, document: Document, page: Page | None) -> str:
        """Where ``<base href>`` has a page's links start: a path, or an address of another host; empty without one.

        ``_UNKNOWN_BASE`` where only rendering tells.
        """
        if document.path not in self._bases:
            found = self._base_hrefs.of(document)
            self._bases[document.path] = "" if found is None else self._read_base(document, page, found)
        return self._bases[document.path]

    def _read_base(self, document: Document, page: Page | None, found: BaseHref) -> str:
        href: str | None = found.href
        if found.sure and ("{{" in found.href or "{%" in found.href):
            href = self._references.evaluate(document, page, found.href)
        if not found.sure or href is None or page is None or not page.url:
            return _UNKNOWN_BASE
        href = href.strip()
        url = split_web_url(href)
        if url is not None:
            if url.host not in self._settings.own_hosts:
                return href if _joined(href, "") else ""  # browsers pay no heed to what they cannot read
            return url.rest or "/"
        if not href or _SCHEME.match(href):
            return ""  # browsers pay no heed to it
        path = href if href.startswith("/") else self._base + page.url[: page.url.rfind("/") + 1] + href
        return _without_dots(_split(path)[0])

    def _from_base(self, document: Document, page: Page | None, text: str, base: str) -> LinkTarget:
        """Where a link leads whose page has a ``<base href>``: all that is relative starts from there."""
        bare = text.strip(" \t\r\n\f\v\0").translate(_IGNORED).replace("\\", "/")
        foreign = split_web_url(base) is not None
        if _SCHEME.match(bare) or bare.startswith("//") or (bare.startswith("/") and not foreign):
            return self._look_up(document, page, text, asset=False)
        if base == _UNKNOWN_BASE:
            missing = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, bare, relative=True)
            return self._not_known(missing, self._unknown.base)
        if foreign:
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, _joined(base, bare), relative=True)
        folder = base if not bare or bare[0] in "?#" else base[: base.rfind("/") + 1]
        found = self._internal(folder + bare, asset=False, relative=True)
        template = self._references.link_template
        gone = found.outcome is LinkOutcome.MISSING
        return self._not_known(found, self._unknown.relative(template)) if template and gone else found

    def _relative(self, document: Document, page: Page | None, text: str, *, asset: bool) -> LinkTarget:
        path, query, fragment = _split(text)
        if not path:
            own = Answer(Kind.PAGE, page.url, page.destination, page.path, page) if page is not None else None
            where = self._base + page.url if page is not None else ""
            within = unquote(page.url) if page is not None else ""
            return LinkTarget(
                Scope.INTERNAL, LinkOutcome.LIVE, where, within, query, fragment, answer=own, relative=True
            )
        by_source = self._by_source(document, unquote(path))
        if by_source is not None and self._references.may_link_sources:
            answer = _answer_of(by_source)
            outcome = LinkOutcome.HIDDEN if answer.kind is Kind.HIDDEN else LinkOutcome.LIVE
            url, within = self._base + by_source.url, unquote(by_source.url)
            return LinkTarget(Scope.INTERNAL, outcome, url, within, query, fragment, answer=answer, relative=True)
        elsewhere = self._named_elsewhere(document, text) if by_source is None else None
        if elsewhere is not None:
            return elsewhere
        if page is None or not page.url or page.role is Role.STATIC:
            return self._from_nowhere(path, query, fragment, by_source)
        folder = page.url[: page.url.rfind("/") + 1]
        found = self._internal(self._base + folder + text, asset=asset, relative=True)
        if found.outcome is not LinkOutcome.MISSING:
            return found
        if asset:
            # A layout may put a folder in front, or a slash.
            rooted = self._internal(f"{self._base}/{text}", asset=True, relative=True)
            return rooted if rooted.outcome is not LinkOutcome.MISSING else self._not_known(found, self._unknown.layout)
        template = self._references.link_template
        return self._not_known(found, self._unknown.relative(template)) if template else found

    def _named_elsewhere(self, document: Document, text: str) -> LinkTarget | None:
        """What a relative address means that names a file which is not there, where no generator is modelled."""
        if self._unknown.unmodelled is None:
            return None
        path, query, fragment = _split(text)
        named, cause = self._unknown.unmodelled.source(document.path, unquote(path))
        found = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, path, unquote(path), query, fragment, relative=True)
        if named is not None:
            return self._named(found, named)
        if cause is not None:
            return self._not_known(found, cause)
        return found if is_markdown(path) else None  # whoever names a Markdown file means that very file

    def _from_nowhere(self, path: str, query: str, fragment: str, by_source: Page | None) -> LinkTarget:
        """A relative link of a page whose own address is not known."""
        found = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, path, unquote(path), query, fragment, relative=True)
        if by_source is not None:
            return self._named(found, by_source)
        return self._not_known(found, self._unknown.address)

    @staticmethod
    def _named(found: LinkTarget, page: Page) -> LinkTarget:
        """A target that names its page by the file."""
        return replace(found, outcome=LinkOutcome.LIVE, answer=_answer_of(page))

    def _by_source(self, document: Document, path: str) -> Page | None:
        """The page of the file that a relative path names as a file beside the document's own."""
        folder = document.path.rpartition("/")[0]
        return self._site.pages.get(_without_dots(f"/{folder}/{path}" if folder else f"/{path}").lstrip("/"))

    def _internal(self, text: str, *, asset: bool, own_host: bool = False, relative: bool = False) -> LinkTarget:
        """What answers at a path from the root of the host."""
        path, query, fragment = _split(text.replace("\\", "/"))
        path = _without_dots(path)
        if asset and self._base and not path.startswith(f"{self._base}/"):
            path = self._base + path  # a layout puts the base path in front of what a field holds
        make = partial(
            LinkTarget, Scope.INTERNAL, url=path, query=query, fragment=fragment, own_host=own_host, relative=relative
        )
        if self._base and path != self._base and not path.startswith(f"{self._base}/"):
            inside = self._site.addresses.find(unquote(path))
            # What lies there is another site's business, unless it looks as if this one was meant.
            if inside is not None and inside.kind is not Kind.HIDDEN and path != "/":
                return make(LinkOutcome.MISSING, path=unquote(path), spelled=self._base + path)
            return self._not_known(make(LinkOutcome.UNKNOWN, path=unquote(path)), self._unknown.outside)
        within = unquote(path[len(self._base) :], errors="surrogateescape") or "/"
        answer = self._find(within)
        make = partial(make, path=within, answer=answer)
        if answer is None:
            return self._missing(make(LinkOutcome.MISSING), asset=asset)
        if answer.kind is Kind.REDIRECT:
            return make(LinkOutcome.REDIRECT, end=self._follow(answer))
        if answer.kind is Kind.HIDDEN:
            if answer.page is not None and answer.page.state is State.STOPS_THE_BUILD:
                return self._not_known(make(LinkOutcome.UNKNOWN), self._unknown.stopped)
            return make(LinkOutcome.HIDDEN)
        return make(LinkOutcome.LIVE)

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
        return self._not_known(found, cause) if cause else found

    def _from_bare_file(self, path: str) -> Cause | None:
        """Why a file without front matter may be a page all the same, or None."""
        if not self._references.may_take_bare_files:
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
        if url is None and _SCHEME.match(target):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, target)
        if url is not None:
            if url.host not in self._settings.own_hosts:
                return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, target)
            target = url.rest or "/"
        path, query, fragment = _split(target)
        path = _without_dots(path if path.startswith("/") else f"/{path}")
        if self._base and path != self._base and not path.startswith(f"{self._base}/"):
            found = LinkTarget(Scope.INTERNAL, LinkOutcome.UNKNOWN, path, unquote(path), query, fragment)
            return self._not_known(found, self._unknown.outside)
        within = unquote(path[len(self._base) :], errors="surrogateescape") or "/"
        answer = self._find(within)
        make = partial(LinkTarget, Scope.INTERNAL, url=path, path=within, query=query, fragment=fragment, answer=answer)
        if answer is None:
            return self._missing(make(LinkOutcome.MISSING), asset=False)
        return make(LinkOutcome.HIDDEN if answer.kind is Kind.HIDDEN else LinkOutcome.LIVE)

    @staticmethod
    def _not_known(found: LinkTarget, cause: Cause) -> LinkTarget:
        return replace(found, outcome=LinkOutcome.UNKNOWN, reason=cause.reason, cause=cause)

    @cached_property
    def lost_redirects(self) -> Mapping[str, tuple[Document, int]]:
        """Old addresses that a second ``redirect_from`` of the same page overrides: the page, and which duplicate."""
        found: dict[str, tuple[Document, int]] = {}
        for document in self._site.documents.values():
            duplicates = document.front_matter.duplicates if document.front_matter is not None else ()
            for number, item in enumerate(duplicates):
                if item.path == ("redirect_from",):
                    for value in _texts(item.earlier_value):
                        found.setdefault(_bare(value), (document, number))
        return found

    def lost_redirect(self, target: LinkTarget) -> tuple[Document, int] | None:
        """The page that a missing address would redirect to if its ``redirect_from`` were not overridden."""
        return self.lost_redirects.get(_bare(target.path))


def _texts(value: object) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _bare(path: str) -> str:
    return path.strip("/").removesuffix(".html").removesuffix("/index")


def _answer_of(page: Page) -> Answer:
    kind = {State.LIVE: Kind.PAGE, State.STATIC: Kind.STATIC}.get(page.state, Kind.HIDDEN)
    return Answer(kind, page.url, page.destination, page.path, page)


def _joined(base: str, reference: str) -> str:
    """The address that a relative one means, seen from an address of another host; itself where there is none."""
    from content_lint.links.external.address.keys import (
        MalformedUrlError,
        join_address,
        parse_address,
    )  # hardly a page needs it

    try:
        return join_address(parse_address(f"https:{base}" if base.startswith("//") else base), reference).url
    except MalformedUrlError:
        return reference


def _split(text: str) -> tuple[str, str, str]:
    """Path, query with its ``?``, decoded fragment without what browsers cut off it."""
    rest, _, fragment = text.partition("#")
    path, mark, query = rest.partition("?")
    return path, mark + query, unquote(without_directive(fragment), errors="surrogateescape")


def _without_dots(path: str) -> str:
    """A path without its dot segments (RFC 3986, 5.2.4)."""
    if "/." not in path and "%" not in path:
        return path
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        name = part.lower().replace("%2e", ".")
        if name == "..":
            if len(kept) > 1:
                kept.pop()
        elif name != ".":
            kept.append(part)
            continue
        if number == len(parts) - 1:
            kept.append("")
    return "/".join(kept)


def _file_name(path: str) -> str:
    """The last part of a path without its ending, as tags and shortcodes name files."""
    return path.partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".md").lower()
