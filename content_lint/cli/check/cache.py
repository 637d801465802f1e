"""Where the cache is, and whether a run uses it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cli.cache_place import cache_place
from content_lint.cli.clock import now_ns
from content_lint.text.digests import digest

if TYPE_CHECKING:  # some commands need no cache
    from content_lint.cache.cache import Cache
    from content_lint.cache.store import SectionFile
    from content_lint.site.sources.tree import SiteTree


def add_arguments(group: argparse._ActionsContainer) -> None:
    """The option that switches the cache off."""
    group.add_argument("--no-cache", action="store_true", help="read every file again, and remember nothing")


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of the caches, whether it exists or not; None where this user has no place for them."""
    place = cache_place(environment)
    return None if place is None else Path(place)


def cache_file(arguments: argparse.Namespace, environment: Mapping[str, str], root: Path) -> SectionFile | None:
    """The file of a site's cache; None where it is switched off, or there is no place for it."""
    from content_lint.cache.fingerprint import program_fingerprint
    from content_lint.cache.store import SectionFile

    folder = cache_folder(environment)
    if arguments.no_cache or folder is None:
        return None
    name = digest(os.fsencode(root))
    return SectionFile(folder / "sites" / f"{name}.cache", program_fingerprint())


def index_file(arguments: argparse.Namespace, environment: Mapping[str, str], root: Path) -> Path | None:
    """Where a site's index is; None where nothing is kept, or there is no place for it."""
    folder = cache_folder(environment)
    if arguments.no_cache or folder is None:
        return None
    return folder / "sites" / f"{digest(os.fsencode(root))}.index"


def open_cache(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    tree: SiteTree,
) -> Cache | None:
    """The cache of a site; None where it is switched off, or there is no place for it.

    Args:
        arguments: the command line.
        environment: of the process.
        tree: the site's files.
    """
    from content_lint.cache.cache import Cache
    from content_lint.cache.store import delete_old

    file = cache_file(arguments, environment, tree.root)
    if file is None:
        return None
    if file.is_new:
        delete_old(file.path.parent, now_ns())
    return Cache(tree, file, now_ns())
