"""The list of documents and their addresses: for people, as JSON, as a table for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from content_lint.output.escape import visible
from content_lint.output.rows import csv_rows, json_rows
from content_lint.output.style import TerminalStyle
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


def text(report: UrlReport, style: TerminalStyle) -> Iterator[str]:
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
    """A list of objects, one a document and line."""
    return json_rows(_values(row) for row in report.rows)


def as_csv(report: UrlReport) -> Iterator[str]:
    """The same as a table."""
    return csv_rows(COLUMNS, (_values(row) for row in report.rows))


def summary(report: UrlReport) -> Iterator[str]:
    """How many documents there are of each fate."""
    counts = Counter(row.state for row in report.rows)
    named = [f"{counts[state]:,} {state}" for state in _STYLES if counts[state]]
    yield f"{len(report.rows):,} documents: {', '.join(named)}.\n"


def _values(row: UrlRow) -> dict[str, object]:
    return {
        "path": row.path,
        "collection": row.collection,
        "url": row.url,
        "destination": row.destination,
        "state": row.state,
        "until": _moment(row.until),
        "reason": row.reason,
        "date": _moment(row.date),
        "redirects_from": row.redirects_from,
        "redirect_to": row.redirect_to,
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()
