"""A field that changes in the form of the CMS, and wherever else the configuration names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from content_lint.cms.editing import ConfigEditor, EditError
from content_lint.config.forms import Form, FormField, Forms, every_field
from content_lint.config.settings import SiteSettings
from content_lint.config.yaml_files import read_config_text
from content_lint.moving.field_change import TYPES, FieldChange
from content_lint.moving.plan import ChangedFile, RefusedError
from content_lint.parse.facts import KeyPath
from content_lint.text.apply import TextChange
from content_lint.text.source import SourceText, Span

_NAMED = ("identifier_field", "sortable_fields", "filter", "view_filters", "view_groups")
_TEMPLATES = ("slug", "path", "summary", "preview_path")
_OF_RELATIONS = ("value_field", "search_fields", "display_fields")


def changed_forms(change: FieldChange, settings: SiteSettings) -> Iterator[tuple[str, ChangedFile]]:
    """The CMS's configuration after the change; nothing where it does not have the field.

    Raises:
        RefusedError: it cannot be changed in place.
    """
    if settings.forms is None:
        return
    path = settings.forms.path
    text = read_config_text(settings.root, path)
    try:
        editor = ConfigEditor(text)
        places = list(_places(change, settings.forms))
        if places and change.what == "rename":
            _rename_mentions(change, settings.forms, editor)
        for place in reversed(places):  # from the end, as what is taken out moves what follows it
            if change.what == "rename":
                editor.set(place, "name", change.to)
            elif change.what == "drop":
                editor.remove(place)
            else:
                _set_widget(editor, place, change.to)
    except EditError as error:
        raise RefusedError(f"`{path}` cannot be changed in place", "Write its lists without `&` and `*`.") from error
    if editor.text != text:
        yield path, ChangedFile(SourceText.from_text(path, text), editor.text, (_whole(text, editor.text),))


def _set_widget(editor: ConfigEditor, place: KeyPath, kind: str) -> None:
    editor.set(place, "widget", TYPES[kind][1])
    if TYPES[kind][1] == "number":
        editor.set(place, "value_type", "int" if kind == "whole-number" else "float", after=("widget",))
    else:
        editor.unset(place, "value_type")


def _forms_of(change: FieldChange, forms: Forms) -> list[Form]:
    names = (change.collection.name, *change.collection.aliases)
    return [form for form in forms.folders if form.collection in names]


def _places(change: FieldChange, forms: Forms) -> Iterator[KeyPath]:
    """Where the configuration has the field in the forms of the collection, in its order."""
    for form in _forms_of(change, forms):
        yield from _in_fields(form.fields, change.path)


def _in_fields(fields: Iterable[FormField], path: tuple[str, ...]) -> Iterator[KeyPath]:
    for field in fields:
        if field.name == path[0] and len(path) == 1:
            yield field.place
        elif field.name == path[0]:
            yield from _inside(field, path[1:])


def _inside(field: FormField, path: tuple[str, ...]) -> Iterator[KeyPath]:
    yield from _in_fields(field.fields, path)
    if field.single is not None:
        yield from _inside(field.single, path)
    for variant in (field.types or {}).values():
        yield from _in_fields(variant, path)


def _rename_mentions(change: FieldChange, forms: Forms, editor: ConfigEditor) -> None:
    """Write the new name where the form's own settings, and relations to its collection, name the field."""
    old, new = change.spelt, ".".join((*change.path[:-1], change.to))
    for form in _forms_of(change, forms):
        for key in (*_NAMED, *_TEMPLATES):
            if key in form.given:
                _set_if_other(
                    editor, form.place, key, _renamed(form.given[key], old, new, is_template=key in _TEMPLATES)
                )
    names = (change.collection.name, *change.collection.aliases)
    every = (field for form in (*forms.folders, *forms.files.values()) for field in every_field(form.fields))
    for field in every:
        if field.widget == "relation" and field.text("collection") in names:
            for key in _OF_RELATIONS:
                if key in field.given:
                    _set_if_other(editor, field.place, key, _renamed(field.given[key], old, new, is_template=False))


def _set_if_other(editor: ConfigEditor, place: KeyPath, key: str, value: object) -> None:
    if editor.get((*place, key)) != value:
        editor.set(place, key, value)


def _renamed(value: object, old: str, new: str, *, is_template: bool) -> object:
    """A setting with another name for the field in it."""
    if isinstance(value, list):
        return [_renamed(item, old, new, is_template=is_template) for item in value]
    if isinstance(value, dict):
        return {
            key: _renamed(item, old, new, is_template=False) if key == "field" else item for key, item in value.items()
        }
    if not isinstance(value, str):
        return value
    if not is_template and "{{" not in value:
        return new if value == old else value
    pattern = re.compile(rf"(\{{\{{\s*(?:fields\.)?){re.escape(old)}(?=\s*[|}}])")
    return pattern.sub(lambda match: match[1] + new, value)


def _whole(before: str, after: str) -> TextChange:
    """The one change between two texts, without what is the same at their beginnings and ends."""
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    most = min(len(before), len(after)) - start
    same = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return TextChange(Span(start, len(before) - same), Span(start, len(after) - same))
