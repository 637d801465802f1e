"""The Python programs of a site's repository, as their syntax tells; none is run."""

from __future__ import annotations

import ast
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from content_lint.site.sources.tree import Tree
from content_lint.text.source import SourceText

_LARGEST = 400_000
_MOST = 300
_LONGEST_WAY = 8


class Defined(NamedTuple):
    """What a name means: its definition or the module itself, the module that has it, and that module's name."""

    node: ast.stmt | ast.Module
    module: ast.Module
    name: str


class PythonSources:
    """Finds what dotted names mean; each program is read once.

    Args:
        tree: the files of the site.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._read: dict[str, ast.Module | None] = {}

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        """The paths of all programs, by the last part of their module's name."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._tree.paths(None):
            if path.endswith(".py"):
                found[path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]].append(path)
        return found

    def module(self, name: str) -> ast.Module | None:
        """A module by its dotted name; None where it is not in the repository, is there twice, or cannot be read."""
        if name not in self._read:
            self._read[name] = self._parsed(name) if len(self._read) < _MOST else None
        return self._read[name]

    def _parsed(self, name: str) -> ast.Module | None:
        place = f"/{name.replace('.', '/')}"
        ends = (f"{place}.py", f"{place}/__init__.py")
        found = [path for path in self._by_name.get(name.rpartition(".")[2], ()) if f"/{path}".endswith(ends)]
        source = self._tree.read(found[0]) if len(found) == 1 else None
        if not isinstance(source, SourceText) or len(source.text) > _LARGEST:
            return None
        try:
            with warnings.catch_warnings():  # what Python thinks of their spelling is no concern of the site
                warnings.simplefilter("ignore")
                return ast.parse(source.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None

    def is_package(self, name: str) -> bool:
        """Whether a module is a folder of others."""
        place = f"/{name.replace('.', '/')}/__init__.py"
        return any(f"/{path}".endswith(place) for path in self._by_name.get(name.rpartition(".")[2], ()))

    def named(self, module: str, name: str) -> Defined | None:
        """What a module has under a name, in its own body or out of another one's; None where that is not plain."""
        for _ in range(_LONGEST_WAY):
            tree = self.module(module)
            node = _last(tree.body, name) if tree is not None else None
            if tree is None or node is None:
                return None
            if not isinstance(node, ast.ImportFrom):
                return Defined(node, tree, module)
            name = next(item.name for item in node.names if (item.asname or item.name) == name)
            module = self._imported(module, node)
        return None

    def _imported(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        up = node.level - self.is_package(module)
        above = module.split(".")[: -up or None]
        return ".".join((*above, node.module) if node.module else above)

    def path(self, dotted: str) -> Defined | None:
        """What ``package.module.Class`` names: a module, a definition in one, or one in a class."""
        whole = self.module(dotted)
        if whole is not None:
            return Defined(whole, whole, dotted)
        parts = dotted.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            module = ".".join(parts[:cut])
            if self.module(module) is not None:
                found = self.named(module, parts[cut])
                for name in parts[cut + 1 :]:
                    inside = members_of(found.node).get(name) if found is not None else None
                    found = found._replace(node=inside) if found is not None and inside is not None else None
                return found
        return None


def members_of(node: ast.stmt | ast.Module) -> Mapping[str, ast.stmt]:
    """What a class or a module has in its own body, by name."""
    found: dict[str, ast.stmt] = {}
    for item in node.body if isinstance(node, (ast.ClassDef, ast.Module)) else ():
        found.update(dict.fromkeys(_names(item), item))
    return found


def _last(body: Sequence[ast.stmt], name: str) -> ast.stmt | None:
    """The last statement that gives a name its meaning."""
    return next((item for item in reversed(body) if name in _names(item)), None)


def _names(node: ast.stmt) -> Iterator[str]:
    """The names to which a statement gives a meaning."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.ImportFrom):
        yield from (item.asname or item.name for item in node.names)
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
