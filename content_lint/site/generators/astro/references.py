"""How texts of a site of Astro's name files: pictures beside them, and nothing else without a plugin."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.astro.components import AstroLayouts
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.astro.handed import HandedAddresses
from content_lint.site.generators.protocol import Possible, Rendered, SourceReferences
from content_lint.site.model import Page
from content_lint.site.programs import aliased
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_WHOLE = regex(r"[/#?]|[a-zA-Z][a-zA-Z0-9+.-]*:")
_ALIAS = regex(r"[@~$][\w-]*/")


class AstroReferences(SourceReferences):
    """The references of one site."""

    def __init__(self, site: Site, config: AstroConfig) -> None:
        layouts = site.layouts
        self._components = layouts.components if isinstance(layouts, AstroLayouts) else None
        self._handed = HandedAddresses(self._components) if self._components is not None else None
        self._aliases = config.aliases
        self._rewriter = layouts.changes.links if isinstance(layouts, AstroLayouts) else ""
        self._has_two_starts = config.format == "directory" and _leaves_slash_open(site.settings, config)

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:  # noqa: ARG002
        """The text that an expression in braces is; see the base."""
        return self._handed.text(document, text) if self._handed is not None else None

    def possible(self, document: Document, page: Page | None, link: Link) -> tuple[Possible, ...] | None:  # noqa: ARG002
        """The address that a component is given and writes as it is; see the base."""
        if self._handed is None or "{" in link.destination or not self._handed.passes_on(document, link):
            return None
        return (Possible(link.destination),)

    def template_of(self, link: Link) -> str:
        """What may write another address for a link than its own; see the base."""
        if self._rewriter:
            return f"the plugin `{self._rewriter}`"
        known = any(aliased(link.destination, self._aliases))
        if link.kind is LinkKind.IMAGE and _ALIAS.match(link.destination) and not known:
            return "an alias in tsconfig.json"
        return ""

    def other_start(self, page: Page) -> str:
        """The address with or without its last slash, where both may be; see the base."""
        if not self._has_two_starts or page.url == "/":
            return ""
        return page.url.removesuffix("/") if page.url.endswith("/") else f"{page.url}/"

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:  # noqa: ARG002
        """A picture beside the file, or one that the text imports, which Astro copies; see the base."""
        if link.templated and self._handed is not None:
            source = self._handed.text(document, link.destination) or ""
            file = self._handed.file(document, source) if source else ""
            return Rendered(f"/_astro/{file.rpartition('/')[2]}", is_there=True) if file else None
        if link.kind is not LinkKind.IMAGE or link.templated or _WHOLE.match(link.destination):
            return None
        path = unquote(re.split("[?#]", link.destination, maxsplit=1)[0])
        beside = posixpath.normpath(f"{document.path.rpartition('/')[0]}/{path}").lstrip("/")
        there = (beside, *aliased(path, self._aliases))
        if self._components is None or not any(map(self._components.has, there)):
            return None
        return Rendered(f"/_astro/{beside.rpartition('/')[2]}", is_there=True)

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:  # noqa: ARG002
        """A link to a file stays as it is unless a plugin changes it; see the base."""
        return bool(self._rewriter) and written

    def names_file(self, document: Document, path: str) -> bool:  # noqa: ARG002
        """The same for a path; see the base."""
        return bool(self._rewriter)


def _leaves_slash_open(settings: SiteSettings, config: AstroConfig) -> bool:
    """Whether relative links may start one folder higher: readers are at ``/x``, or at ``/x/``, as the host has it."""
    if config.trailing_slash == "never":
        return True
    # Vercel shows a page at both, unless it is told one: links alone decide where readers are.
    return config.trailing_slash == "ignore" and settings.host == "vercel" and settings.serving.slash is None
