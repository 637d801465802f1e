"""Which field of the front matter a place in a file belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FrontMatter, FrontMatterField
from content_lint.parse.front_matter.fences import find_fences
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.text.source import SourceText, Span


class FieldFinder:
    """Finds the key that a place of the front matter belongs to."""

    __slots__ = ("_fields", "_starts")

    def __init__(self, front_matter: FrontMatter | None) -> None:
        fields: Iterable[FrontMatterField] = front_matter.fields.values() if front_matter is not None else ()
        named = [field for field in fields if isinstance(field.path[-1], str)]
        self._fields = sorted(named, key=lambda field: (field.key_span.start, len(field.path)))
        self._starts = [field.key_span.start for field in self._fields]

    def at(self, span: Span) -> str:
        """The key path without the numbers of items, which change when others come and go; empty for none."""
        place = bisect_right(self._starts, span.start) - 1
        if place < 0:
            return ""
        field = self._fields[place]
        # Behind the end of its value lies what belongs to a key further out, or to none.
        if span.start > max(field.span.end, field.key_span.end):
            return ""
        return ".".join(str(part) for part in field.path if isinstance(part, str))


class FileFields:
    """The same for a file, as any program may read it; its front matter is read once a place lies in it.

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
