"""The addresses that a text gives to components, and the values that it writes in braces instead of an address."""

from __future__ import annotations

import re

from content_lint.parse.facts import Document, Link
from content_lint.parse.scripts.literals import Named
from content_lint.site.generators.astro.components import Components
from content_lint.site.mdx_code import value_in_braces, writes_as_given
from content_lint.site.programs import Value
from content_lint.text.regex import regex

_TAG = regex(r"<([A-Z][\w$]*)")
_PASSES_ON = {"@astrojs/starlight/components": frozenset({"LinkCard", "LinkButton"})}
_PICTURE = regex(
    r"\.(?:png|jpe?g|gif|svg|webp|avif|ico|mp4|webm|mov|mp3|wav|ogg|pdf|zip)(?:\?[\w&=.-]*)?\Z", re.IGNORECASE
)
_FILE = frozenset({(), ("src",), ("default",)})


class HandedAddresses:
    """Answers for the texts of one site."""

    def __init__(self, components: Components) -> None:
        self._components = components
        self._programs = components.programs

    def passes_on(self, document: Document, link: Link) -> bool:
        """Whether a component writes the address that it is given as it is."""
        tag = _TAG.match(document.source.text, link.span.start)
        if tag is None or not link.tag.endswith(".href"):
            return False
        source, file = self._components.source_of(document, tag[1])
        if tag[1] in _PASSES_ON.get(source, ()):
            return True
        return bool(file) and writes_as_given(self._components.text(file))

    def text(self, document: Document, written: str) -> str | None:
        """The text that an expression in braces is, or the file that its name is imported from; or None."""
        if not written.startswith("{"):
            return None
        raw = value_in_braces(written)
        names = self._components.names(document)
        if isinstance(raw, Named) and raw.rest in _FILE and raw.name in names.imports:
            source = names.imports[raw.name].source
            if _PICTURE.search(source):
                return source if self.file(document, source) else None
        return Value(raw, self._programs, document.path).text()

    def file(self, document: Document, source: str) -> str:
        """The picture or other file of the site that an import names; empty where there is none."""
        return self._programs.find_any(source.partition("?")[0], document.path) or ""
