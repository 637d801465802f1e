"""The formats of an export as a JSON Schema, made of the classes that are written."""

from __future__ import annotations

from typing import Any

import msgspec

from content_lint.export.record import FORMAT, ExportedPage

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def export_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a page: a line of NDJSON, or a file of the folder."""
    (root,), parts = msgspec.json.schema_components([ExportedPage], ref_template="#/$defs/{name}")
    return {
        "$schema": DIALECT,
        "title": "A page as content-lint exports it",
        "description": f"Format {FORMAT}. Keys may be added; what is there keeps its meaning.",
        **root,
        "$defs": parts,
    }
