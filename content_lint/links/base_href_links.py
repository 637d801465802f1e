"""Links of pages with a ``<base href>``: all that is relative starts from there."""

from __future__ import annotations

from content_lint.links.address_parts import SCHEME, as_browsers_read, folder_of, split_address, without_dots
from content_lint.links.look_ups import LookUps
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from content_lint.links.urls import split_web_url
from content_lint.parse.facts import Document
from content_lint.site.base_hrefs import BaseHref, BaseHrefs
from content_lint.site.generators.protocol import SourceReferences
from content_lint.site.index import Site
from content_lint.site.model import Page

_UNKNOWN_BASE = "?"


class BaseHrefLinks:
    """Resolves what starts from the base of a page."""

    def __init__(self, site: Site, look_ups: LookUps, unknown: Unknown, references: SourceReferences) -> None:
        self._settings = site.settings
        self._look_ups = look_ups
        self._unknown = unknown
        self._references = references
        self._base_hrefs = BaseHrefs(site.settings, site.templates)
        self._reads_at = site.host.reads_at
        self._bases: dict[str, str] = {}

    def base_of(self, document: Document, page: Page | None) -> str:
        """Where ``<base href>`` has a page's links start: a path, or an address of another host; empty without one.

        ``_UNKNOWN_BASE`` where only rendering tells.
        """
        base = self._bases.get(document.path)
        if base is None:
            found = self._references.base_href(document, page) or self._base_hrefs.of(document)
            self._bases[document.path] = base = "" if found is None else self._read_base(document, page, found)
        return base

    def _read_base(self, document: Document, page: Page | None, found: BaseHref) -> str:
        href: str | None = found.href
        if found.sure and ("{{" in found.href or "{%" in found.href):
            href = self._references.evaluate(document, page, found.href)
        if not found.sure or href is None or page is None or not page.url:
            return _UNKNOWN_BASE
        href = href.strip()
        url = split_web_url(href)
        if url is not None:
            if url.server not in self._settings.own_hosts:
                return href if _joined(href, "") else ""  # browsers pay no heed to what they cannot read
            return url.rest or "/"
        if not href or SCHEME.match(href):
            return ""  # browsers pay no heed to it
        path = (
            href if href.startswith("/") else self._look_ups.of(page).base + folder_of(self._reads_at(page.url)) + href
        )
        return without_dots(split_address(path)[0])

    def resolve(self, page: Page | None, text: str, base: str) -> LinkTarget | None:
        """Where a link leads that starts from a base; None where it is absolute, and so no base matters."""
        bare = as_browsers_read(text).replace("\\", "/")
        foreign = split_web_url(base) is not None
        if SCHEME.match(bare) or bare.startswith("//") or (bare.startswith("/") and not foreign):
            return None
        if base == _UNKNOWN_BASE:
            missing = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, bare, relative=True)
            return missing.not_known(self._unknown.base)
        if foreign:
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, _joined(base, bare), relative=True)
        folder = base if not bare or bare[0] in "?#" else folder_of(base)
        return self._look_ups.of(page).find(folder + bare, relative=True)


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
