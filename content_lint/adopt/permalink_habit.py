"""What the addresses that posts ask for have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_FEWEST = 5
_SPECIAL = re.compile(r"[.^$*+?{}\[\]|()\\]")


def permalink_pattern(permalinks: Sequence[str], mostly: float) -> str | None:
    """A regular expression that nearly all of them match, or None where they have too little in common.

    Segments in which all agree stand as they are, years, months and days as digits, others as anything.

    Args:
        permalinks: the addresses.
        mostly: the part of them, from 0 to 1, that has to match.
    """
    if len(permalinks) < _FEWEST:
        return None
    shapes = Counter((text.count("/"), text.endswith("/")) for text in permalinks)
    (slashes, closed), count = shapes.most_common(1)[0]
    if count >= mostly * len(permalinks):
        alike = [text for text in permalinks if text.count("/") == slashes and text.endswith("/") == closed]
        segments = [_segment(column, mostly) for column in zip(*(text.split("/") for text in alike), strict=True)]
        pattern = f"^{'/'.join(segments)}$"
        told = any(segment and segment != "[^/]+" for segment in segments)
    else:
        first = Counter(text.split("/")[1] for text in permalinks if text.count("/") > 1).most_common(1)
        if not first:
            return None
        end = "/$" if sum(text.endswith("/") for text in permalinks) >= mostly * len(permalinks) else ""
        pattern, told = f"^/{_literal(first[0][0])}/.+{end}", bool(first[0][0])
    matching = sum(re.search(pattern, text) is not None for text in permalinks)
    return pattern if told and '"' not in pattern and matching >= mostly * len(permalinks) else None


def _segment(column: tuple[str, ...], mostly: float) -> str:
    counts = Counter(column)
    enough = mostly * len(column)
    for digits in (4, 2):
        if sum(count for value, count in counts.items() if re.fullmatch(f"[0-9]{{{digits}}}", value)) >= enough:
            return f"[0-9]{{{digits}}}"
    value, count = counts.most_common(1)[0]
    return _literal(value) if count >= enough else "[^/]+"


def _literal(text: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)
