"""Folders that git is told to leave out, and that Jekyll publishes: a program fills them before the site is built."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryFilter
from content_lint.site.git_ignored import NAME, folders_in
from content_lint.site.model import Maker


def find_unfetched(text: str, config: JekyllConfig) -> Iterator[Maker]:
    """What may be there once the site is built.

    Args:
        text: of the file called .gitignore.
        config: the site's configuration.
    """
    for folder in dict.fromkeys(folders_in(text)):
        inner = folder.removeprefix(config.root)
        parts = inner.split("/")
        folders = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        keep = EntryFilter(config, folders.__contains__)
        refused = any(keep.refuses(part, "/".join(parts[:number])) for number, part in enumerate(parts))
        if inner and not refused and inner != config.destination:
            name = f"a program that fills `{folder}/`, which `{NAME}` keeps out of git"
            yield Maker(name, (f"/{inner}", f"/{inner}/**"), files=True)
