"""What a run may remember of earlier ones, and where that is kept."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cli.check.cache_folder import cache_folder
from content_lint.cli.clock import now_ns
from content_lint.text.digests import digest

if TYPE_CHECKING:  # some commands remember nothing
    from content_lint.cache.cache import Cache
    from content_lint.cache.store import SectionFile
    from content_lint.site.sources.tree import SiteTree


def add_arguments(group: argparse._ActionsContainer) -> None:
    """The options of the cache."""
    group.add_argument("--no-cache", action="store_true", help="read every file again, and remember nothing")


def memory_file(arguments: argparse.Namespace, environment: Mapping[str, str], root: Path) -> SectionFile | None:
    """The file in which a site is remembered; None where nothing is to be, or there is no place for it."""
    from content_lint.cache.fingerprint import identity
    from content_lint.cache.store import SectionFile

    folder = cache_folder(environment)
    if arguments.no_cache or folder is None:
        return None
    name = digest(os.fsencode(root))
    return SectionFile(folder / "sites" / f"{name}.cache", identity())


def open_memory(
    arguments: argparse.Namespace,
    environment: Mapping[str, str],
    tree: SiteTree,
) -> Cache | None:
    """What is remembered of a site; None where nothing is to be, or there is no place for it.

    Args:
        arguments: the command line.
        environment: of the process.
        tree: the site's files.
    """
    from content_lint.cache.cache import Cache
    from content_lint.cache.store import forget_old

    file = memory_file(arguments, environment, tree.root)
    if file is None:
        return None
    if file.is_new:
        forget_old(file.path.parent, now_ns())
    return Cache(tree, file, now_ns())
