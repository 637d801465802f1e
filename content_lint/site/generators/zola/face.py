"""Zola, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.assets import is_asset
from content_lint.site.generators.plain.face import Plain
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree, walk_folders

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import Face, SourceReferences
    from content_lint.site.index import Site

_KEYS = frozenset(
    {"title", "description", "date", "updated", "weight", "draft", "slug", "path", "aliases", "authors", "template"}
    | {"taxonomies", "extra", "render", "in_search_index", "sort_by", "paginate_by", "paginate_path", "transparent"}
    | {"insert_anchor_links", "page_template", "redirect_to", "generate_feeds", "paginate_reversed"}
)


class Zola(Plain):
    """One site of Zola's."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = ZolaConfig.of(settings)

    def survey(self, tree: Tree) -> Survey:
        from content_lint.site.generators.zola.build import survey_paths

        homes = (self._config.content, self._config.static)
        return survey_paths(tree.paths(lambda scan: walk_folders(homes, scan)), self._config)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.zola.build import build

        return build(survey, facts, self._config)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.generators.zola.layouts import read_layouts

        return read_layouts(tree, self._config)

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        return iter(())

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.zola.anchors import find_anchors

        return find_anchors(document, self._settings, layouts)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.zola.links import ZolaLinks

        return ZolaLinks(site)

    def link_uses(self, site: Site) -> LinkUses:
        # Feeds hold whole texts, in which a link without a host has no base address.
        return LinkUses(feeds=("a feed that Zola makes",) if self._config.feeds else ())

    def language_prefixes(self) -> tuple[str, ...]:
        return tuple(f"/{code}/" for code in self._config.languages)

    def reads_key(self, key: str) -> bool:
        return key in _KEYS

    def redirect_key(self) -> str | None:
        return "aliases"

    def theme_may_bring(self, path: str) -> bool:
        return is_asset(path)


FACE: Face = Zola
