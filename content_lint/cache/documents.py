"""Documents as rows of plain data, and back without their text.

The front matter's fields, which are seldom asked for, are made when somebody does ask.
"""

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


class _FrontMatterRow(Struct, array_like=True):
    """The row of front matter. The fields, which are the most, are left as they are until somebody asks."""

    format: str
    opening_start: int
    opening_end: int
    start: int
    end: int
    closing_start: int
    closing_end: int
    data: Any
    fields: Raw
    duplicates: list[Any]
    comments: tuple[Span, ...]
    error: Any
    nameless: tuple[Span, ...]
    folds_case: bool


_row_of, _body_of, _front_matter_of = Decoder(_Row).decode, Decoder(Body).decode, Decoder(_FrontMatterRow | None).decode


def read_document(line: bytes, source: SourceText) -> Document:
    """A document of its line, which ``dumps`` made of its row, and its source; raises if the line is malformed."""
    row = _row_of(line)
    return Document(
        source,
        row.collection,
        _HEADERS[row.header],
        Span(row.start, row.end),
        _read_front_matter(row.front_matter),
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


def _read_front_matter(part: Raw) -> FrontMatter | None:
    try:
        row = _front_matter_of(part)
    except DecodeError:  # a lone surrogate, or what is wrong below too
        found = parts(part)
        found[_FIELDS] = Raw(dumps(found[_FIELDS]))
        row = convert(found, _FrontMatterRow)
    if row is None:
        return None
    data = untagged(row.data)
    return FrontMatter(
        row.format,
        Span(row.opening_start, row.opening_end),
        Span(row.start, row.end),
        Span(row.closing_start, row.closing_end),
        data,
        _Fields(row.fields, data),
        tuple(map(decoder(RepeatedKey), untagged(row.duplicates))),
        row.comments,
        None if row.error is None else decoder(FrontMatterError)(untagged(row.error)),
        row.nameless,
        row.folds_case,
    )


def _write_field(field: FrontMatterField, data: Mapping[str, object]) -> list[Any]:
    path, value, raw = field.path, field.value, field.raw
    steps = [plain(step) for step in path] if OddKey in map(type, path) else path
    # Many a scalar is in the file as it is read, and nearly every value is the very one of the data.
    row = [steps, field.style, None if raw == value else raw, *field.key_span, *field.span]
    return row if _at(data, path) is value else [*row, plain(value)]


class _Fields(Mapping[KeyPath, FrontMatterField]):
    """Fields by key path, made when first asked for.

    Args:
        written: as they are in the document's line, which whoever stores it has too: they are not copied out of it.
        data: the values.
    """

    __slots__ = ("_data", "_made", "_written")

    def __init__(self, written: Raw, data: Mapping[str, object]) -> None:
        self._written = written
        self._data = data
        self._made: dict[KeyPath, FrontMatterField] | None = None

    def _all(self) -> dict[KeyPath, FrontMatterField]:
        if self._made is None:
            self._made = {}
            for keys, style, raw, key_start, key_end, start, end, *value in loads(parts(self._written).encode()):
                path = tuple(keys)
                known = value[0] if value else _at(self._data, path)
                text = known if raw is None else raw
                self._made[path] = FrontMatterField(
                    path, known, _STYLES[style], text, Span(key_start, key_end), Span(start, end)
                )
            self._written = Raw()
        return self._made

    def __getitem__(self, path: KeyPath) -> FrontMatterField:
        return self._all()[path]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def for_once(self) -> "_Fields":
        """The same fields, made elsewhere where they are not made yet."""
        return self if self._made is not None else _Fields(self._written, self._data)

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
