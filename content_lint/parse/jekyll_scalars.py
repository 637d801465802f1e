"""What Jekyll makes of a plain scalar: the guesses of SafeYAML 1.0.5, in its order.

Source: the transformers of github.com/dtao/safe_yaml, checked against the answers of the running gem.
"""

from __future__ import annotations

import base64
import binascii
import re
from datetime import UTC, date, datetime, timedelta, timezone

from content_lint.parse.scalars import BINARY_TAGS, MAX_DIGITS, ScalarRefusedError

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "yes": True,
    "on": True,
    "true": True,
    "no": False,
    "off": False,
    "false": False,
}
_NUMBER_STARTS = frozenset("0123456789+-_.")
_SEPARATORS = str.maketrans("", "", "_,")
_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_OCTAL = re.compile(r"0[0-7]+\Z")
_HEXADECIMAL = re.compile(r"[-+]?0[xX][0-9a-fA-F]+\Z")
_BINARY = re.compile(r"0b[01]+\Z")
_BASE_60 = re.compile(r"[-+]?[0-9]+(?::[0-5]?[0-9])+\Z")
_BASE_60_FRACTION = re.compile(r"([-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+)\.([0-9_]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+][0-9]+)?\Z")
_RUBY_FLOAT = re.compile(r"[-+]?(?:[0-9]+(?:_[0-9]+)*)?\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?\Z")
_NOT_FINITE = {
    f"{sign}.{name}": float(sign + name.lower())
    for sign, names in (("", ("inf", "Inf", "INF", "nan", "NaN", "NAN")), ("-", ("inf", "Inf", "INF")))
    for name in names
}
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t\r\n\f\v]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"[ \t\r\n\f\v]*(?:Z|([-+])([0-9]{1,2})(?::?([0-9]{2}))?)?\Z"
)
_LONGEST_WORD = 5
_REFORM = (date(1582, 10, 5), date(1582, 10, 14))


def resolve(raw: str, *, plain: bool, tag: str | None) -> object:
    """The value that Jekyll's data holds for a scalar (see ``scalars.Resolver``).

    Tags are ignored, but for ``!!binary``. What Python cannot hold stays text: the year 0000, numbers of
    more than 3,000 digits, 29 February of Julian leap years.

    Raises:
        ScalarRefusedError: for ``._``, ``1._5`` and their like: Ruby's ``Float()`` raises, and Jekyll with it.
    """
    if tag in BINARY_TAGS:
        return _decoded(raw)
    if not plain:
        return raw
    if len(raw) <= _LONGEST_WORD and (word := raw.lower()) in _WORDS:
        return _WORDS[word]
    if raw[0] not in _NUMBER_STARTS:
        return raw
    return _number(raw)


def _number(raw: str) -> object:  # noqa: PLR0911 - SafeYAML's list of guesses, in its order
    bare = raw.translate(_SEPARATORS)
    if len(bare) <= MAX_DIGITS:
        if _DECIMAL.match(bare):
            return int(bare)
        if _OCTAL.match(bare):
            return int(bare, 8)
        if _HEXADECIMAL.match(bare):
            return int(bare, 16)
        if _BINARY.match(bare):
            return int(bare, 2)
        if _BASE_60.match(bare):
            return _base_60(bare, "")
        if _FLOAT.match(raw):
            return _ruby_float(raw)
        if raw in _NOT_FINITE:
            return _NOT_FINITE[raw]
        if found := _BASE_60_FRACTION.match(raw):
            return _base_60(found[1], found[2])
        if found := _DATE.match(raw):
            return _date(raw, found)
        if found := _TIME.match(raw):
            return _time(raw, found)
    return raw


def _ruby_float(raw: str) -> float:
    if not _RUBY_FLOAT.match(raw):
        raise ScalarRefusedError(raw)
    return float(raw.replace("_", ""))


def _base_60(whole: str, fraction: str) -> float:
    """SafeYAML's arithmetic: a minus sign counts twice (``-10:30`` is +570.0)."""
    total, factor = 0.0, 1.0
    for part in reversed(whole.split(":")):
        if part.endswith("_") or "__" in part:
            raise ScalarRefusedError(whole)
        total += float(part) * factor
        factor *= 60
    if fraction:
        total += _ruby_float(f".{fraction}")
    return -total if whole.startswith("-") else total


def _date(raw: str, found: re.Match[str]) -> object:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return raw
    # Ruby's calendar has no days between the Julian and the Gregorian one.
    return raw if _REFORM[0] <= day <= _REFORM[1] else day


def _time(raw: str, found: re.Match[str]) -> object:
    year, month, day, hour, minute, second = (int(found[index]) for index in range(1, 7))
    midnight = hour == 24 and minute == second == 0
    zone = UTC
    if found[8] and (hours := int(found[9])) < 24 and (minutes := int(found[10] or 0)) < 60:
        offset = timedelta(hours=hours, minutes=minutes)
        zone = timezone(-offset if found[8] == "-" else offset)
    try:
        moment = datetime(
            year,
            month,
            day,
            0 if midnight else hour,
            minute,
            min(second, 59),  # Ruby takes a leap second for the one before it
            int((found[7] or "")[:6].ljust(6, "0")),
            zone,
        )
        return moment + timedelta(days=1) if midnight else moment
    except (ValueError, OverflowError):
        return raw


def _decoded(raw: str) -> str | bytes:
    try:
        data = base64.b64decode(raw)
    except (binascii.Error, ValueError):
        return raw
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
