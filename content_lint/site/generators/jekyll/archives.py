"""The lists that jekyll-archives makes of the posts of a tag, a category, a year, a month or a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.escape import escape_value
from content_lint.site.generators.jekyll.slugify import slugify
from content_lint.site.model import GeneratedUrl, Page
from content_lint.text.regex import regex

PLUGIN = "jekyll-archives"
_PERMALINKS = {
    "tags": ("tag", "/tag/:name/"),
    "categories": ("category", "/category/:name/"),
    "year": ("year", "/:year/"),
    "month": ("month", "/:year/:month/"),
    "day": ("day", "/:year/:month/:day/"),
}
_NAME = regex(r":([a-z]+)")


def archives(
    posts: Iterable[Page], terms: Mapping[str, Mapping[str, list[object]]], config: JekyllConfig, now: datetime
) -> Iterator[GeneratedUrl]:
    """The pages that it makes.

    Args:
        posts: those that the site's lists hold.
        terms: ``tags`` and ``categories`` of each post, by its path.
        config: the site's configuration.
        now: the date of posts without one, in the site's zone.
    """
    settings = config.options_of(PLUGIN)
    enabled, written = settings.get("enabled"), settings.get("permalinks")
    found: dict[tuple[str, tuple[tuple[str, str], ...]], None] = {}
    for post in posts:
        date = post.date or now
        parts = {"year": f"{date:%Y}", "month": f"{date:%m}", "day": f"{date:%d}"}
        for kind in ("tags", "categories"):
            for term in terms.get(post.path, {}).get(kind, ()):
                name = slugify(term, marks=not config.old) if isinstance(term, str) else ""
                if not name:
                    continue  # a number, or signs only: it is at the folder of all, or nowhere
                found[kind, (("name", name), ("type", _PERMALINKS[kind][0]))] = None
        for count, kind in enumerate(("year", "month", "day"), 1):
            found[kind, (*list(parts.items())[:count], ("type", kind))] = None
    for kind, values in found:
        if enabled is True or enabled == "all" or (isinstance(enabled, list) and kind in enabled):
            key, usual = _PERMALINKS[kind]
            own = written.get(key) if isinstance(written, Mapping) else None
            yield _made(own if isinstance(own, str) else usual, dict(values))


def _made(template: str, values: Mapping[str, str]) -> GeneratedUrl:
    path = _NAME.sub(lambda match: values.get(match[1], match[0]), template)
    path = re.sub("/{2,}", "/", f"/{path}")
    destination = f"{path}index.html" if path.endswith("/") else path
    return GeneratedUrl(escape_value(path), PLUGIN, destination)
