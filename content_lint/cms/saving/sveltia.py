"""What Sveltia CMS makes of a file that an editor opens: every field becomes what its widget holds.

Sources: contents/draft/create/normalize.js, draft/save/serialize.js, file/parse.js, file/format.js and the defaults of
the fields in @sveltia/cms 0.221.1, MIT licence. What the page did to files is the measure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from content_lint.cms.saving.values import Unreadable, other_format, read_values
from content_lint.cms.written.numbers import Moment, string_of
from content_lint.config.forms import FormField
from content_lint.parse.facts import KeyPath
from content_lint.text.regex import regex

_BLOCK = regex(r"\A---\n([\s\S]*?)\n---(?:\n([\s\S]*))?\Z")
_TEXTS = frozenset({"color", "compute", "datetime", "map", "markdown", "richtext", "string", "text", "uuid"})
_MULTIPLE = frozenset({"file", "image", "relation", "select"})
_OPAQUE = frozenset({"code", "hidden", "keyvalue"})
_OWN = _TEXTS | _MULTIPLE | _OPAQUE | {"boolean", "list", "number", "object"}
_NUMBER = regex(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_PREFIXED = {"0x": 16, "0o": 8, "0b": 2}
_MOST_DIGITS = 400
_DIGIT = regex(r"\d")
_COLOR = regex(r"#[0-9A-Fa-f]{6}")


class Nothing:
    """Stands for a value that is not there."""


NOTHING = Nothing()
_GONE = Nothing()
"""A value that nothing takes the place of."""


def load(text: str, fixed: str = "") -> dict[str, Any]:
    """What the form gets of a file; the body is the key ``body``.

    Args:
        text: the file.
        fixed: the format that the configuration names, or empty where the CMS goes by the first line.

    Raises:
        Unreadable: the CMS does not list the file.
    """
    text = text.strip("\ufeff \t\n\r\f\v").replace("\r\n", "\n").replace("\r", "\n")
    if other := None if fixed else other_format(text, whole_line=True):
        return {**other[0], "body": other[1].removeprefix("\n")}
    found = _BLOCK.match(text)
    head, body = (found[1], found[2]) if found else (None, None)
    if not head and not body:
        return {"body": text}
    data = read_values(head or "", newer=True)
    kept = dict(data) if isinstance(data, Mapping) else {}
    if "body" not in kept and body is not None:
        kept["body"] = body.removeprefix("\n")
    return kept


def normal(field: FormField, value: Any) -> Any:
    """What a field holds once the form is open.

    Args:
        field: the field.
        value: what the file has; ``NOTHING`` where it lacks the key.
    """
    kept = NOTHING if isinstance(value, Nothing) else _reconciled(field, value)
    if kept is NOTHING:
        return default_of(field)
    if isinstance(kept, list) and field.widget in ("object", "keyvalue") and kept:
        kept = {str(number): item for number, item in enumerate(kept)}
    if field.widget == "object" and isinstance(kept, dict):
        return _with_fields(fields_inside(field, kept), kept)
    if field.widget == "list" and isinstance(kept, list):
        return [_item(field, item) for item in kept]
    return kept


def changed_by_widgets(text: str, fields: Iterable[FormField]) -> dict[KeyPath, object]:
    """By their paths the values that widgets turn into what they hold, where that makes a difference.

    Args:
        text: YAML of front matter; of what cannot be read nothing is known.
        fields: those of the form.
    """
    try:
        data = read_values(text, newer=True)
    except Unreadable:
        return {}
    found: dict[KeyPath, object] = {}
    if isinstance(data, Mapping):
        for field in fields:
            if field.name in data and field.name != "body":
                held = shown(field, normal(field, data[field.name]))
                found.update(_differing((field.name,), data[field.name], held))
    return found


def _differing(path: KeyPath, before: Any, after: Any) -> Iterator[tuple[KeyPath, object]]:
    """The values that a form changed, at the deepest paths that say so."""
    if isinstance(after, Nothing):
        yield path, None
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in before:
            if key in after:
                yield from _differing((*path, key), before[key], after[key])
        return
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _differing((*path, number), one, other)
        return
    if type(before) is not type(after) or (before != after and before == before):  # noqa: PLR0124 - NaN is not itself
        yield path, after


def _item(field: FormField, item: Any) -> Any:
    if field.single is not None:
        return normal(field.single, item)
    if not field.fields and field.types is None:
        return item
    group = item if isinstance(item, dict) else {}
    return _with_fields(fields_inside(field, group), group) or NOTHING


def _type_of(field: FormField, group: Mapping[str, Any]) -> str:
    found = group.get(field.text("typeKey", "type"))
    return found if isinstance(found, str) else ""


def _with_fields(fields: Sequence[FormField], group: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(group)
    for field in fields:
        found[field.name] = normal(field, group.get(field.name, NOTHING))
    return found


def _reconciled(field: FormField, value: Any) -> Any:
    """The value in the shape that the widget has; ``NOTHING`` where it is thrown away."""
    if field.widget in _OPAQUE or field.widget not in _OWN:
        return value
    if field.widget == "object":
        return value if value is None or (isinstance(value, (dict, list)) and value) else NOTHING
    if field.widget == "list" or (field.widget in _MULTIPLE and field.multiple):
        return _as_list(value, of_groups=bool(field.fields or field.single or field.types is not None))
    return _as_scalar(field, value)


def _as_list(value: Any, *, of_groups: bool) -> Any:
    if isinstance(value, list):
        return value
    if value is None or isinstance(value, dict) or of_groups:
        return NOTHING
    return [value]


def _as_scalar(field: FormField, value: Any) -> Any:
    if isinstance(value, dict) or value == []:
        return NOTHING
    if isinstance(value, list):  # as if the field had been one of several values before: the first is kept
        value = NOTHING if isinstance(value[0], (dict, list)) else value[0]
    missing = isinstance(value, Nothing)
    if field.widget in _TEXTS:
        return value if isinstance(value, str) else "" if missing else string_of(value)
    if field.widget == "boolean":
        word = value.strip().lower() if isinstance(value, str) else value
        return value if isinstance(value, bool) else word == "true" if word in ("true", "false") else NOTHING
    if field.widget == "number" and field.text("value_type", "int") in ("int", "float"):
        return _as_number(value)
    return _GONE if missing else value


def _as_number(value: Any) -> Any:
    if value is None or (isinstance(value, float) and not isinstance(value, bool)):
        return value
    if not isinstance(value, str) or value == "":
        return NOTHING
    number = number_of(value.strip())
    return NOTHING if number is None else number


def number_of(text: str) -> float | None:
    """What ``Number(text)`` is; None where it is no number."""
    if not text:
        return 0.0
    if text.removeprefix("-").removeprefix("+") == "Infinity":
        return -math.inf if text[0] == "-" else math.inf
    base = _PREFIXED.get(text[:2].lower())
    if base is not None and len(text) < _MOST_DIGITS:
        try:
            return float(int(text[2:], base)) if "_" not in text else None
        except ValueError:
            return None
    return float(text) if _NUMBER.match(text) else None


def shown(field: FormField, value: Any) -> Any:
    """What a field holds once an editor has it on the screen: its part of the form may empty it.

    Args:
        field: the field.
        value: what ``normal`` made of it.
    """
    act = _ON_THE_SCREEN.get(field.widget)
    return act(field, value) if act is not None else value


def _dated(field: FormField, value: Any) -> Any:  # noqa: ARG001 - as all of them are called
    return "" if isinstance(value, str) and not _DIGIT.search(value) else value


def _coloured(field: FormField, value: Any) -> Any:  # noqa: ARG001
    unclear = isinstance(value, str) and not _DIGIT.search(value) and not _COLOR.match(value)
    return "" if unclear else value


def _coded(field: FormField, value: Any) -> Any:
    return value if isinstance(value, str) or field.given.get("output_code_only") is not True else ""


def _paired(field: FormField, value: Any) -> Any:  # noqa: ARG001
    return value if isinstance(value, dict) else None


def _listed(field: FormField, value: Any) -> Any:  # noqa: ARG001
    return [] if value == [""] else value


_ON_THE_SCREEN = {"datetime": _dated, "color": _coloured, "code": _coded, "keyvalue": _paired, "list": _listed}


def default_of(field: FormField) -> Any:
    """What a field holds that the file lacks."""
    default = field.default
    if field.widget == "list" or (field.widget in _MULTIPLE and field.multiple):
        return default if isinstance(default, list) else []
    made = _DEFAULTS.get(field.widget)
    if made is not None:
        return made(field, default)
    return default if isinstance(default, str) else ""


def _default_switch(field: FormField, default: object) -> Any:  # noqa: ARG001 - as all of them are called
    return default if isinstance(default, bool) else False


def _default_hidden(field: FormField, default: object) -> Any:  # noqa: ARG001
    return NOTHING if default is None else default


def _default_pairs(field: FormField, default: object) -> Any:  # noqa: ARG001
    return default if isinstance(default, dict) else None


def _default_choice(field: FormField, default: object) -> Any:
    return default if default is not None else _empty_option(field)


def _default_code(field: FormField, default: object) -> Any:
    code = default if isinstance(default, str) else ""
    return code if field.given.get("output_code_only") is True else {"code": code, "lang": ""}


def _default_number(field: FormField, default: object) -> Any:
    is_number = field.text("value_type", "int") in ("int", "float")
    if default is None:
        return None if is_number else ""
    number = number_of(default) if isinstance(default, str) else default
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return NOTHING
    return float(number) if is_number else string_of(float(number))


def _default_object(field: FormField, default: object) -> Any:
    if isinstance(default, dict):
        return default
    if not field.required or field.types is not None:
        return None
    return {inner.name: default_of(inner) for inner in field.fields} or NOTHING


def _empty_option(field: FormField) -> Any:
    options = field.given.get("options")
    first = options[0] if isinstance(options, list) and options else None
    first = first.get("value") if isinstance(first, dict) else first
    return "" if first is None or isinstance(first, str) else None


_DEFAULTS = {
    "boolean": _default_switch,
    "number": _default_number,
    "object": _default_object,
    "hidden": _default_hidden,
    "keyvalue": _default_pairs,
    "select": _default_choice,
    "code": _default_code,
}


def fields_inside(field: FormField | None, group: Mapping[str, Any]) -> Sequence[FormField]:
    """The fields of a group, as its field or its own type says."""
    if field is None:
        return ()
    return field.fields or (field.types or {}).get(_type_of(field, group), ())


def text_of(value: object) -> str:
    """A value as text, as JavaScript makes it."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return string_of(value) if isinstance(value, (str, float, bool, Moment, type(None))) else str(value)


__all__ = [
    "NOTHING",
    "Nothing",
    "Unreadable",
    "default_of",
    "fields_inside",
    "load",
    "normal",
    "number_of",
    "shown",
    "text_of",
]
