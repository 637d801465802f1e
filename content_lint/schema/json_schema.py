"""A schema as JSON Schema (2020-12), for editors and other languages: it accepts and refuses the same front matter.

Three things no JSON Schema can say: what checks of the site's own find (they are Python), that ``1.0`` is no whole
number, and that a list or a mapping may be written as a set or a tuple of Python's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from content_lint.schema.base import Schema
from content_lint.schema.patterns import in_ecmascript
from content_lint.schema.shape import former_names, keys_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_OWN_CHECKS = "Checks of its own are written in Python, and only content-lint makes them."
_OWN_PATTERN = "What it looks like is written in Python, and only content-lint checks it."
_VALUES = frozenset({"default", "examples", "const", "enum"})


class _Generator(GenerateJsonSchema):
    """Pydantic's, with the values that front matter can hold: what YAML writes for them is a list or a text."""

    schema_dialect = DIALECT

    def set_schema(self, schema: core_schema.SetSchema) -> JsonSchemaValue:
        return _without(super().set_schema(schema), "uniqueItems")

    def frozenset_schema(self, schema: core_schema.FrozenSetSchema) -> JsonSchemaValue:
        return _without(super().frozenset_schema(schema), "uniqueItems")

    def chain_schema(self, schema: core_schema.ChainSchema) -> JsonSchemaValue:
        # What a schema says of one of our types comes after the check of that type.
        first, *more = (self.generate_inner(step) for step in schema["steps"])
        same = [step for step in more if step.get("type") == first.get("type") and step != first]
        return {**first, "allOf": [*first.get("allOf", ()), *same]} if same else first

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        # "This may be missing" is what a default of nothing says; editors would write `null` for it.
        return _without(found, "default") if found.get("default", "") is None else found


def _without(schema: JsonSchemaValue, key: str) -> JsonSchemaValue:
    return {name: value for name, value in schema.items() if name != key}


def json_schema_of(schema: type[Schema], collection: str, filled_in: Mapping[str, object]) -> dict[str, Any]:
    """The JSON Schema of the front matter of a collection.

    Args:
        schema: the class.
        collection: the collection's name, for the title.
        filled_in: keys that the generator fills in for all documents of it: no document need have them.
    """
    mode: JsonSchemaMode = "validation"
    found = schema.model_json_schema(by_alias=True, mode=mode, schema_generator=_Generator)
    parts = found.get("$defs", {})
    for name, model in models_of(schema).items():
        target = parts.get(name) if name != schema.__name__ or name in parts else found
        if target is not None:
            _add_former_names(target, model)
            _describe(target, model)
    _spell_patterns(found)
    required = [key for key in found.get("required", ()) if key not in filled_in]
    found = {**_without(found, "required"), **({"required": required} if required else {})}
    title = f"Front matter of the collection {collection}"
    return {"$schema": DIALECT, "title": title, **_without(found, "title")}


def models_of(schema: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The class and those that it is made of, by name."""
    from typing import get_args

    found: dict[str, type[BaseModel]] = {}
    waiting: list[Any] = [schema]
    while waiting:
        item = waiting.pop()
        if isinstance(item, type) and issubclass(item, BaseModel):
            if item.__name__ not in found:
                found[item.__name__] = item
                waiting += [field.annotation for field in item.model_fields.values()]
        else:
            waiting += get_args(item)
    return found


def _describe(target: dict[str, Any], model: type[BaseModel]) -> None:
    decorators = model.__pydantic_decorators__
    if any((decorators.field_validators, decorators.model_validators, decorators.validators)):
        target["description"] = f"{target.get('description', '')} {_OWN_CHECKS}".strip()


def _spell_patterns(part: Any) -> None:
    """Write patterns as validators read them: one that none can read would keep the whole schema from being used."""
    if isinstance(part, list):
        for item in part:
            _spell_patterns(item)
    if not isinstance(part, dict):
        return
    if isinstance(pattern := part.get("pattern"), str):
        del part["pattern"]
        if (written := in_ecmascript(pattern)) is not None:
            part["pattern"] = written
        else:
            part["description"] = f"{part.get('description', '')} {_OWN_PATTERN}".strip()
    for key, item in part.items():
        if key not in _VALUES:
            _spell_patterns(item)


def _add_former_names(target: dict[str, Any], model: type[BaseModel]) -> None:
    """Let the keys of before pass: content-lint reads them, and reports them with the name that replaced them."""
    properties = target.get("properties", {})
    former = {old: new for old, new in former_names(model).items() if old not in keys_of(model)}
    for old, new in former.items():
        if new in properties:
            properties[old] = {**properties[new], "deprecated": True, "description": f"Renamed: write `{new}`."}
    for new in dict.fromkeys(former.values()):
        if new in target.get("required", ()):
            names = [new, *(old for old, other in former.items() if other == new)]
            target["required"] = [key for key in target["required"] if key != new]
            target.setdefault("allOf", []).append({"anyOf": [{"required": [name]} for name in names]})
