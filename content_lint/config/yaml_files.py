"""YAML files that other programs own (_config.yml, admin/config.yml, hugo.yaml), read into plain values."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from content_lint.config.errors import ConfigError
from content_lint.parse.dialect import Dialect


def read_mapping(root: Path, name: str, dialect: Dialect) -> Mapping[str, object]:
    """The mapping in a YAML file; an empty file is an empty mapping.

    Args:
        root: the site's root.
        name: the file, relative to it.
        dialect: whose scalar rules count.

    Raises:
        ConfigError: it cannot be read, is no YAML or no mapping.
    """
    import yaml  # noqa: PLC0415 - only sites with such a file pay for it

    try:
        text = (root / name).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(name, None, "the file cannot be read", str(error)) from error
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)  # noqa: S506 - it is the safe one
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(name, mark.line + 1 if mark else None, "this is not readable YAML", str(error)) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigError(name, 1, "the file holds no keys and values", "Write `key: value` lines.")
    return data
