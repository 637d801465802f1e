"""Tags of Jekyll's that name a file instead of an address, and Liquid in addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryMatcher
from content_lint.site.generators.jekyll.include_links import IncludeLinks
from content_lint.site.generators.jekyll.layouts import JekyllLayouts
from content_lint.site.generators.jekyll.liquid_scope import LiquidScope, Scopes, read_scopes
from content_lint.site.generators.jekyll.liquid_values import LISTED_URL
from content_lint.site.generators.jekyll.tags import TagError, Tags
from content_lint.site.generators.jekyll.templates import Templates, templates_of, values_of
from content_lint.site.generators.protocol import Possible, SourceReferences
from content_lint.site.generators.replaced import is_replaced
from content_lint.site.model import Page, State
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site


_RELATIVE_LINKS = "jekyll-relative-links"
_RELLINKS = regex(r"\|\s*+rellinks\b")
_CONTENT = regex(r"\bcontent\s*+\|[^{}]{0,2000}")
_REPLACES = regex(r"""\breplace(?:_first)?\s*+:\s*+(?:"([^"\n]{1,200})"|'([^'\n]{1,200})')""")
_WRITTEN = frozenset({State.LIVE, State.STATIC})


class JekyllLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = JekyllConfig.of(site.settings)
        # Without a lock file it may be built by GitHub Pages, which has plugins of its own.
        plugins = self._config.plugins if self._config.locked else None
        self._relative_links = plugins is None or _RELATIVE_LINKS in plugins
        self._options = self._config.options_of("relative_links")
        self.names_files_from_root = self._relative_links and self._options.get("enabled") is not False
        self.may_take_bare_files = plugins is None
        self._scopes: dict[str, Scopes] = {}
        self._layouts = site.layouts if isinstance(site.layouts, JekyllLayouts) else JekyllLayouts()

    @cached_property
    def _tags(self) -> Tags:
        return Tags(self._site.built, self._config, self._site.now)

    @cached_property
    def _templates(self) -> Templates:
        return templates_of(self._site.settings, self._layouts.data, lambda: self._tags)

    def changed_by(self, document: Document, page: Page | None, link: Link) -> str:
        if link.kind is LinkKind.FRONT_MATTER:
            return ""
        return next((f"`{path}`" for path, text in self._replaced if is_replaced(text, link.destination)), "")

    @cached_property
    def _replaced(self) -> tuple[tuple[str, str], ...]:
        """What templates replace in the text of a page, each with the template."""
        return tuple(
            (path, match[1] or match[2])
            for path, text in self._site.templates.items()
            for piped in _CONTENT.finditer(text)
            for match in _REPLACES.finditer(piped[0])
        )

    def template_of(self, link: Link) -> str:
        # Texts in front matter are handed to the plugin by its filter, which is in no template that leaves them alone.
        if link.kind is not LinkKind.FRONT_MATTER:
            return ""
        return f"the filter `rellinks` in `{self._filter}`" if self._filter else ""

    @cached_property
    def _filter(self) -> str:
        """A template that has the plugin's filter, or empty."""
        return next((path for path, text in self._site.templates.items() if _RELLINKS.search(text)), "")

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        return self._templates.evaluate(text, self._values(document, page))

    def possible(self, document: Document, page: Page | None, link: Link) -> tuple[Possible, ...] | None:
        if link.kind is LinkKind.FRONT_MATTER:
            return None
        found = self._templates.possible(link.destination, self._values(document, page), self._scope(document, link))
        return None if found is None else tuple(item for item in found if item.text != LISTED_URL)

    def _scope(self, document: Document, link: Link) -> LiquidScope:
        return self._scopes_of(document).at(link.destination_span.start)

    def _scopes_of(self, document: Document) -> Scopes:
        if document.path not in self._scopes:
            text, templates = document.source.text, document.body.templates
            self._scopes[document.path] = read_scopes(text, templates, self._layouts.assigned_by)
        return self._scopes[document.path]

    def handed_links(self, document: Document, page: Page | None) -> Iterable[Link]:
        return self._includes.find(document, self._values(document, page), self._scopes_of(document))

    @cached_property
    def _includes(self) -> IncludeLinks:
        return IncludeLinks(self._layouts, self._site.settings, self._templates)

    def _values(self, document: Document, page: Page | None) -> Mapping[str, object]:
        return values_of(document, self._site.settings, page)

    def is_listed(self, document: Document, page: Page | None, link: Link) -> bool:
        return self._templates.is_listed(link.destination, self._values(document, page), self._scope(document, link))

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        """What jekyll-relative-links does: in Markdown, and in posts and collections only where it is told to."""
        if not self.names_files_from_root or not written or page.state not in _WRITTEN:
            return False
        if not document.path.lower().endswith(tuple(self._config.markdown_ext)):
            return False
        path = document.path.removeprefix(self._config.root)
        if document.collection is not None and self._options.get("collections") is not True:
            return False
        return not self._left_alone.matches(path)

    @cached_property
    def _left_alone(self) -> EntryMatcher:
        """The files that its setting ``exclude`` keeps as they are."""
        written = self._options.get("exclude")
        items = [str(item).removeprefix("/") for item in written] if isinstance(written, list) else []
        return EntryMatcher(items)

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        try:
            found = self._tags.link(link.raw) if link.tag == "link" else self._tags.post_url(link.raw)
        except TagError as error:
            return None, str(error)
        return found.url, ""
