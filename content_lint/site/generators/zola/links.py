"""Links as Zola rewrites them: ``@/a/b.md`` names a file of the content folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.protocol import Rendered, SourceReferences
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.model import Page

if TYPE_CHECKING:
    from content_lint.site.index import Site

_INTERNAL = "@/"
_ADDRESS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?\Z", re.DOTALL)
_WRITTEN = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.IMAGE)


class ZolaLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = ZolaConfig.of(site.settings)

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        # A path from the page's own folder is left as it is.
        return False

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        match = _ADDRESS.match(link.destination.removeprefix(_INTERNAL))
        if link.kind not in _WRITTEN or not link.destination.startswith(_INTERNAL) or match is None:
            return None
        target = self._site.pages.get(f"{self._config.content}/{unquote(match[1])}")
        if target is None or not target.url:
            return None
        return Rendered(self._site.settings.base_path + target.url + (match[3] or ""))
