"""Woodcut, as the rest of the program sees it: what the plain model answers, but for the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.plain.face import Plain
from content_lint.site.generators.protocol import Face
from content_lint.site.layouts import Layouts
from content_lint.site.model import Built, FileFacts, Page, Redirect, Role, SiteFile, State, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree, walk_folders
from tests.site.generators.toy.detect import WoodcutConfig


class Woodcut(Plain):
    """One site of Woodcut's."""

    def __init__(self, settings: SiteSettings) -> None:
        super().__init__(settings)
        self._folder = WoodcutConfig.of(settings).source

    def survey(self, tree: Tree) -> Survey:
        paths = sorted(tree.paths(lambda scan: list(walk_folders([self._folder, "plates"], scan))))
        return Survey(tuple(map(_sorted, paths)), ())

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        pages, redirects, static = [], [], []
        for file in survey.files:
            if file.role is Role.STATIC:
                url = file.path.removeprefix("plates")
                static.append(Page(file.path, None, file.role, url, url, State.STATIC, in_listing=False))
                continue
            data = facts[file.path].data or {}
            url = str(data.get("at") or file.path.removeprefix(self._folder).removesuffix(".md") + ".htm")
            pages.append(Page(file.path, file.collection, file.role, url, url, State.LIVE))
            if old := data.get("was"):
                redirects.append(Redirect(str(old), str(old), url, file.path, ("was",)))
        return Built(tuple(pages), tuple(redirects), tuple(static))

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        return Anchors(tuple(f"s{number}" for number, _ in enumerate(document.body.headings, 1)))


def _sorted(path: str) -> SiteFile:
    return SiteFile(path, Role.ITEM, "pages") if path.endswith(".md") else SiteFile(path, Role.STATIC)


FACE: Face = Woodcut
