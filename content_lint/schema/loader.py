"""The site's schemas: Python files under schemas/, all imported, and bound to collections."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType, TracebackType
from typing import TYPE_CHECKING

from content_lint.schema.advice import of_error, of_syntax, of_warning
from content_lint.schema.errors import SchemaError
from content_lint.schema.folder import schema_files
from content_lint.text.digests import short_digest
from content_lint.text.files import resolved
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.schema.base import Schema

_PREFIX = "_content_lint_schemas_"


class _Loader(SourceFileLoader):
    """Compiles what is in the file now, and leaves no __pycache__ behind in the site."""

    def get_code(self, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


class _SchemaFinder(MetaPathFinder):
    """Finds the modules of one folder by their private names, so that ``from .common import Page`` works."""

    def __init__(self, package: str, modules: Mapping[str, Path], folder: Path) -> None:
        self.package = package
        self.modules = modules
        self.folder = folder

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - the import system passes it
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname != self.package and not fullname.startswith(f"{self.package}."):
            return None
        file = self.modules.get(fullname)
        if file is not None:
            inside = [str(file.parent)] if file.name == "__init__.py" else None
            loader = _Loader(fullname, str(file))
            return spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=inside)
        if any(name.startswith(f"{fullname}.") for name in self.modules) or fullname == self.package:
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(self.folder)]
            return spec
        return None


def load_schemas(folder: Path, root: Path) -> tuple[type[Schema], ...]:
    """Import every Python file under ``folder`` and return the schemas that are bound to a collection.

    The files see each other by relative imports only; nothing is put on the import path, and no name of theirs
    can hide another module. They are the site's own code and run as such.

    Args:
        folder: the folder, existing or not.
        root: the site's root, for the names in errors.

    Raises:
        SchemaError: a file cannot be imported.
    """
    folder = resolved(folder)
    package = _package(folder)
    modules = {_module_name(package, file.relative_to(folder)): file for file in schema_files(folder)}
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    finder = _SchemaFinder(package, modules, folder)
    sys.meta_path.insert(0, finder)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            # A field called `copy` or `json` hides a method of pydantic's that nobody calls here.
            warnings.filterwarnings("ignore", message="Field name .* shadows an attribute", category=UserWarning)
            for name, file in modules.items():
                _import(name, file, root)
    finally:
        sys.meta_path.remove(finder)
    _heed(caught, folder, root)
    found: dict[type[Schema], None] = {}
    for name in modules:
        found.update(dict.fromkeys(_bound(sys.modules[name])))
    for schema in found:
        _complete(schema, root)
    return tuple(found)


def have_schemas(folder: Path, root: Path) -> None:
    """Import the schemas of a folder unless this process has them; arguments and errors as for ``load_schemas``."""
    if _package(resolved(folder)) not in sys.modules:
        load_schemas(folder, root)


def folder_of(schema: type[Schema]) -> Path:
    """The folder that a schema was loaded from."""
    package = sys.modules[schema.__module__.partition(".")[0]]
    return Path(next(iter(package.__path__)))


def _package(folder: Path) -> str:
    """The private name under which the files of a folder are imported."""
    return _PREFIX + short_digest(str(folder))


def _module_name(package: str, relative: Path) -> str:
    parts = list(relative.with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    # A file name that is no Python name can still be imported, as long as it holds no dot.
    return ".".join([package, *(part.replace(".", "_") for part in parts)])


def _import(name: str, file: Path, root: Path) -> None:
    from importlib import import_module  # not needed without schemas

    try:
        import_module(name)
    except KeyboardInterrupt:
        raise
    except SyntaxError as error:
        where = Path(error.filename) if error.filename else file
        raise SchemaError(_shown(where, root), error.lineno, *of_syntax(error, where)) from error
    except BaseException as error:  # whatever a file of the site raises is the file's fault, SystemExit too
        raise _stopped(error, file, root) from error


def _stopped(error: BaseException, file: Path, root: Path) -> SchemaError:
    where, line = _innermost(error.__traceback__, file.parent, file)
    message, help_, line = of_error(error, where, line)
    return SchemaError(_shown(where, root), line, message, help_)


def _complete(schema: type[Schema], root: Path) -> None:
    """Look up the types that a schema names as text; raises SchemaError for a name that no type has."""
    if schema.__pydantic_complete__:
        return
    try:
        schema.model_rebuild()
    except Exception as error:
        file, line = place_in(schema, root)
        module = sys.modules[schema.__module__]
        message, help_, line = of_error(error, Path(str(module.__file__)), line)
        raise SchemaError(file, line, message, help_) from error


def _heed(caught: Sequence[warnings.WarningMessage], folder: Path, root: Path) -> None:
    """Refuse a misspelt argument of ``Field``, which pydantic only warns about; other warnings go on."""
    for item in caught:
        said = of_warning(str(item.message)) if folder in Path(item.filename).parents else None
        if said is not None:
            raise SchemaError(_shown(Path(item.filename), root), item.lineno, *said)
        warnings.warn_explicit(item.message, item.category, item.filename, item.lineno)


def _innermost(trace: TracebackType | None, folder: Path, file: Path) -> tuple[Path, int | None]:
    """The last line of the site's own that ran."""
    found: tuple[Path, int | None] = (file, None)
    while trace is not None:
        where = Path(trace.tb_frame.f_code.co_filename)
        if where == file or folder in where.parents:
            found = (where, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _shown(file: Path, root: Path) -> str:
    try:
        return resolved(file).relative_to(resolved(root)).as_posix()
    except ValueError:
        return file.name if not file.parent.name else f"{file.parent.name}/{file.name}"


def _bound(module: ModuleType) -> Iterator[type[Schema]]:
    from content_lint.schema.base import Schema  # only files that define schemas need it

    for item in vars(module).values():
        if isinstance(item, type) and issubclass(item, Schema) and item.__module__ == module.__name__:
            yield item


def place_of(schema: type[Schema], error: BaseException | None = None) -> tuple[str, int | None]:
    """The file of a schema, and the line of its class, or the line in that file where ``error`` was raised."""
    module = sys.modules.get(schema.__module__)
    name = getattr(module, "__file__", None)
    if not isinstance(name, str):
        return "", None
    file = Path(name)
    shown = f"{file.parent.name}/{file.name}"
    if error is not None:
        return shown, _innermost(error.__traceback__, file, file)[1]
    return shown, _class_line(file, schema.__name__)


def file_of(schema: type[Schema]) -> str:
    """The file of a schema with its folder, or empty."""
    name = getattr(sys.modules.get(schema.__module__), "__file__", None)
    return f"{Path(name).parent.name}/{Path(name).name}" if isinstance(name, str) else ""


def _class_line(file: Path, name: str) -> int | None:
    import ast  # only for errors

    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    return next((node.lineno for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == name), None)


def bind_schemas(
    schemas: Iterable[type[Schema]],
    names: Mapping[str, str],
    chosen: Mapping[str, str],
    root: Path,
) -> dict[str, type[Schema]]:
    """Which schema each collection has.

    Args:
        schemas: those of the site.
        names: names and aliases of the collections, each with the collection's own name.
        chosen: collections whose schema the configuration names, with the name of the class, which is among them.
        root: the site's root, for the names in errors.

    Raises:
        SchemaError: two schemas claim one collection, or one claims a collection that does not exist.
    """
    schemas = tuple(schemas)
    by_name = {schema.__name__: schema for schema in schemas}
    bound = {collection: by_name[wanted] for collection, wanted in chosen.items()}
    for schema in schemas:
        for claimed in schema.collections_bound:
            file, line = place_in(schema, root)
            collection = names.get(claimed, "")
            if not collection:
                near = nearest(claimed, names)
                listed = ", ".join(f"`{name}`" for name in names)
                known = f"The collections are {listed}." if names else "This site has no collections yet."
                raise SchemaError(
                    file,
                    line,
                    f"`{schema.__name__}` is for the collection `{claimed}`, which does not exist",
                    f"Did you mean `{near}`?" if near else known,
                )
            if collection in chosen:
                continue
            other = bound.get(collection)
            if other is not None and other is not schema:
                where = place_in(other, root)
                raise SchemaError(
                    file,
                    line,
                    f"`{schema.__name__}` and `{other.__name__}` ({where[0]}:{where[1]}) are both for the collection "
                    f"`{collection}`",
                    f'Take `collection=` off one of them, or write `schema = "{schema.__name__}"` under '
                    f"`[collections.{collection}]` in content-lint.toml.",
                )
            bound[collection] = schema
    return bound


def place_in(schema: type, root: Path) -> tuple[str, int | None]:
    """The file and line of a class of the site, from its root."""
    module = sys.modules.get(schema.__module__)
    name = getattr(module, "__file__", None)
    if not isinstance(name, str):
        return "", None
    return _shown(Path(name), root), _class_line(Path(name), schema.__name__)
