"""References to pages that move: what a schema calls a reference, and what the CMS chooses from a collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.config.forms import Form, FormField
from content_lint.parse.facts import Document, FrontMatterField, KeyPath
from content_lint.rules.fields.references import is_in, names_in, names_of, own_names, reference_fields
from content_lint.rules.fields.references import written_references as written
from content_lint.site.index import Site
from content_lint.text.edits import Edit
from content_lint.text.yaml_scalars import spell


def edits_of_references(before: Site, after: Site, moved: Mapping[str, str]) -> Iterator[Edit]:
    """Edits of the documents as they are called after the move, after which references name the pages that moved."""
    done: set[tuple[str, int]] = set()
    for edit in (*_of_schemas(before, after, moved), *_of_forms(before, after, moved)):
        if (edit.path, edit.span.start) not in done:
            done.add((edit.path, edit.span.start))
            yield edit


def _of_schemas(before: Site, after: Site, moved: Mapping[str, str]) -> Iterator[Edit]:
    targets = reference_fields(before.settings)
    if not any(targets.values()):
        return
    called = own_names(before.settings)
    new_names: dict[str, dict[str, str]] = {}
    for document, field, target in written(after, targets):
        collection = called.get(target, target)
        if collection not in new_names:
            new_names[collection] = dict(_renamed(before, after, moved, collection))
        new = new_names[collection].get(str(field.value))
        if new is not None:
            yield _edit(document, field, new)


def _renamed(before: Site, after: Site, moved: Mapping[str, str], collection: str) -> Iterator[tuple[str, str]]:
    """Names that no page of a collection has any more, each with the one that replaces it."""
    left = names_in(after, collection)
    for old, new in moved.items():
        here, there = before.documents.get(old), after.documents.get(new)
        if here is None or there is None or not is_in(before, here, collection) or not is_in(after, there, collection):
            continue
        others = names_of(after, new)
        for name, other in zip(names_of(before, old), others, strict=True):
            if name and name not in left:
                yield name, other or others[-1]


def _of_forms(before: Site, after: Site, moved: Mapping[str, str]) -> Iterator[Edit]:
    forms = before.settings.forms
    if forms is None:
        return
    new_names = {form.collection: dict(_entries(form, moved)) for form in forms.folders}
    chosen = {id(form): dict(_relations(form.fields, ())) for form in (*forms.folders, *forms.files.values())}
    if not any(new_names.values()) or not any(chosen.values()):
        return
    for path, document in after.documents.items():
        form = forms.of(path, document.front_matter.data if document.front_matter else None)
        if form is not None and chosen[id(form)]:
            yield from _of_entry(document, chosen[id(form)], new_names)


def _of_entry(
    document: Document, chosen: Mapping[KeyPath, str], new_names: Mapping[str, Mapping[str, str]]
) -> Iterator[Edit]:
    for place, field in document.front_matter.fields.items() if document.front_matter is not None else ():
        pattern = tuple("*" if isinstance(part, int) else part for part in place)
        names = new_names.get(chosen.get(pattern, ""), {})
        if isinstance(field.value, str) and field.value in names:
            yield _edit(document, field, names[field.value])


def _entries(form: Form, moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the CMS calls the entries that move, before and after."""
    end = f".{form.extension}"
    for old, new in moved.items():
        if form.lists(old) and form.lists(new):
            yield old[len(form.within) :].removesuffix(end), new[len(form.within) :].removesuffix(end)


def _relations(fields: tuple[FormField, ...], above: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """The fields that hold names of entries, by key path, each with the collection."""
    for item in fields:
        path = (*above, item.name)
        inner = (*path, "*") if item.widget == "list" else path
        if item.widget == "relation" and _holds_names(item):
            yield (*path, "*") if item.multiple else path, item.text("collection")
        if item.single is not None and item.single.widget == "relation" and _holds_names(item.single):
            yield inner, item.single.text("collection")
        yield from _relations(item.fields, inner)
        for variant in (item.types or {}).values():
            yield from _relations(variant, inner)


def _holds_names(item: FormField) -> bool:
    return item.text("value_field").replace(" ", "") in ("{{slug}}", "slug")


def _edit(document: Document, field: FrontMatterField, new: str) -> Edit:
    return Edit(document.path, field.span, spell(new, field.raw))
