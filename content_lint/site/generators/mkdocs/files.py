"""Which file is what to MkDocs, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.site.sources.tree import Scan, walk_folders
from content_lint.text.files import is_folder
from content_lint.text.regex import regex

DOCUMENTS = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")
INDEX = frozenset({"index", "README"})
_NO_THEME_FILE = regex(
    r"\.(?:html|py|pyc|xml)\Z|(?:\A|/)(?:\.|mkdocs_theme\.yml|[^/]*readme)|\Alocales/", re.IGNORECASE
)


class OutputPlace(NamedTuple):
    """Where a file is written: the file from the root of the output with ``/``, and its address, encoded."""

    file: str
    url: str


def is_document(path: str) -> bool:
    """Whether MkDocs takes a file for Markdown, by its name."""
    return path.endswith(DOCUMENTS)


def place_of(inner: str, config: MkDocsConfig) -> OutputPlace:
    """Where a file is written.

    Args:
        inner: its path from the folder of the documents.
        config: of its site.
    """
    folder, slash, name = inner.rpartition("/")
    if not is_document(inner):
        return OutputPlace(f"/{inner}", f"/{quote(inner)}")
    stem = name.rpartition(".")[0]
    before = f"/{folder}{slash}"
    if stem in INDEX:
        file = f"{before}index.html"
    elif config.directory_urls:
        file = f"{before}{stem}/index.html"
    else:
        file = f"{before}{stem}.html"
    shown = file.removesuffix("index.html") if config.directory_urls else file
    return OutputPlace(file, quote(shown))


def walk(scan: Scan, config: MkDocsConfig) -> Iterator[str]:
    """Every file in the folder of the documents, and what goes over the theme's files."""
    homes = [] if config.assembly else [config.docs]
    for mount in config.mounts:
        if _is_file(scan, mount.source):
            yield mount.source
        else:
            homes.append(mount.source)
    if config.custom and not f"{config.custom}/".startswith(f"{config.docs}/"):
        homes.append(config.custom)
    for home in homes:
        if home.startswith(".."):
            continue  # nothing outside of the site is read
        for path in walk_folders([home], scan):
            yield path.lstrip("/")


def _is_file(scan: Scan, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    try:
        return any(entry.name == name and not is_folder(entry) for entry in scan(folder))
    except OSError:
        return False


def survey_paths(paths: Iterable[str], config: MkDocsConfig) -> Survey:
    """Which file is what; paths are from the site's root, with ``/``."""
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    placed = [(path, inner) for path in dict.fromkeys(paths) if (inner := config.inner_if_any(path)) is not None]
    placed.sort(key=lambda item: _in_order(item[1]))
    taken: dict[str, str] = {}
    for _, inner in placed:
        # Of README.md and index.md in one folder, index.md is the page.
        if is_document(inner):
            taken.setdefault(_page_of(inner), inner)
    for path, inner in placed:
        reason = _left_out(inner, config)
        first = taken.get(_page_of(inner), inner)
        if not reason and first != inner and is_document(inner):
            reason = f"`{first}` is the page of this folder in its place"
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            files.append(_site_file(path, inner, config))
    files += [SiteFile(path, Role.STATIC, lent=True) for path in _over_theme(paths, config)]
    return Survey(tuple(files), tuple(skipped))


def _in_order(path: str) -> tuple[str, bool, str]:
    """Files before the folders beside them, and an index before all others."""
    folder, _, name = path.rpartition("/")
    return folder, not name.startswith("index."), name


def _page_of(inner: str) -> str:
    """What all files have in common of which one is the page of a folder, or of a name in it."""
    folder, _, name = inner.rpartition("/")
    stem = name.rpartition(".")[0]
    return f"{folder}/{'index' if stem in INDEX else stem}"


def _left_out(inner: str, config: MkDocsConfig) -> str:
    if config.unlisted.match(inner):
        return "the plugin exclude takes it out of the site"
    if not config.excluded.match(inner):
        return ""
    hidden = next((part for part in inner.split("/") if part.startswith(".")), "")
    return f"hidden: `{hidden}` begins with a dot" if hidden else "excluded by `exclude_docs` in the configuration"


def excluded(survey: Survey, config: MkDocsConfig) -> frozenset[str]:
    """The files below ``docs`` that are left out on purpose: MkDocs knows them, and writes none of them."""
    left_out = (item for item in survey.skipped if item.reason.startswith(("excluded by", "hidden:")))
    return frozenset(config.inner(item.path) for item in left_out)


def _site_file(path: str, inner: str, config: MkDocsConfig) -> SiteFile:
    blog = next((item.posts for item in config.blogs if inner.startswith(f"{item.posts}/")), None)
    if not is_document(inner):
        return SiteFile(path, Role.STATIC)
    return SiteFile(path, Role.PAGE) if blog is None else SiteFile(path, Role.POST, blog)


def _over_theme(paths: Iterable[str], config: MkDocsConfig) -> Iterator[str]:
    """Files of the site's own that are copied as if they were the theme's."""
    folder = f"{config.custom}/"
    for path in sorted(paths) if config.custom else ():
        inside = path.startswith(folder) and (not config.docs or config.inner_if_any(path) is None)
        if inside and not is_document(path) and not _NO_THEME_FILE.search(path[len(folder) :]):
            yield path
