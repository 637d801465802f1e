"""The plugins of a site that are its own: files beside the configuration, and packages of the same repository."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence

from content_lint.text.lenient import items, json_table, mapping, word
from content_lint.text.regex import regex

_SUFFIXES = ("js", "ts", "mjs", "cjs")
_ENDINGS = ("", *(f"{start}.{suffix}" for start in ("", "/index", "/src/index") for suffix in _SUFFIXES))
_IMPORT = regex(r"\b(?:from|import|require)\b\s*+(?:\(\s*+)?[\"'](\.[^\"'\n]{1,200})[\"']")
_LISTED = regex(r"^[ \t]*-[ \t]*[\"']?([\w@./*-]{1,200})", re.MULTILINE)
_MOST_FILES = 20
_MOST_PACKAGES = 200


class OwnPlugins:
    """The texts of a site's own plugins.

    Args:
        home: the folder of the configuration, from the root of the site.
        text: what gives the text of a file, from there; empty for one that cannot be read.
        names: what gives the names in a folder.
    """

    def __init__(self, home: str, text: Callable[[str], str], names: Callable[[str], Sequence[str]]) -> None:
        self._home = home
        self._text = text
        self._names = names
        self._packages: dict[str, str] | None = None

    def source(self, name: str) -> str:
        """The text of a plugin with all that it imports from files; empty where it is not all there.

        Args:
            name: as the configuration has it: a path, or the name of a package.
        """
        place = posixpath.normpath(posixpath.join(self._home, name)) if name.startswith(".") else self._package(name)
        waiting, texts = [place] if place else [], dict[str, str]()
        while waiting:
            path = waiting.pop()
            file, text = next(((path + end, text) for end in _ENDINGS if (text := self._text(path + end))), ("", ""))
            if not text or len(texts) > _MOST_FILES:
                return ""
            if file not in texts:
                texts[file] = text
                folder = posixpath.dirname(file)
                waiting += [posixpath.normpath(posixpath.join(folder, item)) for item in _IMPORT.findall(text)]
        return "\n".join(texts.values())

    def _package(self, name: str) -> str:
        """The program of a package of the repository's own, by its name; empty where it has none of that name."""
        if self._packages is None:
            self._packages = dict(self._found()) if name else None
        return (self._packages or {}).get(name, "")

    def _found(self) -> Iterator[tuple[str, str]]:
        """The packages of the workspace that the root of the site is: each name, and the path of its program."""
        given = json_table(self._text("package.json")).get("workspaces")
        globs = [word(item) for item in items(mapping(given).get("packages", given))]
        globs += _LISTED.findall(self._text("pnpm-workspace.yaml"))
        folders = [folder for glob in globs for folder in self._folders(glob.strip("/").removeprefix("./"))]
        for folder in folders[:_MOST_PACKAGES]:
            package = json_table(self._text(f"{folder}/package.json"))
            if name := word(package.get("name")):
                file = word(package.get("main")) or word(package.get("exports")) or "index"
                yield name, posixpath.normpath(posixpath.join(folder, file))

    def _folders(self, glob: str) -> Iterator[str]:
        """The folders that a glob of a workspace names, as far as it leaves out one part at its end."""
        folder = glob.removesuffix("/**").removesuffix("/*")
        if "*" in folder or folder.startswith(("..", "/")) or not folder:
            return
        if folder == glob:
            yield folder
        else:
            yield from (f"{folder}/{name}" for name in self._names(folder))
