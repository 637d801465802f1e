"""The order in which a collection's documents are written.

Jekyll sorts with a comparison that is no order: dates where both documents have one, else paths. What
comes out depends on how Ruby sorts, which on Linux is the C library's merge sort.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from content_lint.site.model import Page

Dated = tuple[Page, datetime | None]
_Timed = tuple[Page, float | None]


def in_order(documents: list[Dated]) -> list[Page]:
    """Documents by date, then by path.

    Args:
        documents: in the order in which they are read, each with the date that it has while Jekyll sorts.
    """
    timed = [(page, None if date is None else date.timestamp()) for page, date in documents]
    if len({time is None for _, time in timed}) < 2:
        return [page for page, _ in sorted(timed, key=_key)]
    return [page for page, _ in _merge_sort(timed, _compare)]


def _key(document: _Timed) -> tuple[float, bytes]:
    page, time = document
    return (time or 0.0, page.path.encode("utf-8", "surrogateescape"))


def _compare(one: _Timed, other: _Timed) -> bool:
    """Whether the first may be before the other."""
    if one[1] is not None and other[1] is not None and one[1] != other[1]:
        return one[1] < other[1]
    return one[0].path <= other[0].path


def _merge_sort(items: list[_Timed], fits: Callable[[_Timed, _Timed], bool]) -> list[_Timed]:
    if len(items) < 2:
        return items
    middle = len(items) // 2  # no deeper than the number's logarithm
    left, right = _merge_sort(items[:middle], fits), _merge_sort(items[middle:], fits)
    merged: list[_Timed] = []
    first = second = 0
    while first < len(left) and second < len(right):
        if fits(left[first], right[second]):
            merged.append(left[first])
            first += 1
        else:
            merged.append(right[second])
            second += 1
    return [*merged, *left[first:], *right[second:]]
