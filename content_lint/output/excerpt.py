"""The lines of a file around a span, cut to the width of a terminal, with the cells to underline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from content_lint.output.cells import pieces
from content_lint.text.source import BOM, SourceText, Span

_CUT = "…"
_MOST_LINES = 4
Piece = tuple[str, int]
"""A part of a line as it is shown, and its cells."""


class ExcerptLine(Struct, frozen=True):
    """One line to show.

    Attributes:
        number: of the line, from 1; 0 for a gap between two lines.
        text: as it can be shown.
        start: the first cell to underline, from 0.
        cells: how many cells to underline, at least one.
    """

    number: int
    text: str
    start: int
    cells: int


def excerpt(source: SourceText, span: Span, columns: int) -> Iterator[ExcerptLine]:
    """The lines of a span; of more than four only the first two and the last.

    Args:
        source: the file.
        span: what is to be underlined; a part beyond the end of the file is left out.
        columns: how many cells a line may take. The cost depends on it, not on the line's length.
    """
    size = len(source.text)
    start = min(span.start, size)
    end = max(min(span.end, size), start)
    first = source.position(start).line
    last = source.position(max(end - 1, start)).line
    numbers: Sequence[int] = range(first, last + 1)
    if len(numbers) > _MOST_LINES:
        numbers = (first, first + 1, 0, last)
    for number in numbers:
        if number == 0:
            yield ExcerptLine(0, "", 0, 0)
            continue
        line = _bounds(source, number)
        yield _line(source.text, number, line, Span(max(start, line.start), min(end, line.end)), columns)


def _bounds(source: SourceText, number: int) -> Span:
    """A line without its end, but with the BOM of the file; unlike ``line_span`` it copies nothing."""
    start = source.line_starts[number - 1]
    end = source.line_starts[number] if number < source.line_count else len(source.text)
    if number == 1 and source.text.startswith(BOM):
        start = 0
    if end > start and source.text[end - 1] == "\n":
        end -= 1
    if end > start and source.text[end - 1] == "\r":
        end -= 1
    return Span(start, end)


def _line(text: str, number: int, line: Span, span: Span, columns: int) -> ExcerptLine:
    """One line; where it is too long, what comes before the span gets a third of the width, or what is left."""
    start = min(max(span.start, line.start), line.end)
    end = max(min(span.end, line.end), start)
    if number == 1 and text.startswith(BOM) and start > 0:
        line = Span(1, line.end)  # the mark is shown only where it is what is wrong
    before = _before(text, line, start, columns)
    column = _width(before)
    middle, middle_cut = _fit(text, Span(start, end), column, columns - column - 1)
    marked = _width(middle)
    room = 0 if middle_cut else max(columns - column - marked - 1, 0)
    after, after_cut = _fit(text, Span(end, line.end), column + marked, room)
    shown = "".join(piece for piece, _ in (*before, *middle, *after)) + (_CUT if middle_cut or after_cut else "")
    if marked == 0 and end > start:
        column = max(column - 1, 0)  # a mark that sits on the character before it
    return ExcerptLine(number, shown, column, max(marked, 1))


def _before(text: str, line: Span, start: int, columns: int) -> list[Piece]:
    """What comes before the span on its line, cut where the rest would have no room."""
    shown = list(pieces(text, max(line.start, start - columns), start))
    after = sum(cells for _, cells in pieces(text, start, min(line.end, start + columns)))
    room = max(columns // 3, columns - after - 2)
    if line.start < start - columns or _width(shown) > room:
        return [(_CUT, 1), *_last(shown, room)]
    return shown


def _width(parts: list[Piece]) -> int:
    return sum(cells for _, cells in parts)


def _fit(text: str, span: Span, column: int, room: int) -> tuple[list[Piece], bool]:
    """The first pieces of a span that fit into ``room`` cells, and whether any are left out."""
    taken: list[Piece] = []
    used = 0
    # Marks that take no cell are bounded too: four for each cell are more than any language writes.
    limit = min(span.end, span.start + 4 * room + 4)
    for piece, cells in pieces(text, span.start, limit, column):
        if used + cells > room:
            return taken, True
        taken.append((piece, cells))
        used += cells
    return taken, limit < span.end


def _last(parts: list[Piece], room: int) -> list[Piece]:
    used, index = 0, len(parts)
    while index > 0 and used + parts[index - 1][1] <= room:
        index -= 1
        used += parts[index][1]
    while index < len(parts) and parts[index][1] == 0:
        index += 1  # a mark without the letter that carries it
    return parts[index:]
