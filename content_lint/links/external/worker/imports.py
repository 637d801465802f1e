# SPDX-License-Identifier: GPL-3.0-or-later
"""What linkchecker imports and this worker never uses is loaded when it is used, which is never.

linkchecker brings a parser of pages, a resolver, bookmarks, and a class for every scheme along: half the
time of its import. Nothing of it is replaced: the standard library's LazyLoader puts the real module in its
place and runs its code at the first look into it. So a mistake in the list costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

UNUSED = frozenset(
    {
        # What is opened is http and https, in a class of our own.
        *(f"linkcheck.checker.{name}url" for name in ("file", "ftp", "dns", "mailto", "ignore", "itmsservices")),
        "linkcheck.checker.unknownurl",
        # No page is parsed: this one imports bs4.
        "linkcheck.htmlutil.htmlsoup",
        "linkcheck.parser",
        # linkcheck has these two for its command line.
        "logging.config",
        "pydoc",
    }
)


class _LazyFinder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """The module as it would be found in any case, to be loaded at the first look."""
        if name not in UNUSED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextlib.contextmanager
def without_the_unused() -> Iterator[None]:
    """Imports in here leave those modules for later."""
    finder = _LazyFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
