"""The base of all schemas, and of the parts that they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Unpack, cast

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

# YAML knows no tuples, sets, enumerations or paths: what stands for them is text or a list, and strictness
# would refuse that. Text, numbers, booleans and dates stay strict: what they are is what the generator read.
_WRITTEN_OTHERWISE = frozenset(
    {"enum", "tuple", "set", "frozenset", "decimal", "url", "multi-host-url", "uuid", "lax-or-strict"}
)


def _loosen(node: object, resolve: Callable[[CoreSchema], CoreSchema]) -> None:
    """Let the types that YAML cannot write take what stands for them.

    Args:
        node: a schema of pydantic's.
        resolve: gives the schema that a reference stands for.
    """
    pending, seen = [node], set()
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            if item.get("type") == "definition-ref" and isinstance(item.get("schema_ref"), str):
                if item["schema_ref"] not in seen:
                    seen.add(item["schema_ref"])
                    pending.append(resolve(cast("CoreSchema", item)))
                continue
            kind = item.get("type")  # of a table of fields, the field that happens to be called so
            if isinstance(kind, str) and kind in _WRITTEN_OTHERWISE:
                item["strict"] = False
            pending.extend(value for key, value in item.items() if key != "metadata")
        elif isinstance(item, (list, tuple)):
            pending.extend(item)


@dataclass(frozen=True, slots=True)
class FormerNames:
    """Keys that a field was called by before: still read, and reported with the name that replaced them.

    ``author: Annotated[str, FormerNames("by", "writer")]``
    """

    names: tuple[str, ...]

    def __init__(self, *names: str) -> None:
        object.__setattr__(self, "names", names)


class Schema(BaseModel):
    """Front matter of one collection, or, without ``collection``, a part of it (a mapping inside).

    ``class NewsPost(Schema, collection="news")`` binds the class to a collection; a tuple binds it to several.
    A subclass inherits the fields, not the binding. Keys that no field names are refused; ``extra="allow"`` after
    the collection lets them pass. A key that is no Python name is written as ``Field(alias="end-date")``.
    """

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=False, validate_default=False)

    collections_bound: ClassVar[tuple[str, ...]] = ()
    """The collections that this very class is bound to."""

    top_level_kept: ClassVar[object] = None
    """What ``shape.top_level`` found out about this class."""

    def __init_subclass__(
        cls, *, collection: str | tuple[str, ...] | None = None, **kwargs: Unpack[ConfigDict]
    ) -> None:
        """Bind the class to a collection.

        Raises:
            TypeError: an argument is neither ``collection`` nor one of pydantic's settings.
        """
        if kwargs:  # pydantic has taken out what it knows
            raise TypeError(f"`{cls.__name__}` has no setting `{next(iter(kwargs))}`")
        super().__init_subclass__()
        cls.collections_bound = (collection,) if isinstance(collection, str) else tuple(collection or ())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[BaseModel], handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        _loosen(schema, handler.resolve_ref_schema)
        return schema
