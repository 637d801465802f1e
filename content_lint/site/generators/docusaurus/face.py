"""Docusaurus, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.docusaurus.config import DocusaurusConfig
from content_lint.site.generators.docusaurus.files import sort_files
from content_lint.site.generators.plain.face import Plain
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import Face, LoneFile, SourceReferences, Vicinity
    from content_lint.site.index import Site

_KEYS = frozenset(
    {"id", "title", "slug", "draft", "unlisted", "tags", "date", "author", "authors", "description", "keywords"}
    | {"image", "sidebar_label", "sidebar_position", "sidebar_class_name", "parse_number_prefixes", "hide_title"}
    | {"hide_table_of_contents", "toc_min_heading_level", "toc_max_heading_level", "pagination_label"}
    | {"custom_edit_url", "displayed_sidebar", "pagination_next", "pagination_prev", "last_update", "format", "mdx"}
)


class Docusaurus(Plain):
    """One site of Docusaurus'."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = DocusaurusConfig.of(settings)

    def survey(self, tree: Tree) -> Survey:
        return sort_files(sorted(tree.paths(None)), self._config)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.docusaurus.build import build

        return build(survey, facts, self._config)

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        from content_lint.site.generators.docusaurus.lone import lone_pages  # for changes of a few files

        return lone_pages(path, self._config, around)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.generators.docusaurus.categories import category_makers
        from content_lint.site.generators.docusaurus.components import DocusaurusComponents, DocusaurusLayouts
        from content_lint.site.generators.docusaurus.homes import homes_of
        from content_lint.site.outside_git import made_outside

        makers = (*category_makers(tree, self._config), *made_outside(tree, homes_of(self._config)))
        return DocusaurusLayouts(plugins=makers, components=DocusaurusComponents(tree, self._config.home))

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        return iter(())

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.docusaurus.links import DocusaurusLinks

        return DocusaurusLinks(site)

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.docusaurus.anchors import find_anchors

        return find_anchors(document, self._config, self._settings.dialect, layouts)

    def link_uses(self, site: Site) -> LinkUses:
        rewriters = ("the languages of the site",) if len(self._config.languages) > 1 else ()
        # The feeds of Docusaurus 3 complete links (plugin-content-blog, lib/feed.js).
        return LinkUses((), rewriters, languages=bool(rewriters), as_written=True)

    def language_prefixes(self) -> tuple[str, ...]:
        return tuple(f"{self._config.prefix(code)}/" for code in self._config.languages[1:])

    def reads_key(self, key: str) -> bool:
        return key in _KEYS


FACE: Face = Docusaurus
