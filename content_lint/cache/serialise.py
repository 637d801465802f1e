"""Plain data as JSON and back: dataclasses, enumerations and the values of front matter. Reading runs no code.

A dataclass becomes a list of its fields, in their order; the types that it declares say how to read it again. A
value that JSON has no form for (a date, bytes, a mapping with keys that are no text) becomes a mapping with the one
key ``TAG``, which no other mapping has.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from functools import cache
from math import isfinite
from operator import attrgetter
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec.json
from msgspec import DecodeError, Struct

from content_lint.parse.scalars.odd_keys import OddKey

TAG = "\0"
_WIDE = 64  # bits; Python refuses to write integers of some thousand digits as decimals

_TAG_IN_JSON = b'"\\u0000"'
_encode, _decode = msgspec.json.Encoder().encode, msgspec.json.Decoder().decode

DataT = TypeVar("DataT", bound=Struct)
Step = Callable[[Any], Any]
_AS_THEY_ARE = (str, bool, float)


def dumps(value: object) -> bytes:
    """One line of JSON, without its line end. Takes what ``encoder`` and ``plain`` give."""
    try:
        return _encode(value)
    except UnicodeEncodeError:  # a lone surrogate, which JSON in ASCII can name
        return json.dumps(value, separators=(",", ":")).encode("ascii")


def loads(line: bytes) -> Any:
    """What ``dumps`` was given.

    Raises:
        ValueError: it is no such line.
    """
    found = parts(line)
    return untagged(found) if _TAG_IN_JSON in line else found


def parts(line: bytes | msgspec.Raw) -> Any:
    """The same with values that JSON has no form for as they are written: each part is to be handed to ``untagged``.

    Raises:
        ValueError: it is no such line.
    """
    try:
        try:
            return _decode(line)
        except DecodeError:  # a lone surrogate, or what is wrong below too
            return json.loads(bytes(line).decode("utf-8"))
    except RecursionError as error:
        raise ValueError("no plain data") from error


def untagged(found: Any) -> Any:
    """A part with its dates and their like.

    Raises:
        ValueError: it is no plain data.
    """
    try:
        return _untagged(found)
    except (TypeError, LookupError, RecursionError, OverflowError, OSError) as error:
        raise ValueError("no plain data") from error


@cache
def encoder(kind: type[DataT]) -> Callable[[DataT], Any]:
    """Turns an instance of a dataclass into what ``dumps`` takes."""
    hints = _hints(kind)
    values = attrgetter(*(name for name, _ in hints))  # of several: each of ours has more than one field
    steps = [(number, step) for number, (_, hint) in enumerate(hints) if (step := _steps(hint)[0])]

    def encode(item: DataT) -> list[Any]:
        row = list(values(item))
        for number, step in steps:
            row[number] = step(row[number])
        return row

    return encode


@cache
def decoder(kind: type[DataT]) -> Callable[[Any], DataT]:
    """Turns what ``loads`` gives back into an instance of a dataclass; raises what Python does where it cannot."""
    steps = [(number, step) for number, (_, hint) in enumerate(_hints(kind)) if (step := _steps(hint)[1])]

    def decode(row: list[Any]) -> DataT:
        for number, step in steps:
            row[number] = step(row[number])
        return kind(*row)

    return decode


def plain(value: object) -> Any:
    """A value of front matter as what ``dumps`` takes."""
    if value is None or isinstance(value, (str, bool)):
        return value if type(value) is not OddKey else {TAG: ["key", str(value), plain(value.value)]}
    if isinstance(value, (int, float)):
        return _plain_number(value)
    if isinstance(value, list):
        return [item if type(item) is str else plain(item) for item in value]
    return _plain_mapping(value) if isinstance(value, Mapping) else {TAG: _tagged(value)}


def _plain_mapping(value: Mapping[Any, object]) -> dict[str, Any]:
    if TAG not in value and {str}.issuperset(map(type, value)):
        return {key: item if type(item) is str else plain(item) for key, item in value.items()}
    return {TAG: ["map", [[plain(key), plain(item)] for key, item in value.items()]]}


def _plain_number(value: float) -> Any:
    if isinstance(value, int):
        return value if value.bit_length() < _WIDE else {TAG: ["int", hex(value)]}
    return value if isfinite(value) else {TAG: ["float", repr(value)]}


def _tagged(value: object) -> list[Any]:
    if isinstance(value, tuple):
        return ["tuple", [plain(item) for item in value]]
    if isinstance(value, datetime):
        if (value.tzinfo is None or value.tzinfo is UTC) and not value.fold:
            return ["datetime", value.isoformat()]
        return ["datetime", value.replace(tzinfo=None).isoformat(), value.fold, _plain_zone(value)]
    if isinstance(value, (date, time)):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, bytes):
        return ["bytes", value.hex()]
    raise TypeError(f"{type(value).__name__} is no plain data")


def _hints(kind: type[Struct]) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(name, hints[name]) for name in kind.__struct_fields__]


def _steps(hint: Any) -> tuple[Step | None, Step | None]:
    """How values of a declared type are written and read; None where they stay as they are."""
    if hint in _AS_THEY_ARE:
        return None, None
    if isinstance(hint, type):
        return _steps_of_class(hint)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType) and len(inner) == 2 and types.NoneType in inner:
        return _perhaps(*_steps(inner[0] if inner[1] is types.NoneType else inner[1]))
    if origin is tuple and inner[-1] is Ellipsis:
        return _many(*_steps(inner[0]))
    if origin is tuple:
        return _each([_steps(item) for item in inner])
    if origin is Mapping and inner[0] is str and _steps(inner[1])[1]:
        return _named(*_steps(inner[1]))
    return plain, None


def _steps_of_class(kind: type) -> tuple[Step | None, Step | None]:
    if issubclass(kind, Struct):
        return encoder(kind), decoder(kind)
    if issubclass(kind, tuple) and hasattr(kind, "_make"):
        return list, kind._make  # a named tuple of plain values, as places are
    if issubclass(kind, Enum):
        return _value_of, {member.value: member for member in kind}.__getitem__
    return plain, None


def _value_of(member: Enum) -> Any:
    return member.value


def _perhaps(write: Step | None, read: Step | None) -> tuple[Step | None, Step | None]:
    return (
        write and (lambda item: None if item is None else write(item)),
        read and (lambda item: None if item is None else read(item)),
    )


def _many(write: Step | None, read: Step | None) -> tuple[Step, Step]:
    return (
        (lambda items: [write(item) for item in items]) if write else list,
        (lambda items: tuple([read(item) for item in items])) if read else tuple,
    )


def _each(steps: list[tuple[Step | None, Step | None]]) -> tuple[Step, Step]:
    return (
        lambda items: [write(item) if write else item for (write, _), item in zip(steps, items, strict=True)],
        lambda items: tuple([read(item) if read else item for (_, read), item in zip(steps, items, strict=True)]),
    )


def _named(write: Step | None, read: Step | None) -> tuple[Step | None, Step | None]:
    return (
        write and (lambda items: {name: write(item) for name, item in items.items()}),
        read and (lambda items: {name: read(item) for name, item in items.items()}),
    )


def _plain_zone(value: datetime) -> Any:
    zone = value.tzinfo
    if zone is None:
        return None
    if zone is UTC:
        return 0.0
    from zoneinfo import ZoneInfo  # it looks for the system's own zones, and most dates have none

    if isinstance(zone, ZoneInfo) and zone.key:
        return zone.key
    offset = zone.utcoffset(value) or timedelta()
    return offset.total_seconds()


def _untagged(found: Any) -> Any:
    if type(found) is list:
        return [item if type(item) is str else _untagged(item) for item in found]
    if type(found) is not dict:
        return found
    if TAG not in found:
        return {key: value if type(value) is str else _untagged(value) for key, value in found.items()}
    kind, *rest = _untagged(found[TAG])
    return _READERS[kind](*rest)


def _datetime(text: str, fold: int = 0, zone: str | float | None = None) -> datetime:
    if zone is None and not fold:
        return datetime.fromisoformat(text)
    if isinstance(zone, str):
        from zoneinfo import ZoneInfo

        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    tzinfo = None if zone is None else _offset(zone)
    return datetime.fromisoformat(text).replace(tzinfo=tzinfo, fold=fold)


def _offset(seconds: float) -> timezone:
    return timezone(timedelta(seconds=seconds)) if seconds else UTC


_READERS: Mapping[str, Callable[..., Any]] = {
    "int": lambda text: int(text, 16),
    "float": float,
    "map": dict,
    "key": OddKey,
    "tuple": tuple,
    "datetime": _datetime,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "bytes": bytes.fromhex,
}
