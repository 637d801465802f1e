"""What YAML 1.1 makes of a scalar, as PyYAML reads it: for sites whose generator is not known."""

from __future__ import annotations

from datetime import UTC, datetime

from yaml.constructor import ConstructorError, SafeConstructor
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from content_lint.parse.scalars.base import MAX_DIGITS

_TEXT = "tag:yaml.org,2002:str"
_GUESSES = Resolver.yaml_implicit_resolvers
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
    if tag == _TEXT or len(raw) > MAX_DIGITS:
        return raw
    try:
        value = SafeConstructor().construct_object(ScalarNode(tag, raw))
    except (ConstructorError, ValueError, ArithmeticError, KeyError, IndexError, AttributeError):
        return raw
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value
    return value


def _guess(raw: str) -> str:
    for tag, pattern in _GUESSES.get(raw[:1], ()):
        if pattern.match(raw):
            return tag if tag in _READABLE else _TEXT
    return _TEXT
