"""A fix as the lines that it takes away and the lines that it puts there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os.path import commonprefix
from typing import NamedTuple

from content_lint.output.escape import visible
from content_lint.text.edits import Fix
from content_lint.text.source import SourceText

_MOST_LINES = 6  # of each kind; a fix of more is for --diff to show
_MOST_TEXT = 20_000  # code points between the first edit and the last
_LONG = 160  # code points of a line that is shown whole
_BESIDE = 40  # code points that are shown on both sides of what differs in a longer one
_CUT = "…"


class FixedLines(NamedTuple):
    """The whole lines that a fix touches, and what becomes of them; without the last line end.

    Attributes:
        first: number of the first line, from 1.
        before: as they are, divided at LF.
        after: as the fix leaves them.
    """

    first: int
    before: list[str]
    after: list[str]


def fixed_lines(source: SourceText, fix: Fix, most: int | None = None) -> FixedLines | None:
    """What a fix makes of the lines of one file; None where it is too much, or the edits do not fit the file.

    Args:
        source: the file.
        fix: edits of other files in it are left out.
        most: how many code points the lines may have.
    """
    text = source.text
    edits = sorted((edit for edit in fix.edits if edit.path == source.path), key=lambda edit: edit.span.start)
    if not edits or edits[-1].span.end > len(text) or edits[-1].span.end - edits[0].span.start > _MOST_TEXT:
        return None
    first = source.position(edits[0].span.start).line
    start = source.line_starts[first - 1]
    last = source.position(edits[-1].span.end).line
    end = source.line_starts[last] if last < source.line_count else len(text)
    if most is not None and end - start > most:
        return None
    parts, done = [], start
    for edit in edits:
        if edit.span.start < done:
            return None  # edits that overlap are never applied
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
    return FixedLines(first, text[start:end].split("\n"), "".join([*parts, text[done:end]]).split("\n"))


def fix_lines(source: SourceText, fix: Fix) -> Iterator[tuple[str, str]]:
    """What a fix changes in one file: ``-`` or ``+``, and the line as it can be shown; nothing where it is too much."""
    lines = fixed_lines(source, fix)
    if lines is None:
        return
    old, new = _without_equal_ends(lines.before, lines.after)
    if max(len(old), len(new)) > _MOST_LINES:
        return
    if len(old) == len(new) == 1:
        old, new = _windows(old[0], new[0])
    for mark, shown in (("-", old), ("+", new)):
        for line in shown:
            yield mark, visible(_shortened(line.removesuffix("\r")))


def _without_equal_ends(old: Sequence[str], new: Sequence[str]) -> tuple[list[str], list[str]]:
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return list(old[first : len(old) - last]), list(new[first : len(new) - last])


def _windows(old: str, new: str) -> tuple[list[str], list[str]]:
    """One line and what becomes of it; of long ones the part that differs, with what is beside it."""
    if max(len(old), len(new)) <= _LONG:
        return [old], [new]
    same = len(commonprefix((old, new)))  # noqa: RUF071 - characters are what is wanted
    alike = len(commonprefix((old[same:][::-1], new[same:][::-1])))  # noqa: RUF071
    start = max(same - _BESIDE, 0)
    ends = [min(len(line) - alike + _BESIDE, len(line)) for line in (old, new)]
    shown = [
        (_CUT if start else "") + line[start:end] + (_CUT if end < len(line) else "")
        for line, end in zip((old, new), ends, strict=True)
    ]
    return [shown[0]], [shown[1]]


def _shortened(line: str) -> str:
    most = 2 * _LONG + 2 * _BESIDE
    return line if len(line) <= most else f"{line[: most // 2]}{_CUT}{line[-most // 2 :]}"
