"""Which Markdown files of a repository are pages, where no generator is modelled: git tracks more than a site.

What is named in ``collections`` or ``files`` is a page wherever it lies. Else a recognised generator's own folders
count; where there is none, everything but what is about the repository, its programs and its tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from content_lint.config.builder import Builder
from content_lint.config.globs import compile_globs
from content_lint.config.settings import SiteSettings
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.text.regex import regex

HIDDEN = "in folders whose names begin with a dot"
REPOSITORY = "about the repository, not part of the site"
TESTS = "tests, or made for tests"
TEMPLATES = "templates, data or parts of other pages"
NO_COLLECTION = "in no collection"
NOT_NAMED = "not named in `files`"

_ABOUT = regex(
    r"(?i:readme|contributing|contributors|changelog|changes|licen[cs]e|copying|code[_-]of[_-]conduct"
    r"|pull_request_template|issue_template)(?:[-_.].*)?\Z|[A-Z][A-Z_-]+\Z"
)
"""Names that files about a repository have at its top: these in any spelling, all others in capitals (`AGENTS.md`)."""

_TESTS = regex(r"_*(?:tests?|specs?|fixtures|snapshots|mocks)_*\Z|test[-_]?(?:data|site).*|e2e\Z")
_TEMPLATES = regex(r"_?(?:includes|layouts|data|partials)\Z|archetypes\Z|templates\Z|scaffolds\Z")
_ALWAYS_TEMPLATES = regex(r"_(?:includes|layouts|data)\Z")
_PROGRAMS = regex(r"(?:node_modules|site-packages|vendor|scripts|bin|tools|packages|crates|plugins|themes)\Z")
_CONTENT = regex(r"(?:contents?|docs?|documentation|source|src|pages|_?posts|blog|articles)\Z")
_PART = regex(r"(?:\A|/)_(?!index\.)")


def sort_files(settings: SiteSettings, paths: Iterable[str], *, markdown: frozenset[str]) -> Survey:
    """Which file is what.

    Args:
        settings: the site's settings.
        paths: every file of the repository that git knows.
        markdown: those of them that are Markdown.
    """
    collections = [(name, compile_globs(item.globs)) for name, item in settings.collections.items()]
    # What our own settings call a collection is one among others; a CMS names all that there is.
    narrowed = any(not item.declared for item in settings.collections.values())
    named = compile_globs(settings.files)
    builder = settings.builder
    folders = _folders(builder, markdown)
    files: list[SiteFile] = []
    left_out: list[Skipped] = []
    for path in paths:
        if path not in markdown:
            files.append(SiteFile(path, Role.STATIC))
            continue
        home = next((name for name, globs in collections if globs and globs.match(path)), None)
        if home is not None:
            files.append(SiteFile(path, Role.ITEM, home))
            continue
        why = _why_not_named(path, named) if named or narrowed else _why_not(path, builder, folders)
        files.append(SiteFile(path, Role.STATIC if why else Role.PAGE))
        if why:
            left_out.append(Skipped(path, why))
    return Survey(tuple(files), (), tuple(left_out))


def _why_not_named(path: str, named: re.Pattern[str] | None) -> str:
    """Why a Markdown file is no page where somebody names them; empty where it is named."""
    if named is None:
        return NO_COLLECTION
    return "" if named.match(path) else NOT_NAMED


def _folders(builder: Builder | None, markdown: frozenset[str]) -> re.Pattern[str] | None:
    """The generator's folders; None where they are not known, or hold no document at all."""
    if builder is None or "." in builder.folders:
        return None
    pattern = compile_globs([f"/{folder}/" for folder in builder.folders])
    return pattern if pattern is not None and any(pattern.match(path) for path in markdown) else None


def _why_not(path: str, builder: Builder | None, folders: re.Pattern[str] | None) -> str:
    """Why a Markdown file is no page; empty where it is one."""
    *above, file = path.split("/")
    name = file.partition(".")[0]
    about = not above and _ABOUT.match(name) is not None
    if any(part.startswith(".") for part in above):
        return HIDDEN
    if _any(_ALWAYS_TEMPLATES, above) or _is_part(path, builder):
        return TEMPLATES
    if builder is not None and folders is not None:
        return _unread(path, builder, folders, about=about)
    outer = list(takewhile(lambda part: not _CONTENT.match(part), above))
    is_chapter = builder is not None and "README" in builder.index
    if about or (name.lower() == "readme" and len(outer) == len(above) and not is_chapter):
        return REPOSITORY
    return _by_folders(outer)


def _by_folders(names: list[str]) -> str:
    """Why what lies in folders of these names is no content; empty where nothing says so."""
    if _any(_TESTS, names):
        return TESTS
    if _any(_TEMPLATES, names):
        return TEMPLATES
    return REPOSITORY if _any(_PROGRAMS, names) else ""


def _is_part(path: str, builder: Builder | None) -> bool:
    """Whether its name makes a file a part of other pages."""
    return builder is not None and builder.partials and _PART.search(path) is not None


def _unread(path: str, builder: Builder, folders: re.Pattern[str], *, about: bool) -> str:
    """Why a generator that reads certain folders makes no page of a file; empty where it makes one."""
    if folders.match(path):
        return ""
    return REPOSITORY if about else f"outside of {_listed(builder.folders)}, where {builder.name} reads"


def _any(pattern: re.Pattern[str], names: Iterable[str]) -> bool:
    return any(pattern.match(name) for name in names)


def _listed(folders: tuple[str, ...]) -> str:
    """The first three folders, in words."""
    shown = [f"`{folder}`" for folder in folders[:3]]
    return ", ".join(shown[:-1]) + (" and " if len(shown) > 1 else "") + shown[-1] + (" …" if len(folders) > 3 else "")
