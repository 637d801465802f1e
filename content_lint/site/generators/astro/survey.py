"""Which of a site's files Astro reads, and what it takes them for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from content_lint.config.globs import compile_glob
from content_lint.site.generators.astro.config import AstroConfig, Collected
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.site.survey import is_markdown
from content_lint.text.regex import regex

_ENTRY = (".md", ".mdx")
_PAGE = regex(r"\.(?:astro|html|[cm]?[jt]s)\Z")
_BRACES = regex(r"\{([^{}]*)\}")
_MOST = 64
NOT_READ = "in no collection, and not in the folder of pages"


def survey_paths(paths: Iterable[str], config: AstroConfig) -> Survey:
    """Which file is what.

    Args:
        paths: every file of the repository that git knows, from the site's root.
        config: the site's configuration.
    """
    collections = [(item, _Files(item)) for item in config.collections]
    pages, public = f"{config.source}/pages/", f"{config.public}/"
    files: list[SiteFile] = []
    left_out: list[Skipped] = []
    for path in paths:
        if path.startswith(public):
            files.append(SiteFile(path, Role.STATIC))
            continue
        if path.startswith(pages):
            found = _of_pages(path, path[len(pages) :], config)
            if found is not None:
                files.append(found)
                continue
        name = next((item.name for item, globs in collections if globs.has(path)), None)
        if name is not None:
            files.append(SiteFile(path, Role.ITEM, name))
        elif is_markdown(path):
            left_out.append(Skipped(path, NOT_READ))
    return Survey(tuple(files), (), tuple(left_out))


def _of_pages(path: str, inner: str, config: AstroConfig) -> SiteFile | None:
    """A file in the folder of pages that is one; what makes several is a ``Route``."""
    if "[" in inner or any(part.startswith(("_", ".")) for part in inner.split("/")):
        return None
    if is_markdown(path):
        return SiteFile(path, Role.PAGE) if config.mdx or not path.endswith(".mdx") else None
    return SiteFile(path, Role.STATIC) if _PAGE.search(path) else None


class _Files:
    """The files of a collection."""

    def __init__(self, collection: Collected) -> None:
        self._base = f"{collection.base}/" if collection.base else ""
        bare = [pattern.removeprefix("./") for pattern in collection.patterns]
        self._wanted = [item for pattern in bare if not pattern.startswith("!") for item in self._globs(pattern)]
        self._unwanted = [item for pattern in bare if pattern.startswith("!") for item in self._globs(pattern[1:])]
        self._takes_dots = any(pattern.rpartition("/")[2].startswith("[") for pattern in bare)

    @staticmethod
    def _globs(pattern: str) -> list[re.Pattern[str]]:
        return [compile_glob(f"/{item}") for item in expanded(pattern)]

    def has(self, path: str) -> bool:
        if not path.startswith(self._base) or not path.endswith(_ENTRY):
            return False
        inner = path[len(self._base) :]
        *folders, name = inner.split("/")
        if any(part.startswith(".") for part in folders) or "node_modules" in folders:
            return False
        if (name.startswith(".") and not self._takes_dots) or "#" in inner or "?" in inner:
            return False  # of names with these signs, Astro reads nothing
        return any(glob.match(inner) for glob in self._wanted) and not any(glob.match(inner) for glob in self._unwanted)


def expanded(pattern: str) -> Iterator[str]:
    """A glob for each of the ways to read its braces."""
    waiting, made = [pattern], 0
    while waiting and made < _MOST:
        made += 1
        first = waiting.pop()
        match = _BRACES.search(first)
        if match is None:
            yield first
        else:
            waiting += [first[: match.start()] + part + first[match.end() :] for part in match[1].split(",")]
