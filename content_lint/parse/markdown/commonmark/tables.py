"""Tables as goldmark reads them: rows below a line of hyphens, cut at every ``|`` that has no backslash before it.

A ``|`` inside code or a link cuts too. Cells beyond the head's columns are left out of the page.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from content_lint.parse.markdown.collector import Collector, Run
from content_lint.parse.markdown.positions import Container
from content_lint.text.regex import regex

_DELIMITER = regex(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?")
_BAR = regex(r"\\.|\|", re.DOTALL)
_LINE = regex(r"[^\n]*\n?")


class _Cell(NamedTuple):
    start: int
    end: int


def read_table(collector: Collector, container: Container, start: int, end: int) -> bool:
    """Read a paragraph that holds a table into a collector; whether it holds one.

    Args:
        collector: gets the runs: what is before the table, and each cell.
        container: the text that it is in.
        start: where the paragraph begins.
        end: the offset after it.
    """
    text = container.text
    if text.find("|", start, end) < 0:
        return False
    lines = [match.span() for match in _LINE.finditer(text, start, end) if match.group()]
    for number, (first, last) in enumerate(lines[1:], 1):
        delimiter = text[first:last].strip(" \t\r\n")
        if not _DELIMITER.fullmatch(delimiter):
            continue
        columns = delimiter.strip("|").count("|") + 1
        head = list(_cells(text, *lines[number - 1]))
        if len(head) > columns:
            return False
        if number > 1:
            collector.runs.append(Run(container, start, lines[number - 1][0]))
        for row in (lines[number - 1], *lines[number + 1 :]):
            _add_row(collector, container, list(_cells(text, *row)), columns)
        return True
    return False


def _add_row(collector: Collector, container: Container, cells: list[_Cell], columns: int) -> None:
    kept = cells[:columns]
    collector.runs.extend(Run(container, *cell) for cell in kept)
    if len(kept) > 1:
        collector.rows.append(Run(container, kept[0].start, kept[-1].end))
    collector.surplus.extend(Run(container, *cell) for cell in cells[columns:])


def _cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    start, end = _trimmed(text, start, end)
    if text.startswith("|", start, end):
        start += 1
    if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
        end -= 1
    first = start
    for mark in _BAR.finditer(text, start, end):
        if mark.group() == "|":
            yield _Cell(*_trimmed(text, first, mark.start()))
            first = mark.end()
    if first < end or first == start:
        yield _Cell(*_trimmed(text, first, end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
