"""What is to become of a field, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from content_lint.config.settings import Collection

TYPES: Mapping[str, tuple[str, str]] = {
    "text": ("str", "string"),
    "whole-number": ("int", "number"),
    "number": ("float", "number"),
    "switch": ("bool", "boolean"),
    "date": ("DateTime", "datetime"),
    "list": ("list[str]", "list"),
}
"""Types that a field can be given, each as Python writes it and as Decap calls its widget."""


class FieldChange(Struct, frozen=True):
    """What is to become of a field.

    Attributes:
        collection: its collection.
        path: its key in front matter, after the keys of the groups around it; lists have no step of their own.
        what: whether it gets another key, another type, or goes.
        to: the new key or type.
    """

    collection: Collection
    path: tuple[str, ...]
    what: Literal["rename", "retype", "drop"]
    to: str = ""

    @property
    def key(self) -> str:
        """Its own key."""
        return self.path[-1]

    @property
    def spelt(self) -> str:
        """Its path in words."""
        return ".".join(self.path)
