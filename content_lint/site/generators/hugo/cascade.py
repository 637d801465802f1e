"""Front matter that a section, or the configuration, hands down to the pages below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from content_lint.site.generators.hugo.matching import PageMatcher, read_target

_TARGETS = ("target", "_target")
MOST_RULES = 50
"""Rules of one cascade that are looked at: each costs time for every page below."""

MOST_LEVELS = 30
"""Sections around a page that hand down values."""


class CascadeRule(Struct, frozen=True):
    """One set of values: for which pages, and what; keys in lower case."""

    target: PageMatcher
    values: Mapping[str, object]


def read_cascade(value: object) -> tuple[CascadeRule, ...]:
    """A ``cascade`` of front matter or configuration: one mapping, or a list of them, with keys in lower case."""
    if value is None:
        return ()
    entries = value if isinstance(value, (list, tuple)) else [value]
    rules = []
    for entry in entries[:MOST_RULES]:
        if isinstance(entry, Mapping):
            target = next((entry[key] for key in _TARGETS if key in entry), None)
            values = {key: item for key, item in entry.items() if key not in _TARGETS}
            params = values.get("params")
            if isinstance(params, Mapping):
                values = {**params, **values}
            rules.append(CascadeRule(read_target(target), values))
    return tuple(rules)


def with_cascade(
    own: Mapping[str, object], chain: Iterable[tuple[CascadeRule, ...]], kind: str, path: str, lang: str
) -> tuple[dict[str, object], tuple[str, ...]]:
    """A page's values with those that are handed down to it.

    Args:
        own: its own front matter, with keys in lower case: it always wins.
        chain: the cascades from the nearest to the farthest.
        kind: its kind.
        path: its logical path.
        lang: its language.

    Returns:
        All values, and the keys that came from above.
    """
    values = dict(own)
    filled = []
    for rules in chain:
        for rule in rules:
            if rule.target.matches(kind, path, lang):
                for key, value in rule.values.items():
                    if key not in values and key != "cascade":
                        values[key] = value
                        filled.append(key)
    return values, tuple(filled)
