"""Which generators there are: the one place that knows. Each one's code is imported only for its own sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import SiteGenerator


def generator_of(settings: SiteSettings) -> SiteGenerator:
    """The generator of a site."""
    match settings.generator:
        case Generator.JEKYLL:
            from content_lint.site.generators.jekyll.face import Jekyll

            return Jekyll(settings)
        case Generator.HUGO:
            from content_lint.site.generators.hugo.face import Hugo

            return Hugo(settings)
        case Generator.PLAIN:
            from content_lint.site.generators.plain.face import Plain

            return Plain(settings)


def is_own_key(key: object, settings: SiteSettings) -> bool:
    """Whether the site's generator reads a key of front matter by itself; where none is known, whether any may."""
    return isinstance(key, str) and generator_of(settings).reads_key(key)
