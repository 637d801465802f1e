"""VuePress 2, as the rest of the program sees it (see ``protocol``): what it has of VitePress' is that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.vitepress.face import VitePress
from content_lint.site.generators.vuepress.build import build, sort_files
from content_lint.site.generators.vuepress.config import VuePressConfig
from content_lint.site.layouts import Layouts
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import Face, SourceReferences
    from content_lint.site.index import Site

_KEYS = frozenset({"title", "description", "lang", "head", "layout", "permalink", "permalinkPattern", "date"})


class VuePress(VitePress):
    """One site of VuePress'."""

    _config: VuePressConfig

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = settings.parsed_as(VuePressConfig)

    def survey(self, tree: Tree) -> Survey:
        return sort_files(sorted(tree.paths(None)), self._config)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        return build(survey, facts, self._config)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.vuepress.links import VuePressLinks

        return VuePressLinks(site)

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.vuepress.anchors import find_anchors

        return find_anchors(document, self._config, layouts)

    def reads_key(self, key: str) -> bool:
        return key in _KEYS


FACE: Face = VuePress
