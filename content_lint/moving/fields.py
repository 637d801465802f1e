"""A field that changes everywhere at once: in the schema, in the posts of its collection, and in the CMS's form."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cms.editing import ConfigEditor, EditError
from content_lint.config.forms import Forms, read_forms
from content_lint.config.settings import Collection, SiteSettings
from content_lint.config.yaml_files import read_config_text
from content_lint.engine.load import Loaded, load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.moving.field_class import FieldPlace, FieldSource, place_of_field
from content_lint.moving.judge import new_findings
from content_lint.moving.plan import ChangedFile, FileChanges, RefusedError
from content_lint.parse.facts import Document, FrontMatterField, KeyPath, ScalarStyle
from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.rules.fields.places import rename_key, whole_entry
from content_lint.schema.dates import read_date
from content_lint.site.sources.tree import DiskTree
from content_lint.text.apply import TextChange
from content_lint.text.edits import Edit, Safety
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span
from content_lint.text.yaml_scalars import quote

TYPES: Mapping[str, tuple[str, str]] = {
    "text": ("str", "string"),
    "whole-number": ("int", "number"),
    "number": ("float", "number"),
    "switch": ("bool", "boolean"),
    "date": ("DateTime", "datetime"),
    "list": ("list[str]", "list"),
}
"""Types that a field can be given, each as Python writes it and as Decap calls its widget."""

_WHOLE = regex(r"[+-]?\d{1,18}\Z")
_NUMBER = regex(r"[+-]?\d{1,18}(?:\.\d{1,18})?\Z")
_SWITCHES = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


class FieldChange(Struct, frozen=True):
    """What is to become of a field.

    Attributes:
        collection: its collection.
        key: its key in front matter.
        what: whether it gets another key, another type, or goes.
        to: the new key or type.
    """

    collection: Collection
    key: str
    what: Literal["rename", "retype", "drop"]
    to: str = ""


def plan_change(settings: SiteSettings, change: FieldChange, now: datetime) -> tuple[FileChanges, int]:
    """Everything that changes, judged, and in how many posts.

    Raises:
        RefusedError: it cannot be made, or would bring new findings.
        OSError: the site cannot be read.
    """
    disk = DiskTree(settings.root)
    before = load_site(settings, disk)
    place = None if change.collection.schema is None else place_of_field(change.collection.schema, change.key)
    texts: dict[str, ChangedFile] = {}
    documents = {path: item for path, item in before.documents.items() if _is_of(change.collection, item, settings)}
    for path, document in documents.items():
        edit = _edit_of_post(change, document)
        if edit is not None:
            texts[path] = ChangedFile.by(document.source, [edit])
    posts = len(texts)
    if place is not None:
        _refuse_shared(place, change, settings)
        path, file = _schema_file(place, change, settings)
        texts[path] = file
    texts.update(_form(change, settings))
    if not texts:
        raise RefusedError(f"nothing here has a field `{change.key}`", "Check its spelling.")
    files = FileChanges({}, texts)
    _judge(settings, files, before, place, now)
    return files, posts


def _is_of(collection: Collection, document: Document, settings: SiteSettings) -> bool:
    found = settings.collection_of(document.path, document.collection)
    return found is not None and found.name == collection.name


def _edit_of_post(change: FieldChange, document: Document) -> Edit | None:
    """The edit that changes the field in a post; None where the post has none."""
    front_matter = document.front_matter
    field = None if front_matter is None else front_matter.get(change.key)
    if front_matter is None or field is None:
        return None
    if change.what == "rename":
        if front_matter.get(change.to) is not None:
            raise RefusedError(f"`{document.path}` has a field `{change.to}` already")
        fix = rename_key(document, field, change.to, Safety.SAFE)
        if fix is None:
            raise RefusedError(f"the key `{change.key}` of `{document.path}` cannot be renamed in place")
        return fix.edits[0]
    if change.what == "drop":
        span = whole_entry(document, front_matter, field)
        if span is None:
            raise RefusedError(
                f"the lines of `{change.key}` in `{document.path}` hold other things too", "Remove it there."
            )
        return Edit(document.path, span, "")
    return _retyped(change, document, field)


def _retyped(change: FieldChange, document: Document, field: FrontMatterField) -> Edit | None:
    """The edit that writes a value as one of another type; None where it is one already, or empty."""
    value = field.value
    if value is None or value == "":
        return None
    written = _as_type(change.to, value, field)
    if written is None:
        raise RefusedError(
            f"`{change.key}` of `{document.path}` is {field.raw.strip()[:60]!r}, which is no {change.to}",
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


def _refuse_shared(place: FieldPlace, change: FieldChange, settings: SiteSettings) -> None:
    """Raise RefusedError where the class of the field is that of other collections as well."""
    for other in settings.collections.values():
        if other.name != change.collection.name and other.schema is not None and issubclass(other.schema, place.owner):
            raise RefusedError(
                f"`{change.key}` is a field of `{place.owner.__name__}`, and the collection `{other.name}` has it too",
                f"Give `{change.collection.name}` a field of its own first.",
            )


def _schema_file(place: FieldPlace, change: FieldChange, settings: SiteSettings) -> tuple[str, ChangedFile]:
    path = place.file.resolve().relative_to(settings.root.resolve()).as_posix()
    source = SourceText.from_bytes(path, place.file.read_bytes())
    field = FieldSource(place, source)
    if change.what == "rename":
        edits = field.renamed(change.key, change.to)
    elif change.what == "drop":
        edits = field.dropped()
    else:
        edits = field.retyped(TYPES[change.to][0])
    return path, ChangedFile.by(source, edits)


def _form(change: FieldChange, settings: SiteSettings) -> Iterator[tuple[str, ChangedFile]]:
    """The CMS's configuration with the field changed in the form of the collection; nothing where it has none."""
    if settings.forms is None:
        return
    path = settings.forms.path
    text = read_config_text(settings.root, path)
    try:
        editor = ConfigEditor(text)
        for place in _form_places(change, settings.forms):
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


def _form_places(change: FieldChange, forms: Forms) -> list[KeyPath]:
    """Where the configuration has the field in the forms of the collection."""
    names = (change.collection.name, *change.collection.aliases)
    mine = (form for form in forms.folders if form.collection in names)
    return [field.place for form in mine for field in form.fields if field.name == change.key]


def _whole(before: str, after: str) -> TextChange:
    """The one change between two texts, without what is the same at their beginnings and ends."""
    start = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), 0)
    most = min(len(before), len(after)) - start
    same = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return TextChange(Span(start, len(before) - same), Span(start, len(after) - same))


def _judge(settings: SiteSettings, files: FileChanges, before: Loaded, place: FieldPlace | None, now: datetime) -> None:
    """Raise RefusedError where the posts would not meet the schema as they do now."""
    then = check_loaded(settings, RunRequest(now, lenient=True), before)
    tree = files.tree(DiskTree(settings.root))
    with tempfile.TemporaryDirectory(prefix="content-lint-") as folder:
        changed = _with_forms(settings, files)
        if place is not None:
            changed = _with_schemas(changed, files, place, Path(folder))
        after = load_site(changed, tree, {**before.others, **before.documents})
        found = check_loaded(changed, RunRequest(now, lenient=True, tree=tree), after)
        new = list(new_findings(then, found))
    if new:
        lines = [f"{item.path}: {item.rule}: {item.message}" for item in new[:3]]
        raise RefusedError("the change would bring new findings", "\n".join(lines))


def _with_schemas(settings: SiteSettings, files: FileChanges, place: FieldPlace, folder: Path) -> SiteSettings:
    """The settings with the schemas as they are to be: loaded from a copy, as they would be from the site."""
    from content_lint.schema.loader import load_schemas

    root = settings.root
    inside = place.file.resolve().relative_to(root.resolve())
    home = root / inside.parts[0] if len(inside.parts) > 1 else root
    copied = folder / home.name
    shutil.copytree(home, copied, ignore=shutil.ignore_patterns("__pycache__", ".git"))
    target = copied / place.file.resolve().relative_to(home.resolve())
    target.write_bytes(files.texts[inside.as_posix()].text.encode("utf-8"))
    schemas = {schema.__name__: schema for schema in load_schemas(copied, folder)}
    collections = {
        name: replace(item, schema=schemas.get(item.schema.__name__, item.schema)) if item.schema else item
        for name, item in settings.collections.items()
    }
    return replace(settings, collections=collections)


def _with_forms(settings: SiteSettings, files: FileChanges) -> SiteSettings:
    """The settings with the forms as they are to be."""
    forms = settings.forms
    file = None if forms is None else files.texts.get(forms.path)
    if forms is None or file is None:
        return settings
    reading = read_yaml(file.text, Span(0, len(file.text)), rules_for("pyyaml"))
    return replace(settings, forms=read_forms(reading, forms.path, forms.name, forms.program))
