"""Regular expressions of hosts' rules, as far as they are the plain ones that people write for redirects."""

from __future__ import annotations

import re

from content_lint.config.detect.hosts.pieces import Piece, PieceKind, text
from content_lint.text.regex import regex

_PIECE = regex(
    r"""
      (?P<rest>\((?:\?:)?\.[*+]\??\)|\.[*+]\??)
    | (?P<digits>\(?(?:\\d|\[0-9\])(?:[+*]|\{[\d,]+\})\)?)
    | (?P<part>\(?(?:\[(?:\^/|[\w\\.%-]+)\]|\\w)[+*]\)?)
    | (?P<slash>/\?\$|\(/\)\?\$)
    | (?P<choice>\((?:\?:)?[\w/.-]+(?:\|[\w/.-]+)+\))
    | (?P<escaped>\\[^\w])
    | (?P<plain>[^\\^$.|?*+()\[\]{}])(?![?*+{])
    | (?P<end>\$\Z)
    """,
    re.VERBOSE,
)
_BEGINS_WITH_REST = regex(r"\((?:\?:)?\.[*+]\??\)|\.[*+]")


def from_regex(source: str, *, below: str = "") -> list[Piece]:
    """The pieces of a regular expression; what is beyond them is UNKNOWN.

    Args:
        source: the expression.
        below: what the host has cut off the path before it looks (``/`` in .htaccess).
    """
    anchored = source.startswith("^")
    # Without `^` an expression may begin to match anywhere.
    floats = not anchored and not _BEGINS_WITH_REST.match(source)
    pieces = [Piece(PieceKind.REST)] if floats else []
    written, place, groups, ended = "" if floats else below, int(anchored), 0, False
    while place < len(source):
        match = _PIECE.match(source, place)
        if match is None or match.lastgroup is None:
            return [*pieces, *_texts(written), Piece(PieceKind.UNKNOWN)]
        place = match.end()
        kind = match.lastgroup
        if kind in ("plain", "escaped"):
            written += match[0][-1]
            continue
        if kind in ("slash", "end"):
            ended = True
            continue
        pieces += _texts(written)
        written = ""
        name = ""
        if match[0].startswith("(") and not match[0].startswith("(?:"):
            groups += 1
            name = str(groups)
        if kind == "choice":
            choices = match[0].strip("()").removeprefix("?:").split("|")
            pieces.append(Piece(PieceKind.CHOICE, name, tuple(choices)))
        else:
            pieces.append(
                Piece({"rest": PieceKind.REST, "digits": PieceKind.DIGITS, "part": PieceKind.PART}[kind], name)
            )
    pieces += _texts(written)
    return pieces if ended else [*pieces, Piece(PieceKind.REST)]


def _texts(written: str) -> list[Piece]:
    return [text(written)] if written else []
