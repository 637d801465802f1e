"""The names that a site's data files give, for fields whose values are such names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from content_lint.schema.data_files import ENDINGS, DataError, names_in_folder, names_of, read_data

_FOLDERS = ("_data", "data", "src/_data", "src/data")
_KEYS = ("id", "key", "slug", "handle", "username", "name")
_MOST = 200
_FEWEST = 2


def data_names(root: Path) -> dict[str, frozenset[str]]:
    """What values may name, by the target of a reference (``_data/authors.yml``, ``_data/team.yml#id``)."""
    return {target: frozenset(names) for target, names in _targets(root) if len(names) >= _FEWEST}


def _targets(root: Path) -> Iterator[tuple[str, set[str]]]:
    """What a reference could lead to, with the names there."""
    for folder in _FOLDERS:
        home = root / folder
        entries = sorted(home.iterdir())[:_MOST] if home.is_dir() and not home.is_symlink() else []
        for entry in entries:
            path = entry.relative_to(root).as_posix()
            if entry.is_dir():
                yield path, names_in_folder(entry)
            elif entry.suffix in ENDINGS:
                yield from _in_file(root, path)


def _in_file(root: Path, path: str) -> Iterator[tuple[str, set[str]]]:
    """A file whose keys are names of things, or whose entries have a key for theirs."""
    try:
        value = read_data(root, path)
    except DataError:
        return
    entries = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
    if not entries or not all(isinstance(entry, Mapping) for entry in entries):
        return
    if isinstance(value, Mapping):
        yield path, set(names_of(value))
        return
    for key in _KEYS:
        names = [entry.get(key) for entry in entries]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            yield f"{path}#{key}", set(names_of(value, key))
