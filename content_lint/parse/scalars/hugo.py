"""What Hugo makes of a YAML scalar (0.168 and later, which read YAML 1.2 with goccy/go-yaml).

Found by asking Hugo 0.168.0; ``oracle/matrices/scalar_matrix.tsv`` of the project's shared folder has
a part of what it answered. Dates, ``yes`` and ``12:30`` stay text; a leading zero means octal.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isinf

from content_lint.parse.scalars.base import BINARY_TAGS, ScalarRefusedError
from content_lint.text.regex import regex

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOT_FINITE = {
    **dict.fromkeys((".inf", ".Inf", ".INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_DIGITS = {
    2: regex(r"[01]+\Z"),
    8: regex(r"[0-7]+\Z"),
    10: regex(r"[0-9]+\Z"),
    16: regex(r"[0-9A-Fa-f]+\Z"),
}
_PREFIX = {"0x": 16, "0o": 8, "0b": 2}
_FLOAT = regex(r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\Z")
_MOST_DIGITS = 64
_LARGEST = (1 << 64) - 1
_SMALLEST = -(1 << 63)
_YAML = "tag:yaml.org,2002:"
_YES = frozenset({"true", "yes", "on", "y"})
_NO = frozenset({"false", "no", "off", "n"})


def resolve(raw: str, *, plain: bool, tag: str | None) -> object:
    """The value of a scalar, as ``Resolver`` says.

    Args:
        raw: its text, without quotes.
        plain: whether its type is to be guessed.
        tag: its tag in full, or None.

    Raises:
        ScalarRefusedError: where Hugo's build stops.
    """
    if tag is None:
        return _guess(raw) if plain else raw
    if tag in BINARY_TAGS:
        return _binary(raw)
    if tag.startswith(_YAML):
        return _tagged(raw, tag.removeprefix(_YAML), plain=plain)
    # A tag of one's own makes text of everything but nothing at all.
    return raw or None


def _guess(raw: str) -> object:
    if raw in _NULL:
        return None
    if raw[0] in "0123456789+-.":
        number = _number(raw)
        if number is not None:
            return number
        return _NOT_FINITE.get(raw, raw)
    return _BOOLEAN.get(raw, raw)


def _number(raw: str) -> int | float | None:
    """The number that a plain scalar is, or None: signs, prefix and ``_`` are taken off in goccy's order."""
    dots = raw.count(".")
    if dots > 1:
        return None
    negative = raw.startswith("-")
    digits = raw.removeprefix("+").removeprefix("-").replace("_", "")
    base = _PREFIX.get(digits[:2])
    if base is not None:
        digits = digits[2:]
    elif dots:
        return _fraction(digits, negative=negative)
    else:
        base = 8 if digits.startswith("0") and len(digits) > 1 else 10
    if not _DIGITS[base].match(digits):
        return None
    digits = digits.lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS:
        return None
    number = -int(digits, base) if negative else int(digits, base)
    return number if _SMALLEST <= number <= _LARGEST else None


def _fraction(digits: str, *, negative: bool) -> float | None:
    """The number with a point that is left once its sign is taken off, or None."""
    if not _FLOAT.match(digits) or (negative and digits[0] in "+-"):
        return None
    value = float(digits)
    if isinf(value):
        return None
    return -value if negative else value


def _tagged(raw: str, kind: str, *, plain: bool) -> object:
    value = _guess(raw) if plain else raw
    match kind:
        case "str":
            return _as_text(value)
        case "int":
            return _as_int(value)
        case "null":
            return None
        case "float" if value is not None:
            return _as_float(value)
        case "bool" if value is not None:
            lowered = raw.lower()
            if lowered not in _YES | _NO:
                raise ScalarRefusedError(f"`{raw}` is neither true nor false")
            return lowered in _YES
        case "timestamp" if value is not None:
            return _as_time(raw)
        case "set" | "omap" | "map" | "seq":
            raise ScalarRefusedError(f"`{raw}` is one value where its tag announces several")
        case _:
            return raw or None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return go_float(value) if isinstance(value, float) else str(value)


def text_of_key(value: object, *, first_level: bool) -> str:
    """A key of YAML as goccy makes a text of it, so that 1, 1.0 and 0x1 are one key."""
    return "null" if value is None and not first_level else _as_text(value)


def go_float(value: float) -> str:
    """A float as Go prints it by itself: the shortest digits, an exponent from 1e21 and below 1e-4."""
    if value != value:  # noqa: PLR0124 - the one value that is not itself
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "+Inf" if value > 0 else "-Inf"
    text = repr(value)  # the shortest digits that read back, as Go has them
    mantissa, _, exponent = text.partition("e")
    digits = mantissa.lstrip("-").replace(".", "").lstrip("0").rstrip("0") or "0"
    if value == 0 or 1e-4 <= abs(value) < 1e21:
        plain = f"{Decimal(text):f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    sign = "-" if value < 0 else ""
    power = int(exponent)
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{fraction}e{power:+03d}"


def _as_int(value: object) -> int:
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value
    text = str(value)
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text) else 0


def _as_float(value: object) -> float:
    if isinstance(value, bool):
        return 0
    if isinstance(value, (int, float)):
        return float(value)
    number = str(value)
    return float(number) if re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", number) else 0.0


def _as_time(raw: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(raw), datetime.min.time(), UTC)
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _binary(raw: str) -> bytes | None:
    if not raw:
        return None
    if _number(raw) is not None or raw in _BOOLEAN:
        raise ScalarRefusedError(f"`{raw}` is no text, and only text can be binary")
    try:
        return b64decode("".join(raw.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
