"""The rows of a table as Python-Markdown splits them (markdown/extensions/tables.py, 3.10)."""

from __future__ import annotations

from content_lint.text.regex import regex

_SIGN = regex(r"\\\\|\\(`+)|(`+)|\\\||(\|)")
_DELIMITERS = frozenset("|:- ")


class Row:
    """One line: where its cells are.

    Args:
        text: the line.
        bordered: whether a ``|`` at either end belongs to no cell, as the first line of its table has it.
    """

    def __init__(self, text: str, *, bordered: bool = True) -> None:
        line = text.strip(" ")
        self.start = len(text) - len(text.lstrip(" "))
        self.end = self.start + len(line)
        pipes = [self.start + place for place in _pipes(line)]
        self.has_border = bool(pipes) and (pipes[0] == self.start or pipes[-1] == self.end - 1)
        if bordered and self.has_border:
            if pipes[0] == self.start:
                pipes, self.start = pipes[1:], self.start + 1
            if pipes and pipes[-1] == self.end - 1:
                pipes, self.end = pipes[:-1], self.end - 1
        self._pipes = pipes

    @property
    def columns(self) -> int:
        """How many cells it has."""
        return len(self._pipes) + 1

    def end_of(self, columns: int) -> int:
        """Where its last cell ends of those that have a column; what comes after is on no page."""
        return self._pipes[columns - 1] if columns <= len(self._pipes) else self.end


def is_table(head: str, delimiter: str) -> bool:
    """Whether two lines are the beginning of a table."""
    if not delimiter.strip() or not _DELIMITERS.issuperset(delimiter) or "|" not in head:
        return False
    first = Row(head)
    return first.columns == Row(delimiter, bordered=first.has_border).columns


def _pipes(line: str) -> list[int]:
    """The places of the signs between cells: those in code, and those with a backslash before them, are text."""
    marks = list(_SIGN.finditer(line))
    closing: dict[int, list[int]] = {}
    for number, mark in enumerate(marks):
        if mark[1] or mark[2]:
            closing.setdefault(len(mark[1] or mark[2]), []).append(number)
    found: list[int] = []
    inside = -1
    for number, mark in enumerate(marks):
        if number <= inside:
            continue
        if mark[3]:
            found.append(mark.start())
        elif mark[2] or (mark[1] and len(mark[1]) > 1):
            later = closing.get(len(mark[2]) if mark[2] else len(mark[1]) - 1, [])
            while later and later[0] <= number:
                later.pop(0)
            inside = later[0] if later else inside
    return found
