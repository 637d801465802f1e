"""The programs of a site's configuration, with what they import from files beside them."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from content_lint.parse.scripts.literals import (
    CODE,
    SPREAD,
    Arrow,
    Call,
    Joined,
    Module,
    Named,
    Spread,
    read_module,
)
from content_lint.text.files import read_ordinary
from content_lint.text.regex import regex

_LIMIT = 500_000
_MOST_FILES = 40
_LONGEST_WAY = 20
_ENDINGS = ("", ".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js", "/index.mjs")
_ALIAS = regex(r"[@~#$]?[\w-]*/")
_PROGRAM = regex(r"\.(?:[cm]?[jt]s|json)\Z")


class Programs(Struct):
    """The programs below a folder of a site, each read once.

    Attributes:
        root: the site's root.
        source: the folder, from the root, that names such as ``@/`` mean most often.
        read: the files that were read, from the root.
    """

    root: Path
    source: str = "src"
    read: dict[str, Module] = field(default_factory=dict)

    def module(self, path: str) -> Module | None:
        """The program in a file; None where it cannot be read."""
        if path not in self.read:
            text = self.text(path) if len(self.read) < _MOST_FILES else None
            if text is None:
                return None
            self.read[path] = _of_json(text) if path.endswith(".json") else read_module(text)
        return self.read[path]

    def text(self, path: str) -> str | None:
        """The text of a file; None where it cannot be read."""
        try:
            return read_ordinary(self.root / path, _LIMIT, within=self.root).decode("utf-8", "replace")
        except OSError:
            return None

    def find(self, source: str, importer: str) -> str | None:
        """The file of the site that an import names, or None."""
        for place in places(source, importer, self.source):
            for ending in _ENDINGS:
                path = place + ending
                if _PROGRAM.search(path) and (path in self.read or (self.root / path).is_file()):
                    return path
        return None

    def find_any(self, source: str, importer: str) -> str | None:
        """The file of the site that an import with an ending names, whatever kind it is; or None."""
        found = (place for place in places(source, importer, self.source) if (self.root / place).is_file())
        return next(found, None)

    def value(self, path: str, name: str) -> Value | None:
        """What a program calls so; None where it calls nothing so."""
        module = self.module(path)
        if module is None or name not in module.values:
            return None
        return Value(module.values[name], self, path).settled()


def places(source: str, importer: str, home: str) -> Iterator[str]:
    """Where an import may lead, from the root and without any ending; nowhere for a package.

    Args:
        source: as the import has it.
        importer: the file that imports.
        home: the folder of the site's own programs.
    """
    if source.startswith("."):
        yield posixpath.normpath(f"{importer.rpartition('/')[0]}/{source}").lstrip("/")
    elif source.startswith("/"):
        yield source.lstrip("/")
    elif _ALIAS.match(source) and source[0] in "@~#$":
        inner = source.partition("/")[2]
        yield f"{home}/{inner}"
        yield f"{home}/{source.lstrip('@~#$').lstrip('/')}"
    elif source.startswith(f"{home}/"):
        yield source


class Value(Struct, frozen=True):
    """A value, and the program that its names belong to."""

    raw: object
    programs: Programs
    path: str

    def of(self, raw: object) -> Value:
        """A value of the same program."""
        return Value(raw, self.programs, self.path)

    def settled(self) -> Value:
        """The same with its name followed to what it is a name of."""
        value = self
        for _ in range(_LONGEST_WAY):
            if not isinstance(value.raw, Named):
                return value
            value = value.followed(value.raw)
        return value.of(CODE)

    def followed(self, name: Named) -> Value:
        """What a name of its program is a name of."""
        found = self._called(name.name)
        for key in name.rest:
            found = found.settled().get(key) if found is not None else None
        return found if found is not None else self.of(CODE)

    def _called(self, name: str) -> Value | None:
        module = self.programs.module(self.path)
        if module is None:
            return None
        if name in module.values:
            return self.of(module.values[name])
        imported = module.imports.get(name)
        file = self.programs.find(imported.source, self.path) if imported is not None else None
        other = self.programs.module(file) if file is not None else None
        if imported is None or file is None or other is None or imported.name not in other.values:
            return None
        return Value(other.values[imported.name], self.programs, file)

    @property
    def is_code(self) -> bool:
        """Whether only running the program tells."""
        return self.raw is CODE or (isinstance(self.raw, Joined | Arrow) and self.text() is None)

    def text(self) -> str | None:
        """The text that it is, or None."""
        raw = self.settled().raw
        if isinstance(raw, Joined):
            parts = [self.of(Named(part)).text() if place % 2 else part for place, part in enumerate(raw.parts)]
            return None if None in parts else "".join(part or "" for part in parts)
        return raw if isinstance(raw, str) else None

    def texts(self) -> list[str] | None:
        """The text or texts that it is; None where one of them is not known."""
        raw = self.settled().raw
        found = [item.text() for item in self.items()] if isinstance(raw, list) else [self.text()]
        return None if None in found else [item for item in found if item is not None]

    def items(self) -> list[Value]:
        """What is in a list, in that order; nothing for anything else."""
        value = self.settled()
        if not isinstance(value.raw, list):
            return []
        found: list[Value] = []
        for item in value.raw[:_LIMIT]:
            found += value.of(item.value).items() if isinstance(item, Spread) else [value.of(item).settled()]
        return found

    def entries(self) -> dict[str, Value]:
        """What is in an object."""
        value = self.settled()
        found: dict[str, Value] = {}
        for key, item in value.raw.items() if isinstance(value.raw, Mapping) else ():
            if isinstance(item, Spread):
                found.update(value.of(item.value).entries())
            elif not key.startswith(SPREAD):
                found[key] = value.of(item).settled()
        return found

    def get(self, key: str) -> Value | None:
        """One entry of an object, or None."""
        return self.entries().get(key)

    def arguments(self) -> list[Value]:
        """What a call is given."""
        raw = self.settled()
        return [raw.of(item).settled() for item in raw.raw.arguments] if isinstance(raw.raw, Call) else []

    def called(self) -> str:
        """The name of what is called, or that is only named; else empty."""
        raw = self.raw
        return raw.name if isinstance(raw, Call | Named) else ""

    def package(self) -> str:
        """What the name of a call is imported from, or empty."""
        module = self.programs.module(self.path)
        imported = module.imports.get(self.called().partition(".")[0]) if module is not None else None
        return imported.source if imported is not None else ""


def _of_json(text: str) -> Module:
    try:
        return Module({"default": json.loads(text)})
    except (ValueError, RecursionError):
        return Module()
