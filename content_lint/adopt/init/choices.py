"""Whether the values of a field are a closed set: a few that recur, or the names of a collection's files.

Whoever writes the next post must not be refused for a value that is simply new. So the older half of the posts has to
hold every value of the newer half, and values that were used only once have to be rare: their share is about the chance
that the next post brings a value that nobody has used before (Good and Turing). And what is left out has to look like a
slip of one that is listed: posts often have no date, and then the odd one is the newest as likely as not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from content_lint.adopt.init.kinds import NameIn
from content_lint.adopt.init.profile import newest_tenth
from content_lint.text.nearest import nearest

MOSTLY = 0.98
"""What so many do is the rule, and the others are exceptions to be looked at."""

_MOST = 12
_USES = 5
_RECURS = 3
_NEW = 0.01
_FEWEST_NAMES = 5
_SELECTS = frozenset({"layout", "type"})
_FREE_TEXT = frozenset({"title", "subtitle", "author", "name", "description", "excerpt", "summary", "alt", "slug"})
_OWN = frozenset({"title", "name", "slug", "permalink", "url", "id", "layout", "type"})
"""Keys that say something of the page itself, whatever else is called so."""


def holds(values: Sequence[Any], fits: Callable[[Any], bool]) -> bool:
    """Whether nearly all values fit, and nearly all of the newest tenth too.

    Args:
        values: the newest last.
        fits: whether one of them does.
    """
    newest = values[-newest_tenth(len(values)) :] if values else values
    return all(sum(map(fits, some)) >= MOSTLY * len(some) for some in (values, newest))


def choices(key: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The few values that recur, sorted; empty where a new one is likely, or the values are free.

    Args:
        key: whose values they are.
        texts: the newest last.
    """
    counts = Counter(texts)
    selects = key.lower() in _SELECTS
    if key.lower() in _FREE_TEXT or not counts or not all(map(is_plain, counts)):
        return ()
    chosen = {text for text, count in counts.items() if count >= _RECURS}
    if not (0 if selects else 1) < len(chosen) <= min(_MOST, len(texts) / _USES):
        return ()  # what all posts happen to share says nothing of the next one
    if _brings_new_ones(texts, counts, chosen) or any(leads_somewhere(text) or "@" in text for text in chosen):
        return ()  # addresses and pictures are those that some posts happen to share
    return tuple(sorted(chosen))


def _brings_new_ones(texts: Sequence[str], counts: Mapping[str, int], chosen: AbstractSet[str]) -> bool:
    """Whether the next post may well have a value that is not among the chosen ones."""
    once = sum(count == 1 for count in counts.values())
    older = set(texts[: len(texts) // 2])
    if once > _NEW * len(texts) or not older.issuperset(texts) or not holds(texts, chosen.__contains__):
        return True
    return any(nearest(text, chosen) is None for text in counts.keys() - chosen)


def named_files(key: str, texts: Sequence[str], collections: Mapping[str, frozenset[str]]) -> NameIn | None:
    """The collection whose files the values name; None where there is none, or it may be by chance.

    Args:
        key: whose values they are.
        texts: the newest last.
        collections: what the files of each other collection are called.
    """
    used = set(texts)
    if key.lower() in _OWN:
        return None
    for collection, names in collections.items():
        related = _word(key) == _word(collection)
        if len(used) < (2 if related else _FEWEST_NAMES):
            continue
        if holds(texts, names.__contains__) and sum(text in names for text in used) >= MOSTLY * len(used):
            return NameIn(collection, names)
    return None


def is_plain(text: str) -> bool:
    """Whether a value is short and plain enough to be listed."""
    return 0 < len(text) <= 40 and text.isprintable() and text == text.strip() and not ('"' in text and "'" in text)


def leads_somewhere(text: str) -> bool:
    """Whether a text looks like the address of a page or a file."""
    return text.startswith("/") or "://" in text


def _word(name: str) -> str:
    """A key, or the name of a collection or a data file, as one of the thing."""
    plain = name.partition("#")[0].rpartition("/")[2].partition(".")[0].strip("_").casefold()
    return f"{plain[:-3]}y" if plain.endswith("ies") else plain.removesuffix("s")
