"""Lists and definition lists as kramdown reads them."""

from __future__ import annotations

import re
from functools import lru_cache

from content_lint.parse.markdown.collector import Run
from content_lint.parse.markdown.kramdown.marks import MAX_DEPTH, is_lazy
from content_lint.parse.markdown.kramdown.reader import KramdownReader
from content_lint.text.regex import regex

_RULE = regex(r" {0,3}([*_-])[ \t]*+\1[ \t]*+\1(?:\1|[ \t])*+\n")
_END_OF_BLOCK = regex(r"\^[ \t\r\f\v]*\n")
_BLANK = regex(r"(?:[ \t\r\f\v]*\n)++")
_NOT_BLANK = regex(r"[ \t\r\f\v]*[^ \t\r\f\v\n]")
_ITEM_ATTRIBUTES = regex(r"\s*\{:(?![:/])(?:\\\}|[^}\n])+\}\s*")
_ONLY_ATTRIBUTES = regex(r"\s*+(?:\{:(?![:/])(?:\\\}|[^}\n])+\})?\s*\Z")
_DEEPEST_INDENTATION = 400
_TABS = regex(r"\t+")
_ONLY_TEXT = regex(r"(?:[^\W\d_]|[(\"']|\*\*(?=[^\s*])|`(?!``)|\[(?![ xX]\])[^\n\]^][^\n\]]*+\](?!:))[^\n|]*+\n")
"""One line that begins no block but a paragraph, and is no row of a table: what most items are."""
_ANY_ITEM = regex(r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ]")


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
    if content[1:2].isalnum() and content[0] == " ":  # as nearly all of them
        return content[1:], min(indentation + 1, _DEEPEST_INDENTATION)
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


class _Items:
    """The items of one list, line by line."""

    def __init__(self, kind: str, text: str, position: int) -> None:
        self.kind = kind
        self.text = text
        self.position = position
        self.start = _item_start(kind, 0)
        self.items: list[tuple[int, list[str]]] = []
        self.lines: list[str] = []
        self.indentation = 0
        self.nested = False
        self.blank = False

    def take(self) -> bool:
        """Take the line at the position, if it is the list's."""
        text, position = self.text, self.position
        item = self.start.match(text, position)
        if item:
            self._begin(item)
            return True
        line_end = text.find("\n", position) + 1 or len(text)
        if _NOT_BLANK.match(text, position) is None:
            end = _BLANK.match(text, position)
            line_end = end.end() if end else line_end
            self.lines.append("\n" * text.count("\n", position, line_end))
            self.nested = self.blank = True
            self.position = line_end
            return True
        if _content_line(self.indentation).match(text, position) is None and (
            self.blank or not is_lazy(text, position, min(self.indentation, 3))
        ):
            return False
        line, indented = _further_line(text[position:line_end], self.indentation)
        if not self.nested and indented and _ANY_ITEM.match(line):
            self.nested = True
        elif self.nested and not indented and self.kind != "dl" and _ANY_ITEM.match(line):
            line = " " * (self.indentation + 4) + line
        self.lines.append(line)
        self.blank = False
        self.position = line_end
        return True

    def _begin(self, item: re.Match[str]) -> None:
        first, self.indentation = _first_line(len(item.group(1)), item.group(2))
        if first.startswith("{:"):
            given = _ITEM_ATTRIBUTES.match(first)
            first = first[given.end() :] if given else first
        self.lines = [first if first.endswith("\n") else first + "\n"]
        self.items.append((self.position, self.lines))
        self.start = _item_start(self.kind, self.indentation)
        self.nested = _ANY_ITEM.match(first) is not None
        self.blank = False
        self.position = item.end()


def read_list(reader: KramdownReader, found: re.Match[str], *, define: bool) -> None:
    """Read the list that begins at the reader's position, and the blocks in its items."""
    start = reader.position
    marked = "ul" if found.group().lstrip(" ")[0] in "+*-" else "ol"
    items = _Items("dl" if define else marked, reader.text, start)
    ended = _take_all(items)
    block = "dl" if define else "list"
    reader.add_block(block, start, items.position)
    for offset, lines in items.items:
        _read_item(reader, offset, "".join(lines))
    if ended:
        reader.last = "eob"
    else:
        reader.last = "blank" if items.blank else block


def _take_all(items: _Items) -> bool:
    """Take all lines of a list; whether a mark of the end (``^``) ended it."""
    text, size, define = items.text, len(items.text), items.kind == "dl"
    while items.position < size:
        if items.blank and not define and _RULE.match(text, items.position):
            return False
        if text[items.position] == "^" and (marker := _END_OF_BLOCK.match(text, items.position)):
            if not define:
                items.position = marker.end()
            return not define
        if not items.take():
            return False
    return False


def _read_item(reader: KramdownReader, offset: int, source: str) -> None:
    if reader.depth >= MAX_DEPTH:
        return
    container = reader.container.child(source, offset)
    if _ONLY_TEXT.fullmatch(source):
        reader.collector.runs.append(Run(container, 0, len(source), reader.whole.footnote))
        reader.collector.blocks.append((container, 0, len(source)))
        return
    child = reader.child(container)
    child.in_html = reader.in_html
    child.first_in_item = reader.whole.gfm
    child.blocks()
