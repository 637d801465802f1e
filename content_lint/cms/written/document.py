"""Mappings and lists as the library writes them: one entry a line, two blanks deeper at each level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from content_lint.cms.written.numbers import Moment, number_text
from content_lint.cms.written.strings import Place, Style, write_text

_STEP = "  "


def write_yaml(data: Mapping[str, Any], style: Style) -> str:
    """A mapping as a whole file of YAML, with a line break at its end."""
    return _collection(data, "", style) + "\n" if data else "{}\n"


def write_value(key: str, value: Any, style: Style) -> str:
    """What is after the colon of a key of the first level, as it is in the file."""
    return _pair(key, value, "", style)[len(_key(key, style)) + 1 :]


def _key(key: str, style: Style) -> str:
    return write_text(key, style, Place(is_key=True, indent=_STEP))


def _pair(key: str, value: Any, indent: str, style: Style) -> str:
    written = _key(key, style)
    deeper = indent + _STEP
    if isinstance(value, (dict, list)) and value:
        return f"{written}:\n{deeper}{_collection(value, deeper, style)}"
    text = _scalar(value, style, Place(deeper, len(written) + 2))
    return f"{written}:{text}" if text.startswith("\n") else f"{written}: {text}"


def _collection(value: Mapping[str, Any] | list[Any], indent: str, style: Style) -> str:
    """A collection whose first line begins where it is put."""
    if isinstance(value, Mapping):
        if not style.newer and all(item is None for item in value.values()):
            return f"\n{indent}".join(f"? {_key(key, style)}" for key in value)
        return f"\n{indent}".join(_pair(key, item, indent, style) for key, item in value.items())
    return f"\n{indent}".join(f"- {_item(item, indent + _STEP, style)}" for item in value)


def _item(value: Any, indent: str, style: Style) -> str:
    if isinstance(value, (dict, list)) and value:
        return _collection(value, indent, style)
    return _scalar(value, style, Place(indent))


def _scalar(value: Any, style: Style, place: Place) -> str:
    if isinstance(value, str):
        return write_text(value, style, place)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, dict):
        return "{}"
    return "[]" if isinstance(value, list) else number_text(float(value))
