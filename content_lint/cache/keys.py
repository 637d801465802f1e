"""The keys of the cache: what its entries depend on besides the files and the program: how it was set up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from enum import Enum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.file_stats import digest_source
from content_lint.config.forms import Forms
from content_lint.config.settings import SiteSettings
from content_lint.text.digests import digest_all

_SIMPLE = (str, int, bool, float)  # nearly all that settings hold


def facts_key(settings: SiteSettings) -> str:
    """The key of all that decides what the facts of a file are."""
    return digest_all([_plain(settings.dialect).encode()])


def settings_key(settings: SiteSettings) -> str:
    """The key of all settings of a site, schemas aside, which are code and say nothing of where pages are."""
    return digest_all([_plain(replace(settings, root=Path(), sources=())).encode("utf-8", "surrogateescape")])


def are_alike(one: SiteSettings, other: SiteSettings) -> bool:
    """Whether two settings of a site surely ask for the same; of schemas that is not known, which are code."""
    return not (has_schema(one) or has_schema(other)) and settings_key(one) == settings_key(other)


def has_schema(settings: SiteSettings) -> bool:
    """Whether front matter is checked against schemas."""
    return any(item.schema is not None for item in settings.collections.values())


def findings_key(settings: SiteSettings, rules: Iterable[str], today: date) -> str:
    """The key of all that decides what document rules find.

    Args:
        settings: the site's settings.
        rules: the rules that run.
        today: the day of the run. Schemas are code: whether a date lies ahead is something that they may ask.
    """
    parts = [_plain(replace(settings, root=Path(), sources=())), *sorted(rules)]
    if has_schema(settings):
        parts += [str(today), *map(digest_source, settings.sources)]
    return digest_all(part.encode("utf-8", "surrogateescape") for part in parts)


def _plain(value: object) -> str:
    """A text that is the same for equal settings and for no others."""
    if value is None or type(value) in _SIMPLE:
        return repr(value)
    if isinstance(value, Forms):
        # All else in it is made of the configuration, many times over; and that is plain data, thousands of pieces.
        return f"Forms({_plain((value.name, value.program, value.path))},{value.given!r})"
    names = value.__struct_fields__ if isinstance(value, Struct) else getattr(value, "__dataclass_fields__", None)
    if names is not None and not isinstance(value, type):
        return f"{type(value).__name__}({','.join(_plain(getattr(value, name)) for name in names)})"
    if isinstance(value, (list, tuple)):
        return f"[{','.join(map(_plain, value))}]"
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, (dict, Mapping)):
        return f"{{{','.join(f'{_plain(key)}:{_plain(item)}' for key, item in value.items())}}}"
    if isinstance(value, (frozenset, AbstractSet)):
        return f"<{','.join(sorted(map(_plain, value)))}>"
    return value.__qualname__ if isinstance(value, type) else repr(value)
