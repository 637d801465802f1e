"""How Hugo casts values of front matter and configuration to strings, booleans and lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from content_lint.parse.scalars.hugo import go_float

_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})


def to_text(value: object) -> str:
    """A value as a string; empty for null and for lists and mappings."""
    if value is None or isinstance(value, str):
        return value or ""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return go_float(value)
        case bytes():
            return value.decode("utf-8", "replace")
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S %z UTC")
        case date():
            return value.isoformat()
        case _:
            return ""


def to_bool(value: object) -> bool:
    """A value as a boolean: numbers but 0, and what Go's ParseBool takes for true."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, (int, float)):
        return value != 0
    return isinstance(value, str) and value in _TRUE


def to_texts(value: object) -> tuple[str, ...]:
    """A value as a list of strings; text is split at blanks."""
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, (list, tuple)):
        return tuple(to_text(item) for item in value)
    return (to_text(value),) if isinstance(value, (bool, int, float)) else ()


def lowered(value: object, depth: int = 20) -> object:
    """Mappings with their keys in lower case at every depth, as Hugo keeps parameters."""
    if isinstance(value, str) or not depth:
        return value
    if isinstance(value, (list, tuple)):
        return [lowered(item, depth - 1) for item in value]
    if isinstance(value, (dict, Mapping)):
        return {str(key).lower(): lowered(item, depth - 1) for key, item in value.items()}
    return value
