"""Placeholders in permalinks: those that the generator cannot fill in."""

from __future__ import annotations

from content_lint.config.generator import Placeholders
from content_lint.text.regex import regex

_NAME = regex(r":([a-z_]+)")
_SEGMENT_NAME = regex(r"(?<=/):([a-z_]+)(?=/|\Z)")


def unknown_placeholder(
    value: str, placeholders: Placeholders, *, is_page: bool
) -> tuple[int, str, frozenset[str]] | None:
    """The first placeholder that the generator does not know: its offset at the colon, its name, the known ones.

    Args:
        value: a permalink.
        placeholders: those of the generator.
        is_page: whether it is that of a page outside of collections.
    """
    if placeholders.of_pages and is_page:
        for found in _NAME.finditer(value):
            # A colon may be meant as one; only what works elsewhere was meant to work here.
            if found[1] not in placeholders.of_pages and found[1].rstrip("_") in placeholders.known:
                return found.start(), found[1], placeholders.of_pages
        return None
    known = placeholders.known | placeholders.added
    pattern = _NAME if placeholders.anywhere else _SEGMENT_NAME
    for found in pattern.finditer(value):
        if found[1] not in known and not (found[1].endswith("_") and found[1][:-1] in known):
            return found.start(), found[1], known
    return None


def without_placeholders(value: str) -> str:
    """A permalink without its placeholders: the text that its author chose."""
    return _NAME.sub("", value)
