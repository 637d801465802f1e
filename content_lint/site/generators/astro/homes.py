"""The folders of a site of Astro's whose files have addresses that are known by their paths."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.config import AstroConfig, Starlight
from content_lint.site.github_slugs import github_slug
from content_lint.site.outside_git import Home


def homes_of(config: AstroConfig) -> Iterator[Home]:
    """The folders of collections, and the one of files that are copied."""
    yield Home(f"{config.public}/", "/", copied=True)
    for item in config.collections:
        heads = dict.fromkeys(_heads(item.name, config))
        if item.name == DOCS and config.starlight is not None:
            yield from _of_docs(item.base, config.starlight, heads)
        elif item.base:
            prefixes = (route.prefix for route in config.routes if route.collection == item.name)
            yield from (Home(f"{item.base}/", prefix, github_slug) for prefix in prefixes)
            yield from (Home(f"{item.base}/", head, lambda _: "*") for head in heads)


def _heads(collection: str, config: AstroConfig) -> Iterator[str]:
    """What the addresses begin with of the routes whose programs ask for a collection."""
    asked = re.compile(rf"\bgetCollection\b[^\"'`\n]{{0,80}}[\"'`]{re.escape(collection)}[\"'`]")
    for route in config.routes:
        files = route.programs.files.values() if route.programs is not None else ()
        if any(asked.search(file.text) for file in files):
            yield f"/{route.pattern.partition('[')[0]}"


def _of_docs(base: str, starlight: Starlight, heads: Iterable[str]) -> Iterator[Home]:
    yield Home(f"{base}/", "/", github_slug)
    if starlight.locales:
        # Other languages have the pages of the default one.
        yield Home(f"{posixpath.join(base, starlight.default).rstrip('/')}/", "/*/", github_slug)
    for locale in dict.fromkeys(("", *starlight.locales)):
        # Programs make more pages of them, and mostly put something before their ids or leave their language out.
        folder = posixpath.join(base, locale).rstrip("/")
        yield from (Home(f"{folder}/", f"{head}{more}", github_slug) for head in heads for more in ("", "*/"))
