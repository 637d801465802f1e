"""The tokens of a program of JavaScript or TypeScript, and where its brackets close; in linear time."""

from __future__ import annotations

import re
from typing import NamedTuple

from content_lint.text.regex import regex

_TOKEN = regex(
    r"(?P<gap>(?:\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)++)"
    r"|(?P<text>'(?:[^'\\\n]|\\.)*+'?|\"(?:[^\"\\\n]|\\.)*+\"?)"
    r"|(?P<template>`(?:[^`\\$]|\\.|\$(?!\{)|\$\{[^{}`]*+\})*+(?P<closed>`)?)"
    r"|(?P<name>[A-Za-z_$\u0080-\uffff][\w$]*+)"
    r"|(?P<number>\d[\w.]*+)"
    r"|(?P<mark>=>|\.\.\.|\?\.|[=!]==?|&&|\|\||\?\?|.)",
    re.DOTALL,
)
_REGEXP = regex(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*+\]?)++/?[a-z]*")
_IN_TEMPLATE = regex(r"(?:[^`\\$]|\\.|\$(?!\{))*+", re.DOTALL)
_IN_CODE = regex(
    r"(?:[^`{}'\"/]|'(?:[^'\\\n]|\\.)*+'?|\"(?:[^\"\\\n]|\\.)*+\"?|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|/)*+",
    re.DOTALL,
)
_PAIRS = {"(": ")", "[": "]", "{": "}"}


class Token(NamedTuple):
    """One: ``text``, ``template``, ``name``, ``number``, ``regexp`` or ``mark``, and what is written."""

    kind: str
    text: str
    fresh: bool  # whether it begins a line


def tokens_of(text: str) -> list[Token]:
    """The tokens of a program, without blanks and comments."""
    found: list[Token] = []
    position, fresh, is_open = 0, True, False
    while match := _TOKEN.match(text, position):
        position = match.end()
        kind = match.lastgroup or "mark"
        if kind == "gap":
            fresh = fresh or "\n" in match[0]
            continue
        written = match[0]
        if written == "/" and not _is_value(found):
            regexp = _REGEXP.match(text, match.start())
            if regexp:
                kind, written, position = "regexp", regexp[0], regexp.end()
        elif kind == "template" and not is_open and match["closed"] is None:
            end = _end_of_template(text, match.start())
            is_open = end is None  # and nobody looks for the end of another one
            position = position if end is None else end
            written = text[match.start() : position]
        found.append(Token(kind, written, fresh))
        fresh = False
    return found


def _end_of_template(text: str, start: int) -> int | None:
    """Where a template literal ends, with the code in it and the literals in that; None where it is never closed."""
    around, place = ["`"], start + 1
    while around:
        is_text = around[-1] == "`"
        match = (_IN_TEMPLATE if is_text else _IN_CODE).match(text, place)
        place = match.end() if match is not None else place
        sign = text[place : place + 1]
        if is_text and sign == "$":
            around.append("{")
            place += 2
        elif not sign or (is_text and sign != "`"):
            return None
        else:
            place += 1
            if sign == "}" or is_text:
                around.pop()
            else:
                around.append(sign)
    return place


def _is_value(tokens: list[Token]) -> bool:
    """Whether the last token ends a value, so that a slash after it divides."""
    if not tokens:
        return False
    last = tokens[-1]
    if last.kind == "mark":
        return last.text in {")", "]", "}"}
    return last.text != "return"


def closing_places(tokens: list[Token]) -> dict[int, int]:
    """For each bracket that opens, where it is closed; what is never closed goes to the end."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        if token.text in _PAIRS:
            open_.append(place)
        elif open_ and token.text == _PAIRS[tokens[open_[-1]].text]:
            found[open_.pop()] = place
    for place in open_:
        found[place] = len(tokens)
    return found
