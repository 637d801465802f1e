"""The shape of a schema: which keys are where, what may be their values, and what they are for."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

from content_lint.parse.facts import KeyPath
from content_lint.schema.base import FormerNames, Schema
from content_lint.schema.kinds import FieldKind

_DEPTH = 12
_KEPT = 256
"""Schemas, and places in them, of which what was worked out is kept."""
_EXAMPLES = {
    "permalink": "an address such as `/news/example/`",
    "slug": "letters, digits and hyphens",
    "publish-date": "a date such as `2024-10-31`",
    "date": "a date such as `2024-10-31`",
    "email": "an e-mail address such as `name@example.org`",
    "url": "a web address such as `https://www.example.org/`",
    "asset": "a path such as `/assets/images/example.jpg`",
    "tags": "a list",
}
_WORDS: Mapping[object, str] = {
    str: "text",
    bool: "a plain `true` or `false`",
    int: "a whole number",
    float: "a number",
    list: "a list",
    tuple: "a list",
    set: "a list",
    frozenset: "a list",
    dict: "a group of fields",
}


def key_of(name: str, field: FieldInfo) -> str:
    """The key that a field is written as."""
    alias = field.validation_alias or field.alias
    if isinstance(alias, AliasChoices):
        alias = next((choice for choice in alias.choices if isinstance(choice, str)), None)
    return alias if isinstance(alias, str) else name


@lru_cache(maxsize=_KEPT)  # asked for each problem of a file
def keys_of(schema: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The fields of a schema by their keys, in its order."""
    return {key_of(name, field): field for name, field in schema.model_fields.items()}


def former_names(schema: type[BaseModel]) -> dict[str, str]:
    """Keys of before, with the key that replaced each."""
    return {
        old: key
        for key, field in keys_of(schema).items()
        for mark in _marks(field)
        if isinstance(mark, FormerNames)
        for old in mark.names
    }


def retired_keys(schema: type[BaseModel]) -> dict[str, str]:
    """Keys that the schema calls deprecated without a successor, with what it says of them."""
    found = {}
    for key, field in keys_of(schema).items():
        if field.deprecated:
            found[key] = field.deprecation_message or ""
    return found


@dataclass(frozen=True, slots=True)
class TopLevel:
    """What every check of front matter asks of a schema; see the functions of the same names."""

    keys: frozenset[str]
    former: Mapping[str, str]
    retired: Mapping[str, str]
    kinds: Mapping[KeyPath, FieldKind]


def top_level(schema: type[Schema]) -> TopLevel:
    """The first level of a schema, worked out once for each class and kept there."""
    known = schema.__dict__.get("top_level_kept")
    if isinstance(known, TopLevel):
        return known
    found = TopLevel(frozenset(keys_of(schema)), former_names(schema), retired_keys(schema), field_kinds(schema))
    schema.top_level_kept = found
    return found


def _unwrapped(annotation: Any) -> Iterator[Any]:
    """The members of a union, without Annotated around them; a type that is no union is its only member."""
    pending = [annotation]
    while pending:
        item = pending.pop(0)
        origin = get_origin(item)
        if origin is Annotated:
            pending.insert(0, get_args(item)[0])
        elif origin in (Union, types.UnionType):
            pending[:0] = get_args(item)
        else:
            yield item


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def annotations_at(schema: type[BaseModel], path: KeyPath) -> list[Any]:
    """What the schema allows at a key path: the members of unions one by one; empty where it knows no such path."""
    here: list[Any] = [schema]
    for step in path:
        following: list[Any] = []
        for item in here:
            if _is_model(item):
                field = keys_of(item).get(str(step))
                following.extend(_unwrapped(field.annotation) if field else ())
                continue
            arguments = get_args(item)
            if isinstance(step, int) and get_origin(item) in (list, tuple, set, frozenset) and arguments:
                following.extend(_unwrapped(arguments[0]))
            elif get_origin(item) is dict and len(arguments) == 2:
                following.extend(_unwrapped(arguments[1]))
        here = following
    return here


def lets_pass(schema: type[BaseModel], path: KeyPath) -> bool:
    """Whether the mapping at ``path`` may hold keys that no field names (``extra="allow"``)."""
    return any(_is_model(item) and item.model_config.get("extra") == "allow" for item in annotations_at(schema, path))


@lru_cache(maxsize=_KEPT)
def known_keys(schema: type[BaseModel], path: KeyPath) -> tuple[str, ...]:
    """The keys that may be in the mapping at ``path``."""
    found: dict[str, None] = {}
    for item in annotations_at(schema, path):
        if _is_model(item):
            found.update(dict.fromkeys(keys_of(item)))
    return tuple(found)


def literal_values(schema: type[BaseModel], path: KeyPath) -> tuple[object, ...]:
    """The values that may be at ``path`` where the schema lists them."""
    found: list[object] = []
    for item in annotations_at(schema, path):
        if get_origin(item) is Literal:
            found.extend(get_args(item))
        elif isinstance(item, type) and issubclass(item, Enum):
            found.extend(member.value for member in item)
    return tuple(found)


def wanted_at(schema: type[BaseModel], path: KeyPath) -> str:
    """What the schema wants at ``path``, in plain words."""
    values = literal_values(schema, path)
    if values:
        return one_of(values)
    holders = [item for item in annotations_at(schema, path[:-1]) if _is_model(item)]
    for holder in holders:
        field = keys_of(holder).get(str(path[-1]))
        kind = _kind(field) if field else None
        if kind and kind.name in _EXAMPLES:
            return _EXAMPLES[kind.name]
    words: dict[str, None] = {}
    for item in annotations_at(schema, path):
        word = _WORDS.get(get_origin(item) or item)
        if word is None and _is_model(item):
            word = "a group of fields"
        if word:
            words[word] = None
    return " or ".join(sorted(words)) or "a value"


def one_of(values: tuple[object, ...]) -> str:
    """A list of values as a sentence has it; long ones are cut."""
    shown = [f"`{_spelled(value)}`" for value in values[:12]]
    rest = len(values) - len(shown)
    if rest:
        return f"one of {', '.join(shown)} and {rest} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}" if shown else "a value"


def _spelled(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _kind(field: FieldInfo) -> FieldKind | None:
    return _foremost(_marks(field))


def _kind_inside(annotation: Any) -> FieldKind | None:
    return _foremost(_marks_inside(annotation))


def _foremost(marks: Iterable[object]) -> FieldKind | None:
    """The kind that tells most."""
    # The order of a union tells nothing: typing keeps equal unions once, in the order of the first that any module
    # made, so that `WebUrl | AssetPath` elsewhere would turn this one round.
    kinds = [mark for mark in marks if isinstance(mark, FieldKind)]
    return min(kinds, key=lambda kind: (kind.name != "asset", kind.name, kind.target), default=None)


def _marks(field: FieldInfo) -> Iterator[object]:
    """What is beside the types in ``Annotated``, also inside a union: pydantic lifts only the outermost."""
    yield from field.metadata
    yield from _marks_inside(field.annotation)


def _marks_inside(annotation: Any) -> Iterator[object]:
    pending = [annotation]
    while pending:
        item = pending.pop(0)
        if get_origin(item) is Annotated:
            yield from get_args(item)[1:]
            pending.append(get_args(item)[0])
        elif get_origin(item) in (Union, types.UnionType):
            pending.extend(get_args(item))


def field_kinds(schema: type[BaseModel]) -> dict[KeyPath, FieldKind]:
    """What the fields are for, by key path; ``"*"`` stands for the index in a list. Plain types are not in it.

    Of a union one kind counts: ``AssetPath | WebUrl`` is an asset.
    """
    found: dict[KeyPath, FieldKind] = {}
    pending: list[tuple[KeyPath, Any]] = [((), schema)]
    while pending:
        path, annotation = pending.pop()
        if len(path) > _DEPTH:
            continue
        for item in _unwrapped(annotation):
            if _is_model(item):
                for key, field in keys_of(item).items():
                    if kind := _kind(field):
                        found.setdefault((*path, key), kind)
                    pending.append(((*path, key), field.annotation))
            elif get_origin(item) in (list, tuple, set, frozenset) and get_args(item):
                inner = get_args(item)[0]
                if kind := _kind_inside(inner):
                    found.setdefault((*path, "*"), kind)
                pending.append(((*path, "*"), inner))
            elif get_origin(item) is dict and len(get_args(item)) == 2:
                pending.append(((*path, "*"), get_args(item)[1]))
    return found


def members_of(annotation: Any) -> list[Any]:
    """The types that a value may have, one by one, without what is beside them in ``Annotated``."""
    return list(_unwrapped(annotation))


def marks_of(field: FieldInfo) -> list[object]:
    """What is beside the types of a field in ``Annotated``: kinds, limits, patterns."""
    return list(_marks(field))


def marks_inside(annotation: Any) -> list[object]:
    """The same for a type that is no field, such as that of the items of a list."""
    return list(_marks_inside(annotation))


def kind_of(marks: Iterable[object]) -> FieldKind | None:
    """What a field is for, going by its marks."""
    return _foremost(marks)
