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
    Named,
    ScriptModule,
    Spread,
    read_module,
)
from content_lint.text.files import read_ordinary
from content_lint.text.regex import regex

_LIMIT = 500_000
_HANDS_BACK = "define"
_MOST_FILES = 40
_LONGEST_WAY = 20
_ENDINGS = ("", ".ts", ".mts", ".js", ".mjs", ".cjs", ".json", "/index.ts", "/index.js", "/index.mjs")
_ALIAS = regex(r"[@~#$]?[\w-]*/")
_PROGRAM = regex(r"\.(?:[cm]?[jt]s|json)\Z")

Aliases = tuple[tuple[str, str], ...]
"""What tsconfig.json lets imports begin with, and the place from the root that it means; ``*`` as it has it."""


class Programs(Struct):
    """The programs below a folder of a site, each read once.

    Attributes:
        root: the site's root.
        source: the folder, from the root, that names such as ``@/`` mean most often.
        read: the files that were read, from the root.
        aliases: see Aliases.
    """

    root: Path
    source: str = "src"
    read: dict[str, ScriptModule] = field(default_factory=dict)
    aliases: Aliases = ()

    def module(self, path: str) -> ScriptModule | None:
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

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return (self.root / path).is_file()

    def find(self, source: str, importer: str) -> str | None:
        """The file of the site that an import names, or None."""
        for place in places(source, importer, self.source, self.aliases):
            for ending in _ENDINGS:
                path = place + ending
                if _PROGRAM.search(path) and (path in self.read or self.has(path)):
                    return path
        return None

    def find_any(self, source: str, importer: str) -> str | None:
        """The file of the site that an import with an ending names, whatever kind it is; or None."""
        return next((place for place in places(source, importer, self.source, self.aliases) if self.has(place)), None)

    def value(self, path: str, name: str) -> Value | None:
        """What a program calls so; None where it calls nothing so."""
        module = self.module(path)
        if module is None or name not in module.values:
            return None
        return Value(module.values[name], self, path).settled()


def read_aliases(programs: Programs, home: str) -> Aliases:
    """What tsconfig.json in the folder of the configuration says of imports; it is JSON with comments.

    Args:
        programs: of the site.
        home: that folder from the root, with a slash at its end; or empty.
    """
    file = f"{home}tsconfig.json"
    text = programs.text(file)
    read = Value(read_module(f"export default ({text or '{}'});").values.get("default"), programs, file)
    options = read.get("compilerOptions")
    if options is None or (paths := options.get("paths")) is None:
        return ()
    given = options.get("baseUrl")
    base = (given.text() if given is not None else "") or "."
    found: list[tuple[str, str]] = []
    for name, value in paths.entries().items():
        for target in value.texts() or ():
            place = posixpath.normpath(posixpath.join(home, base, target))
            if not place.startswith(".."):
                found.append((name, place))
    return tuple(found)


def aliased(source: str, aliases: Aliases) -> Iterator[str]:
    """The places that an import means by the aliases of tsconfig.json."""
    for name, place in aliases:
        before, star, after = name.partition("*")
        if not star:
            if source == name:
                yield place
        elif len(source) >= len(before) + len(after) and source.startswith(before) and source.endswith(after):
            yield place.replace("*", source[len(before) : len(source) - len(after)], 1)


def places(source: str, importer: str, home: str, aliases: Aliases = ()) -> Iterator[str]:
    """Where an import may lead, from the root and without any ending; nowhere for a package.

    Args:
        source: as the import has it.
        importer: the file that imports.
        home: the folder of the site's own programs.
        aliases: see Aliases.
    """
    yield from aliased(source, aliases)
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
        return self.raw is CODE or (isinstance(self.raw, (Joined, Arrow)) and self.text() is None)

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
        """What is in an object, or in the one that a function such as ``defineConfig`` is given and hands back."""
        value = self.settled()
        if isinstance(value.raw, Call) and value.raw.name.startswith(_HANDS_BACK) and value.raw.arguments:
            value = value.of(value.raw.arguments[0]).settled()
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
        return raw.name if isinstance(raw, (Call, Named)) else ""

    def package(self) -> str:
        """What the name of a call is imported from, or empty."""
        module = self.programs.module(self.path)
        imported = module.imports.get(self.called().partition(".")[0]) if module is not None else None
        return imported.source if imported is not None else ""


def _of_json(text: str) -> ScriptModule:
    try:
        return ScriptModule({"default": json.loads(text)})
    except (ValueError, RecursionError):
        return ScriptModule()
