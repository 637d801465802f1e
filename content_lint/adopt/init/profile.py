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
        values: the values, without those that hold nothing, the newest last.
        latest: how many of the newest tenth of the mappings have it with a value in it.
    """

    key: str
    count: int
    empty: int
    values: tuple[object, ...]
    latest: int = 0


class Profile(Struct, frozen=True):
    """Many mappings that are alike: the front matter of a collection, or the entries of a list in it.

    Attributes:
        total: how many there are.
        keys: by name, in the order in which most of them are written.
        latest: how many are in the newest tenth.
    """

    total: int
    keys: Mapping[str, KeyProfile] = field(default_factory=dict)
    latest: int = 0

    def share(self, key: str) -> float:
        """The part of the mappings, from 0 to 1, that have a value under a key."""
        found = self.keys.get(key)
        return found.count / self.total if found and self.total else 0.0


def is_empty(value: object) -> bool:
    """Whether a value is what a CMS leaves behind where nothing was filled in."""
    return value is None or (isinstance(value, (str, list, dict)) and not value) or _is_blank(value)


def newest_tenth(count: int) -> int:
    """How many of that many are the newest, by which a guess from the older ones is tested."""
    return -(-count // 10)


def profile_of(mappings: Iterable[Mapping[Any, object]]) -> Profile:
    """Count the keys of mappings, which come with the newest last; keys that are no text are not counted."""
    listed = list(mappings)
    latest: Counter[str] = Counter()
    newest = newest_tenth(len(listed))
    values: defaultdict[str, list[object]] = defaultdict(list)
    empty: Counter[str] = Counter()
    places: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for number, mapping in enumerate(listed):
        for place, (key, value) in enumerate(mapping.items()):
            if not isinstance(key, str) or not key:
                continue
            places[key] += place
            seen[key] += 1
            if is_empty(value):
                empty[key] += 1
            else:
                values[key].append(value)
                latest[key] += number >= len(listed) - newest
    order = sorted(seen, key=lambda key: (places[key] / seen[key], key))
    keys = {key: KeyProfile(key, len(values[key]), empty[key], tuple(values[key]), latest[key]) for key in order}
    return Profile(len(listed), keys, newest)


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()
