"""MkDocs, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.files import survey_paths, walk
from content_lint.site.generators.mkdocs.unfetched import (
    assembled,
    brought,
    ignore_files,
    scripts_of,
    unfetched,
    written_over,
)
from content_lint.site.generators.plain.face import Plain
from content_lint.site.generators.protocol import UnpublishedFile
from content_lint.site.layouts import Layouts, read_template
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.scripted_links import scripted_links
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts

if TYPE_CHECKING:
    from content_lint.site.dead_redirects import DeadRedirect
    from content_lint.site.generators.mkdocs.python_sources import PythonSources
    from content_lint.site.generators.protocol import Face, LoneFile, SourceReferences, Vicinity
    from content_lint.site.index import Site
    from content_lint.site.menu import Menu

_KEYS = frozenset({"title", "template", "description", "author", "authors", "hide", "tags", "status", "icon", "search"})
_POST_KEYS = frozenset({"date", "draft", "slug", "categories", "links", "pin", "readtime"})


class MkDocs(Plain):
    """One site of MkDocs'."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._config = MkDocsConfig.of(settings)

    def survey(self, tree: Tree) -> Survey:
        return survey_paths(tuple(tree.paths(lambda scan: walk(scan, self._config))), self._config)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.mkdocs.build import build

        return build(survey, facts, self._config, now)

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        from content_lint.site.generators.mkdocs.lone import lone_pages  # for changes of a few files

        return lone_pages(path, self._config, now, around)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.generators.mkdocs.anchors import MkDocsLayouts

        texts = read_texts(tree, self._templates(tree))
        scripts = read_texts(tree, scripts_of(tree.paths(None)))
        assembling = list(assembled(scripts))
        ignored = read_texts(tree, ignore_files(self._config))
        makers = [*unfetched(ignored, self._config), *assembling, *brought(scripts, self._config)]
        return MkDocsLayouts(
            {path: read_template(path, text) for path, text in texts.items()},
            plugins=tuple(makers),
            written=written_over(scripts),
            is_assembled=bool(assembling),
            scripted=scripted_links(read_texts(tree, self._config.scripts)),
            programs=self._programs(tree),
        )

    def _programs(self, tree: Tree) -> PythonSources | None:
        """The Python that pages may describe."""
        if "mkdocs-click" not in self._config.extensions and "mkdocstrings" not in self._config.plugins:
            return None
        from content_lint.site.generators.mkdocs.python_sources import PythonSources  # few sites do

        return PythonSources(tree)

    def _templates(self, tree: Tree) -> Iterator[str]:
        folder = f"{self._config.custom}/"
        if self._config.custom:
            paths = tree.paths(lambda scan: walk(scan, self._config))
            yield from (path for path in sorted(paths) if path.startswith(folder) and path.endswith(".html"))

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        yield from self._config.hooks

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.mkdocs.anchors import find_anchors

        return find_anchors(document, self._settings, layouts)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.mkdocs.links import MkDocsLinks

        return MkDocsLinks(site)

    def link_uses(self, site: Site) -> LinkUses:
        # A feed of the plugin rss holds no links of texts.
        rewriters = ("the plugin i18n",) if self._config.languages.codes else ()
        return LinkUses(rewriters=rewriters, languages=bool(rewriters))

    def language_prefixes(self) -> tuple[str, ...]:
        languages = self._config.languages
        return tuple(f"/{languages.prefix(code)}/" for code in languages.codes[1:])

    def unpublished(self, path: str) -> Iterator[UnpublishedFile]:
        file = path.strip("/")
        if self._config.docs and self._config.inner_if_any(file) is None:
            reason = f"it lies outside of `{self._config.docs}`, and MkDocs publishes nothing else"
            advice = f"Link to it where the code is hosted, or copy it to `{self._config.docs}/`."
            yield UnpublishedFile(file, reason, advice)

    def menu(self, site: Site) -> Menu | None:
        if self._config.nav is None:
            return None
        from content_lint.site.generators.mkdocs.menu import read_menu

        return read_menu(site)

    def dead_redirects(self, site: Site) -> Iterator[DeadRedirect]:
        if "redirects" not in self._config.plugins:
            return iter(())
        from content_lint.site.generators.mkdocs.redirects import dead_redirects

        return dead_redirects(site)

    def menu_maker(self) -> str:
        from content_lint.site.generators.mkdocs.menu import menu_maker

        return menu_maker(self._config)

    def reads_key(self, key: str) -> bool:
        return key in _KEYS or (bool(self._config.blogs) and key in _POST_KEYS)


FACE: Face = MkDocs
