"""Globs over paths from the root: what ``paths``, ``exclude`` and per-path settings understand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content_lint.text.regex import regex

_TOKEN = regex(r"(?<![^/])\*\*/|\*\*|\*|/|\?|\[[!^]?\]?[^\]/]*\]|[^*?\[/]+")
_UNCLOSED = regex(r"(?<![^\]/])[^\]/]++(?=/|\Z)")
"""The end of a part in which no set ends any more: a bracket there is itself."""

_BRACKET = "\0"
"""Such a bracket meanwhile; no path has this sign."""

_RANGE = regex(r"(.)-(.)|(.)", re.DOTALL)
_FOLDERS = "(?:[^/]*/)*?"
"""What ``**/`` crosses: nothing, or whole folders, and no more of them than it has to."""


class GlobError(ValueError):
    """A glob that can match nothing: a range in it runs backwards.

    Attributes:
        set: the set with that range, as it is written.
        better: the same, the right way round.
    """

    def __init__(self, set_: str, better: str) -> None:
        super().__init__(f"`{set_}` holds a range that runs backwards")
        self.set = set_
        self.better = better


def compile_glob(pattern: str) -> re.Pattern[str]:
    """A regular expression that matches whole paths.

    ``*`` and ``?`` stay inside a folder, ``**`` crosses folders, ``[abc]`` is one character of a set. A pattern
    without a slash matches in every folder (``*.md``), one that ends in a slash all that lies under it, and a
    folder's name all that lies under it as well, as in .gitignore.

    Matching costs the length of the pattern times that of the path, whatever is in the pattern.

    Raises:
        GlobError: a set has a range that runs backwards.
    """
    glob = pattern.strip().removeprefix("./")
    anywhere = "/" not in glob.rstrip("/")
    glob = glob.lstrip("/").rstrip("/")
    blocks = _blocks(glob)
    if anywhere:
        blocks.insert(0, [[""]])
    return re.compile(_joined(blocks, r"(?=/|\Z)") + r"(?:/.*)?\Z", re.DOTALL)


def whole(pattern: str, end: str) -> str:
    """The source of an expression for what a glob names and nothing below it, at the same cost.

    Args:
        pattern: the glob, from the first character of what is matched.
        end: an expression of no width that holds where the last name ends.
    """
    return _joined(_blocks(pattern), end)


def compile_prefix(pattern: str) -> re.Pattern[str]:
    """The same for what a path begins with: nothing is said of the text after the match."""
    return re.compile(_joined(_blocks(pattern), ""), re.DOTALL)


def compile_globs(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for several globs, or None for none."""
    # Atomic groups: of other alternatives, Python takes what all begin with apart, in the square of its length.
    sources = [f"(?>{compile_glob(pattern).pattern})" for pattern in patterns]
    return re.compile("|".join(sources), re.DOTALL) if sources else None


_Segment = list[str]
"""A path's part: the expressions of what is between its stars, each for a text of one length."""


def _blocks(glob: str) -> list[list[_Segment]]:
    """The glob cut at each place where any number of folders may come in, and each of these pieces cut at ``/``."""
    blocks: list[list[_Segment]] = [[[""]]]
    for match in _TOKEN.finditer(_UNCLOSED.sub(lambda end: end[0].replace("[", _BRACKET), glob)):
        token = match[0]
        segment = blocks[-1][-1]
        if token == "/":
            blocks[-1].append([""])
        elif token.startswith("**"):
            # Two stars inside a name are whole folders, if any, and then the rest of a name.
            blocks.append([[""] if token.endswith("/") else ["", ""]])
        elif token == "*":
            segment.append("")
        elif token == "?":
            segment[-1] += "[^/]"
        elif token.startswith("["):
            segment[-1] += _set(token)
        else:
            segment[-1] += re.escape(token.replace(_BRACKET, "["))
    return blocks


def _joined(blocks: list[list[_Segment]], end: str) -> str:
    """The expression of the whole; ``end`` is what has to be after the last name.

    What comes before a star is best matched as early as it can be: it leaves the most to what follows. So every
    piece but the last is atomic, and nothing is tried twice.
    """
    *others, last = blocks
    made = ""
    for number, block in enumerate(others):
        piece = "/".join([*map(_name, block[:-1]), _early(block[-1])])
        made += f"(?>{_FOLDERS}{piece})" if number else piece
    if others:
        made += _FOLDERS
    return made + "/".join([*map(_name, last[:-1]), _name(last[-1], end) if end else _early(last[-1])])


def _name(segment: _Segment, end: str = "(?=/)") -> str:
    """A whole part of a path."""
    if len(segment) == 1:
        return segment[0] + end
    return _early(segment[:-1]) + f"(?>[^/]*{segment[-1]}{end})"


def _early(segment: _Segment) -> str:
    """A part of a path that ends as early as it can, since anything may follow."""
    first, *rest = segment
    return first + "".join(f"(?>[^/]*?{piece})" for piece in rest)


def _set(token: str) -> str:
    """One character of a set, which is never a slash.

    Raises:
        GlobError: a range in it runs backwards.
    """
    negated = token[1] in "!^"
    inside = token[2 if negated else 1 : -1]
    if not inside:
        return re.escape(token)
    made = ""
    for match in _RANGE.finditer(inside):
        low, high, single = match.groups()
        if single is None and low > high:
            raise GlobError(token, token.replace(match[0], f"{high}-{low}", 1))
        made += re.escape(single) if single is not None else f"{re.escape(low)}-{re.escape(high)}"
    return f"(?!/)[{'^' if negated else ''}{made}]"
