"""What the components around a text bring to its page: ids, as far as they are written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.astro.plugins import Changes
from content_lint.site.generators.astro.routes import imports_of
from content_lint.site.layouts import Layouts
from content_lint.site.sources.tree import ReadError, Tree
from content_lint.site.survey import is_markdown

_ID = re.compile(
    r"""(?<![\w$.:-])id=(?:"([^"<>{}\n]*)"|'([^'<>{}\n]*)'|\{\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`$\n]*)(`?)|))"""
)
_FRONT_LAYOUT = re.compile(r"^layout:[ \t]*[\"']?([^\s\"']{1,200})", re.MULTILINE)
_PROGRAM = re.compile(r"\.(?:astro|[jt]sx|vue|svelte)\Z")
_QUIET_PACKAGES = re.compile(r"@?astro(?:js)?[:/]|astro-icon|astro-expressive-code|\w*\.css")
_DATA = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|mp4|webm|json|ya?ml|txt|css|scss|[cm]?[jt]s|csv|toml|pdf|html)(?:\?\w+)?\Z"
)
_MOST_FILES = 400


class Brought(NamedTuple):
    """What some components bring.

    Attributes:
        ids: that are written out.
        prefixes: what ids begin with that they complete, each with the file.
        open: the first file that makes ids which are not known, or a package; empty where there is none.
    """

    ids: frozenset[str] = frozenset()
    prefixes: tuple[tuple[str, str], ...] = ()
    open: str = ""


class _Read(NamedTuple):
    ids: frozenset[str]
    prefixes: tuple[str, ...]
    is_open: bool
    imports: tuple[str, ...]


class Components:
    """The components of one site, each read once."""

    def __init__(self, tree: Tree, config: AstroConfig) -> None:
        self._tree = tree
        self._source = config.source
        self._paths = frozenset(tree.paths(None))
        self._read: dict[str, _Read] = {}
        self._known: dict[tuple[str, ...], Brought] = {}

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self._paths

    def brought(self, files: Iterable[str]) -> Brought:
        """What components bring, with all that they import."""
        key = tuple(dict.fromkeys(files))
        if key not in self._known:
            read = list(self._closure(key))
            ids = frozenset(item for _, found in read for item in found.ids)
            prefixes = tuple((prefix, path) for path, found in read for prefix in found.prefixes)
            first = next((f"`{path}`" for path, found in read if found.is_open), "")
            self._known[key] = Brought(ids, prefixes, first)
        return self._known[key]

    def of_text(self, text: str, path: str) -> tuple[list[str], str]:
        """The components that a document names.

        Returns:
            their files, and the first thing that it imports whose ids are not known, in words.
        """
        files: list[str] = []
        unknown = ""
        for source, places in imports_of(text, path, self._source):
            found = next((place for place in self._spelled(places)), None)
            if found is not None and is_markdown(found):
                unknown = unknown or f"`{found}`"
            elif found is not None and _PROGRAM.search(found):
                files.append(found)
            elif found is None and not _QUIET_PACKAGES.match(source) and not _DATA.search(source):
                unknown = unknown or f"`{source}`"
        return files + self._layout_of(text, path), unknown

    def _layout_of(self, text: str, path: str) -> list[str]:
        """The layout that front matter names."""
        layout = _FRONT_LAYOUT.search(text[:4000]) if text.startswith("---") else None
        if layout is None:
            return []
        named = f'import x from "{layout[1]}"'
        return [place for _, places in imports_of(named, path, self._source) for place in self._spelled(places)][:1]

    def _spelled(self, places: Iterable[str]) -> Iterator[str]:
        for place in places:
            for ending in ("", ".astro", ".tsx", ".jsx", ".ts", ".js", "/index.ts", "/index.astro", "/index.js"):
                if place + ending in self._paths:
                    yield place + ending

    def _closure(self, files: Iterable[str]) -> Iterator[tuple[str, _Read]]:
        waiting, seen = list(files), set(files)
        while waiting and len(seen) < _MOST_FILES:
            path = waiting.pop()
            found = self._of(path)
            yield path, found
            fresh = [item for item in found.imports if item not in seen]
            seen.update(fresh)
            waiting += fresh

    def _of(self, path: str) -> _Read:
        if path not in self._read:
            source = self._tree.read(path) if path in self._paths else None
            text = "" if source is None or isinstance(source, ReadError) else source.text
            matches = list(_ID.finditer(text))
            imports = [next(self._spelled(places), "") for _, places in imports_of(text, path, self._source)]
            self._read[path] = _Read(
                frozenset(found for match in matches if (found := _literal(match))),
                tuple(match[5] for match in matches if match[5] and not match[6]),
                any(_literal(match) is None and not match[5] for match in matches),
                tuple(item for item in imports if _PROGRAM.search(item)),
            )
        return self._read[path]


def _literal(match: re.Match[str]) -> str | None:
    """The id that is written out; None where it is worked out."""
    for number in (1, 2, 3, 4):
        if match[number] is not None:
            return match[number]
    return match[5] if match[6] else None


class AstroLayouts(Layouts, frozen=True):
    """What is known of the templates of a site of Astro's.

    Attributes:
        components: its components.
        changes: what its plugins for Markdown change.
    """

    components: Components | None = None
    changes: Changes = msgspec.field(default_factory=Changes)
