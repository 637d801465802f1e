"""``rewrites`` of VitePress: a path of a document by the pattern that it fits, in the form of path-to-regexp 6."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from content_lint.text.regex import regex

_TOKEN = regex(r"([./]?):(\w+)(?:\(([^()]*)\))?([*+?]?)|([./]?)\(([^()]*)\)([*+?]?)")
_FREE = {"": r"[^/#?]+?", ".*": ".*", ".+": ".+", "[^/]+": "[^/]+", "[^/]*": "[^/]*", r"\\w+": r"\w+"}
"""The patterns of a part that are followed; of any other nobody knows how long it would take."""
_MOST = 12
_KEPT = 50_000  # each is asked of every document
_MOST_IN_FOLDER = 2
_MOST_CROSSING = 2


class RewriteRule(Struct, frozen=True):
    """One rule.

    Attributes:
        old: the pattern of paths.
        new: what becomes of them.
    """

    old: str
    new: str

    def apply(self, path: str) -> str | None:
        """The other path of a document; None for one that the rule says nothing of."""
        start = _start(self.old)
        if start.isascii() and path.isascii() and path[: len(start)].lower() != start:
            return None
        pattern = _compiled(self.old)
        match = pattern.match(path) if pattern is not None else None
        if match is None:
            return None
        values = {name: text or "" for name, text in match.groupdict().items()}
        return _TOKEN.sub(lambda token: _filled(token, values), self.new).lstrip("/")


def rule_of(old: str, new: str | None) -> RewriteRule | None:
    """The rule, or None where it cannot be followed."""
    if new is None or old.startswith("^") or _compiled(old) is None:
        return None
    return RewriteRule(old, new)


def _filled(token: re.Match[str], values: dict[str, str]) -> str:
    """What is written for one part of the new path; one that may be left out goes with the sign before it."""
    value = values.get(token[2] or "_0", "")
    return f"{token[1] or token[5] or ''}{value}" if value else ""


@lru_cache(maxsize=_KEPT)
def _start(pattern: str) -> str:
    """What a path has to begin with, in lower case."""
    token = _TOKEN.search(pattern)
    return (pattern if token is None else pattern[: token.start()]).lower()


@lru_cache(maxsize=_KEPT)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    made, place, unnamed = [], 0, 0
    tokens = list(_TOKEN.finditer(pattern))
    if len(tokens) > _MOST or not _is_quick(pattern, tokens) or re.search(r"[{}\\]", _TOKEN.sub("", pattern)):
        return None
    for token in tokens:
        name, inner = token[2], _FREE.get(token[3] or "" if token[2] else token[6] or "")
        if inner is None:
            return None
        if name is None:
            name, unnamed = f"_{unnamed}", unnamed + 1
        made += [re.escape(pattern[place : token.start()]), _part(token, name, inner)]
        place = token.end()
    try:
        return re.compile("".join((*made, re.escape(pattern[place:]))) + "\\Z", re.IGNORECASE | re.DOTALL)
    except re.error:  # a name that is there twice
        return None


def _is_quick(pattern: str, tokens: list[re.Match[str]]) -> bool:
    """Whether there are few ways through a path: each further free part multiplies them by the length of the path."""
    in_folder = crossing = place = 0
    for token in tokens:
        if "/" in (token[1], token[5]) or "/" in pattern[place : token.start()]:
            in_folder = 0
        in_folder += 1
        crossing += bool(token[4] or token[7]) or (token[3] or token[6] or "").startswith(".")
        place = token.end()
        if in_folder > _MOST_IN_FOLDER or crossing > _MOST_CROSSING:
            return False
    return True


def _part(token: re.Match[str], name: str, inner: str) -> str:
    sign, many = re.escape(token[1] or token[5] or ""), token[4] or token[7] or ""
    if many in {"*", "+"}:
        # The parts between two signs are taken together: none of them holds one.
        return f"(?:{sign}(?P<{name}>.+?)){'?' if many == '*' else ''}"
    return f"(?:{sign}(?P<{name}>{inner})){'?' if many == '?' else ''}"
