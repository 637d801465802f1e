"""Shortcodes of Hugo's that name a file instead of an address, and templates that every link goes through."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, Link
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.references import BrokenReferenceError, HugoReferences
from content_lint.site.generators.protocol import SourceReferences

if TYPE_CHECKING:
    from content_lint.site.index import Site


class HugoLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = HugoConfig.of(site.settings)

    @cached_property
    def _references(self) -> HugoReferences:
        return HugoReferences(self._site.built, self._config)

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        try:
            found = self._references.resolve(link.raw, document.path)
        except BrokenReferenceError as error:
            return None, str(error)
        return self._site.settings.base_path + found.url, ""

    @cached_property
    def link_template(self) -> str:
        if self._site.layouts.link_template:
            return f"`{self._site.layouts.link_template}`"
        if len(self._config.languages) > 1:
            return "Hugo's own template for links, which is on where a site has several languages,"
        if self._config.markup.names_hooks:
            return "Hugo's own template for links, as the configuration says,"
        providers = self._site.built.unknown_providers
        return f"a template of the {providers[0]}" if providers else ""

    def names_file(self, document: Document, path: str) -> bool:
        if not self.link_template:
            return False
        try:
            self._references.resolve(path, document.path)
        except BrokenReferenceError:
            return False
        return True
