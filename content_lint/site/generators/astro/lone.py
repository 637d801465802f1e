"""What becomes of one document, where that hangs on no other file, and nothing else on it."""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.site.generators.astro.build import build
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.astro.survey import survey_paths
from content_lint.site.generators.lone_pages import LonePages, LoneSurroundings
from content_lint.site.generators.protocol import Vicinity
from content_lint.site.model import Built, FileFacts, Role


def lone_pages(path: str, config: AstroConfig, patterns: Mapping[str, str], around: Vicinity) -> LonePages | None:
    """A document of a site in one language; None where that cannot be said."""
    files = survey_paths((path,), config).files
    locales = (*config.i18n.locales, *(config.starlight.locales if config.starlight is not None else ()))
    by_code = any(route.programs is not None for route in config.routes)
    if by_code or any(locales) or config.i18n.redirects or len(files) != 1 or files[0].role is Role.STATIC:
        return None

    def built(facts: Mapping[str, FileFacts]) -> Built:
        return build(survey_paths(sorted(facts), config), facts, config, patterns)

    return LonePages(LoneSurroundings(files[0], path.rpartition("/")[0]), around, built)
