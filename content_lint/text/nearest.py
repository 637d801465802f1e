"""The nearest of some candidates: what somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def nearest(word: str, candidates: Iterable[str], *, cutoff: float = 0.75) -> str | None:
    """The candidate most like ``word``, case aside, or None where none is near.

    Args:
        word: what was written.
        candidates: what would be right; only the first 2,000 are looked at, so that cost stays bounded.
        cutoff: how alike they must be, from 0 to 1.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is misspelt

    by_fold: dict[str, str] = {}
    for candidate in candidates:
        by_fold.setdefault(candidate.casefold(), candidate)
        if len(by_fold) >= 2000:
            break
    match = get_close_matches(word.casefold()[:200], by_fold, n=1, cutoff=cutoff)
    return by_fold[match[0]] if match else None


def likest(word: str, candidates: Sequence[str]) -> list[str]:
    """The candidates, those most like ``word`` first; of equally like ones the order stays.

    Args:
        word: what was written.
        candidates: what would be right; only the first 500 are compared, so that cost stays bounded.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - see above

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word.casefold()[:200])

    def likeness(candidate: str) -> float:
        folded = candidate.casefold()[:200]
        matcher.set_seq1(folded)
        # A part that is the whole of what was written counts for more than the letters around it take away.
        return matcher.ratio() + (1 if word and word.casefold() in folded else 0)

    return sorted(candidates[:500], key=likeness, reverse=True) + list(candidates[500:])
