"""A field that changes in the front matter of a post, at whatever depth, wherever it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.moving.field_change import FieldChange
from content_lint.moving.plan import RefusedError
from content_lint.parse.facts import Document, FrontMatter, FrontMatterField, ScalarStyle
from content_lint.rules.fields.places import rename_key, whole_entry
from content_lint.schema.dates import read_date
from content_lint.text.edits import Edit, Safety
from content_lint.text.regex import regex
from content_lint.text.source import Span
from content_lint.text.yaml_scalars import quote

_WHOLE = regex(r"[+-]?\d{1,18}\Z")
_NUMBER = regex(r"[+-]?\d{1,18}(?:\.\d{1,18})?\Z")
_SWITCHES = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


def edits_of_post(change: FieldChange, document: Document) -> list[Edit]:
    """The edits that change the field in a post; none where the post lacks it.

    Raises:
        RefusedError: it cannot be changed there.
    """
    front_matter = document.front_matter
    if front_matter is None:
        return []
    edits = [_edit(change, document, front_matter, field) for field in _places(change, front_matter)]
    return [item for item in edits if item is not None]


def _places(change: FieldChange, front_matter: FrontMatter) -> Iterator[FrontMatterField]:
    if len(change.path) == 1:
        field = front_matter.get(change.key)
        if field is not None:
            yield field
        return
    for path, field in front_matter.fields.items():
        if isinstance(path[-1], str) and tuple(step for step in path if isinstance(step, str)) == change.path:
            yield field


def _edit(change: FieldChange, document: Document, front_matter: FrontMatter, field: FrontMatterField) -> Edit | None:
    if change.what == "rename":
        if front_matter.get(*field.path[:-1], change.to) is not None:
            raise RefusedError(f"`{document.path}` has a field `{change.to}` already")
        fix = rename_key(document, field, change.to, Safety.SAFE)
        if fix is None:
            raise RefusedError(f"the key `{change.spelt}` of `{document.path}` cannot be renamed in place")
        return fix.edits[0]
    if change.what == "drop":
        span = whole_entry(document, front_matter, field) or _part(document, front_matter, field)
        if span is None:
            raise RefusedError(
                f"`{change.spelt}` in `{document.path}` cannot be taken out without what is around it",
                "Remove it there.",
            )
        return Edit(document.path, span, "")
    return _retyped(change, document, field)


def _part(document: Document, front_matter: FrontMatter, field: FrontMatterField) -> Span | None:
    """A key and its value in a group that has others: with what parts it from its neighbour, if that is no comment."""
    text, above = document.source.text, field.path[:-1]
    around = front_matter.fields.get(above)
    if not above or around is None or not isinstance(around.value, Mapping) or around.style is ScalarStyle.ALIAS:
        return None
    siblings = sorted(
        (item for path, item in front_matter.fields.items() if len(path) == len(field.path) and path[:-1] == above),
        key=lambda item: item.key_span.start,
    )
    number = siblings.index(field)
    end = max(field.span.end, field.key_span.end)
    if number + 1 < len(siblings):
        span, between = Span(field.key_span.start, siblings[number + 1].key_span.start), end
    elif number and text[around.span.start] == "{":
        before = siblings[number - 1]
        span, between = Span(max(before.span.end, before.key_span.end), end), field.key_span.start
    else:
        return None
    parting = text[between : span.end] if number + 1 < len(siblings) else text[span.start : between]
    return span if not parting.strip(" ,\t\r\n") else None


def _retyped(change: FieldChange, document: Document, field: FrontMatterField) -> Edit | None:
    """The edit that writes a value as one of another type; None where it is one already, or empty."""
    value = field.value
    if value is None or value == "":
        return None
    written = _as_type(change.to, value, field)
    if written is None:
        raise RefusedError(
            f"`{change.spelt}` of `{document.path}` is {field.raw.strip()[:60]!r}, which is no {change.to}",
            "Change it first.",
        )
    return Edit(document.path, field.span, written) if written != field.raw else None


def _as_type(kind: str, value: object, field: FrontMatterField) -> str | None:
    """A value written as a type; the raw text where it is of that type; None where it cannot be."""
    scalar = field.style in (ScalarStyle.PLAIN, ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
    text = str(value) if isinstance(value, str) else field.raw
    if kind == "list":
        return field.raw if isinstance(value, list) else f"[{field.raw}]" if scalar else None
    if not scalar:
        return None
    if kind == "text":
        return field.raw if isinstance(value, str) else quote(field.raw)
    if kind == "date":
        return text.strip() if read_date(value) is not None else None
    if kind == "switch":
        return field.raw if isinstance(value, bool) else _SWITCHES.get(text.strip().lower())
    if isinstance(value, bool):
        return None
    pattern = _WHOLE if kind == "whole-number" else _NUMBER
    return text.strip() if pattern.match(text.strip()) else None
