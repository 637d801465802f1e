"""Lists and definition lists as kramdown reads them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content_lint.parse.kramdown import _Reader

_RULE = re.compile(r" {0,3}([*_-])[ \t]*+\1[ \t]*+\1(?:\1|[ \t])*+\n")
_END_OF_BLOCK = re.compile(r"\^[ \t\r\f\v]*\n")
_BLANK = re.compile(r"(?:[ \t\r\f\v]*\n)++")
_NOT_BLANK = re.compile(r"[ \t\r\f\v]*[^ \t\r\f\v\n]")
_ITEM_ATTRIBUTES = re.compile(r"\s*\{:(?![:/])(?:\\\}|[^}\n])+\}\s*")
_ONLY_ATTRIBUTES = re.compile(r"\s*+(?:\{:(?![:/])(?:\\\}|[^}\n])+\})?\s*\Z")
_DEEPEST_INDENTATION = 400
_TABS = re.compile(r"\t+")
_ANY_ITEM = re.compile(r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ]")


@lru_cache(maxsize=64)
def _item_start(kind: str, indentation: int) -> re.Pattern[str]:
    marks = {"ul": "[+*-]", "ol": r"[0-9]+\.", "dl": ":"}[kind]
    width = indentation - 1 if 1 <= indentation <= 4 else 3
    return re.compile(rf"( {{0,{width}}}{marks})([\t| ].*\n)")


@lru_cache(maxsize=256)
def _content_line(indentation: int) -> re.Pattern[str]:
    quarter, rest = divmod(indentation, 4)
    return re.compile(rf"(?:(?:\t| {{4}}){{{quarter}}} {{{rest}}}|(?:\t| {{4}}){{{quarter + 1}}}).*[^ \t\r\f\v\n].*\n")


def _first_line(indentation: int, content: str) -> tuple[str, int]:
    """The text of an item's first line, and how far its further lines are indented."""
    if _ONLY_ATTRIBUTES.match(content):
        indentation = 4
    else:
        stripped = content.lstrip(" \t")
        margin = content[: len(content) - len(stripped)]
        if "\t" in margin:
            column = indentation
            for char in margin:
                column += 1 if char == " " else 4 - column % 4
            indentation = column
        else:
            indentation += len(margin)
    return content.lstrip(), min(indentation, _DEEPEST_INDENTATION)


def _further_line(line: str, indentation: int) -> tuple[str, bool]:
    if line.startswith("\t"):
        line = _TABS.sub(lambda match: " " * 4 * len(match.group()), line, count=1)
    if line.startswith(" " * indentation):
        return line[indentation:], True
    return line, False


def read_list(reader: _Reader, found: re.Match[str], *, define: bool) -> None:
    """Read the list that begins at the reader's position, and the blocks in its items."""
    from content_lint.parse.kramdown import is_lazy  # noqa: PLC0415 - they call each other

    text, size = reader.text, len(reader.text)
    start = position = reader.position
    kind = "dl" if define else "ul" if found.group().lstrip(" ")[0] in "+*-" else "ol"
    item_start = _item_start(kind, 0)
    items: list[tuple[int, list[str]]] = []
    lines: list[str] = []
    indentation = 0
    nested = False
    blank = False
    ended = False
    while position < size:
        if blank and not define and _RULE.match(text, position):
            break
        if text[position] == "^" and (marker := _END_OF_BLOCK.match(text, position)):
            if not define:
                position = marker.end()
                ended = True
            break
        item = item_start.match(text, position)
        if item:
            first, indentation = _first_line(len(item.group(1)), item.group(2))
            if first.startswith("{:"):
                given = _ITEM_ATTRIBUTES.match(first)
                first = first[given.end() :] if given else first
                first = first if first.endswith("\n") else first + "\n"
            lines = [first or "\n"]
            items.append((position, lines))
            item_start = _item_start(kind, indentation)
            nested = _ANY_ITEM.match(first) is not None
            blank = False
            position = item.end()
            continue
        line_end = text.find("\n", position) + 1 or size
        if _NOT_BLANK.match(text, position) is None:
            end = _BLANK.match(text, position)
            line_end = end.end() if end else line_end
            lines.append("\n" * text.count("\n", position, line_end))
            nested = blank = True
            position = line_end
            continue
        if _content_line(indentation).match(text, position) is None and (
            blank or not is_lazy(text, position, min(indentation, 3))
        ):
            break
        line, indented = _further_line(text[position:line_end], indentation)
        if not nested and indented and _ANY_ITEM.match(line):
            nested = True
        elif nested and not indented and not define and _ANY_ITEM.match(line):
            line = " " * (indentation + 4) + line
        lines.append(line)
        blank = False
        position = line_end
    reader._block("dl" if define else "list", start, position)
    for offset, item_lines in items:
        _read_item(reader, offset, "".join(item_lines))
    reader.last = "eob" if ended else "blank" if blank else "dl" if define else "list"


def _read_item(reader: _Reader, offset: int, source: str) -> None:
    from content_lint.parse.kramdown import MAX_DEPTH, _Reader  # noqa: PLC0415

    if reader.depth >= MAX_DEPTH:
        return
    child = _Reader(reader.whole, reader.container.child(source, offset), 0, None, reader.depth + 1)
    child.in_html = reader.in_html
    child.first_in_item = reader.whole.gfm
    child.blocks()
