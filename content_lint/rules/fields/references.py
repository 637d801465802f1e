"""References from front matter to documents of a collection: where they are, and what a document may be called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatterField, KeyPath
from content_lint.site.index import Site
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.config.settings import SiteSettings
    from content_lint.schema.base import Schema

_DATED = regex(r"\d{2,4}-\d{1,2}-\d{1,2}-(.+)")


def reference_fields(settings: SiteSettings) -> dict[str, Mapping[KeyPath, str]]:
    """By collection, the fields that refer to other collections, each with the name that its schema says."""
    return {name: _of_schema(item.schema) for name, item in settings.collections.items() if item.schema is not None}


def _of_schema(schema: type[Schema]) -> Mapping[KeyPath, str]:
    from content_lint.schema.shape import field_kinds  # it brings pydantic

    return {path: kind.target for path, kind in field_kinds(schema).items() if kind.name == "reference"}


def own_names(settings: SiteSettings) -> dict[str, str]:
    """The names of collections by all that they are called; a name outweighs another's alias."""
    found = {alias: item.name for item in settings.collections.values() for alias in item.aliases}
    return {**found, **{name: name for name in settings.collections}}


def written_references(
    site: Site, targets: Mapping[str, Mapping[KeyPath, str]]
) -> Iterator[tuple[Document, FrontMatterField, str]]:
    """Each reference that a document makes, with the collection that it refers to."""
    for document in site.looked_at():
        home = site.settings.collection_of(document.path, document.collection)
        wanted = targets.get(home.name) if home is not None else None
        if not wanted or document.front_matter is None:
            continue
        for path, field in document.front_matter.fields.items():
            pattern = tuple("*" if isinstance(part, int) else part for part in path)
            collection = wanted.get(path) or wanted.get(pattern)
            if collection and isinstance(field.value, str) and field.value:
                yield document, field, collection


def is_in(site: Site, document: Document, collection: str) -> bool:
    """Whether a document belongs to a collection, by its own name."""
    if document.collection == collection:
        return True
    home = site.settings.collection_of(document.path, document.collection)
    return home is not None and home.name == collection


def names_of(site: Site, path: str) -> tuple[str, str, str]:
    """What a document may be called: its slug, the name of its file without the date, and that name; or empty."""
    page = site.pages.get(path)
    stem = path.rpartition("/")[2].rpartition(".")[0]
    dated = _DATED.fullmatch(stem)
    return page.slug or "" if page is not None else "", dated[1] if dated else "", stem


def names_in(site: Site, collection: str) -> Mapping[str, None]:
    """What the documents of a collection can be called."""
    found: dict[str, None] = {}
    for path, document in site.documents.items():
        if is_in(site, document, collection):
            found.update(dict.fromkeys(name for name in names_of(site, path) if name))
    return found
