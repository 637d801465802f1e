r"""Go's regular expressions, in time that no expression can blow up.

They are matched by the engine behind pydantic's patterns (Rust's regex), which is of the same family as Go's: it never
goes back, and knows neither look-around nor back references. What the two spell differently is translated here, by
Go's regexp/syntax: classes such as ``\d`` are ASCII's, ``[`` inside of a set is itself, ``\Q…\E`` quotes, and a brace
that counts nothing is itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from content_lint.text.regex import regex

_LONGEST = 1_000
_MOST_REPEATS = 1_000
_ASCII = {"d": "0-9", "w": "0-9A-Za-z_", "s": r"\t\n\f\r "}
_TOKEN = regex(
    r"\\Q(?P<quoted>.*?)(?:\\E|\Z)"
    r"|\\(?P<class>[dwsDWS])|\\(?P<property>[pP](?:\{\^?\w+\}|\w))|\\(?P<code>x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[0-7]{3}|0[0-7]{0,2})"
    r"|\\(?P<escaped>.)|(?P<count>\{(?P<least>\d+)(?:,(?P<most>\d*))?\})|(?P<set>\[\^?)|(?P<group>\(\?[^)]*?(?:\)|:|>))"
    r"|(?P<other>.)",
    re.DOTALL,
)
_IN_SET = regex(
    r"\[:(?P<posix>\^?\w+):\]|\\(?P<class>[dwsDWS])|\\(?P<property>[pP](?:\{\^?\w+\}|\w))"
    r"|\\(?P<code>x\{[0-9A-Fa-f]+\}|x[0-9A-Fa-f]{2}|[0-7]{3}|0[0-7]{0,2})|\\(?P<escaped>.)|(?P<end>\])|(?P<other>.)",
    re.DOTALL,
)
_GROUP = regex(r"\(\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)])\Z")
_PLAIN = regex(r"(\^|\.\*|)((?:[\w /-]|\\[./-])*)(\$|\.\*|)", re.ASCII)
_CONTROLS = {"a": r"\x07", "f": r"\f", "t": r"\t", "n": r"\n", "r": r"\r", "v": r"\x0b"}
_PLACES = {"A": r"\A", "z": r"\z", "b": r"(?-u:\b)", "B": r"(?-u:\B)"}
_POSIX = frozenset(
    {"alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word"}
    | {"xdigit"}
)


_SEARCHED = regex(
    r"(?P<repeat>[*+?]\??|\{\d+(?:,\d*)?\})|(?P<open>\((?:\?:)?(?!\?))|(?P<close>\))|\\[dwsDWSz.\-/\\#?+*()|\[\]{}^$:_&=!]"
    r"|\[\^?\]?(?:[^\\\[\]]|\\[dwsDWS.\-/\\#?+*()|\[\]{}^$])*\]|[^\\(){}\[\]*+?]"
)
"""What Go and Python read in one way, but for the end of the text."""
_IN_PYTHON = regex(r"\\.|\[(?:\\.|[^\]\\])*+(?:\]|\Z)|\$", re.DOTALL)
_MOST_STEPS = 1_000_000


class NoGoRegexpError(ValueError):
    """An expression that Go does not take."""


@cache
def search(expression: str) -> Callable[[str], bool]:
    """A function that says whether a text holds a match, as Go's ``MatchString``.

    Raises:
        NoGoRegexpError: Go refuses the expression, or it is longer than anybody's.
    """
    if len(expression) > _LONGEST:
        raise NoGoRegexpError("longer than 1,000 characters")
    plain = _PLAIN.fullmatch(expression)
    if plain is not None:
        return _search_plain(plain[2].replace("\\", ""), at_start=plain[1] == "^", at_end=plain[3] == "$")
    from pydantic_core import SchemaError, SchemaValidator, core_schema  # takes longer to load than all of a small site

    try:
        checker = SchemaValidator(core_schema.str_schema(pattern=translate(expression), regex_engine="rust-regex"))
    except SchemaError as error:
        raise NoGoRegexpError(str(error)) from error

    def matches(text: str) -> bool:
        return checker.isinstance_python(text.encode("utf-8", "replace").decode("utf-8"))

    return matches


def _search_plain(text: str, *, at_start: bool, at_end: bool) -> Callable[[str], bool]:
    """The same for an expression that is a text, which may have to be at the start or the end, as in ``^go$``."""
    if at_start:
        return text.__eq__ if at_end else lambda searched: searched.startswith(text)
    return (lambda searched: searched.endswith(text)) if at_end else lambda searched: text in searched


def find_all(expression: str, text: str) -> list[list[tuple[int, int]]]:
    """Where a text matches, as Go's ``FindAllStringSubmatchIndex``: of each match where it is, then its groups.

    Only Python's engine tells places, and it goes back: an expression that could keep it busy is not searched for.

    Args:
        expression: Go's; of plain signs, sets, groups and repetitions.
        text: what is searched.

    Returns:
        For each match and each of its groups the offsets in characters, both -1 for a group that takes no part.

    Raises:
        NoGoRegexpError: it holds more than that, or would take too long on a text of this length.
    """
    if len(expression) > _LONGEST or len(text) ** _repetitions(expression) > _MOST_STEPS:
        raise NoGoRegexpError("not searched for")
    try:
        compiled = _compiled(expression)
    except re.error as error:
        raise NoGoRegexpError(str(error)) from error
    groups = range(compiled.groups + 1)
    return [[match.span(number) for number in groups] for match in compiled.finditer(text)]


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    # Go's `$` is the end of the text, not also the place before its last line end.
    return re.compile(
        _IN_PYTHON.sub(lambda match: r"\Z" if match[0] in ("$", r"\z") else match[0], expression), re.ASCII
    )


@cache
def _repetitions(expression: str) -> int:
    """How many parts of an expression are repeated; raises NoGoRegexpError for repetitions in others, and odd signs."""
    found, place = 0, 0
    groups = [False]  # whether something is repeated in each of the open groups
    closed = False  # the same of the group that was closed just before
    while place < len(expression):
        match = _SEARCHED.match(expression, place)
        if match is None:
            raise NoGoRegexpError("not searched for")
        place = match.end()
        if match["repeat"]:
            if closed:
                raise NoGoRegexpError("a repetition in another")
            found += match["repeat"] not in ("?", "??")
            groups[-1] = groups[-1] or match["repeat"] not in ("?", "??")
        if match["open"]:
            groups.append(False)
        closed = False
        if match["close"]:
            if len(groups) == 1:
                raise NoGoRegexpError("a bracket too many")
            closed = groups.pop()
            groups[-1] = groups[-1] or closed
    return found


def translate(expression: str) -> str:
    """Go's spelling as Rust's; raises NoGoRegexpError for what only Rust would take."""
    made: list[str] = []
    place = 0
    while place < len(expression):
        match = _TOKEN.match(expression, place)
        if match is None:
            raise NoGoRegexpError("it ends with a backslash")
        place = match.end()
        if match["set"]:
            text, place = _set(expression, match)
            made.append(text)
        else:
            made.append(_outside(match))
    return "".join(made)


def _outside(match: re.Match[str]) -> str:
    """One token outside of a set."""
    if match["quoted"] is not None:
        return _literal(match["quoted"])
    if name := match["class"]:
        return f"[{'^' if name.isupper() else ''}{_ASCII[name.lower()]}]"
    if match["count"]:
        if max(int(match["least"]), int(match["most"] or 0)) > _MOST_REPEATS:
            raise NoGoRegexpError("it repeats more than 1,000 times")
        return match["count"]
    if group := match["group"]:
        if not _GROUP.match(group):
            raise NoGoRegexpError(f"`{group}` is no group")
        return group
    if match["other"] in ("{", "}", "]"):
        return "\\" + match["other"]
    return match["other"] or _PLACES.get(match["escaped"] or "") or _escape(match)


def _escape(match: re.Match[str]) -> str:
    """What a backslash and more mean both in a set and outside of it."""
    if name := match["property"]:
        return f"\\{name}" if "^" not in name else f"\\{name[0].swapcase()}{name[1:].replace('^', '')}"
    if code := match["code"]:
        number = int(code.strip("x{}"), 16) if code[0] == "x" else int(code, 8)
        return f"\\x{{{number:x}}}"
    sign: str = match["escaped"]
    if sign in _CONTROLS:
        return _CONTROLS[sign]
    if sign.isascii() and not sign.isalnum():
        return _literal(sign)
    raise NoGoRegexpError(f"`\\{sign}` means nothing")


def _literal(text: str) -> str:
    return "".join(f"\\x{{{ord(sign):x}}}" if sign.isascii() and not sign.isalnum() else sign for sign in text)


def _set(expression: str, opening: re.Match[str]) -> tuple[str, int]:
    """A set and where it ends; a bracket right after its beginning is a member."""
    made = [opening["set"]]
    place = first = opening.end()
    while match := _IN_SET.match(expression, place):
        if match["end"] and place > first:
            return "".join([*made, "]"]), match.end()
        place = match.end()
        if posix := match["posix"]:
            if posix.lstrip("^") not in _POSIX:
                raise NoGoRegexpError(f"`[:{posix}:]` is no class")
            made.append(f"[:{posix}:]")
        elif name := match["class"]:
            made.append(f"[{'^' if name.isupper() else ''}{_ASCII[name.lower()]}]")
        elif match["end"] or (match["other"] and match["other"] != "-"):
            made.append(_literal(match[0]))
        elif match["other"]:
            made.append("-" if made[-1] != "-" else r"\-")  # two of them take sets apart in Rust
        else:
            made.append(_escape(match))
    raise NoGoRegexpError("a set has no end")
