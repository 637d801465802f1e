"""Texts cut out of a body, each of whose offsets can be told in the file.

A Markdown container (a quote, a list item) is read from a text of its own: its lines without the marks
and the indentation in front of them. Such a line is still the end of a line of the file, leading blanks
aside, so an offset is found again by counting from the end of the line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from content_lint.text.regex import regex

_LINE_END = regex(r"\r\n|\n|\r")


class BodyLines:
    """The ends of a body's lines as offsets in the file, found when first asked for."""

    __slots__ = ("_ends", "_start", "_text", "stop")

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text = text
        self._start = start
        self.stop = stop  # offset in the file at which the body ends
        self._ends: list[int] = []

    @property
    def ends(self) -> list[int]:
        """Offset in the file of each line's end, before its CR or LF; the last is the body's end."""
        if not self._ends:
            body = self._text[self._start : self.stop]
            if "\r" in body:
                self._ends = [match.start() + self._start for match in _LINE_END.finditer(body)]
                self._ends.append(self.stop)
            else:
                lengths = (len(line) + 1 for line in body.split("\n"))
                self._ends = list(accumulate(lengths, initial=self._start - 1))[1:]
        return self._ends


class Container:
    """A text of whole lines, ending with LF, whose lines are the ends of lines of the file.

    Attributes:
        text: the lines, with LF line ends.
        first_line: number of its first line in the body, from 0.
        shift: offset in the file minus offset in ``text`` where that is the same everywhere, or None.
    """

    __slots__ = ("_ends", "first_line", "lines", "shift", "text")

    def __init__(self, text: str, lines: BodyLines, first_line: int = 0, shift: int | None = None) -> None:
        self.text = text
        self.lines = lines
        self.first_line = first_line
        self.shift = shift
        self._ends: list[int] | None = None

    def _line_ends(self) -> list[int]:
        if self._ends is None:
            first = self.text.find("\n")
            if first >= 0 and first == len(self.text) - 1:
                self._ends = [first]  # most items of lists are one line
            else:
                self._ends = [match.start() for match in re.finditer("\n", self.text)]
        return self._ends

    def line_at(self, offset: int) -> int:
        """Number in the body, from 0, of the line that holds an offset of ``text``."""
        return self.first_line + bisect_left(self._line_ends(), offset)

    def locate(self, offset: int) -> int:
        """The offset in the file of an offset of ``text``."""
        if self.shift is not None:
            return offset + self.shift
        ends = self._ends if self._ends is not None else self._line_ends()
        line = bisect_left(ends, offset)
        file_ends = self.lines.ends
        if line >= len(ends):
            return file_ends[-1]
        number = min(self.first_line + line, len(file_ends) - 1)
        return max(file_ends[number] - (ends[line] - offset), file_ends[number - 1] if number else 0)

    def child(self, text: str, offset: int) -> Container:
        """A container whose first line is the end of the line that holds ``offset``."""
        return Container(text, self.lines, self.line_at(offset))


def body_container(text: str, start: int, stop: int, masked: str) -> Container:
    """The container of a whole body.

    Args:
        text: the file's text.
        start: offset at which the body starts.
        stop: offset at which it ends.
        masked: ``text[start:stop]``, in which characters may have been replaced, one for one.
    """
    lines = BodyLines(text, start, stop)
    if "\r" in masked:
        return Container(masked.replace("\r\n", "\n").replace("\r", "\n") + "\n", lines)
    return Container(masked + "\n", lines, 0, start)
