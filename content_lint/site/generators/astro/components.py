"""What the components around a text bring to its page: ids, as far as they are written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from content_lint.parse.facts import Document
from content_lint.parse.scripts.literals import ScriptModule
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.astro.handed_ids import HANDED_BY_CODE, written_ids
from content_lint.site.generators.astro.plugins import PluginChanges
from content_lint.site.generators.astro.routes import imports_of
from content_lint.site.layouts import Layouts
from content_lint.site.mdx_code import names_of, statements_of
from content_lint.site.programs import Programs, places
from content_lint.site.sources.tree import ReadError, Tree
from content_lint.site.survey import is_markdown

_PROGRAM = re.compile(r"\.(?:astro|[jt]sx|vue|svelte)\Z")
_SCRIPT = re.compile(r"\.[cm]?[jt]s\Z")
"""A program that makes nothing of a page itself, but may hand components on: ``export * from "./Card.astro"``."""
_QUIET_PACKAGES = re.compile(r"@?astro(?:js)?[:/]|astro-icon|astro-expressive-code|\w*\.css")
_DATA = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|mp4|webm|json|ya?ml|txt|css|scss|[cm]?[jt]s|csv|toml|pdf|html)(?:\?\w+)?\Z"
)
_SHOWS_HTML = re.compile(
    r"<(?!script|style|svg|title)[\w.]+(?:\s[^<>]*?)?\sset:html=|\bdangerouslySetInnerHTML\b|\sv-html=|\{@html\b|<Content\b"
)
_MOST_FILES = 400


class BroughtByComponents(NamedTuple):
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
    shows_html: bool
    imports: tuple[str, ...]


class TreePrograms(Programs):
    """The programs of a site as a tree of files has them.

    Attributes:
        texts: what documents import and declare, by path; they count as programs.
    """

    tree: Tree | None = None
    paths: frozenset[str] = frozenset()
    texts: dict[str, ScriptModule] = msgspec.field(default_factory=dict)

    def module(self, path: str) -> ScriptModule | None:
        """The program in a file, or what a document declares; see the base."""
        return self.texts[path] if path in self.texts else super().module(path)

    def text(self, path: str) -> str | None:
        """The text of a file; see the base."""
        found = self.tree.read(path) if self.tree is not None and self.has(path) else None
        return None if found is None or isinstance(found, ReadError) else found.text

    def has(self, path: str) -> bool:
        """Whether there is a file; see the base."""
        return path in self.paths


class Components:
    """The components of one site, each read once."""

    def __init__(self, tree: Tree, config: AstroConfig) -> None:
        self._tree = tree
        self._source = config.source
        self._aliases = config.aliases
        self._paths = frozenset(tree.paths(None))
        self._read: dict[str, _Read] = {}
        self._known: dict[tuple[str, ...], BroughtByComponents] = {}
        self.programs = TreePrograms(Path(), config.source, {}, config.aliases, tree, self._paths)

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self._paths

    def brought(self, files: Iterable[str]) -> BroughtByComponents:
        """What components bring, with all that they import."""
        key = tuple(dict.fromkeys(files))
        if key not in self._known:
            read = list(self._closure(key))
            ids = frozenset(item for _, found in read for item in found.ids)
            prefixes = tuple((prefix, path) for path, found in read for prefix in found.prefixes)
            first = next((f"`{path}`" for path, found in read if found.is_open), "")
            self._known[key] = BroughtByComponents(ids, prefixes, first)
        return self._known[key]

    def shown_by(self, files: Iterable[str]) -> str:
        """The first of some components, with all that they import, that shows HTML which is not written out in it."""
        return next((f"`{path}`" for path, read in self._closure(files) if read.shows_html), "")

    def of_document(self, document: Document) -> tuple[list[str], str]:
        """The components that a document names.

        Returns:
            their files, and the first thing that it imports whose ids are not known, in words.
        """
        files: list[str] = []
        unknown = "its own code" if HANDED_BY_CODE.search(document.source.text, document.body.span.start) else ""
        for source, there in imports_of(statements_of(document), document.path, self._source, self._aliases):
            found = next((place for place in self._spelled(there)), None)
            if found is not None and is_markdown(found):
                unknown = unknown or f"`{found}`"
            elif found is not None and _has_components(found):
                files.append(found)
            elif found is None and not _QUIET_PACKAGES.match(source) and not _DATA.search(source):
                unknown = unknown or f"`{source}`"
        return files, unknown

    def layout_of(self, document: Document) -> list[str]:
        """The layout that front matter names."""
        layout = document.front_matter.data.get("layout") if document.front_matter is not None else None
        if not isinstance(layout, str):
            return []
        return list(self._spelled(places(layout, document.path, self._source, self._aliases)))[:1]

    def names(self, document: Document) -> ScriptModule:
        """What a document imports and declares, read once."""
        texts = self.programs.texts
        if document.path not in texts:
            texts[document.path] = names_of(document)
        return texts[document.path]

    def source_of(self, document: Document, name: str) -> tuple[str, str]:
        """What a name of a document is imported from: the source as it is written, and the file of the site's own."""
        imported = self.names(document).imports.get(name)
        if imported is None:
            return "", ""
        found = self._spelled(places(imported.source, document.path, self._source, self._aliases))
        return imported.source, next(found, "")

    def text(self, path: str) -> str:
        """The text of a file; empty where it cannot be read."""
        source = self._tree.read(path) if path in self._paths else None
        return "" if source is None or isinstance(source, ReadError) else source.text

    def _spelled(self, wanted: Iterable[str]) -> Iterator[str]:
        for place in wanted:
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
            text = self.text(path)
            shown = "" if _SCRIPT.search(path) else text
            written = written_ids(shown)
            named = imports_of(text, path, self._source, self._aliases)
            imports = [next(self._spelled(there), "") for _, there in named]
            self._read[path] = _Read(
                written.ids,
                written.prefixes,
                written.is_open,
                _SHOWS_HTML.search(shown) is not None,
                tuple(item for item in imports if _has_components(item)),
            )
        return self._read[path]


def _has_components(path: str) -> bool:
    return _PROGRAM.search(path) is not None or _SCRIPT.search(path) is not None


class AstroLayouts(Layouts, frozen=True):
    """What is known of the templates of a site of Astro's.

    Attributes:
        components: its components.
        changes: what its plugins for Markdown change.
    """

    components: Components | None = None
    changes: PluginChanges = msgspec.field(default_factory=PluginChanges)
