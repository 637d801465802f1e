"""Jekyll, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.config.settings import GeneratorFiles, SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators import own_keys
from content_lint.site.generators.jekyll import read
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.data_files import DataFiles
from content_lint.site.generators.jekyll.ignored import ignored_settings
from content_lint.site.generators.jekyll.layouts import machinery_paths, read_layouts
from content_lint.site.generators.jekyll.redirects import PLUGIN
from content_lint.site.generators.jekyll.unfetched import MODULES, find_modules, find_unfetched
from content_lint.site.git_ignored import NAME
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts, templates_below
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.dead_redirects import DeadRedirect
    from content_lint.site.generators.jekyll.themes import Theme
    from content_lint.site.generators.protocol import (
        Face,
        LoneFile,
        SourceReferences,
        UnpublishedFile,
        UnreadSetting,
        Vicinity,
    )
    from content_lint.site.index import Site
    from content_lint.site.menu import Menu

_BROUGHT = regex(
    r"\.(?:css|eot|gif|ico|jpe?g|json|m?js|map|otf|png|scss|svg|ttf|txt|webmanifest|webp|woff2?|xml)\Z", re.IGNORECASE
)
"""What themes bring: what is to be seen of a page, and no papers or archives."""
_TEMPLATES = ("_layouts", "_includes", "_plugins")


class Jekyll:
    """One site of Jekyll's; no kind of ``Plain``, which borrows its permalinks."""

    def __init__(self, settings: SiteSettings) -> None:
        self._settings = settings
        self._config = JekyllConfig.of(settings)

    def may_be_numbered(self, path: str) -> bool:
        return False

    def survey(self, tree: Tree) -> Survey:
        paths = self._paths(tree)
        return read.survey_paths(paths, self._config, lambda path: read.begins_with_fence(tree.head(path)))

    def _paths(self, tree: Tree) -> Sequence[str]:
        return tree.paths(lambda scan: read.walk(self._settings.root, self._config, scan))

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.jekyll.build import build

        return build(survey, facts, self._config, now)

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        from content_lint.site.generators.jekyll.lone import lone_post  # for changes of a few files

        return lone_post(path, head, self._config, now)

    def lone_copy(self, path: str, now: datetime) -> Page | None:
        from content_lint.site.generators.jekyll.lone import lone_copy  # as above

        return lone_copy(path, self._config, now)

    def layouts(self, tree: Tree) -> Layouts:
        folder = self._config.root
        texts = read_texts(tree, (f"{folder}{path}" for path in machinery_paths(tree, folder)))
        inner = {path[len(folder) :]: text for path, text in texts.items()}
        data = DataFiles(tree, f"{folder}{self._config.data_dir}")
        found = read_layouts(inner, data, tree, safe=self._config.safe)
        ignored = read_texts(tree, dict.fromkeys((NAME, f"{folder}{NAME}")))
        unfetched = [item for text in ignored.values() for item in find_unfetched(text, self._config)]
        for text in read_texts(tree, (MODULES,)).values():
            modules = find_modules(text, self._config, tree, lambda: self._paths(tree))
            unfetched += modules.makers
            found = replace(found, elsewhere=modules.templates)
        found = replace(found, plugins=(*found.plugins, *unfetched))
        theme = self._theme
        # Of two templates of one name Jekyll takes the site's own.
        return replace(found, templates={**theme.templates, **found.templates}) if theme is not None else found

    @cached_property
    def _theme(self) -> Theme | None:
        """What is known of the site's theme, or None."""
        from content_lint.site.generators.jekyll.themes import find_theme  # many sites have all of their layouts

        return find_theme(self._config)

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        return templates_below(tree, [f"{self._config.root}{folder}" for folder in _TEMPLATES])

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.jekyll.anchors import find_anchors

        unknown = "" if self._theme is not None else theme
        return find_anchors(document, self._settings, layouts, theme=unknown, default_layout=default_layout)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.jekyll.links import JekyllLinks

        return JekyllLinks(site)

    def link_uses(self, site: Site) -> LinkUses:
        from content_lint.site.generators.jekyll.link_uses import find_uses

        return find_uses(site)

    def language_prefixes(self) -> tuple[str, ...]:
        return ()

    def reads_key(self, key: str) -> bool:
        return key in own_keys.JEKYLL

    def redirect_key(self) -> str | None:
        return "redirect_from" if PLUGIN in self._config.plugins else None

    def theme_may_bring(self, path: str) -> bool:
        if self._theme is not None:
            return self._theme.brings(path)
        return path.startswith("/assets/") and _BROUGHT.search(path) is not None

    def unpublished(self, path: str) -> Iterator[UnpublishedFile]:
        from content_lint.site.generators.jekyll.unpublished import find_unpublished

        files = self._settings.generator_config or GeneratorFiles()
        return find_unpublished(path, self._config, files.config_path or "_config.yml")

    def with_drafts(self) -> SiteSettings:
        files = self._settings.generator_config or GeneratorFiles()
        return replace(self._settings, generator_config=replace(files, parsed=replace(self._config, show_drafts=True)))

    def ignored_settings(self) -> Iterator[str]:
        return ignored_settings(self._settings)

    def menu(self, site: Site) -> Menu | None:
        return None

    def dead_redirects(self, site: Site) -> Iterator[DeadRedirect]:
        return iter(())

    def menu_maker(self) -> str:
        return ""

    def unread_settings(self) -> Iterator[UnreadSetting]:
        from content_lint.site.generators.jekyll.unread import unread_settings

        return unread_settings(self._settings)


FACE: Face = Jekyll
