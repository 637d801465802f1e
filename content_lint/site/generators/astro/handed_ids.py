"""The ids that a component writes: as they are, with a beginning that is known, or as they are handed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of
from content_lint.text.regex import regex

_ID = regex(
    r"""(?<![\w$.:-])id=(?:"([^"<>{}\n]*)"|'([^'<>{}\n]*)'|\{\s*(?:"([^"\n]*)"|'([^'\n]*)'|`([^`$\n]*)(`?)"""
    r"""|([\w$.]+)\s*\}|))"""
)
_PROPS = regex(r"(?:Astro\.)?props\.\w+\Z")
_LONGEST_ENTRY = 40


class WrittenIds(NamedTuple):
    """What a template writes.

    Attributes:
        ids: as they are.
        prefixes: what ids begin with whose rest is worked out.
        is_open: whether it writes others.
    """

    ids: frozenset[str]
    prefixes: tuple[str, ...]
    is_open: bool


def written_ids(text: str) -> WrittenIds:
    """The ids in the text of a component; those that it is handed belong to whoever hands them over."""
    ids: set[str] = set()
    prefixes: list[str] = []
    handed: Mapping[str, str] | None = None
    is_open = False
    for match in _ID.finditer(text):
        found = _written(match)
        if found is None and match[7] and not _PROPS.match(match[7]):
            handed = _handed(text) if handed is None else handed
            found = handed.get(match[7], "`")
        elif found is None:
            found = "" if match[7] else "`"
        if found == "`":
            is_open = True
        elif found.startswith("`"):
            prefixes.append(found[1:])
        elif len(found) > 1:
            ids.add(found[1:])
    return WrittenIds(frozenset(ids - {""}), tuple(prefixes), is_open)


def _written(match: re.Match[str]) -> str | None:
    """An id with a quote before it, or what it begins with with a backtick; None where a name or code gives it."""
    literal = next((match[number] for number in (1, 2, 3, 4) if match[number] is not None), None)
    if literal is None and match[6]:
        literal = match[5]
    if literal is not None:
        return f"'{literal}"
    return f"`{match[5]}" if match[5] else None


def _handed(text: str) -> Mapping[str, str]:
    """The names that a component gives to what it is handed, each with its default.

    A text in quotes has a quote before it, and what a template begins with a backtick; without a default it is empty.
    """
    end = text.find("= Astro.props")
    tokens = tokens_of(text[:end]) if end >= 0 else []
    closing = closing_places(tokens)
    # `const { id }: Props = Astro.props`: the last brackets before it.
    opening = max((at for at, stop in closing.items() if tokens[at].text == "{" and stop < len(tokens)), default=None)
    while opening is not None and (outer := _around(opening, closing, tokens)) is not None:
        opening = outer
    return dict(_entries(tokens, opening)) if opening is not None else {}


def _around(place: int, closing: Mapping[int, int], tokens: list[Token]) -> int | None:
    """The brackets around others; those that never close do not count."""
    found = (at for at, stop in closing.items() if at < place and closing[place] < stop < len(tokens))
    return max(found, default=None)


def _entries(tokens: list[Token], opening: int) -> Iterator[tuple[str, str]]:
    closing = closing_places(tokens)
    at, end = opening + 1, closing[opening]
    while at < end:
        entry: list[Token] = []
        while at < end and tokens[at].text != ",":
            entry.append(tokens[at])
            at = closing.get(at, at) + 1
        at += 1
        if entry and entry[0].kind == "name":
            yield _entry(entry)


def _entry(entry: list[Token]) -> tuple[str, str]:
    marks = [token.text for token in entry[:_LONGEST_ENTRY]]
    name = marks[2] if marks[1:2] == [":"] and len(marks) > marks.index(":") + 1 else marks[0]
    if "=" not in marks or marks.index("=") + 1 >= len(entry):
        return name, ""
    given = entry[marks.index("=") + 1]
    if given.kind == "text":
        return name, f"'{given.text[1:-1]}"
    if given.kind == "template":
        return name, given.text.partition("${")[0].rstrip("`") if "${" in given.text else f"'{given.text[1:-1]}"
    return name, "" if given.text in {"undefined", "null"} else "`"


HANDED_BY_CODE = re.compile(r"<[A-Z][\w.]*\s[^<>]*?\bid=\{(?!\s*[\"'`])")
"""A tag in a text that hands an id over which is worked out."""
