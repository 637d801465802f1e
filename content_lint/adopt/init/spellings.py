"""Keys that differ in nothing but upper and lower case, where those are one key to the generator."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def in_one_spelling(mappings: Sequence[Mapping[Any, object]]) -> Sequence[Mapping[Any, object]]:
    """The same mappings, at any depth with each key spelt as most of them spell it."""
    counts: Counter[str] = Counter(key for mapping in mappings for key in _keys(mapping))
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for key, _count in counts.most_common():
        alike[key.lower()].append(key)
    usual = {key: keys[0] for keys in alike.values() for key in keys[1:]}
    return [_respelt(mapping, usual) for mapping in mappings] if usual else mappings


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _keys(item)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if isinstance(key, str):
                yield key
            yield from _keys(inner)


def _respelt(value: Any, usual: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_respelt(item, usual) for item in value]
    if isinstance(value, Mapping):
        return {usual.get(key, key): _respelt(inner, usual) for key, inner in value.items()}
    return value
