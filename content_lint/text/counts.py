"""Numbers with what they count."""

from __future__ import annotations


def many(count: int, word: str) -> str:
    """A number with its noun: ``1 file``, ``1,242 files``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
