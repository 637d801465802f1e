"""Front matter as JSON: the typed values of a schema, or what the generator reads where there is none."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.output.json import plain
from content_lint.parse.facts import Document
from content_lint.parse.scalars.odd_keys import OddKey
from content_lint.rules.context import DocumentContext

if TYPE_CHECKING:  # pydantic is paid for only by sites that have schemas
    from content_lint.schema.base import Schema


class PageValues(Struct, frozen=True):
    """The front matter of one page.

    Attributes:
        data: as JSON has it.
        model: the instance of its schema; None without one, or where the schema refuses it.
        schema: the name of its schema, or None.
        refused: whether the schema refuses it.
    """

    data: Mapping[str, object]
    model: Schema | None = None
    schema: str | None = None
    refused: bool = False


def read_values(document: Document, settings: SiteSettings) -> PageValues:
    """The values of a document's front matter, checked by its schema in the one way in which all are."""
    context = DocumentContext(document, settings)
    checked = context.checked
    collection = context.collection
    schema = None if collection is None or collection.schema is None else collection.schema.__name__
    if checked is not None and checked.values is not None:
        return PageValues(_of_model(checked.values), checked.values, schema)
    front_matter = document.front_matter
    own = {} if front_matter is None or front_matter.error else front_matter.data
    defaults = settings.defaults_of(document.path, document.collection)
    return PageValues(as_json({**defaults, **own}), None, schema, refused=schema is not None)


def _of_model(model: Schema) -> Mapping[str, object]:
    dumped = model.model_dump(mode="python", by_alias=True, exclude_unset=False, warnings=False)
    return as_json(dumped)


def as_json(data: Mapping[str, object]) -> dict[str, object]:
    """A mapping of front matter as JSON holds it: moments as RFC 3339 writes them, keys as text."""
    return {_key(key): _value(value) for key, value in data.items()}


def _key(key: object) -> str:
    return plain(str(key)) if isinstance(key, (str, OddKey)) else str(key)


def _value(value: object) -> object:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return plain(str(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return as_json(value)
    if isinstance(value, (list, tuple)):
        return [_value(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return _other(value)


def _other(value: object) -> object:
    """What neither YAML nor JSON has: sets, enumerations, paths, addresses."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (set, frozenset)):
        return sorted((_value(item) for item in value), key=repr)
    from pydantic_core import to_jsonable_python  # it made such a value

    return to_jsonable_python(value, fallback=str)
