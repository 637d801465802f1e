"""What all notations of hosts come to: an address of plain text, single parts and rests; and where it leads.

A pattern costs no more than linear time for one place where it may begin: it has one rest at most, and one
placeholder in a part of the path. What would need more, or is not understood, matches all that begins like it, and
the rule then says that nobody knows.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote

from content_lint.config.settings import HostRule
from content_lint.text.regex import regex

VAGUE = "has a pattern that is not understood here"
NOTHING = r"(?!)()"


class PieceKind(StrEnum):
    """What a piece of an address matches."""

    TEXT = "text"
    PART = "[^/]+"
    DIGITS = "[0-9]+"
    CHOICE = "choice"
    REST = ".*"
    UNKNOWN = "unknown"


class Piece(NamedTuple):
    """A piece of an address.

    Attributes:
        kind: see Kind.
        text: the text; of all others the name that a target uses, or empty.
        choices: the texts of a CHOICE.
    """

    kind: PieceKind
    text: str = ""
    choices: tuple[str, ...] = ()


def text(value: str) -> Piece:
    """A piece of plain text, decoded."""
    return Piece(PieceKind.TEXT, unquote(value))


class RuleAddress(NamedTuple):
    """The addresses of a rule.

    Attributes:
        source: as they are written.
        file: where, from the root.
        pieces: what they match.
        mark: a regular expression for what is put in a target for a piece; its only group is the piece's name.
        exact_slash: whether a slash at the end makes another address.
        whole: whether the name ``0`` is the whole path.
    """

    source: str
    file: str
    pieces: Sequence[Piece]
    mark: str = NOTHING
    exact_slash: bool = False
    whole: bool = False


def make_rule(address: RuleAddress, target: str, status: int, *, first: bool = False, condition: str = "") -> HostRule:
    """A rule.

    Args:
        address: what it matches.
        target: where it leads.
        status: what the host answers.
        first: whether the rule comes before the site's own files.
        condition: what nobody knows of it, or empty.
    """
    pattern, names = _pattern(address.pieces, exact_slash=address.exact_slash)
    names |= {"0": "0"} if address.whole else {}
    vague = any(piece.kind is PieceKind.UNKNOWN for piece in _sound(address.pieces))
    made = re.sub(
        address.mark,
        lambda match: f"\\g<{names[match[1]]}>" if match[1] in names else match[0],
        target.replace("\\", "\\\\"),
    )
    wide = any(piece.kind in (PieceKind.REST, PieceKind.UNKNOWN) for piece in address.pieces) and "\\g<" not in made
    condition = condition or (VAGUE if vague else "")
    return HostRule(address.source, address.file, pattern, made, status, first, condition, wide)


def _sound(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces up to the first that would cost more than linear time or is not understood."""
    kept: list[Piece] = []
    rests, in_part = 0, 0
    for piece in pieces:
        if piece.kind is PieceKind.TEXT:
            in_part = 0 if "/" in piece.text else in_part
        elif piece.kind in (PieceKind.PART, PieceKind.DIGITS, PieceKind.CHOICE):
            in_part += 1
        elif piece.kind is PieceKind.REST:
            rests += 1
        if rests > 1 or in_part > 1 or piece.kind is PieceKind.UNKNOWN:
            return [*kept, Piece(PieceKind.UNKNOWN)]
        kept.append(piece)
    return kept


def _pattern(pieces: Sequence[Piece], *, exact_slash: bool) -> tuple[str, dict[str, str]]:
    """The regular expression of a rule, and what its groups are called there."""
    sound, names = _sound(pieces), dict[str, str]()
    made: list[str] = []
    for number, piece in enumerate(sound):
        if piece.kind is PieceKind.TEXT:
            last = number == len(sound) - 1
            made.append(re.escape(piece.text.rstrip("/") if last and not exact_slash else piece.text))
            continue
        if piece.kind is PieceKind.UNKNOWN:
            made.append(".*")
            break
        inner = "|".join(map(re.escape, piece.choices)) if piece.kind is PieceKind.CHOICE else piece.kind.value
        name = piece.text
        group = f"(?P<g{number}>{inner})"
        names |= {name: f"g{number}"} if name else {}
        # The folder itself matches too: `/old/*` answers at `/old`.
        if piece.kind is PieceKind.REST and number == len(sound) - 1 and made and made[-1].endswith("/"):
            made[-1] = made[-1][:-1]
            group = f"(?:/{group})?"
        made.append(group)
    ends_open = sound[-1:] and sound[-1].kind in (PieceKind.REST, PieceKind.UNKNOWN)
    return "".join(made) + ("" if exact_slash or ends_open else "/?"), names


_COLON = regex(r":([A-Za-z_]\w*)|\*")


def with_colons(source: str) -> list[Piece]:
    """Pieces of the notation ``/old/:name/*``."""
    pieces, place = [], 0
    for match in _COLON.finditer(source):
        pieces.append(text(source[place : match.start()]))
        pieces.append(Piece(PieceKind.PART, match[1]) if match[1] else Piece(PieceKind.REST, "splat"))
        place = match.end()
    return [piece for piece in (*pieces, text(source[place:])) if piece.text]
