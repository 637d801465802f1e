"""The list of documents and their addresses: for people, as JSON, as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from content_lint.output.escape import visible
from content_lint.output.json import encode, plain
from content_lint.output.style import Style
from content_lint.report.urls import UrlReport, UrlRow

COLUMNS = (
    "path",
    "collection",
    "url",
    "destination",
    "state",
    "until",
    "reason",
    "date",
    "redirects_from",
    "redirect_to",
)
"""The keys of a row in JSON, in their order, and the columns of the table."""

_STYLES = {"live": "info", "hidden": "warning", "never": "faint", "stops-the-build": "error", "static": "faint"}
_WIDTH = len("stops-the-build")


def text(report: UrlReport, style: Style) -> Iterator[str]:
    """A line for each document: what becomes of it, its address, its file; below it why, and its redirects."""
    for row in report.rows:
        state = style.paint(row.state.ljust(_WIDTH), _STYLES[row.state])
        yield f"{state} {visible(row.url or '-')}  {style.paint(visible(row.path), 'strong')}\n"
        for note in _notes(row):
            yield f"{' ' * _WIDTH}   {style.paint(visible(note), 'faint')}\n"
    for problem in report.stops:
        yield f"{style.paint('stops-the-build', 'error')} {visible(problem)}\n"


def _notes(row: UrlRow) -> Iterator[str]:
    if row.until is not None:
        yield f"until {_moment(row.until)}: {row.reason}" if row.reason else f"until {_moment(row.until)}"
    elif row.reason:
        yield row.reason
    if row.redirect_to is not None:
        yield f"sends readers to {row.redirect_to}"
    for old in row.redirects_from:
        yield f"redirected from {old}"


def as_json(report: UrlReport) -> Iterator[str]:
    """A list of objects, one a document and line; in ASCII, and without lone surrogates."""
    separator = "["
    for row in report.rows:
        yield f"{separator}\n{encode(_values(row))}"
        separator = ","
    yield "\n]\n" if report.rows else "[]\n"


def as_csv(report: UrlReport) -> Iterator[str]:
    """The same as a table with a line of names on top; several redirects are divided by blanks."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    for cells in (COLUMNS, *(_cells(row) for row in report.rows)):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _cells(row: UrlRow) -> Sequence[object]:
    values = _values(row)
    values["redirects_from"] = " ".join(row.redirects_from)
    return ["" if value is None else visible(str(value)) for value in values.values()]


def summary(report: UrlReport) -> Iterator[str]:
    """How many documents there are of each fate."""
    counts = Counter(row.state for row in report.rows)
    named = [f"{counts[state]:,} {state}" for state in _STYLES if counts[state]]
    yield f"{len(report.rows):,} documents: {', '.join(named)}.\n"


def _values(row: UrlRow) -> dict[str, object]:
    return {
        "path": plain(row.path),
        "collection": _plain(row.collection),
        "url": _plain(row.url),
        "destination": _plain(row.destination),
        "state": row.state,
        "until": _moment(row.until),
        "reason": plain(row.reason),
        "date": _moment(row.date),
        "redirects_from": [plain(old) for old in row.redirects_from],
        "redirect_to": _plain(row.redirect_to),
    }


def _plain(value: str | None) -> str | None:
    return None if value is None else plain(value)


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
