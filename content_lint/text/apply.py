"""Edits put onto a text: each fix whole or not at all, and everything else left as it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from content_lint.text.edits import Edit, Fix
from content_lint.text.source import Span


class OverlapError(ValueError):
    """Two edits want the same place, so that the result would depend on their order."""


class TextChange(Struct, frozen=True):
    """One place where two texts differ; outside of all changes they are the same.

    Attributes:
        before: the place in the older text.
        after: what is there in the newer one.
    """

    before: Span
    after: Span


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits of one file put onto it, in linear time.

    Args:
        text: the file's text.
        edits: in any order; an edit that is there twice counts once.

    Raises:
        OverlapError: two edits touch (an insertion touches what it is beside).
        IndexError: an edit lies outside of the text.
    """
    parts: list[str] = []
    done = 0
    for edit in _in_order(edits, len(text)):
        parts.append(text[done : edit.span.start])
        parts.append(edit.text)
        done = edit.span.end
    parts.append(text[done:])
    return "".join(parts)


def changes_of(edits: Iterable[Edit], length: int) -> tuple[TextChange, ...]:
    """Where the text after the edits differs from the one before, which has ``length`` code points."""
    changes = []
    moved = 0
    for edit in _in_order(edits, length):
        start = edit.span.start + moved
        changes.append(TextChange(edit.span, Span(start, start + len(edit.text))))
        moved += len(edit.text) - (edit.span.end - edit.span.start)
    return tuple(changes)


def compose(first: Sequence[TextChange], second: Sequence[TextChange]) -> tuple[TextChange, ...]:
    """The changes from the first text to the third, out of those from first to second and second to third.

    Changes that touch in the second text become one.
    """
    # Both speak of the second text: the first by its `after`, the second by its `before`.
    marks = sorted(
        [(change.after, 0, change) for change in first] + [(change.before, 1, change) for change in second],
        key=lambda mark: (mark[0], mark[1]),
    )
    composed: list[TextChange] = []
    back = forth = 0  # from the second text to the first, and to the third, for what lies before the group
    place = 0
    while place < len(marks):
        start, end = marks[place][0].start, marks[place][0].end
        later_back, later_forth = back, forth
        while place < len(marks) and marks[place][0].start <= end:
            span, side, change = marks[place]
            end = max(end, span.end)
            grown = _size(change.after) - _size(change.before)
            later_back -= grown if side == 0 else 0
            later_forth += grown if side == 1 else 0
            place += 1
        composed.append(TextChange(Span(start + back, end + later_back), Span(start + forth, end + later_forth)))
        back, forth = later_back, later_forth
    return tuple(composed)


def choose_fixes(fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that can be applied together: earlier ones win, and each is taken whole or not at all.

    A fix that equals one already taken is left out: its edits are made once.
    """
    chosen: list[Fix] = []
    taken: dict[str, list[Span]] = {}
    known: set[tuple[Edit, ...]] = set()
    for fix in fixes:
        edits = tuple(sorted(set(fix.edits)))
        if edits in known or not edits or _overlap(edits) or any(_is_taken(edit, taken) for edit in edits):
            continue
        known.add(edits)
        chosen.append(fix)
        for edit in edits:
            spans = taken.setdefault(edit.path, [])
            spans.insert(bisect_left(spans, edit.span), edit.span)
    return chosen


def _in_order(edits: Iterable[Edit], length: int) -> Iterator[Edit]:
    ordered = sorted(set(edits), key=lambda edit: edit.span)
    if any(not 0 <= edit.span.start <= edit.span.end <= length for edit in ordered):
        raise IndexError("an edit lies outside of the text")
    if _overlap(ordered):
        raise OverlapError("two edits want the same place")
    yield from ordered


def _overlap(ordered: Sequence[Edit]) -> bool:
    return any(one.path == other.path and one.span.touches(other.span) for one, other in pairwise(ordered))


def _is_taken(edit: Edit, taken: dict[str, list[Span]]) -> bool:
    spans = taken.get(edit.path)
    if not spans:
        return False
    place = bisect_left(spans, edit.span)
    return any(span.touches(edit.span) for span in spans[max(place - 1, 0) : place + 2])


def _size(span: Span) -> int:
    return span.end - span.start
