"""Which keys of front matter Hugo asks for each of a page's dates."""

from __future__ import annotations

from content_lint.site.generators.hugo.values import to_texts

DATE_KEYS = ("date", "lastmod", "publishdate", "expirydate")
_DEFAULT_ORDER = {
    "date": ("date", "publishdate", "lastmod"),
    "lastmod": (":git", "lastmod", "date", "publishdate"),
    "publishdate": ("publishdate", "date"),
    "expirydate": ("expirydate",),
}
_SAME = {"lastmod": ("modified",), "publishdate": ("pubdate", "published"), "expirydate": ("unpublishdate",)}


def _with_same(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for name in names for item in (name, *_SAME.get(name, ()))))


DEFAULT_DATE_ORDER = {key: _with_same(names) for key, names in _DEFAULT_ORDER.items()}


def read_date_order(key: str, value: object) -> tuple[str, ...]:
    """The keys and handlers for one of DATE_KEYS, in lower case; ``value`` is what the configuration says of it."""
    names: list[str] = []
    for name in map(str.lower, to_texts(value)):
        names.extend(_DEFAULT_ORDER[key] if name == ":default" else (name,))
    return _with_same(tuple(names) or _DEFAULT_ORDER[key])
