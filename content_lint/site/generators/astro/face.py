"""Astro, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.plain.face import Plain
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Role, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree
from content_lint.site.survey import is_markdown
from content_lint.site.templates import read_texts

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import Face, LoneFile, SourceReferences, Vicinity
    from content_lint.site.index import Site


class Astro(Plain):
    """One site of Astro's."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = AstroConfig.of(settings)
        self._surveyed: tuple[Tree | None, Survey | None] = (None, None)

    def survey(self, tree: Tree) -> Survey:
        from content_lint.site.generators.astro.survey import survey_paths

        known, survey = self._surveyed
        if survey is None or known is not tree:
            # git's list is no walk over folders: new files count where git does not ignore them.
            survey = survey_paths(sorted(tree.paths(None)), self._config)
            if not any(is_markdown(file.path) for file in survey.files if file.role is not Role.STATIC):
                survey = super().survey(tree)  # code reads the documents, and only their names tell which they are
            self._surveyed = tree, survey
        return survey

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.astro.build import build

        return build(survey, facts, self._config, self._patterns)

    @property
    def _patterns(self) -> Mapping[str, str]:
        return {name: item.permalink for name, item in self._settings.collections.items() if item.permalink}

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        from content_lint.site.generators.astro.lone import lone_pages  # for changes of a few files

        return lone_pages(path, self._config, self._patterns, around)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.generators.astro.components import AstroLayouts, Components
        from content_lint.site.generators.astro.homes import homes_of
        from content_lint.site.generators.astro.outputs import written_besides
        from content_lint.site.generators.astro.plugins import changes_of
        from content_lint.site.outside_git import made_outside

        own = read_texts(tree, (plugin.file for plugin in self._config.plugins if plugin.file))
        changes = changes_of(self._config.plugins, dict(own))
        makers = (*made_outside(tree, homes_of(self._config)), *written_besides(tree))
        return AstroLayouts(plugins=makers, components=Components(tree, self._config), changes=changes)

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        return iter(())

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.astro.anchors import find_anchors

        return find_anchors(document, self._config, layouts, page)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.astro.references import AstroReferences

        return AstroReferences(site, self._config)

    def link_uses(self, site: Site) -> LinkUses:
        rewriters = [plugin.name for plugin in self._config.plugins]
        languages = len(self.language_prefixes()) > 1
        return LinkUses(rewriters=tuple(rewriters), languages=languages)

    def language_prefixes(self) -> tuple[str, ...]:
        starlight = self._config.starlight
        if starlight is None:
            return self._config.i18n.prefixes
        return tuple(f"/{locale}/" for locale in starlight.locales if locale)

    def reads_key(self, key: str) -> bool:
        return key in {"slug", "layout", "draft"}


FACE: Face = Astro
