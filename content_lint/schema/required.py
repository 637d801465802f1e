"""Which fields a schema insists on; asked of rules that import no pydantic for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content_lint.schema.base import Schema


def required_keys(schema: type[Schema] | None) -> tuple[str, ...]:
    """The names of the fields that a post cannot do without, in the schema's order; none without a schema."""
    if schema is None:
        return ()
    return tuple(info.alias or name for name, info in schema.model_fields.items() if info.is_required())
