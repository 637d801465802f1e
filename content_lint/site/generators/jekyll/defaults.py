"""Front matter defaults: what ``_config.yml`` fills in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from content_lint.site.generators.jekyll.config import DefaultSet, JekyllConfig
from content_lint.site.generators.jekyll.patterns import Glob


class DefaultsError(Exception):
    """Two sets match and one of them has no scope: Jekyll fails."""


class Defaults:
    """Looks up the defaults of files.

    Args:
        config: the site's configuration.
        paths: every file of the site, from its root: what scopes with ``*`` are matched against.
    """

    def __init__(self, config: JekyllConfig, paths: Iterable[str]) -> None:
        self._base = f"{config.collections_dir}/" if config.collections_dir else ""
        self._sets = config.defaults
        globs = [index for index, item in enumerate(self._sets) if "*" in item.path]
        known = _with_folders(paths) if globs else ()
        self._globbed = {index: self._glob(self._sets[index].path, known) for index in globs}
        self._merged: dict[tuple[int, ...], Mapping[str, object]] = {}
        self._found: dict[tuple[int, ...], Mapping[str, object]] = {}

    def all(self, path: str, kind: str | None) -> Mapping[str, object]:
        """The defaults of a document, merged; raises DefaultsError.

        Args:
            path: relative to the source (a document's: to the collections' folder), or a static file's address.
            kind: ``pages``, ``posts``, a collection's name; None for a static file outside collections.
        """
        if not self._sets:
            return {}
        matching = self._matching(path, kind)
        merged = self._merged.get(matching)
        if merged is None:
            merged = self._merged[matching] = self._merge(matching)
        return merged

    def found(self, path: str, kind: str | None) -> Mapping[str, object]:
        """The defaults of a page: looked up one by one, so that null and mappings replace; raises DefaultsError."""
        if not self._sets:
            return {}
        matching = self._matching(path, kind)
        found = self._found.get(matching)
        if found is None:
            values: dict[str, object] = {}
            scopes: dict[str, DefaultSet] = {}
            for index in matching:
                item = self._sets[index]
                for key, value in item.values.items():
                    if _precedes(scopes.get(key), item):
                        values[key], scopes[key] = value, item
            found = self._found[matching] = values
        return found

    def _matching(self, path: str, kind: str | None) -> tuple[int, ...]:
        sanitized = path.removeprefix("/")
        return tuple(index for index, item in enumerate(self._sets) if self._applies(index, item, sanitized, kind))

    def _applies(self, index: int, item: DefaultSet, path: str, kind: str | None) -> bool:
        if item.type is not None and item.type != kind:
            return False
        if not item.path:
            return True
        globbed = self._globbed.get(index)
        if globbed is None:
            return path.startswith(item.path.removeprefix(self._base))
        place = bisect_right(globbed, path)
        return place > 0 and path.startswith(globbed[place - 1])

    def _glob(self, scope: str, known: Iterable[str]) -> list[str]:
        """What a scope's pattern finds, as beginnings of paths, none of which begins with another one."""
        pattern = Glob(scope.removeprefix("/").removesuffix("/"))
        least: list[str] = []
        for path in sorted(path.removeprefix(self._base) for path in known if pattern.matches(path)):
            if not least or not path.startswith(least[-1]):
                least.append(path)
        return least

    def _merge(self, matching: tuple[int, ...]) -> Mapping[str, object]:
        merged: Mapping[str, object] = {}
        winner: DefaultSet | None = None
        for index in matching:
            item = self._sets[index]
            if _precedes(winner, item):
                merged, winner = deep_merge(merged, item.values), item
            else:
                merged = deep_merge(item.values, merged)
        return merged


def _with_folders(paths: Iterable[str]) -> set[str]:
    known: set[str] = set()
    for path in paths:
        inner = path
        while inner and inner not in known:
            known.add(inner)
            inner = inner.rpartition("/")[0]
    return known


def _precedes(old: DefaultSet | None, new: DefaultSet) -> bool:
    if old is None:
        return True
    if not old.scoped or not new.scoped:
        raise DefaultsError
    new_length, old_length = len(new.path.removeprefix("/")), len(old.path.removeprefix("/"))
    if new_length != old_length:
        return new_length > old_length
    return new.type is not None or old.type is None


def deep_merge(base: Mapping[str, object], over: Mapping[str, object], depth: int = 50) -> Mapping[str, object]:
    """``base`` with the values of ``over``: mappings are merged, null changes nothing that is there."""
    merged = dict(base)
    for key, value in over.items():
        old = merged.get(key)
        if key not in merged:
            merged[key] = value
        elif depth and isinstance(old, Mapping) and isinstance(value, Mapping):
            merged[key] = deep_merge(old, value, depth - 1)
        elif value is not None:
            merged[key] = value
    return merged
