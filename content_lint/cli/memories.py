"""What a run may remember of earlier ones, and where that is kept."""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.cli.cache_folder import cache_folder

if TYPE_CHECKING:
    from content_lint.engine.cache.memory import Memory


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """The options of remembering."""
    group.add_argument("--no-cache", action="store_true", help="read everything anew, and remember nothing")


def open_memory(
    arguments: argparse.Namespace, environment: Mapping[str, str], root: Path, buffers: Mapping[str, bytes]
) -> Memory | None:
    """What is remembered of a site; None where nothing is to be, or there is no place for it.

    Args:
        arguments: the command line.
        environment: of the process.
        root: the site's root.
        buffers: text that replaces a file's own, by path.
    """
    from content_lint.engine.cache.keys import identity  # noqa: PLC0415
    from content_lint.engine.cache.memory import Memory  # noqa: PLC0415
    from content_lint.engine.cache.store import SectionFile  # noqa: PLC0415
    from content_lint.site.tree import DiskTree  # noqa: PLC0415

    folder = cache_folder(environment)
    if arguments.no_cache or folder is None:
        return None
    name = hashlib.blake2b(os.fsencode(root), digest_size=16).hexdigest()
    file = SectionFile(folder / "sites" / f"{name}.cache", identity())
    return Memory(DiskTree(root, buffers), file, time.time_ns())
