"""The filters that addresses go through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from content_lint.site.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.generators.jekyll.liquid_values import (
    LIST,
    LISTED,
    LISTED_URL,
    NOT_KNOWN,
    PAIRS,
    PageGroups,
    shown,
    step_into,
)
from content_lint.site.generators.jekyll.redirects import absolute_url, relative_url

_TextFilter = Callable[..., object]
_OF_TEXTS: Mapping[str, tuple[int, _TextFilter]] = {
    "append": (1, lambda text, more: text + more),
    "downcase": (0, lambda text: text.lower() if text.isascii() else NOT_KNOWN),
    "prepend": (1, lambda text, more: more + text),
    "remove": (1, lambda text, part: text.replace(part, "") if part else text),
    "remove_first": (1, lambda text, part: text.replace(part, "", 1) if part else text),
    "replace": (2, lambda text, part, other: text.replace(part, other) if part else NOT_KNOWN),
    "replace_first": (2, lambda text, part, other: text.replace(part, other, 1) if part else NOT_KNOWN),
    "split": (1, lambda text, mark: text.split(mark) if mark.strip() else NOT_KNOWN),
    "strip": (0, str.strip),
    "upcase": (0, lambda text: text.upper() if text.isascii() else NOT_KNOWN),
}
"""By name: how many arguments, all texts, and what it does."""
_REORDERING = frozenset({"sort", "sort_natural", "reverse"})
_CHOOSING = frozenset({"where", "where_exp", "concat", "slice", "compact", "uniq", "find", "sample", *_REORDERING})
_GROUPING = frozenset({"group_by", "group_by_exp"})
_OF_ADDRESSES = frozenset({"relative_url", "absolute_url", "prepend", "remove", "remove_first", "strip", "escape"})


def apply_filter(name: str, value: object, arguments: Sequence[object], config: JekyllConfig) -> object:
    """What a filter makes of a value; NOT_KNOWN where only rendering tells."""
    if name == "default":
        return value if truthy(value) and value not in ("", []) else next(iter(arguments), NOT_KNOWN)
    if value == LISTED_URL:
        return value if _stays_address(name, arguments) else NOT_KNOWN
    if isinstance(value, PageGroups):
        return PAIRS if name in _REORDERING else NOT_KNOWN
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _OF_LISTS.get(name, _not_known)(value, arguments) if value != LIST else _of_pages(name)
    texts = [shown(item) for item in (value, *arguments)]
    known = [text for text in texts if text is not None]
    return _of_text(name, known, config) if len(known) == len(texts) else NOT_KNOWN


def _stays_address(name: str, arguments: Sequence[object]) -> bool:
    """Whether the address of a page of a list is one still; `paginate_path` is, once its number is filled in."""
    return name in _OF_ADDRESSES or list(arguments[:1]) in ([":num"], ["//"])


def _of_text(name: str, texts: Sequence[str], config: JekyllConfig) -> object:
    """The same of a text, which is the first one, and texts."""
    if name in ("relative_url", "absolute_url") and len(texts) == 1:
        return relative_url(texts[0], config) if name == "relative_url" else absolute_url(texts[0], config)
    known = _OF_TEXTS.get(name)
    return known[1](*texts) if known is not None and known[0] + 1 == len(texts) else NOT_KNOWN


def _not_known(items: Sequence[object], arguments: Sequence[object]) -> object:  # noqa: ARG001 - as all others have
    return NOT_KNOWN


def _where(items: Sequence[object], arguments: Sequence[object]) -> object:
    if len(arguments) != 2:
        return NOT_KNOWN
    return [item for item in items if _has(item, *arguments)]


def _mapped(items: Sequence[object], arguments: Sequence[object]) -> object:
    return [step_into(item, arguments) for item in items]


# In which order the items of a list come makes no difference to which there are.
_ListFilter = Callable[[Sequence[object], Sequence[object]], object]
_OF_LISTS: Mapping[str, _ListFilter] = {
    **dict.fromkeys(_REORDERING, lambda items, _: items),
    **dict.fromkeys(("compact", "uniq"), lambda items, _: [item for item in items if item is not None]),
    "first": lambda items, _: step_into(items, ["first"]),
    "last": lambda items, _: step_into(items, ["last"]),
    "map": _mapped,
    "where": _where,
}
"""By name, what a filter makes of a list and its arguments."""


def _of_pages(name: str) -> object:
    """The same of a list of pages: whichever of them are left, each is there."""
    if name in ("first", "last", "find", "sample"):
        return LISTED
    if name in _GROUPING:
        return [{"name": NOT_KNOWN, "items": LIST, "size": NOT_KNOWN}]
    return LIST if name in _CHOOSING else NOT_KNOWN


def _has(item: object, key: object, wanted: object) -> bool:
    value = step_into(item, str(key).split("."))
    if isinstance(value, list):
        return wanted in value
    return value == wanted or (value is not None and shown(value) == shown(wanted))
