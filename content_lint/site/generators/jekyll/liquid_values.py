"""Values of Liquid's: what is in them, and how they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum


class Missing(Enum):
    """What only rendering tells: any value, or the name of a category or tag."""

    VALUE = "not known"
    NAME = "a name"


NOT_KNOWN = Missing.VALUE
LISTED_URL = "/\ufdd0"
"""Prints as the address of any page in one of the site's own lists: that page is there. No address holds it."""


class ListedPage:
    """Any page in one of the site's own lists; of its values only its address is known to lead somewhere."""

    def step(self, name: object) -> object:
        """What is under a key."""
        if name in ("url", "path"):
            return LISTED_URL if name == "url" else NOT_KNOWN
        return LISTED if name in ("next", "previous") else NOT_KNOWN


class PageGroups:
    """The site's lists by category or tag: whatever the name, a list of pages."""


LISTED = ListedPage()
LIST = [LISTED]
PAIRS = [[Missing.NAME, LIST]]
"""What a loop through groups goes through: a name that is not known, and a list."""


def step_into(value: object, steps: Sequence[object]) -> object:
    """What is inside of a value, a key or a number after the other; nothing (None) where it is not there."""
    for step in steps:
        if value is NOT_KNOWN:
            return NOT_KNOWN
        if isinstance(value, ListedPage):
            value = value.step(step)
        elif isinstance(value, PageGroups):
            value = LIST
        elif isinstance(value, Mapping):
            value = value[step] if step in value else (len(value) if step == "size" else None)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            value = _of_list(value, step)
        elif isinstance(value, str) and step == "size":
            value = len(value)
        else:
            return None
    return value


def _of_list(value: Sequence[object], step: object) -> object:
    if step == "size":
        return len(value)
    place = {"first": 0, "last": -1}.get(step, step) if isinstance(step, str) else step
    if isinstance(place, str) and place.isdigit():
        place = int(place)
    if not isinstance(place, int):
        return None
    return value[place] if -len(value) <= place < len(value) else None


def shown(value: object) -> str | None:
    """A value as it is printed, or None where that is not known."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value if "{{" not in value and "{%" not in value else None
    # Ruby writes ordinary numbers as Python does.
    return str(value) if not isinstance(value, bool) and isinstance(value, (int, float)) else None
