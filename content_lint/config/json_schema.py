"""The JSON Schema of the settings file, made from the models that read it and from the rules' options.

``python -m content_lint._dev docs`` writes it to ``settings.schema.json`` beside this file, which people get.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from content_lint.config.rule_options import options_of

if TYPE_CHECKING:
    from content_lint.config.catalog import RuleCatalog, RuleEntry

NAME = "settings.schema.json"
_CODES = "^[A-Za-z]{2}[0-9]{0,3}$"
_SEVERITY = {"enum": ["error", "warning", "info"], "description": "How much its findings matter."}


def shipped_schema() -> str:
    """The schema as it comes with the package."""
    return files("content_lint.config").joinpath(NAME).read_text("utf-8")


def settings_schema(catalog: RuleCatalog) -> dict[str, Any]:
    """The schema; selectors and tables of rules are those of the catalog."""
    from content_lint.config.models import Settings  # it brings pydantic

    schema = Settings.model_json_schema(by_alias=True)
    families = list(dict.fromkeys(entry.family for entry in catalog.values()))
    definitions = schema["$defs"]
    definitions["Selector"] = {
        "description": "A rule's name or code, the beginning of a code, a family, or ALL.",
        "anyOf": [{"enum": [*catalog, *families, "ALL"]}, {"type": "string", "pattern": _CODES}],
    }
    selectors = {"$ref": "#/$defs/Selector"}
    one_or_more = {"anyOf": [selectors, {"type": "array", "items": selectors}]}
    for key in ("select", "extend-select", "ignore"):
        _describe(schema["properties"], key, one_or_more)
    _describe(definitions["PerPathTable"]["properties"], "ignore", one_or_more)
    group = {"type": "object", "properties": {"severity": _SEVERITY}}
    _describe(
        schema["properties"],
        "rules",
        {
            "type": "object",
            "properties": {
                **{entry.name: _table(entry) for entry in catalog.values()},
                **{word: {**group, "additionalProperties": False} for word in [*families, "ALL"]},
            },
            "patternProperties": {_CODES: group},
            "additionalProperties": False,
        },
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "content-lint.toml",
        "description": "The settings of content-lint; none is needed.",
    }


def _describe(properties: dict[str, Any], key: str, shape: dict[str, Any]) -> None:
    """Give a property another shape, and keep what is said about it."""
    properties[key] = {"description": properties[key]["description"], **shape}


def _table(entry: RuleEntry) -> dict[str, Any]:
    """The table ``[rules.NAME]`` of one rule."""
    from pydantic import TypeAdapter

    properties: dict[str, Any] = {"severity": _SEVERITY}
    for item in options_of(entry.options):
        properties[item.name] = {"description": item.description, **TypeAdapter(item.type).json_schema()}
    return {"type": "object", "properties": properties, "additionalProperties": False}
