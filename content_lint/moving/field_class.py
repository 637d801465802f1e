"""A field of a schema, changed in the Python file that defines it: nothing but the named characters changes."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct
from pydantic import BaseModel

from content_lint.moving.plan import RefusedError
from content_lint.schema.shape import keys_of
from content_lint.text.edits import Edit
from content_lint.text.source import SourceText, Span


class FieldPlace(Struct, frozen=True):
    """Where a field is defined.

    Attributes:
        owner: the class that says it.
        name: its name in Python.
        file: the file of the class.
    """

    owner: type[BaseModel]
    name: str
    file: Path


def place_of_field(schema: type[BaseModel], path: tuple[str, ...]) -> FieldPlace | None:
    """Where the field with a key is defined, in the class of the group that it is in; None where there is no such."""
    field = keys_of(schema).get(path[0])
    if field is None:
        return None
    if len(path) > 1:
        places = {_same(place_of_field(inner, path[1:])): inner for inner in _models_in(field.annotation)}
        found = [place for place in places if place is not None]
        if len(found) > 1:
            raise RefusedError(
                f"`{path[1]}` is a field of {' and of '.join(f'`{item[0].__name__}`' for item in found)}",
                "Change it by hand.",
            )
        return FieldPlace(*found[0]) if found else None
    name = next(name for name, item in schema.model_fields.items() if item is field)
    for owner in schema.__mro__:
        if issubclass(owner, BaseModel) and name in inspect.get_annotations(owner):
            file = getattr(sys.modules.get(owner.__module__), "__file__", None)
            return FieldPlace(owner, name, Path(file)) if isinstance(file, str) else None
    return None


def _same(place: FieldPlace | None) -> tuple[type[BaseModel], str, Path] | None:
    return None if place is None else (place.owner, place.name, place.file)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The classes that a value may be of, also as an item of a list."""
    pending = [annotation]
    while pending:
        item = pending.pop(0)
        if isinstance(item, type) and issubclass(item, BaseModel):
            yield item
        pending += get_args(item)


class FieldSource:
    """The statement of a field in its file.

    Args:
        place: where it is defined.
        source: the text of that file.
    """

    def __init__(self, place: FieldPlace, source: SourceText) -> None:
        self._place, self._source = place, source
        self._tree = ast.parse(source.to_bytes())
        self._class = next(
            node
            for node in ast.walk(self._tree)
            if isinstance(node, ast.ClassDef) and node.name == place.owner.__name__
        )
        self._node = next(
            node
            for node in self._class.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == place.name
        )

    def renamed(self, key: str, new: str) -> list[Edit]:
        """Edits after which the field has another key; raises RefusedError where that has to be done by hand."""
        aliases = [node for node in ast.walk(self._node) if isinstance(node, ast.Constant) and node.value == key]
        if key != self._place.name:
            return [self._edit(node, repr(new).replace("'", '"')) for node in aliases]
        if not new.isidentifier():
            raise RefusedError(
                f"`{new}` is no name in Python", f'Give the field an alias first: `Field(alias="{key}")`.'
            )
        self._refuse_other_uses()
        return [self._edit(self._node.target, new)]

    def dropped(self) -> list[Edit]:
        """Edits after which the field is gone."""
        self._refuse_other_uses()
        start, end = self._offset(self._node.lineno, 0), self._offset(self._node.end_lineno or 0, None)
        alone = len([node for node in self._class.body if not isinstance(node, ast.Expr)]) == 1
        if alone:
            return [self._edit(self._node, "pass")]
        return [Edit(self._source.path, Span(start, end), "")]

    def retyped(self, written: str) -> list[Edit]:
        """Edits after which the field has another type, and may still be missing where it could."""
        node = self._node.annotation
        optional = any(isinstance(item, ast.Constant) and item.value is None for item in ast.walk(node))
        edits = [self._edit(node, f"{written} | None" if optional and written != "None" else written)]
        name = written.partition("[")[0]
        known = {alias.asname or alias.name for item in self._imports() for alias in item.names}
        if name[:1].isupper() and name not in known:
            ours = next((item for item in self._imports() if item.module == "content_lint.schema"), None)
            if ours is None:
                raise RefusedError(f"the file of the schema does not import `{name}`", "Import it first.")
            edits.append(self._edit(ours.names[0], f"{name}, {ours.names[0].name}"))
        return edits

    def _imports(self) -> Iterator[ast.ImportFrom]:
        return (node for node in self._tree.body if isinstance(node, ast.ImportFrom))

    def _refuse_other_uses(self) -> None:
        own = set(ast.walk(self._node))
        for node in ast.walk(self._class):
            if node in own:
                continue
            used = getattr(node, "attr", None) or getattr(node, "value", None)
            if isinstance(node, (ast.Attribute, ast.Constant)) and used == self._place.name:
                raise RefusedError(
                    f"line {node.lineno} of `{self._source.path}` uses `{self._place.name}` as well",
                    "Change that check by hand first.",
                )

    def _edit(self, node: ast.expr | ast.stmt | ast.alias, text: str) -> Edit:
        start = self._offset(node.lineno, node.col_offset)
        end = self._offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        return Edit(self._source.path, Span(start, end), text)

    def _offset(self, line: int, column: int | None) -> int:
        """The offset of a place that Python names by line and bytes; of the line's end with its line end for None."""
        starts = self._source.line_starts
        if column is None:
            return starts[line] if line < len(starts) else len(self._source.text)
        text = self._source.text[starts[line - 1] :].encode("utf-8", "surrogateescape")[:column]
        return starts[line - 1] + len(text.decode("utf-8", "surrogateescape"))
