"""What a field can name that is no document: the entries of a data file, or the files of a folder of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from content_lint.parse.toml_values import toml_values
from content_lint.text.files import OutsideError, read_ordinary

ENDINGS = frozenset({".yml", ".yaml", ".json", ".toml"})
_LARGEST = 2_000_000


class DataError(ValueError):
    """A data file cannot be read, or holds no names; the message says which in words."""


def is_data_file(target: str) -> bool:
    """Whether ``Ref[target]`` means a data file and no collection."""
    return "/" in target or "." in target


def names_in(root: Path, target: str) -> frozenset[str]:
    """The names that a data file gives: its keys, its texts, the values under one key, or files of a folder.

    Args:
        root: the site's root.
        target: the path from there; ``#key`` after it names the key whose values in the entries are the names.

    Raises:
        DataError: there is no such file, or no name in it.
    """
    path, _, key = target.partition("#")
    is_folder = (root / path).is_dir()
    found = names_in_folder(root / path) if is_folder else set(names_of(read_data(root, path), key))
    if not found:
        raise DataError(f"`{target}` holds no names")
    return frozenset(found)


def names_in_folder(folder: Path) -> set[str]:
    """The names of the data files in a folder."""
    return {file.stem for file in folder.iterdir() if file.suffix in ENDINGS}


def read_data(root: Path, path: str) -> object:
    """What is in a data file.

    Raises:
        DataError: it cannot be read.
    """
    ending = PurePosixPath(path).suffix
    if ending not in ENDINGS:
        raise DataError(f"`{path}` is no file in YAML, JSON or TOML")
    try:
        data = read_ordinary(root / path, within=root)
        if len(data) > _LARGEST:
            raise DataError(f"`{path}` is larger than 2 MB")
        return _parsed(data.decode("utf-8-sig"), ending)
    except FileNotFoundError as error:
        raise DataError(f"there is no file `{path}`") from error
    except (OSError, OutsideError, ValueError, RecursionError) as error:
        raise DataError(f"`{path}` cannot be read") from error


def _parsed(text: str, ending: str) -> object:
    if ending == ".json":
        return json.loads(text)
    if ending == ".toml":
        return toml_values(text)
    import yaml  # only who has such a file pays

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def names_of(value: object, key: str = "") -> Iterator[str]:
    """The names in what a file holds: its keys, its texts, or the values of one key in its entries."""
    if isinstance(value, Mapping):
        entries = list(value.values()) if key else list(value)
    else:
        entries = value if isinstance(value, list) else []
    for entry in entries:
        name = entry.get(key) if key and isinstance(entry, Mapping) else entry
        if isinstance(name, str) and name:
            yield name
