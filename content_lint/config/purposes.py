"""What the fields of a collection are for: by its schema, else by the CMS."""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.config.settings import Collection
from content_lint.parse.facts import KeyPath
from content_lint.schema.kinds import FieldKind

_WIDGETS: Mapping[str, FieldKind] = {
    "image": FieldKind("asset"),
    "file": FieldKind("asset"),
    "datetime": FieldKind("date"),
    "date": FieldKind("date"),
    "markdown": FieldKind("markdown"),
}


def purposes_of(collection: Collection | None) -> Mapping[KeyPath, FieldKind]:
    """Kinds by key path, with ``"*"`` for indexes (see ``pattern_of``); what nothing is known of is not in it.

    Without a schema, ``redirect_to`` is an address as well, whatever the CMS says of it. Values that look like an
    address by themselves are for the reader of links to find.
    """
    if collection is not None and collection.schema is not None:
        from content_lint.schema.shape import top_level  # noqa: PLC0415 - brings pydantic; the schema has done so

        return top_level(collection.schema).kinds
    found: dict[KeyPath, FieldKind] = {}
    for field in collection.cms_fields if collection is not None else ():
        kind = _WIDGETS.get(field.widget)
        if kind is not None:
            # A list of files is one widget, with the items below it.
            found[field.path] = found[(*field.path, "*")] = kind
    found[("redirect_to",)] = found[("redirect_to", "*")] = FieldKind("url")
    return found
