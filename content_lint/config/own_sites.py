"""What our own settings of a folder say of the sites in it, read without all the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from content_lint.config.root import own_config
from content_lint.text.files import leads_inside, read_ordinary


def sites_named(folder: Path) -> tuple[str, ...] | None:
    """The folders that the setting `sites` names, as far as they are there; None without the setting."""
    for values in _tables(folder, b"sites"):
        named = values.get("sites")
        if isinstance(named, list):
            names = (os.path.normpath(name) for name in named if isinstance(name, str) and name)
            kept = (name for name in names if (folder / name).is_dir() and leads_inside(folder / name, folder))
            return tuple("" if name == "." else name for name in kept)
    return None


def claimed_globs(folder: Path) -> tuple[str, ...]:
    """Globs of the files that the settings count among documents of that folder's own site."""
    found: list[str] = []
    for values in _tables(folder, b"paths", b"files"):
        tables = values.get("collections")
        for table in tables.values() if isinstance(tables, Mapping) else ():
            found += _texts(table.get("paths") if isinstance(table, Mapping) else None)
        found += _texts(values.get("files"))
    return tuple(found)


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _tables(folder: Path, *words: bytes) -> Iterator[Mapping[str, object]]:
    """Our settings in a folder, where one of the words is in their file; none where they cannot be read."""
    for path in own_config(folder):
        data = read_ordinary(path)
        if not any(word in data for word in words):
            continue
        from content_lint.parse.toml_values import toml_values  # few sites have such settings

        try:
            values: object = toml_values(data.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            continue
        for key in ("tool", "content-lint") if path.name == "pyproject.toml" else ():
            values = values.get(key) if isinstance(values, Mapping) else None
        if isinstance(values, Mapping):
            yield values
