"""What becomes of one document, where that hangs on no other file, and nothing else on it."""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.site.generators.docusaurus.build import build, tags_of
from content_lint.site.generators.docusaurus.config import DocusaurusConfig
from content_lint.site.generators.docusaurus.files import sort_files
from content_lint.site.generators.lone_pages import LonePages, LoneSurroundings
from content_lint.site.generators.protocol import Vicinity
from content_lint.site.model import Built, FileFacts, Page, Role


def lone_pages(path: str, config: DocusaurusConfig, around: Vicinity) -> LonePages | None:
    """A document of a site in one language; None where that cannot be said."""
    files, folder = sort_files((path,), config).files, config.folder_of(path)
    if len(config.languages) > 1 or folder is None or len(files) != 1 or files[0].role is Role.STATIC:
        return None

    def built(facts: Mapping[str, FileFacts]) -> Built:
        return build(sort_files(sorted(facts), config), facts, config)

    def counted(page: Page | None, facts: FileFacts | None) -> object:
        if page is None or not page.in_listing or not any(blog.plugin == folder.plugin for blog in config.blogs):
            return None
        return set(tags_of(facts))

    return LonePages(LoneSurroundings(files[0], path.rpartition("/")[0]), around, built, counted)
