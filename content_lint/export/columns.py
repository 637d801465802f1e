"""The columns that a collection has in a database: its fields, with the types of its schema or of its values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.output.json import plain
from content_lint.site.index import Site

if TYPE_CHECKING:  # pydantic is paid for only by sites that have schemas
    from content_lint.schema.base import Schema

MOST = 500
"""Columns of one table; what is in fewer pages is found in the column `front_matter` of the pages alone."""

OWN = ("path", "url")
_TYPES: Mapping[type, str] = {bool: "INTEGER", int: "INTEGER", float: "REAL"}


def columns_of(site: Site, paths: Iterable[str]) -> dict[str, dict[str, tuple[str, str]]]:
    """By collection, the fields of its pages: key, name of the column, and SQLite's type.

    Args:
        site: the site.
        paths: the pages that are exported.
    """
    seen: dict[str, Counter[str]] = {}
    types: dict[tuple[str, str], set[str]] = {}
    for path in paths:
        collection = site.pages[path].collection
        document = site.documents[path]
        if collection is None or document.front_matter is None:
            continue
        counts = seen.setdefault(collection, Counter())
        values = {**site.settings.defaults_of(path, collection), **document.front_matter.data}
        for key, value in values.items():
            counts[key] += 1
            if value is not None and value != "":
                types.setdefault((collection, key), set()).add(_TYPES.get(type(value), "TEXT"))
    found = {}
    for collection, counts in seen.items():
        typed = {key: _joined(types.get((collection, key), set())) for key, _ in counts.most_common(MOST)}
        of_schema = _of_schema(collection, site.settings)
        found[collection] = _named(of_schema | typed | of_schema)
    return found


def _joined(types: set[str]) -> str:
    if types == {"INTEGER", "REAL"}:
        return "REAL"
    return next(iter(types)) if len(types) == 1 else "TEXT"


def _of_schema(collection: str, settings: SiteSettings) -> dict[str, str]:
    schema: type[Schema] | None = (
        settings.collections[collection].schema if collection in settings.collections else None
    )
    if schema is None:
        return {}
    from content_lint.schema.shape import annotations_at, keys_of  # it brings pydantic

    found = {}
    for key in keys_of(schema):
        kinds = {_TYPES.get(item, "TEXT") for item in annotations_at(schema, (key,)) if item is not type(None)}
        found[key] = _joined(kinds)
    return found


def _named(types: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The same with names for columns."""
    taken = set(OWN)
    return {str(key): (free_name(str(key), taken), kind) for key, kind in types.items()}


def free_name(wanted: str, taken: set[str], reserved: tuple[str, ...] = ()) -> str:
    """A name for a column or table like the wanted one, and put among those that are taken.

    SQLite makes no difference between upper and lower case.

    Args:
        wanted: what it is called in the site.
        taken: the names of others, in lower case.
        reserved: what it may not begin with, in lower case.
    """
    clean = plain(wanted).replace("\0", "") or "_"
    if clean.lower().startswith(reserved):
        clean = f"_{clean}"
    name, number = clean, 2
    while name.lower() in taken:
        name, number = f"{clean}_{number}", number + 1
    taken.add(name.lower())
    return name
