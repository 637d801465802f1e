"""Links as VuePress writes them (@vuepress/markdown 2.0.0-rc.31, ``linksPlugin`` and ``assetsPlugin``).

What names a file, ends in ``.html`` or in a slash is an address that is looked up; anything else is left as it is.
"""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.protocol import Rendered, SourceReferences
from content_lint.site.generators.vuepress.config import VuePressConfig, inferred
from content_lint.site.model import Page
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_PROTOCOL = regex(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_INSIDE = regex(r"([^#?]*?(?:/|\.md|\.html))([#?].*)?\Z")
_FILE = regex(r"(?>.*?\.md(?=[#?]|\Z)).*\Z")
_DIGIT = regex(r"\A#(?=\d)")
_CODE = regex(r"@\[code\b")
_WRITTEN = (LinkKind.INLINE, LinkKind.REFERENCE)
_SHOWN = frozenset({"img.src"})


class VuePressLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = site.settings.parsed_as(VuePressConfig)
        self._base = site.settings.base_path

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        """Where that is so, ``as_rendered`` has the address already; see the base."""
        return False

    def template_of(self, link: Link) -> str:
        """The alias that a picture's address begins with; see the base."""
        is_shown = link.kind is LinkKind.IMAGE or link.tag in _SHOWN
        return "an alias of the site's" if is_shown and link.destination.startswith(("@", "~")) else ""

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        """The address that readers get; see the base."""
        text = link.destination
        if link.templated or _PROTOCOL.match(text):
            return None
        if link.kind is LinkKind.IMAGE or link.tag in _SHOWN:
            return self._shown(document, text)
        if link.kind in _WRITTEN and _CODE.match(document.source.text, max(0, link.span.start - 1)):
            return Rendered(text, is_there=True)  # the file is shown there: without it the build says so
        match = _INSIDE.match(text) if link.kind in _WRITTEN else None
        if match is None or self._is_left(text):
            return None
        path, rest = match[1], _DIGIT.sub("#_", match[2] or "")
        if path.startswith("/"):
            path = path if path.endswith(".md") else path.removeprefix(self._base)
        else:
            folder = posixpath.dirname(self._config.inner(document.path) or "")
            slash = "/" if path.endswith("/") else ""
            path = posixpath.normpath(posixpath.join("/", quote(folder), path)).rstrip("/") + slash
        route = inferred(path)
        return Rendered(self._base + self._moved.get(unquote(route), route) + rest)

    def _is_left(self, text: str) -> bool:
        """Whether an address from the root of the host is left as it is, because it is not that of this site."""
        base = f"{self._base}/"
        return text.startswith("/") and not text.startswith(base) and not _FILE.match(text)

    @cached_property
    def _moved(self) -> dict[str, str]:
        """The addresses that pages would have by their files, each with that which they have."""
        found: dict[str, str] = {}
        for page in self._site.built.pages:
            inner = self._config.inner(page.path)
            if inner is not None and page.url:
                found[inferred(f"/{inner}")] = page.url
        return found

    def _shown(self, document: Document, path: str) -> Rendered | None:
        """A picture: a file of the public folder, or one that the build copies."""
        if path.startswith("/"):
            return Rendered(self._base + path)
        place = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(path)))
        return Rendered(f"/{place}", is_there=True) if place in self._site.surveyed else None
