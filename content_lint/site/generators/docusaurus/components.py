"""The components of a site's own that its texts use: what they do with an address, and whether they bring places."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.parse.scripts.literals import ScriptModule
from content_lint.site.layouts import Layouts
from content_lint.site.mdx_code import names_of, writes_as_given, written_before
from content_lint.site.sources.tree import Tree
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

_ENDINGS = (".tsx", ".jsx", ".js", ".ts", "/index.tsx", "/index.jsx", "/index.js", "/index.ts", "")
_PROGRAM = regex(r"\.[jt]sx?\Z")
_IMPORT = regex(r"\bimport\s[^;'\"]{0,400}?\bfrom\s*[\"']([^\"']{1,200})[\"']")
_PLACES = regex(
    r"(?<![\w$.-])id\s*[=:](?!=)|<(?:h[1-6]|Heading)\b[^<>{}]*\{\s*\.\.\.|dangerouslySetInnerHTML|\bcreateElement\(\s*[`'\"]h"
)
_QUIET = regex(
    r"react\Z|react/|clsx\Z|classnames\Z|prop-types\Z|@docusaurus/|.*\.(?:s?css|less|png|jpe?g|svg|gif|webp|json)\Z"
)
_TEXTS = (".md", ".mdx")
_MOST_FILES = 40


class DocusaurusComponents:
    """The components of one site, each read once."""

    def __init__(self, tree: Tree, home: str) -> None:
        self._tree = tree
        self._home = home
        self._paths = frozenset(tree.paths(None))
        self._names: dict[str, ScriptModule] = {}
        self._quiet: dict[str, bool] = {}
        self._shown: dict[str, tuple[str, ...]] = {}

    def names(self, document: Document) -> ScriptModule:
        """What a document imports and declares."""
        if document.path not in self._names:
            self._names[document.path] = names_of(document)
        return self._names[document.path]

    def passes_on(self, document: Document, name: str) -> bool:
        """Whether a component of the site's own writes the address that it is given as it is."""
        file = self._file(document, name)
        return bool(file) and writes_as_given(self._text(file))

    def written_before(self, document: Document, name: str) -> str:
        """What a component of the site's own writes before the address that it is given; empty for nothing known."""
        file = self._file(document, name)
        return written_before(self._text(file)) if file else ""

    def shown_texts(self, document: Document, name: str) -> tuple[str, ...]:
        """The texts, by their paths, that a component of the site's own imports, and so may show."""
        file = self._file(document, name)
        if file and file not in self._shown:
            sources = (source for source in _IMPORT.findall(self._text(file)) if source.endswith(_TEXTS))
            self._shown[file] = tuple(filter(None, (self._find(source, file) for source in sources)))
        return self._shown.get(file, ())

    def is_quiet(self, document: Document, name: str) -> bool:
        """Whether a component of the site's own surely brings no places, nor does anything it imports but texts."""
        file = self._file(document, name)
        if file and file not in self._quiet:
            self._quiet[file] = all(self._bring_none(text) for text in self._closure(file))
        return bool(file) and self._quiet[file]

    def _bring_none(self, text: str) -> bool:
        if not text or _PLACES.search(text):
            return False
        return all(source.startswith((".", "@")) or _QUIET.match(source) for source in _IMPORT.findall(text))

    def _closure(self, file: str) -> Iterator[str]:
        """The texts of a component and of all that it imports; an empty one where a file is not found."""
        waiting, seen = [file], {file}
        while waiting:
            path = waiting.pop()
            text = self._text(path)
            yield text
            for source in _IMPORT.findall(text):
                found = self._find(source, path)
                if found in seen or _QUIET.match(source) or _is_of_theme(source, found) or source.endswith(_TEXTS):
                    continue
                if not _PROGRAM.search(found) or len(seen) > _MOST_FILES:
                    yield ""
                    return
                seen.add(found)
                waiting.append(found)

    def _file(self, document: Document, name: str) -> str:
        imported = self.names(document).imports.get(name)
        found = self._find(imported.source, document.path) if imported is not None else ""
        return found if _PROGRAM.search(found) else ""

    def _find(self, source: str, importer: str) -> str:
        """The file of the site that an import names; empty where it is none, or not found."""
        if source.startswith("."):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(importer), source))
        elif source.startswith("@site/"):
            place = posixpath.join(self._home, source[6:])
        elif source.startswith("/"):  # Docusaurus has the folder of the site for a root of its own
            place = posixpath.join(self._home, source[1:])
        else:  # by an alias for a folder of the site's own programs
            place = posixpath.join(self._home, "src", source.lstrip("@~/"))
        return next((place + ending for ending in _ENDINGS if place + ending in self._paths), "")

    def _text(self, path: str) -> str:
        source = self._tree.read(path)
        return source.text if isinstance(source, SourceText) else ""


def _is_of_theme(source: str, found: str) -> bool:
    """Whether an import is of the theme's own, which the site has not put one of its own in the place of."""
    return not found and source.startswith(("@theme/", "@theme-original/", "@theme-init/"))


class DocusaurusLayouts(Layouts, frozen=True):
    """What is known of a site's programs: see DocusaurusComponents."""

    components: DocusaurusComponents | None = None
