"""Tags of Jekyll's that name a file instead of an address, and Liquid in addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, Link
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.tags import TagError, Tags
from content_lint.site.generators.jekyll.templates import Templates
from content_lint.site.generators.protocol import SourceReferences
from content_lint.site.model import Page

if TYPE_CHECKING:
    from content_lint.site.index import Site


class JekyllLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = JekyllConfig.of(site.settings)
        # Without a lock file it may be built by GitHub Pages, which has plugins of its own.
        plugins = self._config.plugins if self._config.locked else None
        self.may_link_sources = plugins is None or "jekyll-relative-links" in plugins
        self.may_take_bare_files = plugins is None

    @cached_property
    def _tags(self) -> Tags:
        return Tags(self._site.built, self._config, self._site.now)

    @cached_property
    def _templates(self) -> Templates:
        written = self._site.settings.generator_config
        return Templates(self._config, written.config if written is not None else {}, lambda: self._tags)

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        data: Mapping[str, object] = document.front_matter.data if document.front_matter is not None else {}
        values = {key: value for key, value in data.items() if isinstance(value, str)}
        if page is not None and page.url:
            values["url"] = page.url
        return self._templates.evaluate(text, values)

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        try:
            found = self._tags.link(link.raw) if link.tag == "link" else self._tags.post_url(link.raw)
        except TagError as error:
            return None, str(error)
        return found.url, ""
