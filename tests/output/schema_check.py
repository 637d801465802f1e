"""The part of JSON Schema that the shipped schema uses; any other keyword is an error, so that none is passed over."""

from __future__ import annotations

import re

_TYPES = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
_SAID = {"$schema", "title", "description", "$defs"}


def faults(value, schema, root=None, at="$"):
    """What in a value is not as the schema says, each with its place."""
    root = root or schema
    for keyword, wanted in schema.items():
        if keyword not in _SAID:
            yield from _CHECKS[keyword](value, wanted, root, at)


def _type(value, wanted, root, at):
    names = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool) or not any(isinstance(value, _TYPES[name]) for name in names):
        yield f"{at}: {value!r} is no {wanted}"


def _ref(value, wanted, root, at):
    yield from faults(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, at)


def _properties(value, wanted, root, at):
    for name in wanted.keys() & (value.keys() if isinstance(value, dict) else ()):
        yield from faults(value[name], wanted[name], root, f"{at}.{name}")


def _additional(value, wanted, root, at):
    for name, item in value.items():
        yield from faults(item, wanted, root, f"{at}.{name}")


def _items(value, wanted, root, at):
    for index, item in enumerate(value):
        yield from faults(item, wanted, root, f"{at}[{index}]")


def _all_of(value, wanted, root, at):
    for schema in wanted:
        yield from faults(value, schema, root, at)


def _one_of(value, wanted, root, at):
    if sum(not list(faults(value, schema, root, at)) for schema in wanted) != 1:
        yield f"{at}: {value!r} is not just one of {wanted}"


def _plain(holds):
    def check(value, wanted, root, at):
        if not holds(value, wanted):
            yield f"{at}: {value!r} does not keep {wanted!r}"

    return check


_CHECKS = {
    "type": _type,
    "$ref": _ref,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "allOf": _all_of,
    "oneOf": _one_of,
    "required": _plain(lambda value, wanted: not isinstance(value, dict) or set(wanted) <= value.keys()),
    "const": _plain(lambda value, wanted: value == wanted),
    "enum": _plain(lambda value, wanted: value in wanted),
    "minimum": _plain(lambda value, wanted: value >= wanted),
    "minLength": _plain(lambda value, wanted: len(value) >= wanted),
    "minItems": _plain(lambda value, wanted: len(value) >= wanted),
    "pattern": _plain(lambda value, wanted: not isinstance(value, str) or re.search(wanted, value) is not None),
}
