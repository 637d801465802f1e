"""Where a link leads: from a destination to what answers there, as a browser and the site's host would find it.

Pure: everything is looked up in the site's index, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from urllib.parse import quote

from msgspec.structs import replace

from content_lint.links.address_parts import SCHEME, as_browsers_read
from content_lint.links.base_href_links import BaseHrefLinks
from content_lint.links.causes import Cause
from content_lint.links.front_matter import ASSET
from content_lint.links.look_ups import LookUps
from content_lint.links.page_places import PlaceState, find_place, has_place
from content_lint.links.relative import RelativeLinks
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from content_lint.links.urls import WebUrl, split_web_url
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.generators.protocol import Possible, Rendered
from content_lint.site.index import Site
from content_lint.site.model import Page, State
from content_lint.text.regex import regex

_MARKDOWN = frozenset({LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.IMAGE})
_WRITTEN = "markdown"
_LOST = frozenset({LinkOutcome.MISSING, LinkOutcome.WRONG_CASE, LinkOutcome.HIDDEN})
_CONTROL = regex(r"[\x00-\x20]")


class LinkResolver:
    """Resolves the links of one site; what was resolved once is remembered by its destination."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._settings = site.settings
        self._unknown = Unknown(site)
        self._references = site.generator.references(site)
        self._paths = LookUps(site, self._unknown, bare_files=self._references.may_take_bare_files)
        self._relative = RelativeLinks(site, self._paths, self._unknown, self._references)
        self._based = BaseHrefLinks(site, self._paths, self._unknown, self._references)
        self._known: dict[tuple[str, ...], LinkTarget] = {}

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
            made = self._made_by_template(document, page, link)
            if isinstance(made, LinkTarget):
                return made
            text = made
        rendered = self._references.as_rendered(document, page, link)
        if rendered is not None:
            target = self._as_rendered(document, page, link, rendered)
            return replace(target, asked=rendered.asked) if rendered.asked else target
        return self._as_sent(document, link, self._written(document, page, link, text))

    def _as_rendered(self, document: Document, page: Page | None, link: Link, rendered: Rendered) -> LinkTarget:
        """Where the address leads that a template writes for a link."""
        if rendered.is_there:
            return self._paths.of(page).published(rendered.text)
        if rendered.stops:
            stopped = LinkTarget(Scope.INTERNAL, LinkOutcome.STOPS, link.destination, reason=rendered.stops)
            return self._made(document, link, stopped) or stopped
        target = self._written(document, page, link, rendered.text)
        if rendered.maker:
            return self._unless_completed(document, link, target, rendered.maker) if target.outcome in _LOST else target
        return (
            self._led_astray(document, target, rendered.cure)
            if rendered.cure
            else self._as_sent(document, link, target)
        )

    def _as_sent(self, document: Document, link: Link, target: LinkTarget) -> LinkTarget:
        """The same, unknown where something else may complete or answer it."""
        if target.outcome in (LinkOutcome.MISSING, LinkOutcome.WRONG_CASE):
            target = self._unless_completed(document, link, target)
        if link.is_posted and target.outcome is LinkOutcome.MISSING:
            return target.not_known(self._unknown.posted)
        return target

    def _of_all(self, document: Document, page: Page | None, link: Link, possible: tuple[Possible, ...]) -> LinkTarget:
        """Where a link leads that a template writes several times, or once: to the worst of its targets."""
        found = [(item, self._written(document, page, link, item.text)) for item in possible]
        for item, target in found:
            lost = _is_lost(target, find_place(self._site, target).state)
            if lost and not item.certain:
                return target.not_known(self._unknown.template)
            if target.outcome is LinkOutcome.MISSING:
                return replace(target, reason=target.reason or f"becomes `{item.text}`, where nothing is")
            if lost:
                return target
        unknown = (target for _, target in found if target.outcome is LinkOutcome.UNKNOWN)
        inside = (target for _, target in found if target.scope is Scope.INTERNAL)
        return next(unknown, None) or next(inside, None) or found[0][1]

    def _made_by_template(self, document: Document, page: Page | None, link: Link) -> str | LinkTarget:
        """The address that a template writes, or what is known of where that leads."""
        text = link.destination
        found = self._references.evaluate(document, page, text)
        if found is not None:
            return found
        if self._references.is_listed(document, page, link):
            return LinkTarget(Scope.INTERNAL, LinkOutcome.LIVE, text)
        possible = self._references.possible(document, page, link)
        if possible:
            return self._of_all(document, page, link, possible)
        before = text[: text.find("{")]
        if "?" in before and "#" not in text:
            return before  # what a template makes of the query changes nothing about the page
        if not self._settings.dialect.is_mdx(document.path):
            return self._templated(text, self._unknown.filled if text[:1] == "$" else self._unknown.template)
        begun = self._references.completed(document, link)
        return self._templated(begun or text, self._unknown.code if "{" in text else self._unknown.component)

    def _led_astray(self, document: Document, target: LinkTarget, cure: str) -> LinkTarget:
        """Where a template leads a link that means a place on its own page, with what to write if that is there."""
        meant = has_place(self._site, document.path, target.fragment)
        return replace(target, reason=cure) if meant else target

    def is_link(self, document: Document, link: Link) -> bool:
        """Whether what is read as a link becomes one on the page."""
        if not document.body.templates:
            return True
        return self._references.is_link(document, self._site.pages.get(document.path), link)

    def handed_links(self, document: Document) -> Iterable[Link]:
        """The links that a document hands to templates, which write them into its page."""
        if not document.body.templates:
            return ()
        return self._references.handed_links(document, self._site.pages.get(document.path))

    def _written(self, document: Document, page: Page | None, link: Link, text: str) -> LinkTarget:
        """Where a link with this address leads."""
        shown = self._references.shown_on(document) if _is_relative_part(page, text) else ()
        if shown:
            return self._worst([self._relative.resolve(document, item, text, asset=False) for item in shown])
        written = link.kind in _MARKDOWN and not link.templated and "?" not in text
        named = self._relative.from_root(document, text) if written and text.startswith("/") else None
        return named or self._address(document, page, text, asset=link.tag == ASSET, written=written)

    def _worst(self, targets: Sequence[LinkTarget]) -> LinkTarget:
        """Where the same link leads from several pages: what is dead from one of them is dead."""
        places = [find_place(self._site, target).state for target in targets]
        dead = (item for item, place in zip(targets, places, strict=True) if _is_lost(item, place))
        unknown = (
            item
            for item, place in zip(targets, places, strict=True)
            if item.outcome is LinkOutcome.UNKNOWN or place is PlaceState.UNKNOWN
        )
        return next(dead, None) or next(unknown, None) or targets[0]

    def _tag(self, document: Document, link: Link, page: Page | None) -> LinkTarget:
        plain = LinkTarget(Scope.INTERNAL, LinkOutcome.STOPS, link.destination)
        if link.templated:
            return plain.not_known(self._unknown.template)
        found, problem = self._references.tag(document, link)
        if found is None and problem and _file_name(link.raw) in self._stopped:
            # Its own fault is told at that page; with it mended, this may be right.
            return plain.not_known(self._unknown.stopped)
        if found is None and problem:
            made = self._made(document, link, plain)
            if made is not None:
                return made
            return replace(plain, reason=problem)
        if found is None:
            return plain.not_known(self._unknown.template)
        return self._address(document, page, found, asset=False)

    @cached_property
    def _stopped(self) -> frozenset[str]:
        """File names, without their endings, of the pages that stop the build."""
        stopped = (page for page in self._site.built.pages if page.state is State.STOPS_THE_BUILD)
        return frozenset(_file_name(page.path) for page in stopped)

    def _templated(self, text: str, cause: Cause) -> LinkTarget:
        """What is known of an address that only rendering tells."""
        written = text.removeprefix("{`").partition("{")[0].removesuffix("$")
        scheme = SCHEME.match(written)
        name = scheme[1].lower() if scheme else ""
        if name == "mailto":
            return LinkTarget(Scope.MAIL, LinkOutcome.ELSEWHERE, text)
        url = split_web_url(written)
        if url is not None and url.host and url.rest:
            if url.server not in self._settings.own_hosts:
                return LinkTarget(Scope.EXTERNAL, LinkOutcome.UNKNOWN, text).not_known(cause)
        elif name and name not in ("http", "https"):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, text)
        return LinkTarget(Scope.INTERNAL, LinkOutcome.UNKNOWN, text).not_known(cause)

    def _address(
        self, document: Document, page: Page | None, text: str, *, asset: bool, written: bool = False
    ) -> LinkTarget:
        # A relative address leads elsewhere from every page, and so it is remembered with its page.
        tag = ASSET if asset else _WRITTEN if written else ""
        base = "" if asset else self._based.base_of(document, page)
        if base:
            key = (base, text, document.path)
            if key not in self._known:
                found = self._based.resolve(page, text, base)
                self._known[key] = found or self._look_up(document, page, text, asset=False, written=written)
            return self._known[key]
        # One with a slash in front leads to the server that the page is on.
        tag += page.language if page is not None and self._settings.servers else ""
        known = self._known.get((tag, text)) or self._known.get((tag, text, document.path))
        if known is None:
            known = self._look_up(document, page, text, asset=asset, written=written)
            self._known[(tag, text, document.path) if known.relative else (tag, text)] = known
        return known

    def _look_up(self, document: Document, page: Page | None, text: str, *, asset: bool, written: bool) -> LinkTarget:
        if _CONTROL.search(text):
            # Browsers take these out before they read an address.
            text = as_browsers_read(text)
        scheme = SCHEME.match(text)
        name = scheme[1].lower() if scheme else ""
        if name == "mailto":
            return LinkTarget(Scope.MAIL, LinkOutcome.ELSEWHERE, text)
        if name and name not in ("http", "https"):
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, text)
        if name or text[:2] in ("//", "\\\\", "/\\", "\\/"):
            return self._at_host(text, split_web_url(text.replace("\\", "/", 2) if not name else text), asset=asset)
        if text[:1] in ("/", "\\"):
            found = self._paths.rooted(page, text).find(text, asset=asset)
            is_foreign = found.cause is self._unknown.told and bool(self._settings.url)
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, self._settings.url + text) if is_foreign else found
        return self._relative.resolve(document, page, text, asset=asset, written=written)

    def _at_host(self, text: str, url: WebUrl | None, *, asset: bool) -> LinkTarget:
        """Where an address with a host leads."""
        if url is None or url.server not in self._settings.own_hosts:
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, text)
        asked = self._paths.at(url)
        if asked is None:
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, text)
        found = asked.find(url.rest or "/", asset=asset, own_host=True)
        # Spelled out and outside of the base path, it is an address of another site, which its own server knows.
        is_foreign = found.cause in (self._unknown.outside, self._unknown.told)
        return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, text) if is_foreign else found

    def _made(self, document: Document, link: Link, found: LinkTarget) -> LinkTarget | None:
        """The same target, where a program may make the page that a link names by its path, not by its address."""
        for path in self._references.made_addresses(document, link):
            if self._unknown.is_generated(path):
                url = quote(self._settings.base_path + path)
                answer = Answer(AnswerKind.GENERATED, path, path)
                return replace(found, outcome=LinkOutcome.LIVE, path=path, url=url, answer=answer)
            cause = self._unknown.from_maker(path)
            if cause is not None:
                return replace(found, path=path).not_known(cause)
        folders = self._references.made_folders(document, link)
        cause = self._unknown.from_folders(folders) if folders else None
        return None if cause is None else replace(found, path=folders[0].removesuffix("**")).not_known(cause)

    def _unless_completed(self, document: Document, link: Link, found: LinkTarget, maker: str = "") -> LinkTarget:
        """The same, unknown where a template may write another address instead, or surely works one out (``maker``)."""
        made = self._made(document, link, found)
        if made is not None:
            return made
        beside = self._references.leads_out(document, link)
        if beside:
            return found.not_known(self._unknown.beside(beside))
        changed = self._references.changed_by(document, self._site.pages.get(document.path), link)
        if changed:
            return found.not_known(self._unknown.changed(changed))
        script = self._references.changed_in_browser(document, link)
        if script:
            return found.not_known(self._unknown.in_browser(script))
        if maker:
            return found.not_known(self._unknown.made_by(maker))
        template = self._references.template_of(link)
        if not template:
            return found
        if found.relative and found.outcome is LinkOutcome.MISSING:
            return found.not_known(self._unknown.relative(template))
        named = not found.relative and self._references.names_file(document, found.path)
        return found.not_known(self._unknown.file(template)) if named else found


def _is_lost(target: LinkTarget, place: PlaceState) -> bool:
    return target.outcome in _LOST or place is PlaceState.MISSING


def _is_relative_part(page: Page | None, text: str) -> bool:
    """Whether an address starts from the page, and the text is one that other pages show."""
    return page is not None and not page.url and text[:1] not in ("/", "\\") and not SCHEME.match(text)


def _file_name(path: str) -> str:
    """The last part of a path without its ending, as tags and shortcodes name files."""
    return path.partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".md").lower()
