"""Texts cut out of a body, each of whose offsets can be told in the file.

A Markdown container (a quote, a list item) is read from a text of its own: its lines without the marks
and the indentation in front of them. Such a line is still the end of a line of the file, leading blanks
aside, so an offset is found again by counting from the end of the line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

from content_lint.text.regex import regex

_LINE_END = regex(r"\r\n|\n|\r")


class BodyLines:
    """The ends of a body's lines as offsets in the file, found when first asked for."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._text = text
        self._start = start
        self.stop = stop  # offset in the file at which the body ends

    @cached_property
    def ends(self) -> list[int]:
        """Offset in the file of each line's end, before its CR or LF; the last is the body's end."""
        body = self._text[self._start : self.stop]
        if "\r" in body:
            return [*(match.start() + self._start for match in _LINE_END.finditer(body)), self.stop]
        lengths = (len(line) + 1 for line in body.split("\n"))
        return list(accumulate(lengths, initial=self._start - 1))[1:]


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
        if line >= len(ends):
            return self.lines.ends[-1]
        shift, floor = self._moved(line)
        return max(offset + shift, floor)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the file a stretch of ``text`` begins, and the offset after its last character."""
        if end <= start:
            return (self.locate(start),) * 2
        # The end is counted from the character before it: the offset itself may be the next line's first.
        ends = self._ends if self._ends is not None else self._line_ends()
        line = bisect_left(ends, start)
        if self.shift is not None or line >= len(ends) or end - 1 > ends[line]:
            return self.locate(start), self.locate(end - 1) + 1
        shift, floor = self._moved(line)  # most stretches are in one line
        return max(start + shift, floor), max(end - 1 + shift, floor) + 1

    def _moved(self, line: int) -> tuple[int, int]:
        """How far the end of a line of ``text`` is moved in the file, and where the line before it ends there."""
        file_ends = self.lines.ends
        number = min(self.first_line + line, len(file_ends) - 1)
        return file_ends[number] - self._line_ends()[line], file_ends[number - 1] if number else 0

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
