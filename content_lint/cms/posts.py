"""The posts that are edited in a form: how many of them a difference concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content_lint.cms.refusal import refusals
from content_lint.cms.saving import sveltia
from content_lint.config.forms import FormField
from content_lint.parse.facts import KeyPath


class Posts:
    """The posts of a collection, to say how many a difference concerns."""

    def __init__(self, data: Sequence[Mapping[str, object]]) -> None:
        """Keep the front matter of all posts."""
        self.data = data

    def without(self, path: KeyPath) -> int:
        """How many have the group around a key, and not the key."""
        return sum(1 for item in self.data if _lacks(item, path))

    def refused(self, field: FormField, program: str) -> int:
        """How many the form does not let an editor save, because of what a field of the first level holds."""
        return sum(1 for item in self.data if refusals(field, item.get(field.name, sveltia.NOTHING), program))

    def having(self, path: KeyPath) -> int:
        """How many have a key."""
        return sum(1 for item in self.data if _has(item, path))


def _has(data: object, path: KeyPath) -> bool:
    for number, step in enumerate(path):
        if step == "*":
            return isinstance(data, list) and any(_has(item, path[number + 1 :]) for item in data)
        if not isinstance(data, Mapping) or step not in data:
            return False
        data = data[step]
    return True


def _lacks(data: object, path: KeyPath) -> bool:
    """Whether a key is missing where the group around it is there, in one item of a list at least."""
    for number, step in enumerate(path):
        if step == "*":
            return isinstance(data, list) and any(_lacks(item, path[number + 1 :]) for item in data)
        if not isinstance(data, Mapping):
            return False
        if step not in data:
            return number == len(path) - 1
        data = data[step]
    return False
