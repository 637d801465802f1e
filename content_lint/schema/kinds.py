"""What can be wrong with a value by its schema."""

from __future__ import annotations

from enum import StrEnum


class ProblemKind(StrEnum):
    """Which rule speaks of a problem."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    WRONG_TYPE = "wrong-type"
    UNACCEPTABLE = "unacceptable"
    EMPTY = "empty"
    DEPRECATED = "deprecated"
