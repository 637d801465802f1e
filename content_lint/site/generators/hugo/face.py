"""Hugo, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.assets import is_asset
from content_lint.site.generators import own_keys
from content_lint.site.generators.hugo import read
from content_lint.site.generators.hugo.adapters import adapter_makers, is_adapter
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.mounts import ASSETS, LAYOUTS
from content_lint.site.generators.hugo.unfetched import (
    ignored_mounts,
    unfetched,
    unwritten_maker,
    unwritten_settings,
)
from content_lint.site.generators.plain.face import Plain
from content_lint.site.git_ignored import NAME
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Maker, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree, walk_folders
from content_lint.site.templates import read_texts, templates_below

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import (
        Face,
        LoneFile,
        SourceReferences,
        UnpublishedFile,
        Vicinity,
    )
    from content_lint.site.index import Site

_HTML = (".html", ".htm")


class Hugo(Plain):
    """One site of Hugo's."""

    def __init__(self, settings: SiteSettings) -> None:
        self._settings = settings
        self._config = HugoConfig.of(settings)
        self._surveyed: tuple[Tree | None, Survey | None] = (None, None)

    def may_be_numbered(self, path: str) -> bool:
        folder, _, number = path.rstrip("/").removesuffix("/index.html").rpartition("/")
        return number.isdigit() and any(folder.endswith(f"/{name}") for name in self._config.page_folders)

    def survey(self, tree: Tree) -> Survey:
        known, survey = self._surveyed
        if survey is None or known is not tree:
            survey = read.survey_paths(tree.paths(lambda scan: read.walk(scan, self._config)), self._config)
            self._surveyed = tree, survey
        return survey

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.hugo.build import build

        return build(survey, facts, self._config, now)

    def layouts(self, tree: Tree) -> Layouts:
        from content_lint.site.generators.hugo.layout_files import HugoLayouts, LayoutFiles

        # All else that is passed over says nothing of the pages, and to sort all files takes longer than a hook has.
        names = tree.paths(lambda scan: read.walk(scan, self._config))
        few = [path for path in names if is_adapter(path) or path.endswith(f"/{NAME}")]
        skipped = read.survey_paths(few, self._config).skipped
        adapters = read_texts(tree, (item.path for item in skipped if item.reason == read.ADAPTER))
        ignoring = (item.path for item in skipped if item.path.endswith(f"/{NAME}"))
        ignored = read_texts(tree, (NAME, f"config/_default/{NAME}", *ignoring))
        makers = (
            *adapter_makers(adapters, self._config),
            *unfetched(ignored, self._config),
            *ignored_mounts(ignored.get(NAME, ""), self._config),
            *self._unwritten(ignored),
        )
        published = frozenset(_find_assets(tree, self._config))
        return HugoLayouts(plugins=makers, published=published, files=LayoutFiles(tree, self._config))

    def _unwritten(self, ignored: Mapping[str, str]) -> Iterator[Maker]:
        for settings, path in unwritten_settings(ignored):
            if not (self._settings.root / settings).is_file():
                yield unwritten_maker(settings, path)

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        # What a page of HTML looks like decides nothing here, but for the templates that links go through.
        homes = self._config.sources(LAYOUTS)
        return (path for path in templates_below(tree, homes) if not path.endswith(_HTML) or "/_markup/" in path)

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.hugo.anchors import find_anchors

        return find_anchors(document, self._settings, layouts, page, theme)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.hugo.links import HugoLinks

        return HugoLinks(site)

    def link_uses(self, site: Site) -> LinkUses:
        from content_lint.site.generators.hugo.link_uses import find_uses

        return find_uses(site)

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        from content_lint.site.generators.hugo.lone import lone_pages  # for changes of a few files

        return lone_pages(path, self._config, now, around)

    def lone_copy(self, path: str, now: datetime) -> Page | None:
        from content_lint.site.generators.hugo.lone import lone_copy  # as above

        return lone_copy(path, self._config, now)

    def language_prefixes(self) -> tuple[str, ...]:
        return tuple(f"/{language.prefix}/" for language in self._config.languages if language.prefix)

    def reads_key(self, key: str) -> bool:
        name = key.lower()
        return name in own_keys.HUGO or name in (self._config.taxonomies or ())

    def redirect_key(self) -> str | None:
        return "aliases" if self._config.aliases else None

    def theme_may_bring(self, path: str) -> bool:
        from content_lint.site.generators.hugo.themes import known_themes

        theme = (
            known_themes(self._config.unread_layouts) if self._config.unknown == self._config.unread_layouts else None
        )
        return is_asset(path) and (theme is None or theme.brings_file(path))

    def unpublished(self, path: str) -> Iterator[UnpublishedFile]:
        from content_lint.site.generators.hugo.unpublished import find_unpublished

        return find_unpublished(path, self._config)


FACE: Face = Hugo


def _find_assets(tree: Tree, config: HugoConfig) -> Iterator[str]:
    """What templates can publish: by its path below the site's address."""
    homes = config.sources(ASSETS)
    for path in tree.paths(lambda scan: walk_folders(homes, scan)):
        for place in config.placements(path):
            if place.component == ASSETS:
                yield place.inner
