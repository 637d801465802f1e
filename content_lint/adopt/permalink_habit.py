"""What the addresses that posts ask for have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from content_lint.text.regex import regex

_FEWEST = 5
_ANYTHING = "[^/]+"
_SPECIAL = regex(r"[.^$*+?{}\[\]|()\\]")


def permalink_pattern(permalinks: Sequence[str], mostly: float) -> str | None:
    """A regular expression that nearly all of them match, or None where they have too little in common.

    Segments in which all agree are kept as they are, years, months and days as digits, others as anything.

    Args:
        permalinks: the addresses.
        mostly: the part of them, from 0 to 1, that has to match.
    """
    if len(permalinks) < _FEWEST:
        return None
    enough = mostly * len(permalinks)
    shape, count = Counter(map(_shape, permalinks)).most_common(1)[0]
    if count >= enough:
        pattern = _by_segments([text for text in permalinks if _shape(text) == shape], mostly)
    else:
        closed = sum(text.endswith("/") for text in permalinks) >= enough
        pattern = _by_first_segment(permalinks, "/$" if closed else "")
    if pattern is None or '"' in pattern:
        return None
    return pattern if sum(re.search(pattern, text) is not None for text in permalinks) >= enough else None


def _shape(text: str) -> tuple[int, bool]:
    return text.count("/"), text.endswith("/")


def _by_segments(alike: Sequence[str], mostly: float) -> str | None:
    """The pattern of addresses that have as many segments; None where no segment is like another."""
    columns = zip(*(text.split("/") for text in alike), strict=True)
    segments = [_segment(column, mostly) for column in columns]
    return f"^{'/'.join(segments)}$" if any(item not in ("", _ANYTHING) for item in segments) else None


def _by_first_segment(permalinks: Sequence[str], end: str) -> str | None:
    """The pattern of addresses that share the first segment; None where it is empty or there is none."""
    first = Counter(text.split("/")[1] for text in permalinks if text.count("/") > 1).most_common(1)
    return f"^/{_literal(first[0][0])}/.+{end}" if first and first[0][0] else None


def _segment(column: tuple[str, ...], mostly: float) -> str:
    counts = Counter(column)
    enough = mostly * len(column)
    for digits in (4, 2):
        if sum(count for value, count in counts.items() if re.fullmatch(f"[0-9]{{{digits}}}", value)) >= enough:
            return f"[0-9]{{{digits}}}"
    value, count = counts.most_common(1)[0]
    return _literal(value) if count >= enough else _ANYTHING


def _literal(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)
