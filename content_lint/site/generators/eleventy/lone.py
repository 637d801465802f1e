"""What becomes of one template, where that hangs on no other file, and nothing else on it."""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.site.generators.eleventy.build import OLD_KEYS, build
from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.generators.eleventy.files import sort_files
from content_lint.site.generators.lone_pages import LonePages, LoneSurroundings
from content_lint.site.generators.protocol import Vicinity
from content_lint.site.model import Built, FileFacts, Page, Role

_COUNTED = (*OLD_KEYS, "tags", "eleventyExcludeFromCollections", "pagination")


def lone_pages(path: str, config: EleventyConfig, routes: Mapping[str, str], around: Vicinity) -> LonePages | None:
    """A template of which one page is made; None where that cannot be said."""
    files = sort_files((path,), config).files
    if len(files) != 1 or files[0].role is Role.STATIC:
        return None

    def built(facts: Mapping[str, FileFacts]) -> Built:
        return build(sort_files(sorted(facts), config), facts, config, routes)

    def counted(page: Page | None, facts: FileFacts | None) -> object:
        """What templates that are cut into pages take of it."""
        values, _ = config.data_of(path, facts.data or {}) if facts is not None else ({}, True)
        found = {key: values[key] for key in _COUNTED if values.get(key)}
        return (page is not None and page.state, found) if found else None

    return LonePages(LoneSurroundings(files[0], path.rpartition("/")[0]), around, built, counted)
