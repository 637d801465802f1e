"""The places that mkdocstrings makes of ``::: package.module.Class``, as far as the program's syntax tells them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for
from content_lint.site.generators.mkdocs.python_sources import Defined, PythonSources, members_of
from content_lint.text.lenient import mapping
from content_lint.text.regex import regex
from content_lint.text.source import Span

_BLOCK = regex(
    r"^:::[ \t]+([A-Za-z_][\w.]{0,300})[ \t]*(?:\r?\n|\Z)((?:(?:[ \t]+\S[^\n]*|[ \t]*\r?)(?:\n|\Z))*)", re.MULTILINE
)
_LONGEST = 4000
_DEEPEST = 3
_PUBLIC = frozenset({"!^_", "!^_[^_]", "!^__"})
"""Filters that leave out nothing that is public."""


def documented_ids(text: str, plugin: Mapping[str, object] | None, sources: PythonSources) -> Iterator[str]:
    """The ids of what a text has documented; those of which nobody can know are left out.

    Args:
        text: of a document.
        plugin: the options of mkdocstrings; None where it is not used.
        sources: the programs of the repository.
    """
    if plugin is None or plugin.get("default_handler", "python") != "python":
        return
    everywhere = mapping(mapping(mapping(plugin.get("handlers")).get("python")).get("options"))
    for block in _BLOCK.finditer(text):
        written = _options(block[2])
        if written is None or "handler" in written:
            continue
        found = sources.path(block[1])
        options = {**everywhere, **mapping(written.get("options"))}
        if found is not None:
            yield from _ids_of(block[1], found, options)


def _options(written: str) -> Mapping[str, object] | None:
    """The YAML below such a line; None where it cannot be read."""
    if not written.strip():
        return {}
    if len(written) > _LONGEST:
        return None
    found = read_yaml(written, Span(0, len(written)), rules_for("pyyaml_safe"))
    return found.data if found.error is None else None


def _ids_of(dotted: str, found: Defined, options: Mapping[str, object]) -> Iterator[str]:
    if options.get("show_root_heading") is True or options.get("show_root_toc_entry") is not False:
        yield dotted
    filters = options.get("filters")
    is_plain = filters is None or (isinstance(filters, list) and all(item in _PUBLIC for item in filters))
    if is_plain and not options.get("extensions"):
        shows_all = options.get("show_if_no_docstring") is True
        yield from _members(dotted, found.node, options.get("members"), 0, shows_all=shows_all)


def _members(dotted: str, node: ast.stmt | ast.Module, chosen: object, depth: int, *, shows_all: bool) -> Iterator[str]:
    """The ids of what is in a class or a module, and in the classes there.

    Args:
        dotted: its name.
        node: it.
        chosen: the names that are asked for; None for all that are public, anything else for none.
        depth: how many it is in.
        shows_all: whether what has no text of its own is shown as well.
    """
    if depth > _DEEPEST or not isinstance(chosen, list | None):
        return
    for name, item in members_of(node).items():
        is_chosen = name in chosen if chosen is not None else not name.startswith("_")
        is_described = not isinstance(item, ast.ImportFrom) and (shows_all or _is_described(item))
        if is_chosen and is_described:
            yield f"{dotted}.{name}"
            yield from _members(f"{dotted}.{name}", item, None, depth + 1, shows_all=shows_all)


def _is_described(node: ast.stmt) -> bool:
    """Whether a function or a class has a text of its own."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return False
    return bool(ast.get_docstring(node))
