"""Numbers, and scalars without quotes, as JavaScript has them."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from content_lint.text.regex import regex

_BOOLEANS = frozenset({"true", "True", "TRUE", "false", "False", "FALSE"})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_OCTAL = regex(r"0o([0-7]+)\Z")
_DECIMAL = regex(r"[-+]?[0-9]+\Z", re.ASCII)
_HEXADECIMAL = regex(r"0x([0-9a-fA-F]+)\Z")
_ENDLESS = regex(r"(?:[-+]?\.inf|(\.nan))\Z", re.IGNORECASE)
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+\Z|[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)\Z", re.ASCII)
_MOMENT = regex(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T)([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?Z\Z", re.ASCII)
_OF_NUMBERS = frozenset("0123456789abcdefABCDEFinfINFaoxTZ.:+-")
_LONGEST = 400
"""More digits than any finite number has."""
_PLAIN_FROM, _PLAIN_BELOW = 1e-6, 1e21
"""Between these JavaScript writes a number without an exponent."""


class Moment(Struct, frozen=True):
    """A date of JavaScript.

    Attributes:
        text: as it is written, in UTC with milliseconds.
    """

    text: str


Scalar = str | float | bool | Moment | None
"""What a scalar is to a CMS; every number is a float, as in JavaScript."""


def read_plain(raw: str, *, moments: bool) -> Scalar:
    """The value of a scalar without quotes.

    Args:
        raw: its text, with its lines folded.
        moments: whether a moment in UTC becomes a date, as in Decap.
    """
    if raw in _NULLS:
        return None
    if raw in _BOOLEANS:
        return raw[0] in "tT"
    if raw[0] not in "+-.0123456789":
        return raw
    return _number(raw, moments=moments)


def _number(raw: str, *, moments: bool) -> Scalar:
    if not _OF_NUMBERS.issuperset(raw):
        return raw
    if moments and (found := _MOMENT.match(raw)):
        return _moment(found) or raw
    if len(raw) > _LONGEST:
        return raw
    if octal := _OCTAL.match(raw):
        return _float_of(int(octal[1], 8))
    if _DECIMAL.match(raw):
        return _float_of(int(raw))
    if hexadecimal := _HEXADECIMAL.match(raw):
        return _float_of(int(hexadecimal[1], 16))
    if endless := _ENDLESS.match(raw):
        return math.nan if endless[1] else -math.inf if raw[0] == "-" else math.inf
    return float(raw) if _FLOAT.match(raw) else raw


def _float_of(whole: int) -> float:
    try:
        return float(whole)
    except OverflowError:
        return math.inf if whole > 0 else -math.inf


def _moment(found: re.Match[str]) -> Moment | None:
    """The date, which JavaScript lets run over where the day is not in the month."""
    year, month, day = int(found[1][:4]), int(found[1][5:7]), int(found[1][8:10])
    hour, minute, second = int(found[2]), int(found[3]), int(found[4])
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour <= 24 and minute <= 59 and second <= 59):
        return None
    try:
        at = datetime(year, month, 1, tzinfo=UTC)
        at += timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)
    except (ValueError, OverflowError):
        return None
    thousandths = (found[5] or "")[:3].ljust(3, "0")
    return Moment(f"{at.replace(tzinfo=None).isoformat()}.{thousandths}Z")


def number_text(value: float) -> str:
    """A number as JavaScript writes it; those without an end as YAML does."""
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else "-.inf" if value < 0 else ".inf"
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, power = _digits(abs(value))
    if _PLAIN_FROM <= abs(value) < _PLAIN_BELOW:
        if power <= 0:
            return f"{sign}0.{'0' * -power}{digits}"
        whole = digits[:power].ljust(power, "0")
        rest = digits[power:]
        return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
    exponent = power - 1
    mantissa = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
    return f"{sign}{mantissa}e{'+' if exponent > 0 else '-'}{abs(exponent)}"


def _digits(value: float) -> tuple[str, int]:
    """The shortest digits that mean a number, and the power of ten of a point before them."""
    mantissa, _, exponent = f"{value!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    lost = len(whole + fraction) - len(digits)
    power = len(whole) - lost + int(exponent or 0)
    return digits.rstrip("0") or "0", power


def string_of(value: Scalar) -> str:
    """A value as ``String(value ?? "")`` makes text of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return number_text(value).replace("-.inf", "-Infinity").replace(".inf", "Infinity").replace(".nan", "NaN")
    return value.text if isinstance(value, Moment) else value
