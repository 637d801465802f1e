"""Tables as kramdown reads them: any paragraph-like block each of whose lines has a ``|``."""

from __future__ import annotations

import itertools
import re

from content_lint.parse.markdown.collector import Run
from content_lint.parse.markdown.html_elements import BLOCK_ELEMENTS, VOID_ELEMENTS
from content_lint.parse.markdown.html_tags import KRAMDOWN_TAG
from content_lint.parse.markdown.kramdown.marks import BLOCK_BOUNDARY
from content_lint.parse.markdown.kramdown.reader import KramdownReader
from content_lint.text.regex import regex

_LINE = regex(r"(?>\||.*?[^\\\n]\|).*\n")
_SEPARATOR = regex(r"[+|: \t]*+-[+|: \t-]*+\n")
_FOOT = regex(r"[+|: \t]*+=[+|: \t=]*+\n")
_OPAQUE = regex(r"(`++)((?:(?!\1).)++\1)?|<code[^<>\n]*+>")
_END_OF_CODE = "</code>"
_NOT_LINE_END = regex(r"[^\n]")
_PIPE = regex(r"(?<!\\)\|")


def read_table(reader: KramdownReader) -> bool:
    """Read the table that begins at the reader's position; whether there is one."""
    text = reader.text
    start = position = reader.position
    rows: list[tuple[int, int]] = []
    while match := _LINE.match(text, position):
        if not (_SEPARATOR.match(text, position) or _FOOT.match(text, position)):
            rows.append((position, match.end() - 1))
        position = match.end()
    if not rows or BLOCK_BOUNDARY.match(text, position) is None:
        return False
    if not all(_PIPE.search(line) for line in _blot_elements(text[start:position]).splitlines()):
        return False
    blotted = [_blot(text[first:last]) for first, last in rows]
    reader.add_block("table", start, position)
    for (first, _last), line in zip(rows, blotted, strict=True):
        _read_row(reader, first, line)
    return True


def _blot(text: str) -> str:
    """The lines with code blotted out, in which a pipe ends no cell."""
    if "`" not in text and "<code" not in text:
        return text
    return "\n".join(map(_blot_line, text.split("\n")))


def _blot_line(line: str) -> str:
    parts: list[str] = []
    done = place = 0
    last = line.rfind(_END_OF_CODE)
    while opaque := _OPAQUE.search(line, place):
        place = opaque.end()
        if opaque[1] is not None and (opaque[2] is None or _is_lone(line, opaque)):
            place = opaque.end(1)
            continue
        if opaque[1] is None:
            if place > last:
                continue  # nothing ends it
            place = line.find(_END_OF_CODE, place) + len(_END_OF_CODE)
        parts += [line[done : opaque.start()], "x" * (place - opaque.start())]
        done = place
    return "".join([*parts, line[done:]])


def _is_lone(line: str, opaque: re.Match[str]) -> bool:
    """Whether a backtick has blanks on both sides, which begins no code."""
    start, end = opaque.span(1)
    return end - start == 1 and line[max(0, start - 1) : start].isspace() and line[end : end + 1].isspace()


def _blot_elements(source: str) -> str:
    """The lines with code and with elements blotted out, up to their end tags: a pipe in these makes no table."""
    source = _blot(source)
    if "<" not in source:
        return source
    parts: list[str] = []
    position = 0
    for tag in KRAMDOWN_TAG.finditer(source):
        name = tag.group(1).lower()
        if tag.start() < position or tag.group(3) or name in VOID_ELEMENTS or name in BLOCK_ELEMENTS:
            continue
        closing = source.find(f"</{name}", tag.end())
        end = closing if closing >= 0 else len(source)
        parts += [source[position : tag.start()], _NOT_LINE_END.sub("x", source[tag.start() : end])]
        position = end
    parts.append(source[position:])
    return "".join(parts)


def _read_row(reader: KramdownReader, first: int, line: str) -> None:
    bounds = [match.start() for match in _PIPE.finditer(line)]
    edges = [-1, *bounds, len(line)]
    collector = reader.collector
    cells = []
    for left, right in itertools.pairwise(edges):
        cell = line[left + 1 : right]
        if cell.strip():
            begin = first + left + 1 + len(cell) - len(cell.lstrip())
            cells.append(Run(reader.container, begin, first + right, reader.whole.footnote, cell=True))
    collector.runs.extend(cells)
    if "](" in line:
        collector.rows.append(Run(reader.container, first, first + len(line)))
