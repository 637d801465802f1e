"""Links as MkDocs rewrites them: one that names a file of the documents becomes the address of its page."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.mkdocs.anchors import MkDocsLayouts
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.files import excluded, is_document, place_of
from content_lint.site.generators.mkdocs.plugins import link_changers
from content_lint.site.generators.mkdocs.validation import strict_because
from content_lint.site.generators.protocol import Complaint, Rendered, SourceReferences
from content_lint.site.model import Page
from content_lint.site.scripted_links import changing_script
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESS = regex(r"([^?#]*)(\?[^#]*)?(#.*)?\Z", re.DOTALL)
_WRITTEN = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.IMAGE)


class MkDocsLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = MkDocsConfig.of(site.settings)

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        # Where that is so, ``as_rendered`` has the address already.
        return False

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        # What is written as HTML is left as it is.
        text = link.destination
        if link.kind not in _WRITTEN or text[:1] in ("", "#", "?") or text.startswith(("//", "\\")):
            return None
        if _SCHEME.match(text) or (text.startswith("/") and not self._config.rooted_links):
            return None
        match = _ADDRESS.match(text)
        if match is None or not match[1]:
            return None
        url = self._address(document, page, unquote(match[1]))
        if url is None:
            return None
        return Rendered(self._site.settings.base_path + url + (match[2] or "") + (match[3] or ""))

    def template_of(self, link: Link) -> str:
        """What may write another address for a link than its own; see the base."""
        name = posixpath.basename(link.destination.partition("#")[0].partition("?")[0])
        return next((f"the hook `{path}`" for path in link_changers(name, self._config.hooks)), "")

    def changed_in_browser(self, document: Document, link: Link) -> str:
        layouts = self._site.layouts
        names = layouts.scripted if isinstance(layouts, MkDocsLayouts) else {}
        script = changing_script(document, link, names)
        return f"`{script}`" if script else ""

    def complaint(self, document: Document, page: Page | None, link: Link) -> Complaint | None:
        text, levels = link.destination, self._config.validation
        match = _ADDRESS.match(text)
        if link.kind not in _WRITTEN or match is None or not match[1] or _SCHEME.match(text) or text.startswith("//"):
            return None
        if text.startswith(("/", "\\")) and not self._config.rooted_links:
            why = "begins with a slash (`validation: absolute_links`)"
            return Complaint(why, self._strict) if levels.links_absolute == "warn" else None
        if page is None or link.templated or self._is_assembled:
            return None
        if self._address(document, page, unquote(match[1])) is not None:
            return None
        return self._lost(match[1])

    def _lost(self, path: str) -> Complaint | None:
        """What MkDocs has against a path that names no file."""
        levels = self._config.validation
        if posixpath.splitext(path)[1] or path.startswith("/"):
            why, level = "names no file in the folder of the documents", levels.links_not_found
        else:
            why, level = "names an address and no file (`validation: unrecognized_links`)", levels.unrecognized
        return Complaint(why, self._strict) if level == "warn" else None

    @cached_property
    def _is_assembled(self) -> bool:
        """Whether only the folder that a script fills tells which files there are, and from where links lead."""
        layouts = self._site.layouts
        return isinstance(layouts, MkDocsLayouts) and layouts.is_assembled

    @cached_property
    def _strict(self) -> str:
        return strict_because(self._config.strict, self._site.settings.root)

    def made_addresses(self, document: Document, link: Link) -> tuple[str, ...]:
        match = _ADDRESS.match(link.destination)
        if link.kind not in _WRITTEN or match is None or not match[1] or _SCHEME.match(link.destination):
            return ()
        inner = self._config.inner(document.path)
        named = posixpath.normpath(posixpath.join(posixpath.dirname(inner), unquote(match[1])).lstrip("/"))
        return () if named.startswith("..") else (unquote(place_of(named, self._config).url),)

    def file_of(self, document: Document, link: Link, page: Page) -> str | None:
        if link.kind not in _WRITTEN or self._is_assembled:
            return None
        folder = posixpath.dirname(self._config.inner(document.path))
        path = posixpath.relpath(self._config.inner(page.path), folder or ".")
        own = self._site.pages.get(document.path)
        return quote(path) if self._address(document, own, path) == page.url else None

    def _address(self, document: Document, page: Page | None, path: str) -> str | None:
        """The address of the file that a link names from the folder of its own, or None."""
        inner = self._config.inner(document.path)
        named = posixpath.normpath(posixpath.join(posixpath.dirname(inner), path).lstrip("/"))
        code = page.language if page is not None else ""
        if code:
            found = self._in_language(named, code)
            if found is not None:
                return found
        target = self._site.pages.get(self._config.source(named)) or self._over_theme.get(named)
        if target is not None:
            return target.url or None
        # What is left out on purpose is a page to MkDocs all the same, whose address answers nothing.
        left_out = named in self._left_out
        return place_of(named, self._config).url if left_out else None

    def _in_language(self, named: str, code: str) -> str | None:
        """The same where a site has several languages: the page of the language, else the one made for it."""
        languages = self._config.languages
        bare = languages.split(named)[1]
        page = self._by_language.get((bare, code))
        if page is not None:
            return page.url
        page = self._by_language.get((bare, languages.codes[0]))
        if page is None or not languages.falls_back or not is_document(bare):
            return page.url if page is not None else None
        prefix = languages.prefix(code)
        return f"/{prefix}{page.url}" if prefix else page.url

    @cached_property
    def _by_language(self) -> dict[tuple[str, str], Page]:
        languages = self._config.languages
        found: dict[tuple[str, str], Page] = {}
        for page in self._site.pages.values():
            code, bare = languages.split(self._config.inner(page.path))
            found.setdefault((bare, code), page)
        return found

    @cached_property
    def _over_theme(self) -> dict[str, Page]:
        """Files that go over the theme's, by their path there: links may name them as if they were documents."""
        folder = f"{self._config.custom}/"
        lent = (file.path for file in self._site.survey.files if file.lent)
        return {path[len(folder) :]: self._site.pages[path] for path in lent}

    @cached_property
    def _left_out(self) -> frozenset[str]:
        return excluded(self._site.survey, self._config)
