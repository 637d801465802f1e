"""Ruby's ``File.fnmatch`` and ``Dir.glob``, in time that no pattern can blow up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content_lint.text.regex import regex


def fnmatch_pattern(pattern: str) -> re.Pattern[str]:
    """``File.fnmatch`` without flags as a regular expression: ``*`` crosses ``/``, braces mean themselves."""
    # Between two stars the leftmost match is as good as any other: atomic groups keep it, and never go back.
    first, *rest = _segments(pattern)
    if not rest:
        return re.compile(f"{first}\\Z", re.DOTALL)
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}\\Z", re.DOTALL)


class Glob:
    """A pattern of ``Dir.glob``: ``*`` stays within a folder, ``**/`` crosses folders, neither finds hidden names."""

    def __init__(self, pattern: str) -> None:
        self._branches = [[_name_pattern(part) for part in branch.split("/")] for branch in _braces(pattern)]

    def matches(self, path: str) -> bool:
        """Whether the pattern finds a path that exists."""
        names = path.split("/")
        return any(_walk(branch, names) for branch in self._branches)


def _name_pattern(part: str) -> re.Pattern[str] | None:
    """The pattern of one name; None for ``**``."""
    if part == "**":
        return None
    hidden = "" if part.startswith((".", "\\.")) else r"(?!\.)"
    return re.compile(hidden + fnmatch_pattern(part).pattern, re.DOTALL)


def _walk(branch: Sequence[re.Pattern[str] | None], names: Sequence[str]) -> bool:
    # Which numbers of names the pattern's parts can have used up so far.
    reached = {0}
    for number, pattern in enumerate(branch):
        following: set[int] = set()
        for used in reached:
            if pattern is not None or number == len(branch) - 1:
                # A ** at the end is a star.
                matcher = pattern or _ANY
                if used < len(names) and matcher.match(names[used]):
                    following.add(used + 1)
                continue
            following.add(used)
        if pattern is None and number < len(branch) - 1 and following:
            place = min(following)
            while place < len(names) and not names[place].startswith("."):
                place += 1
                following.add(place)
        reached = following
        if not reached:
            return False
    return len(names) in reached


_ANY = regex(r"(?!\.)")


def _braces(pattern: str) -> list[str]:
    """The pattern with its alternatives written out, at most 64 of them."""
    done: list[str] = []
    waiting = [pattern]
    while waiting and len(done) + len(waiting) <= 64:
        head = waiting.pop()
        opened = re.search(r"\{([^{}]*)\}", head)
        if opened is None:
            done.append(head)
            continue
        waiting.extend(head[: opened.start()] + item + head[opened.end() :] for item in opened[1].split(","))
    return done


def _segments(pattern: str) -> list[str]:
    """What is between the stars, as regular expressions of fixed length."""
    segments = [""]
    index = 0
    while index < len(pattern):
        char = pattern[index]
        index += 1
        if char == "*":
            segments.append("")
        elif char == "?":
            segments[-1] += "."
        elif char == "[":
            end = _set_end(pattern, index)
            # A set that is never closed matches nothing.
            segments[-1] += _set(pattern[index:end]) if end < len(pattern) else "(?!)"
            index = end + 1
        else:
            if char == "\\" and index < len(pattern):
                char = pattern[index]
                index += 1
            segments[-1] += re.escape(char)
    return segments


def _set_end(pattern: str, start: int) -> int:
    index = start
    while index < len(pattern) and pattern[index] != "]":
        index += 2 if pattern[index] == "\\" else 1
    return index if index < len(pattern) else len(pattern) + 1


def _set(body: str) -> str:
    negated = body[:1] in {"!", "^"}
    parts = re.findall(r"\\.|.", body[1:] if negated else body, re.DOTALL)
    inner = "".join(part if part == "-" else re.escape(part[-1]) for part in parts)
    if not inner:
        return "." if negated else "(?!)"
    written = f"[{'^' if negated else ''}{inner}]"
    try:
        re.compile(written)
    except re.error:
        return "(?!)"  # a range that runs backwards holds nothing
    return written
