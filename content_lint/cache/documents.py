"""Documents as rows of plain data, and back without their text.

The front matter's fields, which are seldom asked for, are made when somebody does ask.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from typing import Any

from msgspec import DecodeError, Raw, Struct, convert, to_builtins
from msgspec.json import Decoder
from msgspec.structs import replace

from content_lint.cache.serialise import decoder, dumps, encoder, loads, parts, plain, untagged
from content_lint.parse.facts import (
    Body,
    Document,
    FenceState,
    FrontMatter,
    FrontMatterError,
    FrontMatterField,
    KeyPath,
    RepeatedKey,
    ScalarStyle,
    Suppression,
)
from content_lint.parse.scalars.odd_keys import OddKey
from content_lint.text.source import SourceText, Span, UnreadText

_STYLES = {style.value: style for style in ScalarStyle}
_HEADERS = {header.value: header for header in FenceState}
_FIELDS = 8
"""Where in the row of front matter its fields are."""


def write_document(document: Document) -> list[Any]:
    """A row for ``serialise.dumps``: everything but the source."""
    front_matter = document.front_matter
    return [
        document.collection,
        document.header.value,
        *_ends(document.header_span),
        None if front_matter is None else _write_front_matter(front_matter),
        to_builtins(document.body),
        [encoder(Suppression)(item) for item in document.suppressions],
    ]


class _Row(Struct, array_like=True):
    """The row of a document, each part as it is written."""

    collection: str | None
    header: str
    start: int
    end: int
    front_matter: Raw
    body: Raw
    suppressions: Raw


_row_of, _body_of = Decoder(_Row).decode, Decoder(Body).decode


def read_document(line: bytes, source: SourceText) -> Document:
    """A document of its line, which ``dumps`` made of its row, and its source; raises if the line is malformed."""
    row = _row_of(line)
    return Document(
        source,
        row.collection,
        _HEADERS[row.header],
        Span(row.start, row.end),
        _read_front_matter(row, line),
        _read_body(row.body),
        tuple(decoder(Suppression)(item) for item in loads(bytes(row.suppressions))),
    )


def _read_body(part: Raw) -> Body:
    try:
        return _body_of(part)
    except DecodeError:  # a lone surrogate, or what is wrong below too
        return convert(loads(bytes(part)), Body)


def for_once(document: Document) -> Document:
    """The same document, to be looked at and forgotten: what is read and made of it on the way goes with it."""
    source, front_matter = document.source, document.front_matter
    if isinstance(source, UnreadText) and not source.is_read:
        document = replace(document, source=source.for_once())
    if front_matter is not None and isinstance(front_matter.fields, _Fields):
        document = replace(document, front_matter=replace(front_matter, fields=front_matter.fields.for_once()))
    return document


def _write_front_matter(front_matter: FrontMatter) -> list[Any]:
    return [
        front_matter.format,
        *_ends(front_matter.opening),
        *_ends(front_matter.content),
        *_ends(front_matter.closing),
        plain(front_matter.data),
        # A text inside the text: most runs ask for few of them, and leave the others as they are.
        dumps([_write_field(field, front_matter.data) for field in front_matter.fields.values()]).decode("utf-8"),
        [encoder(RepeatedKey)(item) for item in front_matter.duplicates],
        [_ends(span) for span in front_matter.comments],
        None if front_matter.error is None else encoder(FrontMatterError)(front_matter.error),
        [_ends(span) for span in front_matter.nameless],
        front_matter.folds_case,
    ]


def _read_front_matter(document: _Row, line: bytes) -> FrontMatter | None:
    row = parts(document.front_matter)
    if row is None:
        return None
    # Each part for itself: the fields, which are the most, wait until somebody asks.
    data, _, duplicates, comments, error, nameless, folds_case = row[7:]
    data = untagged(data)
    return FrontMatter(
        row[0],
        Span(row[1], row[2]),
        Span(row[3], row[4]),
        Span(row[5], row[6]),
        data,
        _Fields(line, data),
        tuple(map(decoder(RepeatedKey), untagged(duplicates))),
        tuple([Span(*ends) for ends in comments]),
        None if error is None else decoder(FrontMatterError)(untagged(error)),
        tuple([Span(*ends) for ends in nameless]),
        folds_case,
    )


def _write_field(field: FrontMatterField, data: Mapping[str, object]) -> list[Any]:
    # Many a scalar is in the file as it is read, and nearly every value is the very one of the data.
    raw = None if field.raw == field.value else field.raw
    path = [plain(step) if type(step) is OddKey else step for step in field.path]
    row = [path, field.style.value, raw, *_ends(field.key_span), *_ends(field.span)]
    return row if _at(data, field.path) is field.value else [*row, plain(field.value)]


class _Fields(Mapping[KeyPath, FrontMatterField]):
    """Fields by key path, made when first asked for.

    Args:
        line: the document's, which whoever stores it has too; what is written of the fields is not copied out of it.
        data: the values.
    """

    __slots__ = ("_data", "_line", "_made")

    def __init__(self, line: bytes, data: Mapping[str, object]) -> None:
        self._line = line
        self._data = data
        self._made: dict[KeyPath, FrontMatterField] | None = None

    def _all(self) -> dict[KeyPath, FrontMatterField]:
        if self._made is None:
            self._made = {}
            rows = parts(_row_of(self._line).front_matter)[_FIELDS]
            for keys, style, raw, key_start, key_end, start, end, *value in loads(rows.encode()):
                path = tuple(keys)
                known = value[0] if value else _at(self._data, path)
                text = known if raw is None else raw
                self._made[path] = FrontMatterField(
                    path, known, _STYLES[style], text, Span(key_start, key_end), Span(start, end)
                )
            self._line = b""
        return self._made

    def __getitem__(self, path: KeyPath) -> FrontMatterField:
        return self._all()[path]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def for_once(self) -> _Fields:
        """The same fields, made elsewhere where they are not made yet."""
        return self if self._made is not None else _Fields(self._line, self._data)

    # The views of a dict are much faster than those that Mapping makes of the three above.
    def items(self) -> ItemsView[KeyPath, FrontMatterField]:
        return self._all().items()

    def values(self) -> ValuesView[FrontMatterField]:
        return self._all().values()


_NOTHING = object()


def _at(data: Any, path: KeyPath) -> Any:
    """The value at a key path, or an object that is no value."""
    for key in path:
        try:
            data = data[key]
        except (LookupError, TypeError):
            return _NOTHING
    return data


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]
