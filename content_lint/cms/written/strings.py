"""How the library writes a text: plain where it can, else in quotes or as a block."""

from __future__ import annotations

import json
import re
from typing import Literal

from msgspec import Struct

from content_lint.cms.written.folding import fold
from content_lint.cms.written.numbers import read_plain
from content_lint.text.regex import regex

_MARKER = regex(r"^(?:%|---|\.\.\.)", re.MULTILINE)
_NOT_PLAIN_START = regex(r"""[\n\t ,\[\]{}#&*!|>'"%@`]|[?-](?:[ \t]|\Z)""")
# That the first character is one of few makes it quick.
_NOT_PLAIN_INSIDE = regex(r"[\n\t :](?:(?<=[\n:])[ \t]|(?<=[ \t])\n|(?<=[\n\t ])#|\Z)")
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_FLOW = regex(r"[\n\[\]{},]")
_AROUND_BREAK = regex(r"[ \t]\n|\n[ \t]")
_BLANK_END = regex(r"\n[\t ]+\Z")
_BREAKS = regex(r"\n+")
_INNER_BREAKS = regex(r"(?<!\n)\n++(?!\Z)")
_BLANKS = "\n\t "
_ALL_BLANKS = regex(r"[\n\t ]*+")
_INDENTED = regex(r"(?:\A|\n)([\t ][^\n]*)")
_START = regex(r"\A[\n ]*")
_ESCAPED = {"0000": "0", "0007": "a", "000b": "v", "001b": "e", "0085": "N", "00a0": "_", "2028": "L", "2029": "P"}
_LONG_QUOTED = 40
"""From this length on a text in double quotes is broken at its line breaks."""

Quotes = Literal["plain", "single", "double"]


class Style(Struct, frozen=True):
    """What one CMS asks of the library.

    Attributes:
        newer: whether it is version 2.
        width: of a line; 0 for no end.
        single: whether single quotes are preferred.
        quotes: what texts are written in that could do without.
    """

    newer: bool
    width: int
    single: bool
    quotes: Quotes = "plain"


DECAP = Style(newer=False, width=80, single=False)
SVELTIA = Style(newer=True, width=0, single=True)


class Place(Struct, frozen=True):
    """Where a text is written.

    Attributes:
        indent: of the lines after the first.
        first: how much is on the first line already.
        is_key: whether it is a key.
    """

    indent: str = ""
    first: int = 0
    is_key: bool = False


def can_be_plain(text: str) -> bool:
    """Whether a text may be written without quotes, if it is no number or word of YAML's."""
    return not ("\n" in text or _CONTROL.search(text) or _is_marked(text))


def _is_marked(text: str) -> bool:
    """Whether something in a text would mean something to YAML."""
    return _NOT_PLAIN_START.match(text) is not None or _NOT_PLAIN_INSIDE.search(text) is not None


def write_text(text: str, style: Style, place: Place) -> str:
    """A text as the library writes it."""
    if _CONTROL.search(text):
        return _double(text, style, place)
    if style.quotes == "double" and not place.is_key:
        return _double(text, style, place)
    if style.quotes == "single" and not place.is_key:
        return _single(text, style, place)
    return _plain(text, style, place)


def _plain(text: str, style: Style, place: Place) -> str:
    if place.is_key:
        return _key(text, style, place)
    if (not text and not style.newer) or _is_marked(text):
        return _quoted(text, style, place) if "\n" not in text else _block(text, style, place)
    if "\n" in text or (not place.indent and _MARKER.search(text)):
        return _block(text, style, place)
    if not isinstance(read_plain(text, moments=False), str):
        return _quoted(text, style, place) if style.newer else _double(text, style, place)
    return _folded(text, style, place)


def _key(text: str, style: Style, place: Place) -> str:
    """A key, which is always on one line."""
    in_quotes = _quoted if style.newer else _double
    if "\n" in text or (not style.newer and _FLOW.search(text)):
        return in_quotes(text, style, place)
    if (not text and not style.newer) or _is_marked(text):
        return _quoted(text, style, place)
    return text if isinstance(read_plain(text, moments=False), str) else in_quotes(text, style, place)


def _quoted(text: str, style: Style, place: Place) -> str:
    single, double = "'" in text, '"' in text
    if double and not single:
        return _single(text, style, place)
    if single and not double:
        return _double(text, style, place)
    return _single(text, style, place) if style.newer and style.single else _double(text, style, place)


def _folded(text: str, style: Style, place: Place) -> str:
    return fold(text, place.indent, "flow", style.width, place.first, newer=style.newer)[0]


def _single(text: str, style: Style, place: Place) -> str:
    if (style.newer and not style.single) or (place.is_key and "\n" in text) or _AROUND_BREAK.search(text):
        return _double(text, style, place)
    indent = place.indent or ("  " if _MARKER.search(text) else "")
    doubled = text.replace("'", "''")
    written = "'" + _BREAKS.sub(lambda found: f"{found[0]}\n{indent}", doubled) + "'"
    return written if place.is_key else fold(written, indent, "flow", style.width, place.first, newer=style.newer)[0]


def _double(text: str, style: Style, place: Place) -> str:
    indent = place.indent or ("  " if _MARKER.search(text) else "")
    encoded = json.dumps(text, ensure_ascii=False)
    whole = _with_escapes(encoded, indent, is_key=place.is_key) if "\\" in encoded else encoded
    return whole if place.is_key else fold(whole, indent, "quoted", style.width, place.first, newer=style.newer)[0]


def _with_escapes(encoded: str, indent: str, *, is_key: bool) -> str:
    """A text in JSON with the escapes that YAML has in their place."""
    written: list[str] = []
    at = 0
    while at < len(encoded):
        char = encoded[at]
        if char == " " and encoded.startswith("\\n", at + 1):
            written.append("\\ ")
            at += 1
            char = "\\"
        if char != "\\":
            written.append(char)
            at += 1
            continue
        piece, at = _escape(encoded, at, indent, is_key=is_key)
        written.append(piece)
    return "".join(written)


def _escape(encoded: str, at: int, indent: str, *, is_key: bool) -> tuple[str, int]:
    """An escape of JSON at ``at`` as YAML has it, and the place after it."""
    kind = encoded[at + 1]
    if kind == "u":
        code = encoded[at + 2 : at + 6]
        short = _ESCAPED.get(code)
        if short is None:
            short = f"x{code[2:]}" if code.startswith("00") else f"u{code}"
        return f"\\{short}", at + 6
    if kind != "n" or is_key or encoded[at + 2] == '"' or len(encoded) < _LONG_QUOTED:
        return encoded[at : at + 2], at + 2
    # A folded line eats the first line break, so there are two.
    piece = "\n\n"
    while encoded.startswith("\\n", at + 2) and encoded[at + 4 : at + 5] != '"':
        piece += "\n"
        at += 2
    piece += indent
    if encoded[at + 2] == " ":
        piece += "\\"
    return piece, at + 2


def _block(text: str, style: Style, place: Place) -> str:
    if _BLANK_END.search(text) or (not style.newer and not text.strip(" \t\n\r\f\v")):
        return _quoted(text, style, place) if style.newer else _double(text, style, place)
    indent = place.indent or "  "
    literal = not _is_long(text, style.width, len(indent))
    core = text.rstrip(_BLANKS)
    tail = text[len(core) :]
    chomp = _chomp(text, tail)
    tail = tail.removesuffix("\n")
    found = _START.match(core)
    head = found[0] if found is not None else ""
    header = ("2" if " " in head else "") + chomp
    kept = head[: head.rfind("\n") + 1]
    core = core[len(kept) :]
    tail = _INNER_BREAKS.sub(lambda match: match[0] + indent, tail)
    kept = _BREAKS.sub(lambda match: match[0] + indent, kept)
    if not core and not style.newer:
        return f"|{header}2\n{indent}{tail}"
    if not literal:
        body, overflown = _folded_block(f"{kept}{_for_folding(core, indent)}{tail}", style, indent)
        if not style.newer or not overflown:
            return f">{header}\n{indent}{body}"
    written = _BREAKS.sub(lambda match: match[0] + indent, core)
    return f"|{header}\n{indent}{kept}{written}{tail}"


def _chomp(text: str, tail: str) -> str:
    first = tail.find("\n")
    if first == -1:
        return "-"
    return "+" if text == tail or first != len(tail) - 1 else ""


def _for_folding(core: str, indent: str) -> str:
    spread = _BREAKS.sub(lambda match: "\n" + match[0], core)
    return _BREAKS.sub(lambda match: match[0] + indent, _without_breaks_at_indented(spread))


def _without_breaks_at_indented(spread: str) -> str:
    """The text without a line break before each indented line, and after the last of them where a line follows."""
    made: list[str] = []
    place = solid = 0
    for match in _INDENTED.finditer(spread):
        if match.start() < place:
            continue
        made += [spread[place : match.start()], match[1]]
        place = match.end()
        if solid < place and (blanks := _ALL_BLANKS.match(spread, place)):
            solid = blanks.end()
        if solid > place and spread[solid - 1] == "\n":
            made.append(spread[place : solid - 1])
            place = solid
    return "".join((*made, spread[place:]))


def _folded_block(text: str, style: Style, indent: str) -> tuple[str, bool]:
    return fold(text, indent, "block", style.width, len(indent) if style.newer else 0, newer=style.newer)


def _is_long(text: str, width: int, indent: int) -> bool:
    """Whether some line is longer than the limit."""
    return width > 0 and any(len(line) > width - indent for line in text.split("\n"))
