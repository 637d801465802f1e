"""The Liquid tags ``link`` and ``post_url``: which page they mean, or why the build stops there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.dates import DateReader, RubyTimeError
from content_lint.site.generators.jekyll.redirects import relative_url
from content_lint.site.model import Built, Page, State
from content_lint.text.regex import regex

_POST_NAME = regex(r"((?:.*/)?)([0-9]+-[0-9]+-[0-9]+)-(.*)\Z", re.DOTALL)


class TagError(ValueError):
    """Jekyll stops at this tag; the message says why, in plain words."""


class TagTarget(Struct, frozen=True):
    """What a tag stands for.

    Attributes:
        url: the address that the tag is replaced by, base URL and percent-encoding included.
        path: the source file, or None for what a plugin makes.
        deprecated: whether Jekyll only finds it by an old rule (slug and date instead of the file's name), and warns.
    """

    url: str
    path: str | None
    deprecated: bool = False


class Tags:
    """Resolves tags against a built site.

    Args:
        built: the site.
        config: its configuration.
        now: the time of the build (aware): the date of posts that have none.
    """

    def __init__(self, built: Built, config: JekyllConfig, now: datetime) -> None:
        self._config = config
        self._base = config.base
        self._dates = DateReader(config.zone, now)
        self._links: dict[str, tuple[str, str | None]] = {}
        for name, url, path in self._written(built):
            self._links.setdefault(name, (url, path))
        posts = [page for page in built.pages if page.collection == "posts" and page.in_listing]
        named = sorted((page.path.removeprefix(self._base), place) for place, page in enumerate(posts))
        self._posts = posts
        self._names = [name for name, _ in named]
        self._places = [place for _, place in named]
        self._by_slug: dict[tuple[str, int, int, int], Page] = {}
        for page in posts:
            date = page.date or now.astimezone(config.zone)
            self._by_slug.setdefault((page.slug, date.year, date.month, date.day), page)

    def link(self, path: str) -> TagTarget:
        """What ``{% link path %}`` stands for.

        Args:
            path: what is after the tag's name, variables resolved.

        Raises:
            TagError: nothing that is written has this path.
        """
        wanted = path.strip()
        found = self._links.get(wanted)
        if found is None:
            reason = "; write it without the slash in front" if self._links.get(wanted.lstrip("/")) else ""
            raise TagError(f"no file that is published has the path `{wanted}`{reason}")
        return TagTarget(relative_url(found[0], self._config), found[1])

    def post_url(self, name: str) -> TagTarget:
        """What ``{% post_url name %}`` stands for.

        Args:
            name: what is after the tag's name.

        Raises:
            TagError: it is no name of a post, or there is no such post.
        """
        wanted = name.strip()
        match = _POST_NAME.match(wanted.removeprefix("/"))
        if match is None:
            raise TagError(f"`{wanted}` is not a post's name, which begins with its date: `2026-01-31-name`")
        folder, day, slug = match.groups()
        beginnings = (f"_posts/{folder}{day}-{slug}.", f"{folder}_posts/{day}-{slug}.", f"{folder}_posts{day}-{slug}.")
        places = [place for beginning in beginnings for place in self._begins(beginning)]
        if places:
            return self._target(self._posts[min(places)])
        try:
            date = self._dates.read(day)
        except RubyTimeError:
            raise TagError(f"there is no post `{wanted}`") from None
        page = self._by_slug.get((slug, date.year, date.month, date.day))
        if page is None:
            raise TagError(f"there is no post `{wanted}` that is published")
        return self._target(page, deprecated=True)

    def _target(self, page: Page, *, deprecated: bool = False) -> TagTarget:
        return TagTarget(relative_url(page.url, self._config), page.path, deprecated)

    def _begins(self, beginning: str) -> Iterator[int]:
        """Places of posts whose path begins so; an extension has to follow."""
        index = bisect_left(self._names, beginning)
        while index < len(self._names) and self._names[index].startswith(beginning):
            rest = self._names[index][len(beginning) :]
            if rest and not rest.startswith("."):
                yield self._places[index]
            index += 1

    def _written(self, built: Built) -> Iterator[tuple[str, str, str | None]]:
        """Everything that is written, in order, under the names that the tag knows it by."""
        for page in built.pages:
            if page.state is State.LIVE and page.collection is None:
                yield page.path.removeprefix(self._config.root), page.url, page.path
        for redirect in built.redirects:
            # To Jekyll every redirect page is a file of this name: the first one answers.
            if redirect.key_path[0] == "redirect_from":
                yield "redirect.html", redirect.url, redirect.source
        for made in built.generated:
            yield made.name, made.url, None
        for page in built.static:
            if page.state is State.STATIC:
                name = page.path.removeprefix(self._base if page.collection else self._config.root)
                yield name, page.url, page.path
                if page.collection is None:
                    yield f"/{name}", page.url, page.path
        for page in built.pages:
            if page.state is State.LIVE and page.collection is not None:
                yield page.path.removeprefix(self._base), page.url, page.path
