"""The nearest of some candidates: what somebody most likely meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

_FEW = 60
_BESIDE = 15


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


def likest(word: str, candidates: Sequence[str]) -> list[str]:
    """The candidates, those most like ``word`` first; of equally like ones the order stays.

    Those that hold the word come before all others: whoever wrote a part of a name meant it.

    Args:
        word: what was written.
        candidates: what would be right; only the first 100 are compared in detail, so that cost stays bounded.
    """
    from difflib import SequenceMatcher

    fold = word.casefold()[:100]
    holding = [item for item in candidates if fold and fold in item.casefold()]
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(fold)

    def likeness(candidate: str) -> float:
        matcher.set_seq1(candidate.casefold()[:100])
        return matcher.ratio()

    left = [item for item in candidates if not fold or fold not in item.casefold()]
    return [*sorted(holding, key=len), *sorted(left[:100], key=likeness, reverse=True), *left[100:]]
