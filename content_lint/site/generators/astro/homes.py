"""The folders of a site of Astro's whose files have addresses that are known by their paths."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.github_slugs import github_slug
from content_lint.site.outside_git import Home


def homes_of(config: AstroConfig) -> Iterator[Home]:
    """The folders of collections, and the one of files that are copied."""
    yield Home(f"{config.public}/", "/", copied=True)
    for item in config.collections:
        if item.name == DOCS and config.starlight is not None:
            yield Home(f"{item.base}/", "/", github_slug)
            if config.starlight.locales:
                yield Home(f"{item.base}/", "/*/", github_slug)
        elif item.base:
            prefixes = (route.prefix for route in config.routes if route.collection == item.name)
            yield from (Home(f"{item.base}/", prefix, github_slug) for prefix in prefixes)
