"""What is in ``site.data``: the files of ``_data``, read when somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from content_lint.site.sources.tree import Tree, walk_folders
from content_lint.text.lenient import json_value
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_YAML, _TABLES = (".yml", ".yaml"), {".csv": ",", ".tsv": "\t"}
_TYPES = (*_YAML, ".json", *_TABLES)
_LONGEST = 1_000_000
_NAME = regex(r"[\w-]++\Z")


class DataFiles:
    """The data of one site.

    Args:
        tree: the site's files.
        folder: where they lie, from the root.
    """

    def __init__(self, tree: Tree, folder: str) -> None:
        self._tree = tree
        self._folder = folder
        self._read: dict[str, object] = {}

    def get(self, keys: list[str]) -> tuple[object, list[str]] | None:
        """The value of the file that the first of some keys lead to, and the keys that are left; None without one."""
        for count in range(1, len(keys) + 1):
            path = self._files.get("/".join(keys[:count]))
            if path is not None:
                return self._value(path), keys[count:]
        return None

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """The files by their keys; one whose name Jekyll changes is left out, and so are two of one name."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for path in self._tree.paths(lambda scan: walk_folders([self._folder], scan)):
            if not path.startswith(f"{self._folder}/") or not path.endswith(_TYPES):
                continue
            key = path[len(self._folder) + 1 :].rpartition(".")[0]
            if all(_NAME.match(part) for part in key.split("/")):
                twice.update({key} & found.keys())
                found[key] = path
        return {key: path for key, path in found.items() if key not in twice}

    def _value(self, path: str) -> object:
        if path not in self._read:
            source = self._tree.read(path)
            self._read[path] = _parsed(path, source.text) if isinstance(source, SourceText) else None
        return self._read[path]


def _parsed(path: str, text: str) -> object:
    """What is in a file; None where it cannot be read."""
    if len(text) > _LONGEST:
        return None
    if path.endswith(".json"):
        return json_value(text)
    return _of_yaml(text) if path.endswith(_YAML) else _of_table(text, _TABLES[path[-4:]])


def _of_table(text: str, mark: str) -> object:
    import csv  # few texts show what is in such a file

    try:
        return list(csv.DictReader(text.splitlines(), delimiter=mark))
    except csv.Error:
        return None


def _of_yaml(text: str) -> object:
    from yaml import YAMLError  # few texts show what is in such a file

    from content_lint.parse.front_matter.yaml.builder import YamlBuilder
    from content_lint.parse.front_matter.yaml.reader import rules_for
    from content_lint.parse.front_matter.yaml.rules import YamlRefusedError

    try:
        return YamlBuilder(text, Span(0, len(text)), rules_for("safe_yaml")).run()
    except (ValueError, YAMLError, YamlRefusedError):
        return None
