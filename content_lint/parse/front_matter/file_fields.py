"""Which field of a file's front matter a place belongs to, whatever generator the site has."""

from __future__ import annotations

from content_lint.parse.dialect import Dialect
from content_lint.parse.front_matter.fences import find_fences
from content_lint.parse.front_matter.keys import FieldFinder
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.text.source import SourceText, Span


class FileFields:
    """Finds the key that a place of a file belongs to; its front matter is read once a place lies in it.

    Args:
        source: the file.
    """

    __slots__ = ("_end", "_finder", "_source")

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._finder: FieldFinder | None = None
        fences = find_fences(source.text, Dialect())
        self._end = len(source.text) if fences.format == "json" else fences.body.start

    def at(self, span: Span) -> str:
        """The key path, as a finder of fields has it."""
        if span.start > self._end:
            return ""
        if self._finder is None:
            self._finder = FieldFinder(read_front_matter(self._source, Dialect())[2])
        return self._finder.at(span)
