"""Ids of one page, of which a repeated one gets a number."""

from __future__ import annotations

from collections.abc import Iterable


class NumberedIds:
    """The ids that are taken on a page; goes on counting where it has left off, so that many alike cost no more."""

    def __init__(self, first: int = 1, taken: Iterable[str] = ()) -> None:
        """``first`` is the number that the second of a kind gets; ``taken`` is there before all others."""
        self._first = first
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def add(self, name: str) -> None:
        """An id that is what it is, whether or not another is the same."""
        self._taken.add(name)

    def unique(self, base: str) -> str:
        """The id itself where it is free, else with a hyphen and the next number that is; it is taken then."""
        made = base
        if base in self._taken:
            number = self._next.get(base, self._first)
            while (made := f"{base}-{number}") in self._taken:
                number += 1
            self._next[base] = number + 1
        self._taken.add(made)
        return made
