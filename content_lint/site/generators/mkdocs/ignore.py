"""Patterns of .gitignore, as ``exclude_docs``, ``draft_docs`` and ``not_in_nav`` are written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from content_lint.config.globs import GlobError, compile_glob


class IgnorePattern(NamedTuple):
    """One line: what it matches, and whether it takes a file in again."""

    matches: re.Pattern[str]
    takes_in: bool


class IgnorePatterns(NamedTuple):
    """Several lines, of which the last that matches decides."""

    patterns: tuple[IgnorePattern, ...] = ()

    def match(self, path: str) -> bool:
        """Whether a path from the folder of the documents is left out."""
        decided = next((item for item in reversed(self.patterns) if item.matches.match(path)), None)
        return decided is not None and not decided.takes_in


def read_patterns(lines: Iterable[str]) -> IgnorePatterns:
    """Read lines as git does; a line that can match nothing is passed over."""
    return IgnorePatterns(tuple(item for item in map(_read, lines) if item is not None))


def _read(line: str) -> IgnorePattern | None:
    text = line.rstrip("\r\n")
    text = text if text.endswith("\\ ") else text.rstrip()
    if not text or text.startswith("#"):
        return None
    takes_in = text.startswith("!")
    text = text.removeprefix("!")
    if text.startswith(("\\#", "\\!")):
        text = text[1:]
    folder = text.endswith("/")
    bare = text.rstrip("/")
    if not bare:
        return None
    anchored = "/" in bare
    try:
        pattern = compile_glob(bare if anchored else f"**/{bare}")
    except GlobError:
        return None
    if folder:
        # Only what lies below it: a file of that name is another thing.
        inside = re.compile(f"(?={pattern.pattern.removesuffix(_REST)}/)", re.DOTALL)
        return IgnorePattern(inside, takes_in)
    return IgnorePattern(pattern, takes_in)


_REST = r"(?:/.*)?\Z"
