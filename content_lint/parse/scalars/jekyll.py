"""What Jekyll makes of a plain scalar: the guesses of SafeYAML 1.0.5, in its order.

Source: the transformers of github.com/dtao/safe_yaml, checked against the answers of the running gem.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from content_lint.parse.scalars.base import BINARY_TAGS, MAX_DIGITS, ScalarRefusedError
from content_lint.text.regex import regex

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
_DECIMAL = regex(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_OCTAL = regex(r"0[0-7]+\Z")
_HEXADECIMAL = regex(r"[-+]?0[xX][0-9a-fA-F]+\Z")
_BINARY = regex(r"0b[01]+\Z")
_BASE_60 = regex(r"[-+]?[0-9]+(?::[0-5]?[0-9])+\Z")
_BASE_60_FRACTION = regex(r"([-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+)\.([0-9_]*)\Z")
_FLOAT = regex(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]+(?:[eE][-+][0-9]+)?\Z")
_RUBY_FLOAT = regex(r"[-+]?(?:[0-9]+(?:_[0-9]+)*)?\.[0-9]+(?:_[0-9]+)*(?:[eE][-+][0-9]+)?\Z")
_NOT_FINITE = {
    f"{sign}.{name}": float(sign + name.lower())
    for sign, names in (("", ("inf", "Inf", "INF", "nan", "NaN", "NAN")), ("-", ("inf", "Inf", "INF")))
    for name in names
}
_OF_NUMBERS = frozenset("0123456789abcdefABCDEFxX.:+-_,")  # of all but those
_DATE = regex(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_TIME = regex(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t\r\n\f\v]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"[ \t\r\n\f\v]*(?:Z|([-+])([0-9]{1,2})(?::?([0-9]{2}))?)?\Z"
)
_LONGEST_WORD = 5
_DAY = timedelta(days=1)
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
    if raw[4:5] == "-":  # no number has it there, and dates are what most front matter has
        if found := _DATE.match(raw):
            return _date(raw, found)
        if found := _TIME.match(raw):
            return _time(raw, found)
        return raw
    if not _OF_NUMBERS.issuperset(raw):
        return _NOT_FINITE.get(raw, raw)
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
        if found := _BASE_60_FRACTION.match(raw):
            return _base_60(found[1], found[2])
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
    year, month, day, hour, minute, second, fraction, sign, hours, minutes = found.groups()
    midnight = hour == "24" and minute == second == "00"
    try:
        zone = UTC
        if sign:
            offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
            if offset <= _DAY:  # Ruby ignores what is more, and refuses just that, as Python does
                zone = timezone(-offset if sign == "-" else offset)
        moment = datetime(
            int(year),
            int(month),
            int(day),
            0 if midnight else int(hour),
            int(minute),
            59 if second == "60" else int(second),  # Ruby takes a leap second for the one before it
            int(fraction[:6].ljust(6, "0")) if fraction else 0,
            zone,
        )
        if _REFORM[0] <= moment.date() <= _REFORM[1]:
            return raw
        return moment + _DAY if midnight else moment
    except (ValueError, OverflowError):
        return raw


def _decoded(raw: str) -> str | bytes:
    from base64 import b64decode  # hardly a value is binary

    try:
        data = b64decode(raw)
    except ValueError:
        return raw
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
