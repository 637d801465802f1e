"""The sites that the plugin monorepo puts into another: ``!include`` and ``*include`` in its menu name them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from content_lint.config.errors import ConfigError
from content_lint.config.globs import GlobError, compile_globs
from content_lint.config.yaml_files import read_mapping
from content_lint.site.generators.mkdocs.mounts import DocsMount
from content_lint.site.generators.walking import folders_below
from content_lint.text.regex import regex

_INCLUDE, _INCLUDE_ALL = "!include ", "*include "
_PLAIN_NAME = regex(r"[\w.\-/]+\Z")
_SLUGGED = regex(r"[A-Za-z0-9 ._/-]+\Z")
_NO_LETTERS = regex(r"[^a-z0-9]+")
_MOST_FILES = 50_000
_MOST = 500
_DEEPEST = 20


class Monorepo(Struct, frozen=True):
    """What is put in.

    Attributes:
        mounts: the folder of the documents of each site.
        files: the configurations that were read, from the root.
        is_whole: whether all that the menu names is known.
    """

    mounts: tuple[DocsMount, ...] = ()
    files: tuple[str, ...] = ()
    is_whole: bool = False


def read_monorepo(root: Path, home: str, nav: object) -> Monorepo:
    """Follow the menu of a site.

    Args:
        root: of the site.
        home: the folder of its mkdocs.yml from there.
        nav: the menu as it is written.
    """
    paths = list(_included(root, home, nav, 0))[: _MOST + 1]
    mounts = [(path, _mount(root, path)) for path in paths[:_MOST] if path]
    known = tuple(mount for _, mount in mounts if mount is not None)
    return Monorepo(known, tuple(path for path, _ in mounts), is_whole=len(known) == len(paths))


def _included(root: Path, home: str, nav: object, depth: int) -> Iterator[str]:
    """The configurations that a menu names, from the root; empty for one outside of the site."""
    if isinstance(nav, str):
        if nav.startswith(_INCLUDE):
            yield _below(home, nav.removeprefix(_INCLUDE))
        elif nav.startswith(_INCLUDE_ALL):
            yield from _matching(root, _below(home, nav.removeprefix(_INCLUDE_ALL)))
    elif isinstance(nav, (list, dict)) and depth < _DEEPEST:
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from _included(root, home, item, depth + 1)


def _below(home: str, written: str) -> str:
    path = posixpath.normpath(posixpath.join(home, written.strip()))
    return "" if path.startswith(("../", "/")) or path in {".", ".."} else path


def _matching(root: Path, pattern: str) -> Iterator[str]:
    try:
        names = compile_globs([f"/{pattern}"])
    except GlobError:
        names = None
    if not pattern or names is None:
        yield ""
        return
    start = posixpath.dirname(pattern.partition("*")[0])
    for folder, files in folders_below(root, start, _MOST_FILES):
        for name in files:
            path = posixpath.join(folder, name)
            if name.endswith((".yml", ".yaml")) and names.match(path):
                yield path


def _mount(root: Path, path: str) -> DocsMount | None:
    """The documents of one site; None where their place, or they, are not known."""
    try:
        written = read_mapping(root, path, "pyyaml")
    except ConfigError:
        return None
    name, docs = written.get("site_name"), written.get("docs_dir", "docs")
    if not isinstance(name, str) or not isinstance(docs, str):
        return None
    source = _below(posixpath.dirname(path), docs)
    place = _place(name)
    return DocsMount(source, place) if source and place else None


def _place(name: str) -> str:
    """The folder that a site gets, by its name; empty where only the library that makes slugs tells."""
    if not _PLAIN_NAME.match(name) and _SLUGGED.match(name):
        return _NO_LETTERS.sub("-", name.lower()).strip("-")
    place = posixpath.normpath(name) if _PLAIN_NAME.match(name) and name.isascii() else ".."
    return "" if place.startswith((".", "/")) else place
