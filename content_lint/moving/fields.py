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
from content_lint.moving.plan import ChangedFile, Plan, RefusedError
from content_lint.moving.tree import MovedTree
from content_lint.parse.facts import Document
from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.schema.json_schema import models_of
from content_lint.site.sources.tree import DiskTree
from content_lint.text.apply import apply_edits, changes_of
from content_lint.text.edits import Edit
from content_lint.text.source import SourceText, Span


def plan_change(settings: SiteSettings, change: FieldChange, now: datetime) -> tuple[Plan, int]:
    """Everything that changes, judged, and in how many posts.

    Raises:
        RefusedError: it cannot be made, or would bring new findings.
        OSError: the site cannot be read.
    """
    disk = DiskTree(settings.root)
    before = load_site(settings, disk)
    place = None if change.collection.schema is None else place_of_field(change.collection.schema, change.path)
    files: dict[str, ChangedFile] = {}
    documents = {path: item for path, item in before.documents.items() if _is_of(change.collection, item, settings)}
    for path, document in documents.items():
        edits = edits_of_post(change, document)
        if edits:
            files[path] = _changed(document.source, edits)
    posts = len(files)
    if place is not None:
        _refuse_shared(place, change, settings)
        path, file = _schema_file(place, change, settings)
        files[path] = file
    files.update(changed_forms(change, settings))
    if not files:
        raise RefusedError(f"nothing here has a field `{change.spelt}`", "Check its spelling.")
    after = MovedTree(disk, {}, {path: item.text.encode("utf-8", "surrogateescape") for path, item in files.items()})
    plan = Plan({}, files, (), 0, after)
    _judge(settings, plan, before, place, change, now)
    return plan, posts


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
    return path, _changed(source, edits)


def _changed(source: SourceText, edits: list[Edit]) -> ChangedFile:
    return ChangedFile(source, apply_edits(source.text, edits), changes_of(edits, len(source.text)))


def _judge(
    settings: SiteSettings,
    plan: Plan,
    before: Loaded,
    place: FieldPlace | None,
    change: FieldChange,
    now: datetime,
) -> None:
    """Raise RefusedError where the posts would not meet the schema as they do now."""
    then = check_loaded(settings, RunRequest(now, lenient=True), before)
    with _with_new_schema(settings, plan, place, change) as changed:
        after = load_site(changed, plan.after, {**before.others, **before.documents})
        found = check_loaded(changed, RunRequest(now, lenient=True, tree=plan.after), after)
        new = list(new_findings(then, found))
    if new:
        lines = [f"{item.path}: {item.rule}: {item.message}" for item in new[:3]]
        raise RefusedError("the change would bring new findings", "\n".join(lines))


class _with_new_schema:  # noqa: N801 - used as a function
    """The settings with the schemas as they are to be: loaded from a copy, as they would be from the site."""

    def __init__(self, settings: SiteSettings, plan: Plan, place: FieldPlace | None, change: FieldChange) -> None:
        self._settings, self._plan, self._place, self._change = settings, plan, place, change
        self._folder = tempfile.TemporaryDirectory(prefix="content-lint-")

    def __enter__(self) -> SiteSettings:
        place = self._place
        if place is None:
            return self._with_forms(self._settings)
        from content_lint.schema.loader import load_schemas

        root = self._settings.root
        inside = place.file.resolve().relative_to(root.resolve())
        home = root / inside.parts[0] if len(inside.parts) > 1 else root
        copied = Path(self._folder.name) / home.name
        shutil.copytree(home, copied, ignore=shutil.ignore_patterns("__pycache__", ".git"))
        target = copied / place.file.resolve().relative_to(home.resolve())
        target.write_bytes(self._plan.files[inside.as_posix()].text.encode("utf-8"))
        schemas = {schema.__name__: schema for schema in load_schemas(copied, Path(self._folder.name))}
        collections = {
            name: replace(item, schema=schemas.get(item.schema.__name__, item.schema)) if item.schema else item
            for name, item in self._settings.collections.items()
        }
        return self._with_forms(replace(self._settings, collections=collections))

    def _with_forms(self, settings: SiteSettings) -> SiteSettings:
        """The same with the forms as they are to be."""
        forms = settings.forms
        file = None if forms is None else self._plan.files.get(forms.path)
        if forms is None or file is None:
            return settings
        reading = read_yaml(file.text, Span(0, len(file.text)), rules_for("pyyaml"))
        return replace(settings, forms=read_forms(reading, forms.path, forms.name, forms.program))

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()
