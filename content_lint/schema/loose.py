"""Mistakes between schemas and collections: references to nothing, and schemas that nothing is checked against."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from content_lint.schema.base import Schema
from content_lint.schema.data_files import DataError, is_data_file, names_in
from content_lint.schema.errors import SchemaError
from content_lint.schema.loader import place_in
from content_lint.schema.shape import top_level
from content_lint.text.nearest import nearest

_DATA = 'Write the path from the root of the site, as in `Ref["_data/authors.yml"]`, or `Ref["_data/team.yml#id"]`.'


def names_of_references(
    bound: Mapping[str, type[Schema]], names: Mapping[str, str], root: Path
) -> dict[str, frozenset[str]]:
    """The names that data files give, by the file as ``Ref["_data/authors.yml"]`` has it.

    A field ``Ref["team"]`` is refused where no collection is called so, whether a post has the field or not.

    Args:
        bound: the schemas by collection.
        names: names and aliases of the collections.
        root: the site's root.

    Raises:
        SchemaError: there is such a field, or one that names a data file without names.
    """
    found: dict[str, frozenset[str]] = {}
    for schema in bound.values():
        for path, kind in top_level(schema).kinds.items():
            if kind.name != "reference" or kind.target in names:
                continue
            if is_data_file(kind.target):
                try:
                    found[kind.target] = names_in(root, kind.target)
                except DataError as error:
                    message = f"`{path[0]}` is a reference to a data file: {error}"
                    raise SchemaError(*place_in(schema, root), message, _DATA) from error
                continue
            near = nearest(kind.target, names)
            listed = ", ".join(f"`{name}`" for name in dict.fromkeys(names.values()))
            file, line = place_in(schema, root)
            key = ".".join(str(step) for step in path if step != "*")
            raise SchemaError(
                file,
                line,
                f"`{key}` is a reference to the collection `{kind.target}`, which does not exist",
                f"Did you mean `{near}`?" if near else f"The collections are {listed}.",
            )
    return found


def loose_schemas(folder: Path, used: Iterable[type[Schema]], collections: Iterable[str], root: Path) -> Iterator[str]:
    """Classes of the site that look like schemas and that no front matter is checked against, each with the cure.

    Args:
        folder: the folder of the schemas, which have been imported.
        used: the schemas that a collection has.
        collections: the names of the collections.
        root: the site's root.
    """
    models = list(_models_of(folder.resolve()))
    known = tuple(dict.fromkeys(collections))
    needed: set[type] = {base for schema in used for base in schema.__mro__}
    for model in models:
        needed.update(model.__mro__[1:])
        needed.update(part for field in model.model_fields.values() for part in _models_in(field.annotation))
    for model in models:
        if model in needed or not model.model_fields or model.__name__.startswith("_"):
            continue
        file, line = place_in(model, root)
        name = model.__name__
        meant = nearest(name, known, cutoff=0.5) or next(iter(known), "posts")
        what = "is tied to no collection" if issubclass(model, Schema) else "is a `BaseModel` and not a `Schema`"
        yield (
            f"{file}:{line}: `{name}` {what}, so nothing is checked against it: "
            f'write `class {name}(Schema, collection="{meant}")`'
        )


def _models_of(folder: Path) -> Iterator[type[BaseModel]]:
    """The pydantic classes that the files of a folder define."""
    inside = f"{folder}{os.sep}"
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or not file.startswith(inside):
            continue
        for item in vars(module).values():
            if isinstance(item, type) and issubclass(item, BaseModel) and item.__module__ == module.__name__:
                yield item


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    pending = [annotation]
    while pending:
        item = pending.pop()
        if isinstance(item, type) and issubclass(item, BaseModel):
            yield item
        pending.extend(get_args(item))
