"""Regular expressions of JavaScript's, as far as they mean the same to Python and take linear time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from content_lint.text.regex import regex

BLANKS = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What JavaScript takes for blank: ``\\s``, and what ``trim`` removes."""

_PIECE = regex(
    r"\\u(?P<code>[0-9a-fA-F]{4})|\\x(?P<short>[0-9a-fA-F]{2})|(?P<escape>\\[dDsSwWbBtnrfv]|\\[^A-Za-z0-9])|(?P<class>\[)"
    r"|(?P<plain>[^\\\[\]])"
)
_IN_CLASS = regex(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|(\\[dDsSwWtnrfv]|\\[^A-Za-z0-9])|([^\\\]])")
_UNIT = regex(r"\\.|\[(?:[^\]\\]|\\.)*+(?:\]|\Z)|[*+?{(|)]", re.DOTALL)
_REPEATS = frozenset("*+?{")
_MARK = regex(r"\$(\d|\$|&)")
_FLAGS = frozenset("giu")
_LONGEST = 1_000


class ScriptPattern(NamedTuple):
    """One expression.

    Attributes:
        text: as Python has it.
        all: whether every place is replaced.
        folds: whether upper and lower case are the same.
    """

    text: str
    all: bool
    folds: bool

    def replaced(self, text: str, new: str) -> str:
        """A text in which another one stands for what is found; in that, ``$1``, ``$&`` and ``$$`` count."""
        found = _compiled(self.text, self.folds)
        return found.sub(lambda match: _filled(match, new), text, count=0 if self.all else 1)

    def is_in(self, text: str) -> bool:
        """Whether a text has it somewhere."""
        return _compiled(self.text, self.folds).search(text) is not None


def pattern_of(written: str) -> ScriptPattern | None:
    """An expression as it is written, between slashes and with its flags; None where the two languages may differ.

    At most one part of each alternative is repeated or optional, and alternatives stand in one group at most: so there
    are no more ways through a text than it has places.
    """
    body, _, flags = written[1:].rpartition("/")
    if len(written) > _LONGEST or set(flags) - _FLAGS or not _is_linear(body):
        return None
    text = _translated(body)
    return None if text is None else ScriptPattern(text, "g" in flags, "i" in flags)


def _is_linear(body: str) -> bool:
    groups = repeats = depth = 0
    has_inner_choice = False
    last = ""
    for match in _UNIT.finditer(body):
        sign = match[0]
        if sign == "(":
            groups, depth = groups + 1, depth + 1
        elif sign == ")":
            depth -= 1
        elif sign == "|":
            has_inner_choice = has_inner_choice or depth > 0
            repeats = repeats if depth else 0
        elif sign in _REPEATS and not (sign == "?" and last in _REPEATS and body[match.start() - 1] in "*+?}"):
            repeats += 1
            if repeats > 1 or body[match.start() - 1 : match.start()] == ")":
                return False
        last = sign
    return not has_inner_choice or groups == 1


def _translated(body: str) -> str | None:
    made: list[str] = []
    place = 0
    while place < len(body):
        match = _PIECE.match(body, place)
        if match is None:
            return None
        place = match.end()
        if match["class"]:
            inside, place = _class(body, place)
            if not inside:
                return None
            made.append(inside)
        elif match["code"] or match["short"]:
            made.append(re.escape(chr(int(match["code"] or match["short"], 16))))
        elif match[0] in {"\\s", "\\S"}:
            made.append("[" + ("^" if match[0] == "\\S" else "") + BLANKS + "]")
        elif match[0] == "?" and body[place - 2 : place - 1] == "(":
            return None
        else:
            made.append("\\Z" if match[0] == "$" else match[0])
    try:
        re.compile("".join(made))
    except re.error:
        return None
    return "".join(made)


def _class(body: str, place: int) -> tuple[str, int]:
    """The class of characters that begins there, and where it ends; empty where it cannot be followed."""
    made = ["["]
    if body[place : place + 1] == "^":
        made, place = ["[^"], place + 1
    while place < len(body) and body[place] != "]":
        match = _IN_CLASS.match(body, place)
        if match is None:
            return "", place
        place = match.end()
        if match[1] or match[2]:
            made.append(re.escape(chr(int(match[1] or match[2], 16))))
        elif match[3] == "\\S":
            return "", place
        elif match[3] == "\\s":
            made.append(BLANKS)
        elif match[4] and match[4] in "[&~|":
            made.append(f"\\{match[4]}")
        else:
            made.append(match[0])
    return ("".join((*made, "]")), place + 1) if len(made) > 1 else ("", place)


@lru_cache(maxsize=64)
def _compiled(pattern: str, folds: bool) -> re.Pattern[str]:  # noqa: FBT001
    return re.compile(pattern, (re.IGNORECASE if folds else 0) | re.ASCII)


def _filled(match: re.Match[str], new: str) -> str:
    """What is written instead of a match, as JavaScript fills it in."""

    def text(group: re.Match[str]) -> str:
        if group[1] == "$":
            return "$"
        number = 0 if group[1] == "&" else int(group[1])
        return (match[number] or "") if number <= len(match.groups()) else group[0]

    return _MARK.sub(text, new)
