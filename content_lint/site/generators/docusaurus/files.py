"""Which of a repository's files Docusaurus reads, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from content_lint.config.globs import compile_globs
from content_lint.site.generators.docusaurus.config import DocusaurusConfig, Folder
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.text.regex import regex

_DOCUMENT = regex(r"\.mdx?\Z")
_PROGRAM = regex(r"\.[jt]sx?\Z")
_PART = regex(r"(?:\A|/)_")
_TESTS = regex(r"\.test\.[jt]sx?\Z|(?:\A|/)__tests__/|\.d\.ts\Z")
_BRACES = regex(r"\{([^{}]*)\}")
_MOST_GLOBS = 200
OUTSIDE = "excluded by the configuration, which does not name its folder"
_EXCLUDED = "excluded by the configuration"
_BESIDE = "copied only where a page names it"


def sort_files(names: Iterable[str], config: DocusaurusConfig) -> Survey:
    """Which file is what."""
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    for path in names:
        if config.static_address(path) is not None:
            files.append(SiteFile(path, Role.STATIC))
            continue
        folder = config.folder_of(path)
        if folder is None:
            skipped.append(Skipped(path, OUTSIDE))
        elif is_program(path):
            inner = inner_path(folder, path)
            if folder.kind == "pages" and not is_part(inner) and not _TESTS.search(inner):
                files.append(SiteFile(path, Role.STATIC))
            else:
                skipped.append(Skipped(path, _BESIDE))
        elif not _DOCUMENT.search(path):
            skipped.append(Skipped(path, _BESIDE))
        elif not _is_read(folder, inner_path(folder, path)):
            skipped.append(Skipped(path, _EXCLUDED))
        else:
            files.append(SiteFile(path, Role.PAGE if folder.kind == "pages" else Role.ITEM, collection_name(folder)))
    return Survey(tuple(files), tuple(skipped))


def collection_name(folder: Folder) -> str | None:
    """The name of the collection that a folder's documents are in; pages are in none."""
    if folder.kind == "pages":
        return None
    kind, _, plugin = folder.plugin.partition(" ")
    return kind if plugin == "default" else f"{kind}-{plugin}"


def inner_path(folder: Folder, path: str) -> str:
    """A path from its folder."""
    return path[len(folder.path) + 1 :]


def is_program(path: str) -> bool:
    """Whether a file may be a page that is written in JavaScript."""
    return _PROGRAM.search(path) is not None


def is_part(inner: str) -> bool:
    """Whether a file is a part of other pages, going by its path from its folder."""
    return _PART.search(inner) is not None


def _is_read(folder: Folder, inner: str) -> bool:
    include, exclude = _globs(folder.include), _globs(folder.exclude)
    if is_part(inner):
        return True
    return (include is None or include.match(inner) is not None) and not (exclude and exclude.match(inner))


@lru_cache(maxsize=64)
def _globs(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return compile_globs(item for pattern in patterns for item in _written_out(pattern))


def _written_out(pattern: str) -> Iterable[str]:
    """The globs without braces that one with them means, up to a limit."""
    waiting = [pattern]
    found: list[str] = []
    while waiting and len(found) < _MOST_GLOBS:
        glob = waiting.pop()
        match = _BRACES.search(glob)
        if match is None:
            found.append(glob)
        else:
            waiting += [glob[: match.start()] + word + glob[match.end() :] for word in match[1].split(",")]
    return found
