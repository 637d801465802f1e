"""What is wrong with front matter by its schema, in our own words and at our own places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from content_lint.parse.facts import FrontMatter, KeyPath

if TYPE_CHECKING:
    from content_lint.schema.base import Schema


class ProblemKind(StrEnum):
    """Which rule speaks of a problem."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    WRONG_TYPE = "wrong-type"
    UNACCEPTABLE = "unacceptable"
    EMPTY = "empty"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """One thing that the schema refuses.

    Attributes:
        kind: see ProblemKind.
        path: key path of the value, or of the key that is missing.
        expected: what would be right, in plain words ("a date such as 2024-10-31", "one of `a`, `b`").
        value: what is there; None where the key is missing.
        choices: values or keys that would be accepted, for nearest names.
        note: what a validator of the site's own said, or empty.
    """

    kind: ProblemKind
    path: KeyPath
    expected: str
    value: object = None
    choices: tuple[str, ...] = ()
    note: str = ""


def find_problems(
    schema: type[Schema], front_matter: FrontMatter, defaults: Mapping[str, object]
) -> tuple[SchemaProblem, ...]:
    """Check one document's front matter.

    Args:
        schema: the collection's schema.
        front_matter: read without an error.
        defaults: keys that the generator fills in: they count as present.
    """
    raise NotImplementedError
