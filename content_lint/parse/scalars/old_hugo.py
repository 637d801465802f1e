"""What Hugo made of a YAML scalar until 0.151, when it read YAML 1.1 with gopkg.in/yaml.v2 (its resolve.go).

Asked of Hugo 0.111.3: ``yes``, ``on`` and ``y`` are true, ``08`` is the number 8, ``010`` is octal; dates and sixtieths
(``12:30``) stay text.
"""

from __future__ import annotations

import binascii
from base64 import b64decode

from content_lint.parse.scalars.base import BINARY_TAGS, ScalarRefusedError
from content_lint.text.regex import regex

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_WORDS: dict[str, object] = {
    **{word: True for name in ("y", "yes", "on", "true") for word in (name, name.title(), name.upper())},
    **{word: False for name in ("n", "no", "off", "false") for word in (name, name.title(), name.upper())},
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INTEGER = regex(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))\Z")
_FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_LONGEST = 64
_YAML = "tag:yaml.org,2002:"


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
        try:
            return b64decode(raw, validate=False)
        except (binascii.Error, ValueError) as error:
            raise ScalarRefusedError("is not base64") from error
    if tag == f"{_YAML}str" or not tag.startswith(_YAML):
        return raw
    return _guess(raw)


def _guess(raw: str) -> object:
    if raw in _NULL:
        return None
    if raw in _WORDS:
        return _WORDS[raw]
    if raw[0] not in "+-.0123456789" or len(raw) > _LONGEST:
        return raw
    return _number(raw)


def _number(raw: str) -> object:
    digits = raw.replace("_", "")
    match = _INTEGER.match(digits)
    if match is not None:
        for text, base in ((match[2], 16), (match[3], 2), (match[4], 8), (match[5], 10)):
            if text:
                return int(f"{match[1]}{text}", base)
    return float(digits) if _FLOAT.match(digits) else raw
