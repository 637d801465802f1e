"""Which field of the front matter a place in a file belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from content_lint.parse.facts import FrontMatter, FrontMatterField
from content_lint.text.source import Span


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
