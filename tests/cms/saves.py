"""A whole save in Decap CMS and in Sveltia CMS, as the rows have it: what the program's own model is held to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cmp_to_key
from typing import Any

from content_lint.cms.saving import decap
from content_lint.cms.saving.sveltia import NOTHING, Nothing, fields_inside, load, normal
from content_lint.cms.saving.values import in_order
from content_lint.cms.written.numbers import Moment, number_text
from content_lint.cms.written.strings import DECAP, SVELTIA, Place, Style, write_text
from content_lint.config.forms import FormField
from content_lint.text.regex import regex

_DIGITS = regex(r"([0-9]{1,300})")
_FENCE = "---"
_STEP = "  "


def write_yaml(data: Mapping[str, Any], style: Style) -> str:
    """A mapping as a whole file of YAML, with a line break at its end."""
    return _collection(data, "", style) + "\n" if data else "{}\n"


def write_value(key: str, value: Any, style: Style) -> str:
    """What is after the colon of a key of the first level, as it is in the file."""
    return _pair(key, value, "", style)[len(_key(key, style)) + 1 :]


def _key(key: str, style: Style) -> str:
    return write_text(key, style, Place(is_key=True, indent=_STEP))


def _pair(key: str, value: Any, indent: str, style: Style) -> str:
    written = _key(key, style)
    deeper = indent + _STEP
    if isinstance(value, (dict, list)) and value:
        return f"{written}:\n{deeper}{_collection(value, deeper, style)}"
    text = _scalar(value, style, Place(deeper, len(written) + 2))
    return f"{written}:{text}" if text.startswith("\n") else f"{written}: {text}"


def _collection(value: Mapping[str, Any] | list[Any], indent: str, style: Style) -> str:
    """A collection whose first line begins where it is put."""
    if isinstance(value, Mapping):
        if not style.newer and all(item is None for item in value.values()):
            return f"\n{indent}".join(f"? {_key(key, style)}" for key in value)
        return f"\n{indent}".join(_pair(key, item, indent, style) for key, item in value.items())
    return f"\n{indent}".join(f"- {_item(item, indent + _STEP, style)}" for item in value)


def _item(value: Any, indent: str, style: Style) -> str:
    if isinstance(value, (dict, list)) and value:
        return _collection(value, indent, style)
    return _scalar(value, style, Place(indent))


def _scalar(value: Any, style: Style, place: Place) -> str:
    if isinstance(value, str):
        return write_text(value, style, place)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, dict):
        return "{}"
    return "[]" if isinstance(value, list) else number_text(float(value))


def decap_write(data: Mapping[str, Any], fields: Sequence[str]) -> str:
    """The file of an entry.

    Args:
        data: its values, in the order in which they come.
        fields: the names of the form's fields, in its order.
    """
    meta = {key: value for key, value in data.items() if key != "body"}
    body = data.get("body")
    content = body if isinstance(body, str) else ""
    matter = write_yaml(_sorted(meta, fields), DECAP).strip() if meta else "{}"
    head = "" if matter == "{}" else f"{_FENCE}\n{matter}\n{_FENCE}\n"
    whole = head + content
    return whole if whole.endswith("\n") else f"{whole}\n"


def _sorted(meta: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The fields in the order of the form; whatever is no field stays where it is."""
    place = {name: number for number, name in enumerate(fields)}

    def compared(one: str, other: str) -> int:
        if one not in place or other not in place:
            return 0
        return place[one] - place[other]

    return {key: meta[key] for key in sorted(meta, key=cmp_to_key(compared))}


def decap_save(text: str, fields: Sequence[str], changes: Mapping[str, Any]) -> str:
    """The file after a save.

    Args:
        text: the file before it.
        fields: the names of the form's fields, in its order.
        changes: what the editor typed.
    """
    return decap_write({**decap.load(text), **changes}, fields)


def arranged(fields: Sequence[FormField], data: Mapping[str, Any]) -> dict[str, Any]:
    """What is written: texts trimmed, the form's keys first, the others after them by name."""
    found: dict[str, Any] = {}
    for field in fields:
        value = data.get(field.name, NOTHING)
        kept = _kept(value, field)
        if not isinstance(kept, Nothing):
            found[field.name] = kept
    for key in sorted((key for key in data if key not in found), key=_collated):
        kept = _kept(data[key], None)
        if not isinstance(kept, Nothing):
            found[key] = kept
    return in_order(found)  # type: ignore[no-any-return]


def _kept(value: Any, field: FormField | None) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Moment):
        return value.text
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict) and value:
        return arranged(fields_inside(field, value), value) or NOTHING
    if isinstance(value, list):
        items = [_kept(item, _of_items(field)) for item in value]
        kept = [item for item in items if not isinstance(item, Nothing)]
        return kept if kept or not value else NOTHING
    return value


def _of_items(field: FormField | None) -> FormField | None:
    return field.single or field if field is not None else None


def _collated(key: str) -> tuple[list[tuple[int, int, str]], str]:
    """The order of ``localeCompare`` with numbers by their value, for keys of letters, digits and hyphens."""
    parts = _DIGITS.split(key)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part.casefold()) for part in parts], key.swapcase()


def sveltia_save(text: str, fields: Sequence[FormField], changes: Mapping[str, Any], fixed: str = "") -> str:
    """The file after a save.

    Args:
        text: the file before it.
        fields: the form's fields.
        changes: what the editor typed.
        fixed: the format that the configuration names, or empty.

    Raises:
        Unreadable: the CMS does not list the file.
    """
    data = load(text, fixed)
    held = {**data, **{field.name: normal(field, data.get(field.name, NOTHING)) for field in fields}, **changes}
    content = arranged(fields, held)
    body = content.pop("body", "")
    written = f"{body}\n" if isinstance(body, str) and body else ""
    if not content:
        return written or "\n"
    return f"---\n{write_yaml(content, SVELTIA).strip()}\n---\n" + (f"\n{written}" if written else "")
