"""pydantic's errors in our own words: its messages never reach anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from content_lint.schema.kinds import ProblemKind

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WRONG: Mapping[str, str] = {
    "string_type": "text",
    "string_sub_type": "text",
    "string_unicode": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "decimal_type": "a number",
    "decimal_parsing": "a number",
    "bool_type": "a plain `true` or `false`",
    "bool_parsing": "a plain `true` or `false`",
    "list_type": "a list",
    "tuple_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "iterable_type": "a list",
    "dict_type": "a group of fields",
    "mapping_type": "a group of fields",
    "model_type": "a group of fields",
    "model_attributes_type": "a group of fields",
    "dataclass_type": "a group of fields",
    "none_required": "nothing",
    "date_type": "a date such as `2024-10-31`",
    "datetime_type": "a date with a time such as `2024-10-31 09:30:00`",
    "time_type": "a time",
    "bytes_type": "binary data",
    "url_type": "a web address such as `https://www.example.org/`",
}
_LIMITS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "a number of more than {}"),
    "greater_than_equal": ("ge", "a number of at least {}"),
    "less_than": ("lt", "a number of less than {}"),
    "less_than_equal": ("le", "a number of at most {}"),
    "multiple_of": ("multiple_of", "a multiple of {}"),
    "string_pattern_mismatch": ("pattern", "text of the form `{}`"),
}


@dataclass(frozen=True, slots=True)
class Described:
    """One error: fields as in SchemaProblem."""

    kind: ProblemKind
    expected: str
    choices: tuple[str, ...] = ()
    note: str = ""


def describe(error: ErrorDetails) -> Described:
    """One error of pydantic, without the place where it is; literals come without their values."""
    name = error["type"]
    context = error.get("ctx") or {}
    value = error.get("input")
    if name == "content_lint":
        return Described(ProblemKind(context["kind"]), context["expected"], tuple(context["choices"]), context["note"])
    if name == "missing":
        return Described(ProblemKind.MISSING, "")
    if name in ("extra_forbidden", "invalid_key"):
        return Described(ProblemKind.UNKNOWN, "")
    if name in _WRONG:
        return Described(ProblemKind.WRONG_TYPE, _WRONG[name])
    if name in ("value_error", "assertion_error"):
        return Described(ProblemKind.UNACCEPTABLE, "", note=_sentence(str(context.get("error", ""))))
    if name in ("string_too_short", "string_too_long", "too_short", "too_long"):
        return _size(name, context, value)
    return Described(ProblemKind.UNACCEPTABLE, _limit(name, context))


def _size(name: str, context: Mapping[str, object], value: object) -> Described:
    bound = "at least" if name.endswith("short") else "at most"
    limit = context.get("min_length", context.get("max_length"))
    size = len(value) if isinstance(value, (str, list, dict)) else 0
    nouns = ("character", "characters") if isinstance(value, str) else ("entry", "entries")
    expected = f"{bound} {limit} {nouns[limit != 1]}"
    return Described(ProblemKind.UNACCEPTABLE, expected, note=f"it has {size} {nouns[size != 1]}")


def _limit(name: str, context: Mapping[str, object]) -> str:
    if name in _LIMITS:
        key, words = _LIMITS[name]
        return words.format(context.get(key))
    if name.startswith("url_"):
        return "a web address such as `https://www.example.org/`"
    if name.startswith(("date_", "datetime_", "time_", "timezone_")):
        return "a date such as `2024-10-31`"
    # A kind of error that we have no words for: better less than pydantic's own.
    return "what the schema asks for"


def _sentence(text: str) -> str:
    """The words of a site's own check, on one line and without a full stop."""
    line = " ".join(text.split()).rstrip(".")
    return line[:300]
