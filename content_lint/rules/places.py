"""Where in a file a finding about the whole site belongs."""

from __future__ import annotations

from content_lint.parse.facts import Document, FrontMatterField, KeyPath
from content_lint.site.index import Site
from content_lint.text.source import Span


def place_of(site: Site, path: str, key_path: KeyPath = ()) -> Span:
    """The value that a file has at a key path (the key too where the value is missing), else its opening fence.

    Args:
        site: the site.
        path: the file; one that is no document has its place at its beginning.
        key_path: as the generator's model names it; of a value that the configuration fills in, there is nothing.
    """
    document = site.documents.get(path) or site.others.get(path)
    if document is None:
        return Span(0, 0)
    field = field_at(document, key_path)
    if field is None:
        return document.header_span
    return field.span if field.span.start < field.span.end else Span(field.key_span.start, field.span.end)


def field_at(document: Document, key_path: KeyPath) -> FrontMatterField | None:
    """The field at a key path, or at the longest part of it that there is; None without."""
    front_matter = document.front_matter
    while front_matter is not None and key_path:
        field = front_matter.fields.get(key_path)
        if field is not None:
            return field
        key_path = key_path[:-1]
    return None


def address_place(site: Site, path: str) -> Span:
    """Where a file's address is set: its permalink, else its opening fence."""
    document = site.documents.get(path) or site.others.get(path)
    if document is None:
        return Span(0, 0)
    generator = site.settings.generator
    field = document.field(*generator.own_keys, *generator.name_keys)
    return field.span if field is not None else document.header_span
