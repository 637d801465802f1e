"""mdBook, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.mdbook.build import sort_files
from content_lint.site.generators.mdbook.config import MdBookConfig
from content_lint.site.generators.plain.face import Plain
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts, templates_below
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import Face, SourceReferences
    from content_lint.site.index import Site

_ID = regex(r"(?<![\w-])id=[\"']?([^\"'<>\s{}]+)")


class MdBookLayouts(Layouts, frozen=True):
    """The templates of the book's own; ``ids`` are the places that are written out in them."""

    ids: frozenset[str] = frozenset()


class MdBook(Plain):
    """One book of mdBook's."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = settings.parsed_as(MdBookConfig)

    def survey(self, tree: Tree) -> Survey:
        return sort_files(sorted(tree.paths(None)), self._config)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.mdbook.build import build

        return build(survey, self._config)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.outside_git import Home, made_outside

        texts = read_texts(tree, templates_below(tree, (f"{self._config.home}theme",)))
        ids = frozenset(match[1] for text in texts.values() for match in _ID.finditer(text))
        home = Home(self._config.source, "/", copied=True)
        return MdBookLayouts(ids=ids, plugins=tuple(made_outside(tree, (home,))))

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        return iter(())

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.mdbook.links import MdBookLinks

        return MdBookLinks(site)

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.mdbook.anchors import find_anchors

        brought = layouts.ids if isinstance(layouts, MdBookLayouts) else frozenset[str]()
        return find_anchors(document, self._config, brought)

    def link_uses(self, site: Site) -> LinkUses:
        return LinkUses()

    def reads_key(self, key: str) -> bool:
        return False


FACE: Face = MdBook
