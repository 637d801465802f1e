"""What YAML 1.1 makes of a scalar, as PyYAML reads it: for sites whose generator is not known."""

from __future__ import annotations

from datetime import UTC, datetime

from yaml.constructor import ConstructorError, SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from content_lint.parse.scalars.base import MAX_DIGITS, ScalarRefusedError

_TEXT = "tag:yaml.org,2002:str"
_REFUSALS = (ConstructorError, ValueError, ArithmeticError, KeyError, IndexError, AttributeError)
_GUESSES = Resolver.yaml_implicit_resolvers
_NULL, _BOOLEAN, _INTEGER = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int"))
_NO_WORDS = ("", "~")
_SWITCHES = ("yes", "no", "true", "false", "on", "off")
_WORDS = dict.fromkeys((*_NO_WORDS, "null", "Null", "NULL"), _NULL) | dict.fromkeys(
    (form for word in _SWITCHES for form in (word, word.title(), word.upper())),
    _BOOLEAN,
)
"""The words that PyYAML's resolver takes for nothing, true or false."""
_READABLE = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "binary", "timestamp", "str")
)


def resolve(raw: str, *, plain: bool, tag: str | None) -> object:
    """The value of a scalar (see ``scalars.Resolver``); a time without a zone is UTC.

    Where PyYAML would lose the whole document (an impossible date, a tag that it does not know), the scalar
    stays text, or is read as if it had no tag: another generator need not fail there.
    """
    if tag not in _READABLE:
        tag = _guess(raw) if plain else _TEXT
    try:
        return _value(raw, tag)
    except _REFUSALS:
        return raw


def resolve_or_refuse(raw: str, *, plain: bool, tag: str | None) -> object:
    """The same for a program that reads with PyYAML's safe loader, and loses the document where that fails."""
    if tag is not None and tag not in _READABLE and tag != "!":
        raise ScalarRefusedError(tag)
    guessed = tag if tag is not None and tag != "!" else _guess(raw) if plain else _TEXT
    try:
        return _value(raw, guessed)
    except _REFUSALS as refusal:
        raise ScalarRefusedError(raw) from refusal


def _value(raw: str, tag: str) -> object:
    if tag == _TEXT or len(raw) > MAX_DIGITS:
        return raw
    value = SafeConstructor().construct_object(ScalarNode(tag, raw))
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    return value


def _guess(raw: str) -> str:
    # Nearly all scalars are words or whole numbers, for which nobody has to compile PyYAML's patterns.
    if raw.isalpha() or raw in _NO_WORDS:
        return _WORDS.get(raw, _TEXT)
    if raw.isascii() and raw.isdigit() and (raw[0] != "0" or raw == "0"):
        return _INTEGER
    for tag, pattern in _GUESSES.get(raw[:1], ()):
        if pattern.match(raw):
            return tag if tag in _READABLE else _TEXT
    return _TEXT
