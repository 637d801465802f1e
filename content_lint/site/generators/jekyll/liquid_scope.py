"""What is known of Liquid's variables at a place of a text: what was assigned before, and the loops around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct, field

from content_lint.site.layouts import include_path
from content_lint.text.regex import regex
from content_lint.text.source import Span

_TAG = regex(r"\{%-?\s*+(\w++)\s*+(.*)%\}", re.DOTALL)
_ASSIGN = regex(r"([\w-]++)\s*+=\s*+(.*)", re.DOTALL)
_FOR = regex(r"([\w-]++)\s++in\s++(\S++)\s*+(.*)", re.DOTALL)
_OPENING = frozenset({"for", "tablerow", "if", "unless", "case", "ifchanged"})
_OTHERWISE = frozenset({"else", "elsif", "when"})
_COUNTING = frozenset({"increment", "decrement"})
_GIVING = _COUNTING | {"assign", "capture"}
_WHOLE = frozenset({"", "reversed"})
_MOST_TAGS = 1_000
_DEEPEST = 12


class Captured(Struct, frozen=True):
    """A text that a variable was given with ``capture``."""

    text: str


class Loop(Struct, frozen=True):
    """A loop around a place.

    Attributes:
        name: the variable that has one value each round.
        source: where the values come from, as it is written.
        whole: whether it goes through all of them.
    """

    name: str
    source: str
    whole: bool


class Test(Struct, frozen=True):
    """A condition around a place.

    Attributes:
        text: as it is written; empty where it is not known when it holds.
        wanted: whether the place is shown if it holds, and not if it does not.
    """

    text: str
    wanted: bool = True


class LiquidScope(Struct, frozen=True):
    """What is known at one place.

    Attributes:
        assigned: by variable what it was given last, as it is written; None where that is not certain.
        loops: the loops around it, the outermost first.
        tests: the conditions in those.
        tests_around: all conditions around it.
    """

    assigned: Mapping[str, str | Captured | None] = field(default_factory=dict)
    loops: tuple[Loop, ...] = ()
    tests: tuple[Test, ...] = ()
    tests_around: tuple[Test, ...] = ()


class Scopes(Struct, frozen=True):
    """Those of one text, by the place from which on each counts."""

    places: tuple[int, ...] = ()
    scopes: tuple[LiquidScope, ...] = ()

    def at(self, place: int) -> LiquidScope:
        """What is known at a place."""
        index = bisect_right(self.places, place)
        return self.scopes[index - 1] if index else LiquidScope()


class _LiquidTag(Struct, frozen=True):
    start: int
    end: int
    name: str
    rest: str


class _Block(Struct):
    """A block that is open: its loop or its condition, and the variables that are given values in it."""

    loop: Loop | None = None
    test: Test | None = None
    given: set[str] = field(default_factory=set)


def read_scopes(text: str, templates: Iterable[Span], assigned_by: Callable[[str], frozenset[str] | None]) -> Scopes:
    """What is known of the variables of a text.

    Args:
        text: the text.
        templates: where its tags and outputs are, in their order.
        assigned_by: the variables that an include gives values to, by its path as ``include_path`` has it; None where
            they are not known.
    """
    tags = list(_tags(text, templates))
    if len(tags) > _MOST_TAGS or any(tag.name == "liquid" for tag in tags):
        return Scopes()
    reader = _TagReader(text, tags, assigned_by)
    for number, tag in enumerate(tags):
        reader.read(number, tag)
        if len(reader.blocks) > _DEEPEST:
            return Scopes()
    return Scopes(tuple(reader.places), tuple(reader.scopes))


class _TagReader:
    """Goes through the tags of a text, with what is known after each."""

    def __init__(self, text: str, tags: list[_LiquidTag], assigned_by: Callable[[str], frozenset[str] | None]) -> None:
        self._text = text
        self._tags = tags
        self._assigned_by = assigned_by
        self._inside = _given_in_loops(tags)
        self._assigned: dict[str, str | Captured | None] = {}
        self.blocks: list[_Block] = []
        self.places: list[int] = []
        self.scopes: list[LiquidScope] = []

    def read(self, number: int, tag: _LiquidTag) -> None:
        """Take the next tag in."""
        if tag.name in _OPENING:
            self._forget(self._inside.get(number, ()))
            self.blocks.append(_opened(tag))
        elif tag.name in _OTHERWISE and self.blocks:
            self.blocks[-1].test = Test("")
        elif tag.name.startswith("end") and tag.name != "endcapture" and self.blocks:
            self._close()
        elif given := dict(_given(self._text, self._tags, number, self._assigned_by)):
            self._give(given)
        else:
            return
        self.places.append(tag.end)
        self.scopes.append(_scope(self._assigned, self.blocks))

    def _forget(self, names: Iterable[str]) -> None:
        self._assigned |= dict.fromkeys(names, None)

    def _close(self) -> None:
        # Whether a block was gone through, and how often, is not known after it.
        given = self.blocks.pop().given
        self._forget(given)
        if self.blocks:
            self.blocks[-1].given |= given

    def _give(self, given: Mapping[str, str | Captured | None]) -> None:
        for name in given:
            # What was made of its earlier value keeps that.
            self._forget([other for other, made in self._assigned.items() if _uses(made, name)])
        self._assigned |= given
        if self.blocks:
            self.blocks[-1].given.update(given)


def _uses(made: str | Captured | None, name: str) -> bool:
    return made is not None and name in (made.text if isinstance(made, Captured) else made)


def _tags(text: str, templates: Iterable[Span]) -> Iterator[_LiquidTag]:
    for span in templates:
        match = _TAG.fullmatch(text, span.start, span.end)
        if match is not None:
            rest = match[2].rstrip().removesuffix("-").rstrip()
            yield _LiquidTag(span.start, span.end, match[1], rest)


def _opened(tag: _LiquidTag) -> _Block:
    if tag.name in ("for", "tablerow"):
        match = _FOR.fullmatch(tag.rest)
        loop = Loop(match[1], match[2], match[3] in _WHOLE) if match is not None else Loop("", "", whole=False)
        return _Block(loop=loop)
    if tag.name in ("if", "unless"):
        return _Block(test=Test(tag.rest, tag.name == "if"))
    return _Block(test=Test(""))


def _scope(assigned: Mapping[str, str | Captured | None], blocks: list[_Block]) -> LiquidScope:
    loops = tuple(block.loop for block in blocks if block.loop is not None)
    first = next((place for place, block in enumerate(blocks) if block.loop is not None), len(blocks))
    tests = tuple(block.test for block in blocks[first:] if block.test is not None)
    around = tuple(block.test for block in blocks if block.test is not None)
    return LiquidScope(dict(assigned), loops, tests, around)


def _given(
    text: str, tags: list[_LiquidTag], number: int, assigned_by: Callable[[str], frozenset[str] | None]
) -> Iterator[tuple[str, str | Captured | None]]:
    """The variables that a tag gives values to."""
    tag = tags[number]
    if tag.name == "assign":
        match = _ASSIGN.fullmatch(tag.rest)
        if match is not None:
            yield match[1], match[2]
    elif tag.name == "capture":
        following = tags[number + 1] if number + 1 < len(tags) else None
        plain = following is not None and following.name == "endcapture"
        inner = text[tag.end : following.start] if following is not None and plain else ""
        yield tag.rest.strip("\"'"), Captured(inner) if plain else None
    elif tag.name in _COUNTING:
        yield tag.rest, None
    else:
        path = include_path(text[tag.start : tag.end])
        if path is not None:
            names = assigned_by(path)
            yield from ((name, None) for name in (_names_of(tags) if names is None else names))


def _names_of(tags: Iterable[_LiquidTag]) -> set[str]:
    """All variables that a text gives values to itself: what is not known may give other values to each."""
    return {_name_of(tag) for tag in tags if tag.name in _GIVING}


def _name_of(tag: _LiquidTag) -> str:
    return tag.rest.partition("=")[0].strip().strip("\"'")


def _given_in_loops(tags: list[_LiquidTag]) -> Mapping[int, set[str]]:
    """By the number of a tag that opens a loop, the variables that are given values inside: in an earlier round."""
    found: dict[int, set[str]] = {}
    opened: list[int] = []
    for number, tag in enumerate(tags):
        if tag.name in ("for", "tablerow"):
            opened.append(number)
            found[number] = set()
        elif tag.name in ("endfor", "endtablerow") and opened:
            opened.pop()
        elif tag.name in _GIVING:
            for loop in opened[-_DEEPEST:]:
                found[loop].add(_name_of(tag))
    return found
