"""Where front matter begins and ends: the fence rules of the generators.

Everything here finds line starts with ``str.find``: a file of one line of 100 MB costs one pass.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FenceState
from content_lint.text.characters import INVISIBLE
from content_lint.text.regex import regex
from content_lint.text.source import BOM, Span

_OPENING = regex(r"(---)[ \t\r\f\v]*\n")
_CLOSING = regex(r"(---|\.\.\.)[ \t\r\f\v]*(?:\n|\Z)")
_BLANK_START = regex(rf"[{BOM}\s{INVISIBLE}]*")
_BLANK_OR_COMMENT = regex(r"(?:[ \t\r\f\v]*(?:#[^\n]*)?\n)*")
_KEY = regex(r"""(?:([a-z_])|[A-Z]|["'])[\w.-]{0,80}["']?[ \t]{0,8}:(?=[ \t\r\n]|\Z)""", re.ASCII)
_NEXT_LINE = regex(r"[^\n]*\n")
_HUGO_START = regex(rf"[{BOM} \t\r\n]*")
_HUGO_CLOSING = {
    "---": regex(r"---(?<![^\r\n]---)(?:\r\n|\n)?"),
    "+++": regex(r"\+\+\+(?<![^\r\n]\+\+\+)(?:\r\n|\n)?"),
}
_ASTRO_OPENING = regex(rf"(?:{BOM}|\s*+(?<=\n))?(---|\+\+\+)[ \t\r]*\n")
_ASTRO_CLOSING = regex(r"^(---|\+\+\+)[ \t\r]*(?:\n|\Z)?", re.MULTILINE)
_BLANK_LINE_END = regex(r"[ \t]*\r?\n")
_NAMED_OPENING = regex(r"(---)(toml|json)[ \t\r]*\n")
_GRAY_OPENING = regex(r"(---)[ \t]*(toml|json|js|javascript)[ \t\r]*\n")
_TOML_OPENING = regex(r"(\+\+\+)[ \t\r]*\n")
_TOML_CLOSING = regex(r"^(\+\+\+)[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_TOML_KEY = regex(r"(?:[ \t\r]*(?:#[^\n]*)?\n)*+[ \t]*+(?:\[|[\w\"'.-]++[ \t]*+=)")
_JSON_START = regex(r"\{\s*+\"[^\"\n]*+\"\s*+:")
_GRAY_CLOSING = regex(r"^(---)[ \t\r]*(?:\n|\Z)?", re.MULTILINE)
_MKDOCS_CLOSING = regex(r"^(---|\.\.\.)[ \t]*\r?\n", re.MULTILINE)
_LONG_OPENING = regex(r"(-{4,})[ \t\r]*\n")
_LONG_CLOSING = regex(r"^(-{3,})[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_MULTIMARKDOWN = regex(r" {0,3}[A-Za-z0-9_-]+:[^\n]*\n(?:(?: {0,3}[A-Za-z0-9_-]+:|    |\t)[^\n]*\n)*")
_FORMATS = {"---": "yaml", "+++": "toml"}
_NOWHERE = Span(0, 0)
_LOOKED_AT = 20_000
# What UTF-16 and UTF-32 leave of plain letters that are read as UTF-8: zeros, and the bytes of the mark at the front.
_LEFT_OF_ENCODINGS = dict.fromkeys((0, *range(0xDC80, 0xDD00)))


class Fences(Struct, frozen=True):
    """What a file begins with, and where its parts are.

    Attributes:
        header: whether there is front matter.
        span: the opening fence, else the first line.
        body: from after the closing fence to the end of the file; the whole file where there is no front matter.
        format: ``yaml``, ``toml`` or ``json``; of no use unless ``header`` is FOUND.
        content: what is between the fences.
        closing: the closing fence.
    """

    header: FenceState
    span: Span
    body: Span
    format: str = "yaml"
    content: Span = _NOWHERE
    closing: Span = _NOWHERE


def find_fences(text: str, dialect: Dialect) -> Fences:
    """Find front matter as the generator does."""
    if dialect.fences == "hugo":
        return _hugo(text)
    if dialect.fences == "mkdocs":
        return _mkdocs(text)
    if dialect.fences == "any":
        return _any(text)
    if dialect.fences == "astro":
        return _astro(text)
    if dialect.fences == "julia":
        return _julia(text)
    if dialect.fences == "gray-matter":
        return _gray_matter(text)
    return _jekyll(text, bom_allowed=dialect.bom_allowed)


def _any(text: str) -> Fences:
    """What one generator or another reads: YAML; TOML between ``+++``; JSON; TOML or JSON below ``---toml``."""
    bom = 1 if text.startswith(BOM) else 0
    blank = _BLANK_START.match(text)
    # Whoever reads TOML there, Zola and Hugo, takes blanks before it.
    if opening := _TOML_OPENING.match(text, blank.end() if blank else bom):
        if closing := _TOML_CLOSING.search(text, opening.end()):
            return _found(FenceState.FOUND, text, opening, closing, "toml")
        if _TOML_KEY.match(text, opening.end()):
            return Fences(FenceState.UNCLOSED, Span(*opening.span(1)), Span(bom, len(text)), "toml")
    elif opening := _NAMED_OPENING.match(text, bom):
        if closing := _closing_line(text, opening.end()):
            return _found(FenceState.FOUND, text, opening, closing, opening[2])
        return Fences(FenceState.UNCLOSED, Span(*opening.span(1)), Span(bom, len(text)), opening[2])
    elif _JSON_START.match(text, bom):
        return Fences(FenceState.FOUND, Span(bom, bom), Span(bom, len(text)), "json", Span(bom, len(text)))
    return _jekyll(text, bom_allowed=True)


def _astro(text: str) -> Fences:
    """Astro's own pattern: YAML or TOML, empty lines before it, and either fence closes it."""
    opening = _ASTRO_OPENING.match(text)
    if opening is None:
        return _long(text, int(text.startswith(BOM))) or _hidden(text) or _missing(text)
    closing = _ASTRO_CLOSING.search(text, opening.end())
    if closing is not None:
        return _found(FenceState.FOUND, text, opening, closing, _FORMATS[opening[1]])
    if _looks_like_keys(text, opening.end()) or opening[1] == "+++":
        return Fences(FenceState.UNCLOSED, Span(*opening.span(1)), Span(0, len(text)), _FORMATS[opening[1]])
    return _missing(text)


def _julia(text: str) -> Fences:
    """Franklin: a program in Julia between ``+++``, which says nothing here, and no front matter."""
    opening = _TOML_OPENING.match(text)
    closing = _TOML_CLOSING.search(text, opening.end()) if opening else None
    return replace(_missing(text), body=Span(closing.end(), len(text))) if closing else _missing(text)


def _jekyll(text: str, *, bom_allowed: bool) -> Fences:
    """Jekyll's own pattern: ``---`` alone on the first line, ``---`` or ``...`` alone on a later one."""
    bom = 1 if text.startswith(BOM) else 0
    if bom and not bom_allowed:
        return _hidden(text) or _missing(text)
    opening = _OPENING.match(text, bom)
    if not opening:
        return _hidden(text) or _missing(text)
    closing = _closing_line(text, opening.end())
    if closing:
        return _found(FenceState.FOUND, text, opening, closing)
    if _looks_like_keys(text, opening.end()):
        return Fences(FenceState.UNCLOSED, Span(*opening.span(1)), Span(bom, len(text)))
    return _missing(text)


def _gray_matter(text: str) -> Fences:
    """The library gray-matter of JavaScript: ``---`` alone closes, and ``---json`` says what is below it."""
    bom = 1 if text.startswith(BOM) else 0
    opening = _OPENING.match(text, bom)
    named = _GRAY_OPENING.match(text, bom) if opening is None else None
    begun = opening or named
    if begun is None:
        return _other_format(text, bom) or _hidden(text) or _missing(text)
    written_in = named[2] if named else "yaml"
    closing = _GRAY_CLOSING.search(text, begun.end())
    if closing is not None:
        return _found(FenceState.FOUND, text, begun, closing, written_in)
    if named or _looks_like_keys(text, begun.end()):
        return Fences(FenceState.UNCLOSED, Span(*begun.span(1)), Span(bom, len(text)), written_in)
    return _missing(text)


def _mkdocs(text: str) -> Fences:
    """MkDocs (utils/meta.py): a line between the fences at least, and a line end after the closing one.

    What a file begins with instead may be keys of MultiMarkdown, which are not shown.
    """
    bom = 1 if text.startswith(BOM) else 0
    opening = _OPENING.match(text, bom)
    if opening is None:
        other = _other_format(text, bom)
        if other is not None:
            return other
        keys = _MULTIMARKDOWN.match(text, bom)
        found = _hidden(text) or _missing(text)
        return (
            replace(found, body=Span(keys.end(), len(text))) if keys and found.header is FenceState.MISSING else found
        )
    first = _NEXT_LINE.match(text, opening.end())
    closing = _MKDOCS_CLOSING.search(text, first.end()) if first is not None else None
    if closing is not None:
        return _found(FenceState.FOUND, text, opening, closing)
    if _looks_like_keys(text, opening.end()):
        return Fences(FenceState.UNCLOSED, Span(*opening.span(1)), Span(bom, len(text)))
    return _missing(text)


def _other_format(text: str, bom: int) -> Fences | None:
    """Front matter in a format that the generator does not read, so that it is shown as text."""
    if opening := _TOML_OPENING.match(text, bom):
        closing = _TOML_CLOSING.search(text, opening.end()) if _TOML_KEY.match(text, opening.end()) else None
        return _found(FenceState.FOUND, text, opening, closing, "toml") if closing is not None else None
    if opening := _NAMED_OPENING.match(text, bom):
        closing = _closing_line(text, opening.end())
        return _found(FenceState.FOUND, text, opening, closing, opening[2]) if closing is not None else None
    return _long(text, bom)


def _long(text: str, bom: int) -> Fences | None:
    """Front matter between lines of more than three hyphens."""
    opening = _LONG_OPENING.match(text, bom)
    if opening is None or not _looks_like_keys(text, opening.end()):
        return None
    closing = _LONG_CLOSING.search(text, opening.end())
    return _found(FenceState.FOUND, text, opening, closing, "long") if closing is not None else None


def _hidden(text: str) -> Fences | None:
    start = _BLANK_START.match(text)
    if not start or not start.end():
        return None
    opening = _OPENING.match(text, start.end())
    if not opening or not _looks_like_keys(text, opening.end()):
        return None
    closing = _closing_line(text, opening.end())
    return _found(FenceState.HIDDEN, text, opening, closing) if closing else None


def is_hidden_by_encoding(text: str) -> bool:
    """Whether there is front matter once a file is read as UTF-16 or UTF-32, or by the line ends of old Macintoshes."""
    start = text[:_LOOKED_AT]
    read = start.translate(_LEFT_OF_ENCODINGS) if "\0" in start else start
    if read.startswith("---\r") and not read.startswith("---\r\n"):
        read = read.replace("\r", "\n")
    opening = _OPENING.match(read) if read != start else None
    if opening is None or not _looks_like_keys(read, opening.end()):
        return False
    return _closing_line(read, opening.end()) is not None


def _found(
    header: FenceState, text: str, opening: re.Match[str], closing: re.Match[str], written_in: str = "yaml"
) -> Fences:
    content = Span(opening.end(), closing.start())
    body = Span(closing.end(), len(text))
    return Fences(header, Span(*opening.span(1)), body, written_in, content, Span(*closing.span(1)))


def _missing(text: str) -> Fences:
    bom = 1 if text.startswith(BOM) else 0
    end = text.find("\n", bom)
    first = text[bom : len(text) if end < 0 else end].rstrip("\r")
    return Fences(FenceState.MISSING, Span(bom, bom + len(first)), Span(bom, len(text)))


def _closing_line(text: str, start: int) -> re.Match[str] | None:
    """The first closing fence at or after ``start``, which begins a line."""
    place = start - 1
    ruler = text.find("\n---", place)
    while True:
        dots = text.find("\n...", place, ruler if ruler >= 0 else len(text))
        place = dots if dots >= 0 else ruler
        if place < 0:
            return None
        if found := _CLOSING.match(text, place + 1):
            return found
        place += 1
        if 0 <= ruler < place:
            ruler = text.find("\n---", place)


def _looks_like_keys(text: str, start: int) -> bool:
    """Whether the first line with anything on it is a key: a lone ``---`` is more often a ruler.

    ``Note: this is prose`` is a key to YAML; a capital counts only if the next line looks like one too.
    """
    blank = _BLANK_OR_COMMENT.match(text, start)
    first = _KEY.match(text, blank.end() if blank else start)
    if not first:
        return False
    if first[1]:
        return True
    line = _NEXT_LINE.match(text, first.start())
    return bool(line and _KEY.match(text, line.end()))


def _hugo(text: str) -> Fences:
    """Hugo: blanks and BOMs first, three signs, and a line that starts with the same three."""
    begin = _HUGO_START.match(text)
    start = begin.end() if begin else 0
    sign = text[start : start + 3]
    if sign not in _FORMATS:
        if text.startswith("{", start):
            return Fences(FenceState.FOUND, Span(start, start), Span(start, len(text)), "json", Span(start, len(text)))
        return _missing(text)
    opening = Span(start, start + 3)
    rest = _BLANK_LINE_END.match(text, opening.end)
    inside = rest.end() if rest else opening.end
    closing = _HUGO_CLOSING[sign].search(text, inside)
    if not closing:
        return Fences(FenceState.UNCLOSED, opening, Span(start, len(text)), _FORMATS[sign])
    content = Span(inside, closing.start())
    fence = Span(closing.start(), closing.start() + 3)
    return Fences(FenceState.FOUND, opening, Span(closing.end(), len(text)), _FORMATS[sign], content, fence)
