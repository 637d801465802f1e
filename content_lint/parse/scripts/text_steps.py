r"""Functions of JavaScript that only call methods of a text, one after the other: read, and done here.

``(text) => text.normalize('NFKD').replace(/\s+/g, '-').toLowerCase()`` is one, as sites write them to make the ids of
headings. Of anything else there is no answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of
from content_lint.text.regex import regex

_FORMS: dict[str, Literal["NFC", "NFD", "NFKC", "NFKD"]] = {
    "NFC": "NFC",
    "NFD": "NFD",
    "NFKC": "NFKC",
    "NFKD": "NFKD",
}
_PLAIN: dict[str, Callable[[str], str]] = {
    "toLowerCase": str.lower,
    "toLocaleLowerCase": str.lower,
    "toUpperCase": str.upper,
    "trim": str.strip,
    "toString": str,
}
_PIECE = regex(
    r"\\u(?P<code>[0-9a-fA-F]{4})|\\x(?P<short>[0-9a-fA-F]{2})|(?P<escape>\\[dDsSwWbBtnrfv]|\\[^A-Za-z0-9])|(?P<class>\[)"
    r"|(?P<plain>[^\\\[\]])"
)
_IN_CLASS = regex(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|(\\[dDsSwWtnrfv]|\\[^A-Za-z0-9])|([^\\\]])")
_NESTED = regex(r"[*+}]\)[*+{]|\([^()]*\([^()]*\)[*+{]")
_GROUP = regex(r"\$(\d|\$|&)")
_MOST_STEPS = 20
_TWO = 2
_BLANKS = r" \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What ``\\s`` means in JavaScript, for a class of Python's."""


class TextStep(Struct, frozen=True):
    """One call.

    Attributes:
        method: ``normalize``, ``replace``, or one without arguments.
        old: the form of ``normalize``; of ``replace`` a pattern of Python's.
        new: of ``replace``, what is written instead, as JavaScript has it.
        all: whether every place is replaced.
        folds: whether upper and lower case are the same.
    """

    method: str
    old: str = ""
    new: str = ""
    all: bool = False
    folds: bool = False

    def apply(self, text: str) -> str:
        """What it makes of a text."""
        if self.method == "normalize":
            return unicodedata.normalize(_FORMS[self.old], text)
        if self.method != "replace":
            return _PLAIN[self.method](text)
        pattern = _compiled(self.old, self.folds)
        return pattern.sub(lambda match: _filled(match, self.new), text, count=0 if self.all else 1)


def text_function(text: str, name: str) -> tuple[TextStep, ...] | None:
    """The steps of a function of one text.

    Args:
        text: the program that declares it.
        name: what it is called there.

    Returns:
        its steps in their order, or None where it does anything else.
    """
    tokens = tokens_of(text)
    place = next(
        (at for at, token in enumerate(tokens) if at and token.text == name and _declares(tokens[at - 1])), None
    )
    if place is None:
        return None
    start = _start_of_body(tokens, place + 1)
    return _steps(tokens, start, text) if start is not None else None


def _declares(token: Token) -> bool:
    return token.text in {"const", "let", "function", "var"}


def _start_of_body(tokens: list[Token], place: int) -> int | None:
    """Where the text that the function is given begins to be worked on; None where it is not the first thing there."""
    names = [token.text for token in tokens[place : place + 3] if token.kind == "name" and token.text != "function"]
    if not names:
        return None
    closing = closing_places(tokens)
    at, parameter = place, names[0]
    while at < len(tokens) and tokens[at].text not in {"=>", "{"}:
        at = closing.get(at, at) + 1
    after = [token.text for token in tokens[at : at + 4]]
    for begin in (["=>", "{", "return"], ["{", "return"], ["=>"]):
        if after[: len(begin)] == begin:
            at += len(begin)
            return at + 1 if at < len(tokens) and tokens[at].text == parameter else None
    return None


def _steps(tokens: list[Token], place: int, text: str) -> tuple[TextStep, ...] | None:
    found: list[TextStep] = []
    closing = closing_places(tokens)
    while place + 2 < len(tokens) and tokens[place].text in {".", "?."} and tokens[place + 2].text == "(":
        end = closing[place + 2]
        step = _step(tokens[place + 1].text, tokens[place + 3 : end], text)
        if step is None or len(found) == _MOST_STEPS:
            return None
        found.append(step)
        place = end + 1
    is_end = place >= len(tokens) or tokens[place].fresh or tokens[place].text in {"}", ";", ","}
    return tuple(found) if is_end else None


def _step(method: str, arguments: Sequence[Token], text: str) -> TextStep | None:
    if method in _PLAIN and not arguments:
        return TextStep(method)
    given = [token for token in arguments if token.text != ","]
    if method == "normalize" and len(given) < _TWO:
        form = given[0].text[1:-1] if given else "NFC"
        return TextStep(method, form) if form in _FORMS else None
    if method in {"replace", "replaceAll"} and len(given) == _TWO and given[1].kind == "text":
        new = given[1].text[1:-1]
        return _replacing(given[0], new, text, all_=method == "replaceAll") if "\\" not in new else None
    return None


def _replacing(old: Token, new: str, text: str, *, all_: bool) -> TextStep | None:
    """The step that puts a text in the place of another, or of what a regular expression finds."""
    if old.kind == "text":
        return TextStep("replace", re.escape(old.text[1:-1]), new, all_)
    written = old.text if old.kind == "regexp" else _constant(text, old.text)
    body, _, flags = written[1:].rpartition("/")
    pattern = _translated(body) if written and not set(flags) - set("giu") else None
    return TextStep("replace", pattern, new, "g" in flags, "i" in flags) if pattern is not None else None


def _constant(text: str, name: str) -> str:
    """The regular expression that a constant of the program is; or empty."""
    tokens = tokens_of(text)
    for at in range(1, len(tokens) - 2):
        if tokens[at].text == name and _declares(tokens[at - 1]) and tokens[at + 1].text == "=":
            return tokens[at + 2].text if tokens[at + 2].kind == "regexp" else ""
    return ""


def _translated(body: str) -> str | None:
    """A pattern of JavaScript's as Python has it; None where they may differ, or it may take long."""
    if _NESTED.search(body):
        return None
    made, place = [], 0
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
            made.append("[" + ("^" if match[0] == "\\S" else "") + _BLANKS + "]")
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
        elif match[3] in {"\\s", "\\S"}:
            if match[3] == "\\S":
                return "", place
            made.append(_BLANKS)
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

    return _GROUP.sub(text, new)
