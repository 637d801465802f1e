"""What a site's schema wants of a field, in the words in which a form can ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import annotated_types
from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from content_lint.parse.facts import KeyPath
from content_lint.schema.base import Schema
from content_lint.schema.kinds import FieldKind
from content_lint.schema.shape import keys_of, kind_of, marks_inside, marks_of, members_of

_DEPTH = 8
_LISTS = (list, tuple, set, frozenset)


class Limits(Struct, frozen=True):
    """What bounds a value.

    Attributes:
        pattern: that a text has to match, or empty.
        least: smallest number.
        most: largest number.
        shortest: fewest characters or items.
        longest: most characters or items.
    """

    pattern: str = ""
    least: float | None = None
    most: float | None = None
    shortest: int = 0
    longest: int | None = None


class Wanted(Struct, frozen=True):
    """One key of a schema.

    Attributes:
        key: as it is written.
        path: its whole key path; ``"*"`` for the items of a list.
        required: whether a post has to have it.
        shapes: what its value may be: ``text``, ``switch``, ``whole``, ``number``, ``date``, ``list``, ``group``,
            ``choice``, ``any``.
        choices: the values that there are to choose from.
        kind: what it is for, or None.
        limits: of its value.
        item: what each item of a list is, or None.
        fields: what is inside of a group.
        open: whether a group may hold other keys.
        default: what counts where it is missing, or None.
        title: a name for people, or empty.
        description: a remark for people, or empty.
        deprecated: whether it is a key of before.
    """

    key: str
    path: KeyPath
    required: bool = False
    shapes: frozenset[str] = frozenset()
    choices: tuple[object, ...] = ()
    kind: FieldKind | None = None
    limits: Limits = Limits()
    item: Wanted | None = None
    fields: tuple[Wanted, ...] = field(default=())
    open: bool = False
    default: object = None
    title: str = ""
    description: str = ""
    deprecated: bool = False


def wanted_by(schema: type[Schema]) -> tuple[Wanted, ...]:
    """The fields of a schema, in its order."""
    return tuple(_of_field(key, info, (key,)) for key, info in keys_of(schema).items())


def lets_others_pass(schema: type[BaseModel]) -> bool:
    """Whether keys that no field names are no fault."""
    return schema.model_config.get("extra") == "allow"


def _of_field(key: str, info: FieldInfo, path: KeyPath) -> Wanted:
    marks = marks_of(info)
    found = _of_type(key, info.annotation, marks, path)
    default = None if info.is_required() else info.get_default(call_default_factory=False)
    return replace(
        found,
        required=info.is_required(),
        default=default if isinstance(default, (str, bool, int, float)) else None,
        title=info.title or "",
        description=info.description or "",
        deprecated=bool(info.deprecated),
    )


def _of_type(key: str, annotation: Any, marks: Iterable[object], path: KeyPath) -> Wanted:
    marks = list(marks)
    shapes: set[str] = set()
    choices: list[object] = []
    item: Wanted | None = None
    fields: tuple[Wanted, ...] = ()
    is_open = False
    for member in members_of(annotation):
        shape = _shape(member)
        if shape:
            shapes.add(shape)
        if shape == "choice":
            choices += _choices(member)
        elif shape == "list" and item is None and get_args(member) and len(path) < _DEPTH:
            inner = get_args(member)[0]
            item = _of_type(key, inner, marks_inside(inner), (*path, "*"))
        elif shape == "group" and isinstance(member, type) and not fields and len(path) < _DEPTH:
            fields = tuple(_of_field(name, info, (*path, name)) for name, info in keys_of(member).items())
            is_open = lets_others_pass(member)
    return Wanted(
        key,
        path,
        shapes=frozenset(shapes),
        choices=tuple(choices),
        kind=kind_of(marks),
        limits=_limits(marks),
        item=item,
        fields=fields,
        open=is_open,
    )


_SHAPES: tuple[tuple[tuple[type, ...], str], ...] = (
    ((bool,), "switch"),
    ((int,), "whole"),
    ((float, Decimal), "number"),
    ((datetime, date), "date"),
    ((BaseModel,), "group"),
    ((Enum,), "choice"),
    ((str,), "text"),
    (_LISTS, "list"),
    ((dict,), "any"),
)


def _shape(member: Any) -> str:
    """What a type is to a form; empty for nothing at all."""
    if member is None or member is type(None):
        return ""
    origin = get_origin(member)
    if origin is Literal:
        return "choice"
    kind = origin or member
    if not isinstance(kind, type):
        return "any"
    if issubclass(kind, Enum):
        return "choice"
    return next((shape for types, shape in _SHAPES if issubclass(kind, types)), "any")


def _choices(member: Any) -> list[object]:
    if get_origin(member) is Literal:
        return list(get_args(member))
    return [item.value for item in member]


def _limits(marks: Iterable[object]) -> Limits:
    pattern, least, most, shortest, longest = "", None, None, 0, None
    for mark in _flat(marks):
        if isinstance(mark, (annotated_types.Ge, annotated_types.Gt)):
            bound = mark.ge if isinstance(mark, annotated_types.Ge) else mark.gt
            least = bound if isinstance(bound, (int, float)) else least
        elif isinstance(mark, (annotated_types.Le, annotated_types.Lt)):
            top = mark.le if isinstance(mark, annotated_types.Le) else mark.lt
            most = top if isinstance(top, (int, float)) else most
        elif isinstance(mark, annotated_types.MinLen):
            shortest = max(shortest, mark.min_length)
        elif isinstance(mark, annotated_types.MaxLen):
            longest = mark.max_length
        else:
            pattern = _pattern(mark) or pattern
            if isinstance(mark, StringConstraints):
                shortest, longest = max(shortest, mark.min_length or 0), mark.max_length or longest
    return Limits(pattern, least, most, shortest, longest)


def _flat(marks: Iterable[object]) -> Iterable[object]:
    """Marks, with those inside of a ``Field(...)`` that is one of them."""
    for mark in marks:
        if isinstance(mark, FieldInfo):
            yield from _flat(mark.metadata)
        else:
            yield mark


def _pattern(mark: object) -> str:
    found = getattr(mark, "pattern", None)
    found = getattr(found, "pattern", found)
    return found if isinstance(found, str) else ""
