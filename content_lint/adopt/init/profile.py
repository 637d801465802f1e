"""What the front matter of many posts has in common, counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field


class KeyProfile(Struct, frozen=True):
    """One key of many mappings.

    Attributes:
        key: as it is written.
        count: how many of the mappings have it with a value in it.
        empty: how many have it without one.
        values: the values, without those that hold nothing.
    """

    key: str
    count: int
    empty: int
    values: tuple[object, ...]


class Profile(Struct, frozen=True):
    """Many mappings that are alike: the front matter of a collection, or the entries of a list in it.

    Attributes:
        total: how many there are.
        keys: by name, in the order in which most of them are written.
    """

    total: int
    keys: Mapping[str, KeyProfile] = field(default_factory=dict)

    def share(self, key: str) -> float:
        """The part of the mappings, from 0 to 1, that have a value under a key."""
        found = self.keys.get(key)
        return found.count / self.total if found and self.total else 0.0


def is_empty(value: object) -> bool:
    """Whether a value is what a CMS leaves behind where nothing was filled in."""
    return value is None or (isinstance(value, str | list | dict) and not value) or _is_blank(value)


def profile_of(mappings: Iterable[Mapping[Any, object]]) -> Profile:
    """Count the keys of mappings; keys that are no text are not counted."""
    values: defaultdict[str, list[object]] = defaultdict(list)
    empty: Counter[str] = Counter()
    places: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    total = 0
    for mapping in mappings:
        total += 1
        for place, (key, value) in enumerate(mapping.items()):
            if not isinstance(key, str) or not key:
                continue
            places[key] += place
            seen[key] += 1
            if is_empty(value):
                empty[key] += 1
            else:
                values[key].append(value)
    order = sorted(seen, key=lambda key: (places[key] / seen[key], key))
    return Profile(total, {key: KeyProfile(key, len(values[key]), empty[key], tuple(values[key])) for key in order})


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()
