"""What keeps an editor from saving: the form's own look at a value that is in the file already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from content_lint.cms.saving import sveltia
from content_lint.cms.saving.values import is_nothing
from content_lint.config.forms import FormField

_UNTOUCHED = frozenset({"hidden", "compute"})
_COUNTED = frozenset({"list", "relation", "select", "image", "file"})


class Refusal(StrEnum):
    """Why a form does not let a value through."""

    MISSING = "missing"
    PATTERN = "pattern"
    RANGE = "range"


def refusals(field: FormField, value: object, program: str) -> list[Refusal]:
    """Why an editor cannot save a post with such a value; empty where they can.

    Args:
        field: the field.
        value: what the file has, as the library of the CMS reads it; ``sveltia.NOTHING`` where it lacks the key.
        program: ``decap`` or ``sveltia``.
    """
    if program == "sveltia":
        return list(dict.fromkeys(_of_sveltia(field, sveltia.shown(field, sveltia.normal(field, value)))))
    return list(dict.fromkeys(_of_decap(field, None if isinstance(value, sveltia.Nothing) else value)))


def _of_decap(field: FormField, value: object) -> Iterator[Refusal]:
    if field.widget in _UNTOUCHED:
        return
    if field.widget == "object":
        inner = value if isinstance(value, Mapping) else {}
        for item in field.fields:  # also where the object itself may be left out
            yield from _of_decap(item, inner.get(item.name))
        return
    if field.widget == "list":
        yield from _of_list(field, value, _of_decap)
        return
    if field.required and is_nothing(value):
        yield Refusal.MISSING
    elif not is_nothing(value) and not _matches(field, value):
        yield Refusal.PATTERN
    if field.widget == "number" and not _is_within(field, _as_number(value)):
        yield Refusal.RANGE
    if field.multiple and isinstance(value, list) and not _is_within(field, float(len(value))):
        yield Refusal.RANGE


def _of_list(
    field: FormField, value: object, of_item: Callable[[FormField, object], Iterator[Refusal]]
) -> Iterator[Refusal]:
    if not isinstance(value, list):
        return
    if not _is_within(field, float(len(value))):
        yield Refusal.RANGE
    for item in value:
        if field.single is not None:
            yield from of_item(field.single, item)
        for inner in field.fields:
            yield from of_item(inner, item.get(inner.name) if isinstance(item, Mapping) else None)


def _of_sveltia(field: FormField, value: object) -> Iterator[Refusal]:
    if field.widget in _UNTOUCHED or field.widget == "boolean" or isinstance(value, sveltia.Nothing):
        return
    if field.widget == "object":
        yield from _of_group(field, value)
    elif field.widget == "list" or field.multiple:
        yield from _of_several(field, value)
    else:
        yield from _of_one(field, value.strip() if isinstance(value, str) else value)


def _of_group(field: FormField, value: object) -> Iterator[Refusal]:
    if value is None:
        if field.required:
            yield Refusal.MISSING
        return
    inner = value if isinstance(value, Mapping) else {}
    for item in field.fields:
        yield from _of_sveltia(item, inner.get(item.name))


def _of_one(field: FormField, value: object) -> Iterator[Refusal]:
    if value is None or value == "":
        if field.required:
            yield Refusal.MISSING
        return
    if not _matches(field, value):
        yield Refusal.PATTERN
    if field.widget == "code" and not isinstance(value, Mapping) and field.given.get("output_code_only") is not True:
        yield Refusal.MISSING
    if field.widget == "number" and not _is_within(field, _as_number(value)):
        yield Refusal.RANGE


def _of_several(field: FormField, value: object) -> Iterator[Refusal]:
    items = value if isinstance(value, list) else []
    if not items:
        if field.required:
            yield Refusal.MISSING
        return
    yield from _of_list(field, items, _of_sveltia)


def _matches(field: FormField, value: object) -> bool:
    given = field.given.get("pattern")
    pattern = given[0] if isinstance(given, list) and given else None
    if not isinstance(pattern, str) or isinstance(value, (list, dict)):
        return True
    from content_lint.cms.patterns import matches_in_browser  # few fields have one

    return matches_in_browser(pattern, sveltia.text_of(value))


def _as_number(value: object) -> float | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    return sveltia.number_of(value) if isinstance(value, str) and value.strip() else None


def _is_within(field: FormField, number: float | None) -> bool:
    if number is None:
        return True
    if field.widget != "number" and field.widget not in _COUNTED:
        return True
    least, most = (_as_number(field.given.get(key)) for key in ("min", "max"))
    return (least is None or number >= least) and (most is None or number <= most)
