"""Rows of plain values as JSON and as a table: for other programs, and for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from content_lint.output.escape import visible
from content_lint.output.json import encoded_list, plain

_FORMULA = ("=", "+", "-", "@")


def json_rows(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """A list of objects, one a line; in ASCII, and without lone surrogates."""
    return encoded_list({name: _plain(value) for name, value in row.items()} for row in rows)


def csv_rows(columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The same as a table with a line of names on top; the values of a list are divided by blanks."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for cells in (columns, *([_cell(value) for value in row.values()] for row in rows)):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _plain(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return plain(value) if isinstance(value, str) else value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return _cell(" ".join(str(item) for item in value))
    if not isinstance(value, str):
        return str(value)
    text = visible(value)
    # A spreadsheet runs what begins like a formula, and names and addresses come from strangers.
    return f"'{text}" if text.startswith(_FORMULA) else text
