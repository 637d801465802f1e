"""Schemas. In: a class in Python, and front matter. Out: problems. content/guides says how to write one.

The names are loaded on demand: sites without schemas never pay for pydantic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import Field, field_validator, model_validator

    from content_lint.schema.base import FormerNames, Schema
    from content_lint.schema.types import (
        AssetPath,
        DateTime,
        EmailAddress,
        Markdown,
        OneOf,
        Permalink,
        PlainText,
        PublishDate,
        Ref,
        Slug,
        Tags,
        WebUrl,
    )

__all__ = [
    "AssetPath",
    "DateTime",
    "EmailAddress",
    "Field",
    "FormerNames",
    "Markdown",
    "OneOf",
    "Permalink",
    "PlainText",
    "PublishDate",
    "Ref",
    "Schema",
    "Slug",
    "Tags",
    "WebUrl",
    "field_validator",
    "model_validator",
]

_HOMES = {
    "Field": "pydantic",
    "field_validator": "pydantic",
    "model_validator": "pydantic",
    "FormerNames": "content_lint.schema.base",
    "Schema": "content_lint.schema.base",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "content_lint.schema.types")), name)
