"""Eleventy, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.generators.eleventy.files import sort_files
from content_lint.site.generators.plain.face import Plain
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts, templates_below

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import Face, LoneFile, SourceReferences, UnpublishedFile, Vicinity
    from content_lint.site.index import Site

_KEYS = frozenset({"permalink", "layout", "date", "tags", "pagination", "title", "draft", "eleventyNavigation"})


class Eleventy(Plain):
    """One site of Eleventy's."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = EleventyConfig.of(settings)

    def survey(self, tree: Tree) -> Survey:
        return sort_files(sorted(tree.paths(None)), self._config)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.eleventy.build import build

        return build(survey, facts, self._config, self._settings.answers.routes)

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        from content_lint.site.generators.eleventy.lone import lone_pages  # for changes of a few files

        return lone_pages(path, self._config, self._settings.answers.routes, around)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.generators.eleventy.layouts import read_layouts
        from content_lint.site.generators.eleventy.outside import made_before

        config = self._config
        texts = read_texts(tree, templates_below(tree, config.around)) if config.around else {}
        programs = read_texts(tree, config.sources)
        paths = (inner for path in tree.paths(None) if (inner := config.inner(path)) is not None)
        found = read_layouts({**texts, **programs}, programs, paths, config.globals)
        return replace(found, plugins=(*found.plugins, *made_before(tree, config, programs)))

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        return iter(())

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.eleventy.links import EleventyLinks

        return EleventyLinks(site)

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.eleventy.anchors import find_anchors

        return find_anchors(document, self._config, layouts)

    def link_uses(self, site: Site) -> LinkUses:
        return LinkUses((self._config.file,))

    def unpublished(self, path: str) -> Iterator[UnpublishedFile]:
        from content_lint.site.generators.eleventy.unpublished import find_unpublished

        return find_unpublished(path, self._config)

    def reads_key(self, key: str) -> bool:
        return key in _KEYS or key.startswith("eleventy")


FACE: Face = Eleventy
