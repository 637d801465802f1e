"""The headings that mkdocs-click makes of a program's commands, as far as its syntax tells which there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from content_lint.site.generators.mkdocs.python_sources import Defined, PythonSources
from content_lint.site.python_slugs import toc_slug
from content_lint.text.regex import regex

_BLOCK = regex(r"^:::[ \t]*mkdocs-click[ \t]*\r?\n((?:[ \t]+:\w+:[^\n]*(?:\n|\Z))*)", re.MULTILINE)
_OPTION = regex(r":(\w+):[ \t]*([^\r\n]*)")
_SHORTENED = ("_command", "_cmd", "_group", "_grp")
"""Endings of functions that the newer versions of click leave out of the names of commands, and older do not."""
_DEEPEST = 8
_MOST = 2000


class _Command(NamedTuple):
    name: str
    is_hidden: bool
    is_group: bool


def click_ids(text: str, sources: PythonSources) -> Iterator[str]:
    """The ids of the headings of all commands that a text lists; those of which nobody can know are left out.

    Args:
        text: of a document, in which the extension ``attr_list`` is used.
        sources: the programs of the repository.
    """
    for block in _BLOCK.finditer(text):
        options = dict(_OPTION.findall(block[1]))
        found = sources.named(options.get("module", "").strip(), options.get("command", "").strip())
        command = _command_of(found) if found is not None else None
        if found is None or command is None:
            continue
        reading = _CommandReading(sources, shows_hidden="show_hidden" in options)
        name = options.get("prog_name", "").strip() or command.name
        yield from reading.ids(found, command._replace(name=name), "", 0)


class _CommandReading:
    def __init__(self, sources: PythonSources, *, shows_hidden: bool) -> None:
        self._sources = sources
        self._shows_hidden = shows_hidden
        self._left = _MOST

    def ids(self, found: Defined, command: _Command, above: str, depth: int) -> Iterator[str]:
        """The id of a command, and those of the commands below it."""
        self._left -= 1
        if (command.is_hidden and not self._shows_hidden) or self._left < 0:
            return
        path = f"{above} {command.name}".strip()
        yield toc_slug(path)
        for child in self._children(found) if command.is_group and depth < _DEEPEST else ():
            inner = _command_of(child)
            if inner is not None:
                yield from self.ids(child, inner, path, depth + 1)

    def _children(self, found: Defined) -> Iterator[Defined]:
        """The commands that are put into a group where it is defined: by decorators, and by ``add_command``."""
        group = getattr(found.node, "name", "")
        for item in found.module.body:
            if isinstance(item, ast.FunctionDef) and any(_maker(deco)[0] == group for deco in item.decorator_list):
                yield Defined(item, found.module, found.name)
            elif isinstance(item, ast.Expr) and isinstance(item.value, ast.Call):
                call = item.value
                added = call.args[0] if len(call.args) == 1 and not call.keywords else None
                if _dotted(call.func) == f"{group}.add_command" and isinstance(added, ast.Name):
                    child = self._sources.named(found.name, added.id)
                    yield from [child] if child is not None else []


def _command_of(found: Defined) -> _Command | None:
    """The command that a function is made; None where its name, or what is below it, is not plain."""
    node = found.node
    if not isinstance(node, ast.FunctionDef):
        return None
    made = [deco for deco in node.decorator_list if _maker(deco)[1] in {"command", "group"}]
    if len(made) != 1:
        return None
    given = made[0].args if isinstance(made[0], ast.Call) else []
    options = {item.arg: item.value for item in made[0].keywords} if isinstance(made[0], ast.Call) else {}
    name = _name(given[0] if given else options.get("name"), node.name)
    hidden = options.get("hidden", ast.Constant(False))
    if not name or not isinstance(hidden, ast.Constant) or None in options:
        return None
    takes_more = any(_maker(deco)[1] == "argument" for deco in node.decorator_list)
    is_group = _maker(made[0])[1] == "group" and "cls" not in options and not takes_more
    return _Command(name, bool(hidden.value), is_group)


def _name(given: ast.expr | None, function: str) -> str:
    """The name of a command; empty where it is worked out, or up to the version of click."""
    if given is not None:
        return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else ""
    return "" if function.endswith(_SHORTENED) else function.lower().replace("_", "-")


def _maker(decorator: ast.expr) -> tuple[str, str]:
    """What a decorator is taken from, and its own name: ``@click.command()``, ``@group.command``, ``@command()``."""
    bare = decorator.func if isinstance(decorator, ast.Call) else decorator
    above, _, name = _dotted(bare).rpartition(".")
    return above, name


def _dotted(node: ast.expr) -> str:
    """A name with a dot at most; empty for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
