"""Folders that Jekyll publishes and git has not: a program fills them, or they are other repositories."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryFilter
from content_lint.site.generators.jekyll.layouts import template_name
from content_lint.site.git_ignored import NAME, folders_in
from content_lint.site.layouts import INCLUDES, LAYOUTS
from content_lint.site.model import ANYWHERE, Maker
from content_lint.site.sources.tree import ReadError, Tree, walk_folders
from content_lint.text.regex import regex

MODULES = ".gitmodules"
_MODULE = regex(r"^[ \t]*+path[ \t]*+=[ \t]*+(\S++)", re.MULTILINE)
_MOST = 200
_FETCH = "Fetch it with `git submodule update --init`."
_TEMPLATES = (LAYOUTS.rstrip("/"), INCLUDES.rstrip("/"))


class Unfetched(Struct, frozen=True):
    """What a site lacks whose submodules are not all there.

    Attributes:
        makers: what they may add to the site.
        templates: layouts and includes, and folders of them, that are in it, each with words for where that is.
    """

    makers: tuple[Maker, ...] = ()
    templates: tuple[tuple[str, str], ...] = ()


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


def find_modules(text: str, config: JekyllConfig, tree: Tree, paths: Callable[[], Sequence[str]]) -> Unfetched:
    """What is in other repositories that are to be there as folders of the site, or to which its links lead.

    Args:
        text: of the file called .gitmodules.
        config: the site's configuration.
        tree: the files of the site.
        paths: gives those that Jekyll may read.
    """
    named = dict.fromkeys(match[1].strip("/") for match in islice(_MODULE.finditer(text), _MOST))
    missing = [folder for folder in named if not _files_below(tree, [folder])]
    if not missing:
        return Unfetched()
    homes = tuple(f"{config.root}{folder}" for folder in _TEMPLATES)
    templates = {path: folder for path in _files_below(tree, homes) for folder in _behind(path, tree, missing)}
    templates |= {folder: folder for folder in missing if folder.startswith(homes)}
    makers = (*_in_place(missing, config), *_behind_links(paths(), config, tree, missing))
    named_so = ((template_name(path.removeprefix(config.root)), _called(folder)) for path, folder in templates.items())
    return Unfetched(makers, tuple(named_so))


def _in_place(missing: Iterable[str], config: JekyllConfig) -> Iterator[Maker]:
    for folder in missing:
        inner = folder.removeprefix(config.root)
        if _is_read(inner, config):
            # Nobody's pages are to be at `/_x/`: they say themselves where they are.
            is_hidden = "/_" in f"/{inner}"
            yield _maker(folder, inner, (ANYWHERE,) if is_hidden else ())


def _behind_links(paths: Iterable[str], config: JekyllConfig, tree: Tree, missing: Sequence[str]) -> Iterator[Maker]:
    """What the links of a site lead to that is in other repositories."""
    places: dict[str, None] = {}
    folders: dict[str, None] = {}
    for path in paths:
        inner = path.removeprefix(config.root)
        for folder in _behind(path, tree, missing) if "." not in path.rpartition("/")[2] else ():
            if not _is_read(inner, config):
                continue
            yield _maker(folder, inner)
            places[path.rpartition("/")[0]] = None
            folders[folder] = None
    if folders:
        first, *more = folders
        name = f"{_called(first)}, or by {len(more)} more of them" if more else _called(first)
        yield Maker(name, (ANYWHERE,), advice=_FETCH, among=tuple(places))


def _maker(folder: str, inner: str, addresses: tuple[str, ...] = ()) -> Maker:
    return Maker(_called(folder), addresses or (f"/{inner}", f"/{inner}/**"), files=True, advice=_FETCH)


def _called(folder: str) -> str:
    return f"another repository, which `{MODULES}` puts at `{folder}` and which is not there"


def _behind(path: str, tree: Tree, missing: Iterable[str]) -> Iterator[str]:
    """The repository, of those that are missing, into which a file leads that is a link; or nothing."""
    source = tree.read(path)
    if isinstance(source, ReadError) and source.leads_to:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), source.leads_to))
        yield from (folder for folder in missing if f"{target}/".startswith(f"{folder}/"))


def _files_below(tree: Tree, folders: Sequence[str]) -> list[str]:
    """The files in some folders, and links in them that lead to nothing."""
    paths = tree.paths(lambda scan: walk_folders(folders, scan))
    return [path for path in paths if path.startswith(tuple(f"{folder}/" for folder in folders))]


def _is_read(inner: str, config: JekyllConfig) -> bool:
    """Whether Jekyll takes what is in a folder of its source for the site's."""
    parts = inner.split("/")
    if any(f"{config.root}{inner}/".startswith(f"{config.base}_{item.label}/") for item in config.collections):
        return True
    folders = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    keep = EntryFilter(config, folders.__contains__)
    refused = any(keep.refuses(part, "/".join(parts[:number])) for number, part in enumerate(parts))
    return bool(inner) and not refused and inner != config.destination
