"""A site without a generator that is modelled, as the rest of the program sees it (see ``protocol``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators import own_keys
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.model import Built, FileFacts, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree
from content_lint.site.survey import WITH_ERB, is_markdown
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.dead_redirects import DeadRedirect
    from content_lint.site.generators.protocol import Face, SourceReferences, UnpublishedFile, UnreadSetting
    from content_lint.site.index import Site
    from content_lint.site.menu import Menu

_PROGRAM = regex(r"\.(?:ya?ml|json|toml|[cm]?[jt]s|rb|py|conf)\Z|(?:\A|/)(?:_redirects|\.htaccess)\Z")
_NO_PROGRAM = regex(r"lock\b|(?:\A|/)(?:node_modules|vendor|\.github)/|\.min\.")
_MOST_PROGRAMS = 500


class Plain:
    """One such site."""

    def __init__(self, settings: SiteSettings) -> None:
        self._settings = settings

    def may_be_numbered(self, path: str) -> bool:
        return False

    def survey(self, tree: Tree) -> Survey:
        from content_lint.site.plain_files import sort_files  # most generators have a survey of their own

        # git's list is no walk over folders: new files count where git does not ignore them.
        names = sorted(tree.paths(None))
        builder = self._settings.builder
        others = WITH_ERB if builder is not None and builder.double_endings else ()
        markdown = frozenset(name for name in names if is_markdown(name) or name.endswith(others))
        return sort_files(self._settings, names, markdown=markdown)

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        from content_lint.site.generators.plain.build import PlainConfig, build

        return build(survey, facts, PlainConfig.from_settings(self._settings), now)

    def layouts(self, tree: Tree) -> Layouts:
        return Layouts()

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        # Programs, configuration and data may make or redirect pages. They matter only where the addresses
        # of a collection are known, so that one can be missing.
        if any(item.permalink for item in self._settings.collections.values()):
            paths = (file.path for file in survey.files)
            yield from islice(filter(_may_be_program, paths), _MOST_PROGRAMS)

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        from content_lint.site.generators.plain.anchors import find_anchors

        return find_anchors(document, self._settings)

    def references(self, site: Site) -> SourceReferences:
        from content_lint.site.generators.protocol import SourceReferences

        return SourceReferences()

    def link_uses(self, site: Site) -> LinkUses:
        return LinkUses(rewriters=("the generator, which is not known here",))

    def language_prefixes(self) -> tuple[str, ...]:
        return ()

    def reads_key(self, key: str) -> bool:
        return key.lower() in own_keys.EVERY_ONE

    def redirect_key(self) -> str | None:
        return None

    def theme_may_bring(self, path: str) -> bool:
        return False

    def unpublished(self, path: str) -> Iterator[UnpublishedFile]:
        return iter(())

    def with_drafts(self) -> SiteSettings:
        return self._settings

    def ignored_settings(self) -> Iterator[str]:
        return iter(())

    def menu(self, site: Site) -> Menu | None:
        return None

    def dead_redirects(self, site: Site) -> Iterator[DeadRedirect]:
        return iter(())

    def menu_maker(self) -> str:
        return ""

    def unread_settings(self) -> Iterator[UnreadSetting]:
        return iter(())


FACE: Face = Plain


def _may_be_program(path: str) -> bool:
    return _PROGRAM.search(path) is not None and not _NO_PROGRAM.search(path)
