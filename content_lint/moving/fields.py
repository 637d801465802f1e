"""A field that changes everywhere at once: in the schema, in the posts of its collection, and in the CMS's form."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from pydantic import BaseModel

from content_lint.config.forms import read_forms
from content_lint.config.settings import Collection, SiteSettings
from content_lint.engine.load import Loaded, load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.moving.field_change import TYPES, FieldChange
from content_lint.moving.field_class import FieldPlace, FieldSource, place_of_field
from content_lint.moving.field_in_forms import changed_forms
from content_lint.moving.field_in_posts import edits_of_post
from content_lint.moving.judge import new_findings
from content_lint.moving.plan import ChangedFile, FileChanges, RefusedError
from content_lint.parse.facts import Document
from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.schema.json_schema import models_of
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText, Span


def plan_change(settings: SiteSettings, change: FieldChange, now: datetime) -> tuple[FileChanges, int]:
    """Everything that changes, judged, and in how many posts.

    Raises:
        RefusedError: it cannot be made, or would bring new findings.
        OSError: the site cannot be read.
    """
    disk = DiskTree(settings.root)
    before = load_site(settings, disk)
    place = None if change.collection.schema is None else place_of_field(change.collection.schema, change.path)
    texts: dict[str, ChangedFile] = {}
    documents = {path: item for path, item in before.documents.items() if _is_of(change.collection, item, settings)}
    for path, document in documents.items():
        edits = edits_of_post(change, document)
        if edits:
            texts[path] = ChangedFile.by(document.source, edits)
    posts = len(texts)
    if place is not None:
        _refuse_shared(place, change, settings)
        path, file = _schema_file(place, change, settings)
        texts[path] = file
    texts.update(changed_forms(change, settings))
    if not texts:
        raise RefusedError(f"nothing here has a field `{change.spelt}`", "Check its spelling.")
    files = FileChanges({}, texts)
    _judge(settings, files, before, place, now)
    return files, posts


def _is_of(collection: Collection, document: Document, settings: SiteSettings) -> bool:
    found = settings.collection_of(document.path, document.collection)
    return found is not None and found.name == collection.name


def _refuse_shared(place: FieldPlace, change: FieldChange, settings: SiteSettings) -> None:
    """Raise RefusedError where the class of the field is that of other collections as well."""
    for other in settings.collections.values():
        if other.name != change.collection.name and other.schema is not None and _uses(other.schema, place.owner):
            raise RefusedError(
                f"`{change.spelt}` is a field of `{place.owner.__name__}`, "
                f"and the collection `{other.name}` has it too",
                f"Give `{change.collection.name}` a field of its own first.",
            )


def _uses(schema: type[BaseModel], owner: type[BaseModel]) -> bool:
    """Whether a schema is of a class, or has it somewhere inside."""
    return any(issubclass(item, owner) for item in models_of(schema).values())


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
