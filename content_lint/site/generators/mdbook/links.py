"""Links as mdBook writes them: what ends in ``.md`` ends in ``.html``, and nothing else changes.

Asked of 0.5.4. So a link to a README.md is dead though it has a page, which is called index.html.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.mdbook.config import MdBookConfig
from content_lint.site.generators.protocol import Rendered, SourceReferences
from content_lint.site.model import Page
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_FILE = regex(r"([^\n]*)\.md(#[^\n]*)?")
_HTML = frozenset({"a.href", "img.src"})
_BESIDE = "lead out of the book, to what else is on its host"


class MdBookLinks(SourceReferences):
    """Resolves them for one book."""

    def __init__(self, site: Site) -> None:
        self._config = site.settings.parsed_as(MdBookConfig)

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        """Where that is so, ``as_rendered`` has the address already; see the base."""
        return False

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        """The address that readers get; see the base."""
        text = link.destination
        if link.templated or _SCHEME.match(text) or (link.kind is LinkKind.HTML and link.tag not in _HTML):
            return None
        match = _FILE.match(text)
        return Rendered(f"{match[1]}.html{match[2] or ''}") if match is not None else None

    def leads_out(self, document: Document, link: Link) -> str:
        """What begins at the root of a host that is not known, or climbs out of the book; see the base."""
        if self._config.base is not None:
            return ""
        path = unquote(link.destination.partition("#")[0].partition("?")[0])
        folder = posixpath.dirname(self._config.inner(document.path) or "")
        climbs = posixpath.normpath(posixpath.join(folder, path)).startswith("..")
        return _BESIDE if climbs or path.startswith("/") else ""
