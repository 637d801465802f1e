"""The texts that a site's pages import and show as a part of themselves (``import Setup from './_setup.md'``)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Document
from content_lint.site.component_tags import components_in
from content_lint.site.generators.docusaurus.config import DocusaurusConfig
from content_lint.site.index import Site
from content_lint.site.mdx_code import names_of
from content_lint.site.model import Page, State
from content_lint.text.regex import regex

_IMPORTS_TEXT = regex(r"^import\b[^\n]*\.mdx?['\"]", re.MULTILINE)
_COMPONENT = regex(r"<([A-Z]\w*)")


def part_of(document: Document, source: str, config: DocusaurusConfig) -> str:
    """The path of the text that a component is imported from; empty where it is imported from a program."""
    if not source.endswith((".md", ".mdx")):
        return ""
    folder = config.home if source.startswith("@site/") else posixpath.dirname(document.path)
    return posixpath.normpath(posixpath.join(folder, source.removeprefix("@site/")))


class ShownTexts:
    """Which pages show which texts, on one site; ``site.once(ShownTexts)`` reads their imports once."""

    def __init__(self, site: Site) -> None:
        self._pages = site.pages
        config = DocusaurusConfig.of(site.settings)
        self._importers: dict[str, list[str]] = {}
        for texts in (site.documents, site.others):
            for document in texts.values():
                for path in _parts_of(document, config):
                    self._importers.setdefault(path, []).append(document.path)

    def pages_with(self, path: str) -> Sequence[Page]:
        """The pages that readers see with the text of a file in them, at whatever depth."""
        found: list[Page] = []
        waiting, seen = [path], {path}
        while waiting:
            for importer in self._importers.get(waiting.pop(), ()):
                page = self._pages.get(importer)
                if importer in seen:
                    continue
                seen.add(importer)
                waiting.append(importer)
                if page is not None and page.url and page.state is State.LIVE:
                    found.append(page)
        return found


def _parts_of(document: Document, config: DocusaurusConfig) -> Iterator[str]:
    """The texts that a document shows, by their paths."""
    if not _IMPORTS_TEXT.search(document.source.text):
        return
    imports = names_of(document).imports
    for name in components_in(document, _COMPONENT):
        imported = imports.get(name)
        part = part_of(document, imported.source, config) if imported is not None else ""
        if part:
            yield part
