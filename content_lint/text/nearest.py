"""The nearest of some candidates: what somebody most likely meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise

_FEW = 60
_BESIDE = 15
_COMPARED = 100
_LETTERS = 100
_BETWEEN = "\n"


def nearest(word: str, candidates: Iterable[str], *, cutoff: float = 0.75) -> str | None:
    """The candidate most like ``word``, case aside, or None where none is near.

    Args:
        word: what was written.
        candidates: what would be right; only the first 2,000 are looked at, so that cost stays bounded.
        cutoff: how alike they must be, from 0 to 1.
    """
    from difflib import get_close_matches  # only where something is misspelt

    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(candidate.casefold(), candidate)
        if len(by_fold) >= 2000:
            break
    match = get_close_matches(word.casefold()[:200], by_fold, n=1, cutoff=cutoff)
    return by_fold[match[0]] if match else None


class Nearest:
    """The nearest of candidates that many words are compared with: no search costs more where there are more of them.

    Of more than 60 candidates those are looked at that come next to the word in alphabetical order, read from the
    front and from the back: a slip of the finger leaves the beginning or the end alone.
    """

    def __init__(self, candidates: Iterable[str]) -> None:
        self._all = list(dict.fromkeys(candidates))
        few = len(self._all) <= _FEW
        self._forth = [] if few else sorted((item.casefold(), item) for item in self._all)
        self._back = [] if few else sorted((item.casefold()[::-1], item) for item in self._all)

    def to(self, word: str, *, cutoff: float = 0.75) -> str | None:
        """The candidate most like ``word``, or None where none is near; see ``nearest``."""
        if not self._forth:
            return nearest(word, self._all, cutoff=cutoff)
        fold = word.casefold()
        beside = [*_beside(self._forth, fold), *_beside(self._back, fold[::-1])]
        return nearest(word, beside, cutoff=cutoff)


def _beside(ordered: list[tuple[str, str]], word: str) -> list[str]:
    place = bisect_left(ordered, (word, ""))
    return [item for _, item in ordered[max(place - _BESIDE, 0) : place + _BESIDE]]


class Likest:
    """The likest of candidates that many words are compared with.

    Those that hold the word come before all others: whoever wrote a part of a name meant it. The others are compared by
    the pairs of letters that they share with it, and of equally like ones the order stays.

    Args:
        candidates: what would be right; of those that hold a word the first 100 count, of the others the first 100 are
            compared with it, so that cost stays bounded.
    """

    def __init__(self, candidates: Sequence[str]) -> None:
        self._all = candidates
        folded = [item.casefold() for item in candidates]
        self._pairs = list(map(_pairs, folded[:_COMPARED]))
        self._text = _BETWEEN.join(folded)
        self._starts = list(accumulate((len(item) + 1 for item in folded), initial=0))

    def to(self, word: str, count: int) -> list[str]:
        """So many candidates, those most like the word first."""
        fold = word.casefold()
        pairs = _pairs(fold)

        def distance(number: int) -> float:
            own = self._pairs[number]
            return -len(pairs & own) / (len(pairs) + len(own) or 1)

        holding = list(islice(self._holding(fold), _COMPARED))
        first = sorted(holding, key=lambda number: len(self._all[number]))[:count]
        rest = sorted(set(range(len(self._pairs))).difference(holding), key=lambda number: (distance(number), number))
        return [self._all[number] for number in (*first, *rest[: count - len(first)])]

    def _holding(self, fold: str) -> Iterator[int]:
        """The numbers of those that hold a word."""
        at = self._text.find(fold) if fold and _BETWEEN not in fold else -1
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._text.find(fold, self._starts[number + 1])


def _pairs(word: str) -> frozenset[str]:
    """Each two letters of a word, of its first hundred."""
    word = word[:_LETTERS]
    return frozenset(map("".join, pairwise(word)))
