"""The programs that a function is written in: what their names mean, worked out when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from content_lint.parse.scripts.literals import Imported, read_module
from content_lint.parse.scripts.methods import BUILTINS
from content_lint.parse.scripts.scope import Fuel, NameScope
from content_lint.parse.scripts.statements import StatementReader
from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of
from content_lint.parse.scripts.values import ScriptList, ScriptObject, UnknownValueError

_CHANGES = frozenset({"push", "set", "add", "unshift", "splice", "delete", "clear", "pop", "shift", "fill"})
_LONGEST_HEAD = 200
_BEGINS = frozenset(
    {"const", "let", "var", "function", "export", "import", "type", "interface", "if", "for", "async", "return"}
)


def declarations_in(tokens: tuple[Token, ...]) -> dict[str, tuple[Token, ...]]:
    """What a program gives to names for good: the tokens of each constant's value, and of each function, by name.

    What ``export default`` gives is called ``default``. Constants that anything in the program changes are left out.
    """
    closing = closing_places(list(tokens))
    found: dict[str, tuple[Token, ...]] = {}
    place = 0
    while place < len(tokens):
        name, start, end = _declaration(tokens, closing, place)
        if name:
            found[name] = tokens[start:end]
        place = max(end, closing.get(place, place) + 1)
    changed = set(_changed(tokens, closing))
    return {name: made for name, made in found.items() if name not in changed}


def _declaration(tokens: tuple[Token, ...], closing: Mapping[int, int], place: int) -> tuple[str, int, int]:
    """The name that is declared there, and where its value is; an empty one, and no place, where there is none."""
    token, after = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    if token.kind != "name" or after is None:
        return "", 0, 0
    if token.text == "function" and after.kind == "name":
        return after.text, place, _end_of_function(tokens, closing, place)
    if token.text == "const" and after.kind == "name":
        start = _after_equals(tokens, closing, place + 2)
        return (after.text, start, _end_of_value(tokens, closing, start)) if start else ("", 0, 0)
    if token.text == "default" and after.text not in {"function", "async"}:
        return "default", place + 1, _end_of_value(tokens, closing, place + 1)
    return "", 0, 0


def _changed(tokens: tuple[Token, ...], closing: Mapping[int, int]) -> Iterator[str]:
    """Names of what a program changes: by giving a part of it another value, or by one of its methods."""
    for place, token in enumerate(tokens):
        following = [item.text for item in tokens[place + 1 : place + 4]]
        if token.kind != "name" or not following:
            continue
        if following[0] == "." and ((following[1:2] and following[1] in _CHANGES) or following[2:] == ["="]):
            yield token.text
        elif following[0] == "[":
            end = closing[place + 1] + 1
            if end < len(tokens) and tokens[end].text == "=":
                yield token.text


def _end_of_function(tokens: tuple[Token, ...], closing: Mapping[int, int], place: int) -> int:
    start = place
    while place < min(start + _LONGEST_HEAD, len(tokens)) and tokens[place].text != "(":
        place += 1
    place = closing.get(place, place) + 1
    while place < len(tokens) and not (tokens[place].text == "{" and tokens[place - 1].text != ":"):
        place = closing.get(place, place) + 1
    return min(closing.get(place, place) + 1, len(tokens))


def _after_equals(tokens: tuple[Token, ...], closing: Mapping[int, int], place: int) -> int:
    """The place after the ``=`` of a constant; 0 where there is none."""
    start = place
    while place < min(start + _LONGEST_HEAD, len(tokens)) and tokens[place].text not in {"=", ";", "=>"}:
        place = closing.get(place, place) + 1
    return place + 1 if place < len(tokens) and tokens[place].text == "=" else 0


def _end_of_value(tokens: tuple[Token, ...], closing: Mapping[int, int], place: int) -> int:
    """To where the next statement begins: a semicolon, or a word of a new line that begins one."""
    start = place
    while place < len(tokens) and tokens[place].text not in {";", ","}:
        if place > start and tokens[place].fresh and tokens[place].text in _BEGINS:
            break
        place = closing.get(place, place) + 1
    return min(place, len(tokens))


class ScriptFile(Struct, frozen=True):
    """One program, as it is written.

    Attributes:
        text: the program, or JSON.
        sources: the files that its imports name, by what they write; those of packages are not among them.
        is_json: whether it is JSON.
    """

    text: str
    sources: Mapping[str, str] = field(default_factory=dict)
    is_json: bool = False


class Modules:
    """Programs that import each other, for one evaluation.

    Args:
        files: the programs by path.
        given: what packages give to names that are imported from them, by package and name.
        steps: how many steps the evaluation may take.
    """

    def __init__(self, files: Mapping[str, ScriptFile], given: Mapping[tuple[str, str], object], steps: int) -> None:
        self._files = files
        self.given = given
        self.fuel = Fuel(steps)
        self._made: dict[str, ModuleScope] = {}

    def value(self, path: str, name: str) -> object:
        """What a program calls so; raises UnknownValueError where only running it tells."""
        file = self._files.get(path)
        if file is None:
            raise UnknownValueError
        if file.is_json:
            return _json_of(file.text, name)
        if path not in self._made:
            self._made[path] = ModuleScope(self, file)
        return self._made[path].find(name)


class ModuleScope(NameScope):
    """The names of one program: each is worked out when somebody asks for it."""

    is_module = True

    def __init__(self, modules: Modules, file: ScriptFile) -> None:
        super().__init__(None, modules.fuel)
        self._modules = modules
        self._sources = file.sources
        self._imports: Mapping[str, Imported] = read_module(file.text).imports
        self._declared = declarations_in(tuple(tokens_of(file.text)))
        self._asked: set[str] = set()

    def find(self, name: str) -> object:
        """What a name means; see the base."""
        if name not in self.names:
            if name in self._asked:
                raise UnknownValueError
            self._asked.add(name)
            self.names[name] = self._worked_out(name)
        return self.names[name]

    def _worked_out(self, name: str) -> object:
        if name in self._declared:
            return StatementReader(self._declared[name]).function_or_value()(self)
        imported = self._imports.get(name)
        if imported is not None and imported.source in self._sources:
            return self._modules.value(self._sources[imported.source], imported.name)
        if imported is not None:
            given = self._modules.given.get((imported.source, imported.name))
            if given is None:
                raise UnknownValueError
            return given
        if name in BUILTINS:
            return BUILTINS[name]
        raise UnknownValueError


def _json_of(text: str, name: str) -> object:
    if name != "default":
        raise UnknownValueError
    try:
        return as_made(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise UnknownValueError from error


def as_made(value: object) -> object:
    """Plain data as a program has it that has made it itself."""
    if isinstance(value, dict):
        return ScriptObject((str(key), as_made(item)) for key, item in value.items())
    return ScriptList(map(as_made, value)) if isinstance(value, list) else value
