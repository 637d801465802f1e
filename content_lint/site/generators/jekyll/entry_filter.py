"""Which names Jekyll reads at all (its ``EntryFilter``)."""

from __future__ import annotations

import re
from collections.abc import Callable

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.patterns import fnmatch_pattern

_SPECIAL = frozenset("._#~")
EXCLUDED = "excluded by the configuration"


class EntryFilter:
    """Jekyll's filter of file and folder names.

    Args:
        config: for ``include`` and ``exclude``.
        is_folder: whether a path from the site's root is a folder.
    """

    def __init__(self, config: JekyllConfig, is_folder: Callable[[str], bool]) -> None:
        include = [item.lstrip("/") for item in config.include]
        exclude = [item.lstrip("/") for item in config.exclude if item not in config.include]
        self._include = EntryMatcher(include, is_folder)
        self._exclude = EntryMatcher(exclude, is_folder)

    def refuses(self, entry: str, base: str) -> str:
        """Why an entry is not read, or an empty string.

        Args:
            entry: what Jekyll lists: a name, or inside ``_posts`` and collections a path from there.
            base: the folder that it was listed in, from the site's root (for a collection only ``_label``).
        """
        name = entry.rpartition("/")[2]
        if entry.endswith("."):
            return "its name ends with a dot"
        if self._include.matches(entry) or (name != entry and self._include.matches(name)):
            return ""
        if self._exclude.matches(f"{base}/{entry}" if base else entry):
            return EXCLUDED
        for start in (entry[:1], name[:1]):
            if start not in _SPECIAL:
                continue
            if start == ".":
                return "hidden: its name begins with a dot"
            if start == "_":
                return "in a folder that begins with `_` and is no collection, or its own name begins with `_`"
            return f"its name begins with `{start}`"
        return "a backup: its name ends with `~`" if entry.endswith("~") else ""


class EntryMatcher:
    """Items of ``include``, ``exclude`` and the like: a pattern, a plain prefix, or a folder."""

    def __init__(self, items: list[str], is_folder: Callable[[str], bool] | None = None) -> None:
        self._prefixes = tuple(item for item in items if item)
        self._folders = frozenset(item for item in items if item.endswith("/"))
        # Only what holds a wildcard can match more than its own beginning.
        wild = [fnmatch_pattern(item) for item in items if re.search(r"[*?\[\\]", item)]
        self._patterns: tuple[re.Pattern[str], ...] = tuple(wild)
        self._everything = any(not item for item in items)
        self._is_folder = is_folder

    def matches(self, path: str) -> bool:
        """Whether one of them means a path."""
        if self._everything or path.startswith(self._prefixes):
            return True
        if self._is_folder is not None and f"{path}/" in self._folders and self._is_folder(path):
            return True
        return bool(self._patterns) and any(pattern.match(path) for pattern in self._patterns)
