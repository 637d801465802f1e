"""The JSON Schemas of a site's collections: printed, or in a folder, and the settings of an editor that bind them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.output_file import write_output
from content_lint.config.settings import Collection, SiteSettings
from content_lint.text.counts import many
from content_lint.text.nearest import nearest

FORMATS = ("json-schema", "vscode")
FOLDER = ".content-lint"
"""Where the settings for an editor look for the schemas, unless another folder is named."""


def hand_out(form: str, settings: SiteSettings, collection: str | None, target: Path | None, console: Console) -> int:
    """Print or write what was asked for.

    Args:
        form: one of FORMATS.
        settings: the site's settings.
        collection: the one whose schema is wanted; None for all.
        target: the folder to write into, or None.
        console: where it is printed.
    """
    bound = _bound(settings, collection)
    if form == "vscode":
        folder = target or Path(FOLDER)
        globs = {f"./{folder.as_posix()}/{_file(name)}": list(item.globs) for name, item in bound.items()}
        console.write([json.dumps({"yaml.schemas": globs}, indent=2), "\n"])
        return 0
    schemas = {name: _json_schema(item, settings) for name, item in bound.items()}
    if target is not None:
        target.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas.items():
            write_output(target / _file(name), [json.dumps(schema, indent=2), "\n"])
        console.note([f"{many(len(schemas), 'schema')} written to {target}.\n"])
        return 0
    if collection is None and len(schemas) > 1:
        raise UsageError(
            f"there are {len(schemas)} schemas, and standard output takes one",
            f"Name a collection (`--collection {next(iter(schemas))}`), or a folder (`--output {FOLDER}`).",
        )
    console.write([json.dumps(next(iter(schemas.values())), indent=2), "\n"])
    return 0


def _file(collection: str) -> str:
    return f"{quote(collection, safe=' ')}.schema.json"


def _bound(settings: SiteSettings, wanted: str | None) -> Mapping[str, Collection]:
    """The collections that have a schema, or the one that is wanted."""
    bound = {name: item for name, item in settings.collections.items() if item.schema is not None}
    if not bound:
        raise UsageError("no collection here has a schema", "`content-lint init` writes schemas to begin with.")
    if wanted is None:
        return bound
    if wanted not in bound:
        near = nearest(wanted, bound)
        raise UsageError(
            f"no collection `{wanted}` has a schema",
            f"Did you mean `{near}`?" if near else f"Those that have one: {', '.join(bound)}.",
        )
    return {wanted: bound[wanted]}


def _json_schema(collection: Collection, settings: SiteSettings) -> Mapping[str, object]:
    from content_lint.schema.json_schema import json_schema_of  # it brings pydantic

    if collection.schema is None:
        return {}
    everywhere = [
        scope.values
        for scope in settings.narrow_defaults
        if not scope.path and scope.collection in (None, collection.name)
    ]
    filled_in: dict[str, object] = dict(settings.defaults.get(collection.name, {}))
    for values in everywhere:
        filled_in.update(values)
    return json_schema_of(collection.schema, collection.name, filled_in)
