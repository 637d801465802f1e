"""What a field is for, and what can be wrong with its value: plain words that cost no pydantic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from content_lint.schema.patterns import ASSET, EMAIL, MOMENT, PLAIN, SLUG, URL

LONGEST = 2_000
"""Characters of a mail address."""

_DAY = {"type": "string", "pattern": MOMENT, "maxLength": 59, "examples": ["2024-10-31", "2024-10-31 09:30:00"]}
_JSON: Mapping[str, Mapping[str, object]] = {
    "permalink": {"examples": ["/news/example/"]},
    "slug": {"pattern": SLUG, "examples": ["example"]},
    "publish-date": _DAY,
    "date": _DAY,
    "email": {"pattern": EMAIL, "maxLength": LONGEST, "examples": ["name@example.org"]},
    "url": {"pattern": URL, "examples": ["https://www.example.org/"]},
    "asset": {"pattern": ASSET, "examples": ["/assets/images/example.jpg"]},
    "tags": {"uniqueItems": True},
    "text": {"pattern": PLAIN},
}
"""What a JSON Schema says of a kind beside what its type says."""


class ProblemKind(StrEnum):
    """Which rule speaks of a problem."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    WRONG_TYPE = "wrong-type"
    UNACCEPTABLE = "unacceptable"
    EMPTY = "empty"
    DEPRECATED = "deprecated"


class FieldKind(Struct, frozen=True):
    """What a field is for.

    Attributes:
        name: ``permalink``, ``slug``, ``publish-date``, ``date``, ``email``, ``url``, ``asset``, ``reference``,
            ``tags``, ``markdown`` or ``text``.
        target: the collection that a reference leads to.
    """

    name: str
    target: str = ""

    def __get_pydantic_json_schema__(self, core: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        """What pydantic asks where it makes a JSON Schema."""
        found = {key: value for key, value in handler(core).items() if self.name not in _DATES or key != "format"}
        if self.name == "reference":
            found = {"description": f"The name of a document of the collection {self.target}.", **found}
        more = dict(_JSON.get(self.name, {}))
        if "pattern" in found and "pattern" in more:  # the schema has one of its own: both hold
            more["allOf"] = [*found.get("allOf", ()), {"pattern": more.pop("pattern")}]
        if "maxLength" in found and "maxLength" in more:
            more["maxLength"] = min(found["maxLength"], LONGEST)
        return {**found, **more}


_DATES = ("date", "publish-date")
