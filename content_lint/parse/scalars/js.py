"""What js-yaml (4 and 5) makes of a scalar: the library of Eleventy, Docusaurus, Astro and most programs of JavaScript.

YAML 1.2, and dates besides. Found by asking Eleventy 3.1.8 and Astro 7.3.5. A day that the calendar does not have
stays the text that it is, though JavaScript goes on counting (31 June is 1 July): a rule names it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from content_lint.parse.scalars.base import BINARY_TAGS, MAX_DIGITS, ScalarRefusedError
from content_lint.text.regex import regex

_YAML = "tag:yaml.org,2002:"
_KNOWN = frozenset(
    f"{_YAML}{name}"
    for name in ("null", "bool", "int", "float", "timestamp", "merge", "str", "map", "seq", "omap", "pairs", "set")
)
_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INTEGER = regex(r"[-+]?[0-9]+\Z")
_PREFIXED = regex(r"([-+]?)0(?:b([01]+)|o([0-7]+)|x([0-9a-fA-F]+))\Z")
_FLOAT = regex(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_DAY = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_TIME = regex(
    r"([0-9]{4})-([0-9][0-9]?)-([0-9][0-9]?)(?:[Tt]|[ \t]{1,9})([0-9][0-9]?):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"(?:[ \t]{0,9}(?:Z|([-+])([0-9][0-9]?)(?::([0-9]{2}))?))?\Z"
)
_BASES = (2, 8, 16)


def resolve(raw: str, *, plain: bool, tag: str | None) -> object:
    """The value of a scalar, as ``Resolver`` says.

    Raises:
        ScalarRefusedError: at a tag that the library does not know, and at a value that does not fit its tag.
    """
    if tag is None or tag == "!":
        return _guess(raw) if plain and tag is None else raw
    if tag in BINARY_TAGS or tag == f"{_YAML}str":
        return raw
    if tag not in _KNOWN:
        raise ScalarRefusedError(tag)
    value = _guess(raw)
    if isinstance(value, str) or (value is None) != (tag == f"{_YAML}null"):
        raise ScalarRefusedError(raw)
    return value


def _guess(raw: str) -> object:
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] not in "0123456789+-." or len(raw) > MAX_DIGITS:
        return raw
    if _INTEGER.match(raw):
        return int(raw)
    if match := _PREFIXED.match(raw):
        number = next(int(digits, base) for digits, base in zip(match.groups()[1:], _BASES, strict=True) if digits)
        return -number if match[1] == "-" else number
    if _FLOAT.match(raw):
        return float(raw)
    try:
        return _moment(raw)
    except ValueError:
        return raw


def _moment(raw: str) -> object:
    """A day, or a moment in UTC; the text itself where it has the form of neither."""
    if match := _DAY.match(raw):
        return date(int(match[1]), int(match[2]), int(match[3]))
    match = _TIME.match(raw)
    return raw if match is None else _in_utc(match)


def _in_utc(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction = int((match[7] or "").ljust(6, "0")[:6])
    away = timedelta(hours=int(match[9] or 0), minutes=int(match[10] or 0))
    zone = timezone(-away if match[8] == "-" else away) if away else UTC
    return datetime(year, month, day, hour, minute, second, fraction, zone)


def text_of_key(value: object, *, first_level: bool) -> str:  # noqa: ARG001 - js-yaml knows no difference
    """A key as JavaScript makes a text of it."""
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
