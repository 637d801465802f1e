"""Changes of files as a patch that ``git apply`` takes.

The form is git's own (diff-format, "Generating patch text with -p"): lines end at LF alone, a CR belongs to its line, a
last line without line end says so, and a name that git cannot read as it is has quotes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from content_lint.output.escape import visible_line
from content_lint.text.apply import TextChange

CONTEXT = 3
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class _Hunk(Struct, frozen=True):
    """Lines that differ: half-open ranges of line numbers from 0, in the text before and in the one after."""

    old: tuple[int, int]
    new: tuple[int, int]


def patch(
    path: str, before: str, after: str, changes: Sequence[TextChange], *, old_path: str | None = None
) -> Iterator[str]:
    """The patch of one file, in pieces that end in a line end; nothing where nothing changes.

    Args:
        path: as the patch is to name it, with ``/``.
        before: the text on disk.
        after: what it is to be.
        changes: where both differ, in order; all else is taken to be the same, so that the cost is linear.
        old_path: its name on disk, where it gets another one.
    """
    old, new = _Lines(before), _Lines(after)
    hunks = list(_hunks(old, new, changes))
    was = old_path or path
    left, right = _name(f"a/{was}"), _name(f"b/{path}")
    if was != path:
        yield f"diff --git {left} {right}\nrename from {_name(was)}\nrename to {_name(path)}\n"
    elif hunks:
        yield f"diff --git {left} {right}\n"
    if not hunks:
        return
    # A blank in a name ends it for other programs, unless a tab follows; git writes one there.
    tabs = ["\t" if " " in name else "" for name in (was, path)]
    yield f"--- {left}{tabs[0]}\n+++ {right}{tabs[1]}\n"
    for group in _groups(hunks):
        yield from _group(old, new, group)


def shown(pieces: Iterable[str]) -> Iterator[str]:
    """A patch for people: nothing in it commands a terminal or a log, and no program can apply it where it did."""
    for piece in pieces:
        for line in piece.removesuffix("\n").split("\n"):
            yield f"{visible_line(line.removesuffix(chr(13)))}\n"


class _Lines:
    """A text as lines, each with its LF."""

    __slots__ = ("free_end", "lines", "starts")

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.lines = [f"{line}\n" for line in self.lines[:-1]] + ([self.lines[-1]] if self.lines[-1] else [])
        self.starts: list[int] = []
        start = 0
        for line in self.lines:
            self.starts.append(start)
            start += len(line)
        # After a last line without line end no other begins.
        self.free_end = start if not self.lines or self.lines[-1].endswith("\n") else -1

    def line_at(self, offset: int) -> int:
        """The line of an offset; the number of lines for an offset after the last line end."""
        if offset == self.free_end:
            return len(self.lines)
        return bisect_right(self.starts, offset) - 1

    def begins_line(self, offset: int) -> bool:
        """Whether a line begins at an offset, or would."""
        place = bisect_right(self.starts, offset) - 1
        return offset in (self.free_end, 0) or self.starts[place] == offset


def _hunks(old: _Lines, new: _Lines, changes: Sequence[TextChange]) -> Iterator[_Hunk]:
    """The changes as whole lines, each as small as it can be."""
    waiting: _Hunk | None = None
    for change in changes:
        hunk = _whole_lines(old, new, change)
        if waiting is not None and (hunk.old[0] < waiting.old[1] or hunk.new[0] < waiting.new[1]):
            waiting = _Hunk((waiting.old[0], hunk.old[1]), (waiting.new[0], hunk.new[1]))
            continue
        if waiting is not None:
            yield from _trimmed(old, new, waiting)
        waiting = hunk
    if waiting is not None:
        yield from _trimmed(old, new, waiting)


def _whole_lines(old: _Lines, new: _Lines, change: TextChange) -> _Hunk:
    # What comes before the change on its first line is the same in both texts, and so is the rest of its last line:
    # that has to be taken in on both sides unless a line begins there in both.
    ends = change.before.end, change.after.end
    rest = 0 if old.begins_line(ends[0]) and new.begins_line(ends[1]) else 1
    return _Hunk(
        (old.line_at(change.before.start), min(old.line_at(ends[0]) + rest, len(old.lines))),
        (new.line_at(change.after.start), min(new.line_at(ends[1]) + rest, len(new.lines))),
    )


def _trimmed(old: _Lines, new: _Lines, hunk: _Hunk) -> Iterator[_Hunk]:
    """The same without lines at its beginning and end that are the same in both."""
    (start, end), (first, last) = hunk.old, hunk.new
    while start < end and first < last and old.lines[start] == new.lines[first]:
        start, first = start + 1, first + 1
    while start < end and first < last and old.lines[end - 1] == new.lines[last - 1]:
        end, last = end - 1, last - 1
    if start < end or first < last:
        yield _Hunk((start, end), (first, last))


def _groups(hunks: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    """Hunks whose context would touch come together."""
    group: list[_Hunk] = []
    for hunk in hunks:
        if group and hunk.old[0] - group[-1].old[1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _group(old: _Lines, new: _Lines, group: Sequence[_Hunk]) -> Iterator[str]:
    head = min(CONTEXT, group[0].old[0])
    tail = min(CONTEXT, len(old.lines) - group[-1].old[1])
    one = (group[0].old[0] - head, group[-1].old[1] + tail)
    other = (group[0].new[0] - head, group[-1].new[1] + tail)
    yield f"@@ -{_range(*one)} +{_range(*other)} @@\n"
    place = one[0]
    for hunk in group:
        for line in old.lines[place : hunk.old[0]]:
            yield _line(" ", line)
        for line in old.lines[hunk.old[0] : hunk.old[1]]:
            yield _line("-", line)
        for line in new.lines[hunk.new[0] : hunk.new[1]]:
            yield _line("+", line)
        place = hunk.old[1]
    for line in old.lines[place : one[1]]:
        yield _line(" ", line)


def _line(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"


def _range(start: int, end: int) -> str:
    """Lines as a hunk names them: from 1, with their number; the line before where there are no lines."""
    count = end - start
    first = start + 1 if count else start
    return str(first) if count == 1 else f"{first},{count}"


def _name(name: str) -> str:
    """A name as git reads it: in quotes where it holds a quote, a backslash, a control or bytes that are no UTF-8."""
    if not any(char in _ESCAPES or char < " " or char == "\x7f" or "\udc80" <= char <= "\udcff" for char in name):
        return name
    return '"' + "".join(_ESCAPES.get(char) or _octal(char) for char in name) + '"'


def _octal(char: str) -> str:
    if " " <= char < "\x7f":
        return char
    return "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogateescape"))
