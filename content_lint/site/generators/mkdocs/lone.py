"""What becomes of one document, where that hangs on no other file, and nothing else on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from content_lint.site.generators.lone_pages import LonePages, LoneSurroundings, names_like
from content_lint.site.generators.mkdocs.blog import categories_of
from content_lint.site.generators.mkdocs.build import build
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.files import DOCUMENTS, INDEX, survey_paths
from content_lint.site.generators.protocol import Vicinity
from content_lint.site.model import Built, FileFacts, Page, Role


def lone_pages(path: str, config: MkDocsConfig, now: datetime, around: Vicinity) -> LonePages | None:
    """A document of a site in one language without a menu of its own; None where that cannot be said."""
    files = survey_paths((path,), config).files
    folder, _, name = path.rpartition("/")
    is_index = name.partition(".")[0] in INDEX
    if config.languages.codes or config.nav is not None or is_index or len(files) != 1 or files[0].role is Role.STATIC:
        return None
    posts = {blog.posts for blog in config.blogs}

    def built(facts: Mapping[str, FileFacts]) -> Built:
        return build(survey_paths(facts, config), facts, config, now)

    def counted(page: Page | None, facts: FileFacts | None) -> object:
        """What the lists of a blog take of it."""
        if page is None or not page.in_listing or page.collection not in posts:
            return None
        return page.date, categories_of((facts.data or {}) if facts is not None else {})

    others = tuple(names_like(around, path, DOCUMENTS))
    return LonePages(LoneSurroundings(files[0], folder, others=others), around, built, counted)
