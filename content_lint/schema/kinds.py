"""What a field is for, and what can be wrong with its value: plain words that cost no pydantic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """Which rule speaks of a problem."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    WRONG_TYPE = "wrong-type"
    UNACCEPTABLE = "unacceptable"
    EMPTY = "empty"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class FieldKind:
    """What a field is for.

    Attributes:
        name: ``permalink``, ``slug``, ``publish-date``, ``date``, ``email``, ``url``, ``asset``, ``reference``,
            ``tags``, ``markdown`` or ``text``.
        target: the collection that a reference leads to.
    """

    name: str
    target: str = ""
