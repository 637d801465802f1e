"""What a collection's zod schema asks of front matter, as far as it is written out, and what Astro stops at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from content_lint.config.settings import AskedField
from content_lint.parse.scalars.js_dates import is_invalid
from content_lint.parse.scripts.literals import Arrow, Call
from content_lint.site.model import Fatal
from content_lint.site.programs import Value

_PACKAGES = frozenset({"astro:content", "astro/zod", "astro:schema", "zod"})
_KINDS = {
    "z.string": "a text",
    "z.number": "a number",
    "z.boolean": "`true` or `false`",
    "z.date": "a date",
    "z.coerce.date": "a date",
    "z.enum": "one of its values",
    "z.array": "a list",
}
_ASKED = {
    "z.string": "text",
    "z.number": "number",
    "z.boolean": "boolean",
    "z.date": "date",
    "z.coerce.date": "date",
    "z.enum": "choice",
    "z.array": "list",
}
_FREE = frozenset({"optional", "default", "nullish", "catch", "prefault"})
_NULL = frozenset({"nullable", "nullish", "catch"})
_ODD = frozenset({"or", "and", "catch", "unwrap", "preprocess"})
_DEFAULTS = frozenset({"default", "catch", "prefault"})
_PLAIN = frozenset({"z.string", "z.number", "z.boolean", "z.date", "z.coerce.date", "z.enum"})
_HARMLESS = frozenset({"strict", "passthrough", "strip", "refine", "superRefine", "transform", "describe", "loose"})


class ShapeField(Struct, frozen=True):
    """One key that the schema names.

    Attributes:
        name: the key.
        kind: the schema's own word (``z.string``); empty where anything may be there for all that is known.
        required: whether the key has to be there.
        takes_null: whether it may be empty.
        options: the texts that an enumeration allows.
        plain: whether programs are given the value as front matter has it, but for dates.
        may_lack: whether programs are given nothing where it is not there.
    """

    name: str
    kind: str
    required: bool
    takes_null: bool = False
    options: tuple[str, ...] = ()
    plain: bool = False
    may_lack: bool = False


def shape_of(schema: Value | None) -> tuple[ShapeField, ...]:
    """The keys of a ``z.object`` that is written out, or that a function of one expression gives."""
    if schema is None:
        return ()
    value = schema.of(schema.raw.gives).settled() if isinstance(schema.raw, Arrow) else schema
    call = value.raw
    if not isinstance(call, Call) or call.name != "z.object" or value.package() not in _PACKAGES:
        return ()
    if any(item.name not in _HARMLESS for item in call.then):
        return ()
    given = value.arguments()
    return tuple(_field(name, item) for name, item in given[0].entries().items()) if given else ()


def _field(name: str, value: Value) -> ShapeField:
    call = value.raw
    if not isinstance(call, Call) or value.package() not in _PACKAGES:
        return ShapeField(name, "", required=False)
    then = {item.name for item in call.then}
    options = value.arguments()[0].texts() if call.name == "z.enum" and call.arguments else None
    is_known = call.name in _KINDS and not then & _ODD and (call.name != "z.enum" or options is not None)
    required = is_known and not then & _FREE
    return ShapeField(
        name,
        call.name if is_known else "",
        required,
        bool(then & _NULL),
        tuple(options or ()),
        plain=is_known and (call.name in _PLAIN or _is_plain_list(call)),
        may_lack=bool(then & _FREE) and not then & _DEFAULTS,
    )


def _is_plain_list(call: Call) -> bool:
    inner = call.arguments[0] if call.name == "z.array" and call.arguments else None
    return isinstance(inner, Call) and inner.name in {"z.string", "z.number", "z.enum"}


def dates_of(shape: tuple[ShapeField, ...]) -> dict[str, bool]:
    """The keys of which JavaScript makes dates, and whether it does so with an empty one."""
    return {item.name: not item.takes_null for item in shape if item.kind == "z.coerce.date"}


def asked_of(shape: tuple[ShapeField, ...]) -> tuple[AskedField, ...]:
    """The same for whoever asks what front matter has to be, whichever program reads it."""
    return tuple(AskedField(item.name, _ASKED.get(item.kind, ""), item.required, item.options) for item in shape)


def misfits(path: str, data: Mapping[str, object], shape: tuple[ShapeField, ...], file: str) -> Iterator[Fatal]:
    """What Astro stops at in the front matter of one entry.

    Args:
        path: of the entry.
        data: its front matter.
        shape: what the schema asks for.
        file: the program with the schema.
    """
    for item in shape:
        if item.name not in data:
            if item.required:
                yield Fatal(path, (), f"it has no `{item.name}`, which the schema in {file} asks for")
            continue
        value = data[item.name]
        if item.kind and not (value is None and item.takes_null) and not _fits(value, item):
            yield Fatal(
                path, (item.name,), f"`{item.name}` is not {_KINDS[item.kind]}, as the schema in {file} wants it"
            )


def _fits(value: object, item: ShapeField) -> bool:
    if item.kind == "z.enum":
        return value in item.options
    if item.kind == "z.number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if item.kind == "z.coerce.date":
        return not is_invalid(value)
    kinds: dict[str, type | tuple[type, ...]] = {
        "z.string": str,
        "z.boolean": bool,
        "z.date": date,
        "z.array": list,
    }
    return isinstance(value, kinds[item.kind])
