"""Values that others wrote: what has another shape than the one that is asked for counts as nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def mapping(value: object) -> Mapping[str, object]:
    """A value with names in it; empty for any other."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> list[object]:
    """A list; empty for any other value."""
    return value if isinstance(value, list) else []


def word(value: object) -> str:
    """A text; empty for any other value."""
    return value if isinstance(value, str) else ""


def json_value(text: str) -> Any:
    """What a text of JSON holds; None where it cannot be read."""
    import json  # most sites have no such file

    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def json_table(text: str) -> dict[str, Any]:
    """The names and values of the object that a text of JSON holds; empty where it holds none."""
    found = json_value(text)
    return found if isinstance(found, dict) else {}
