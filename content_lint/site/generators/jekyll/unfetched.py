"""Folders that Jekyll publishes and git has not: a program fills them, or they are other repositories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryFilter
from content_lint.site.git_ignored import NAME, folders_in
from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.regex import regex

MODULES = ".gitmodules"
_MODULE = regex(r"^[ \t]*+path[ \t]*+=[ \t]*+(\S++)", re.MULTILINE)
_MOST = 200
_FETCH = "Fetch it with `git submodule update --init`."


def find_unfetched(text: str, config: JekyllConfig) -> Iterator[Maker]:
    """What may be there once the site is built.

    Args:
        text: of the file called .gitignore.
        config: the site's configuration.
    """
    for folder in dict.fromkeys(folders_in(text)):
        inner = folder.removeprefix(config.root)
        if _is_read(inner, config):
            name = f"a program that fills `{folder}/`, which `{NAME}` keeps out of git"
            yield Maker(name, (f"/{inner}", f"/{inner}/**"), files=True)


def find_modules(text: str, config: JekyllConfig, is_there: Callable[[str], bool]) -> Iterator[Maker]:
    """What is in other repositories that are to be there as folders of the site.

    Args:
        text: of the file called .gitmodules.
        config: the site's configuration.
        is_there: whether there is a file in a folder, by its path from the root.
    """
    for match in list(_MODULE.finditer(text))[:_MOST]:
        folder = match[1].strip("/")
        inner = folder.removeprefix(config.root)
        if _is_read(inner, config) and not is_there(folder):
            name = f"another repository, which `{MODULES}` puts at `{folder}` and which is not there"
            # Nobody's pages are to be at `/_x/`: they say themselves where they are.
            is_hidden = "/_" in f"/{inner}"
            addresses = (ANYWHERE,) if is_hidden else (f"/{inner}", f"/{inner}/**")
            yield Maker(name, addresses, files=True, advice=_FETCH)


def _is_read(inner: str, config: JekyllConfig) -> bool:
    """Whether Jekyll takes what is in a folder of its source for the site's."""
    parts = inner.split("/")
    if any(f"{config.root}{inner}/".startswith(f"{config.base}_{item.label}/") for item in config.collections):
        return True
    folders = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    keep = EntryFilter(config, folders.__contains__)
    refused = any(keep.refuses(part, "/".join(parts[:number])) for number, part in enumerate(parts))
    return bool(inner) and not refused and inner != config.destination
