"""Globs over paths from the root: what ``paths``, ``exclude`` and per-path settings understand."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(r"\*\*/|/\*\*\Z|\*\*|\*|\?|\[[!^]?\]?[^\]/]*\]|[^*?\[]+|\[")


def compile_glob(pattern: str) -> re.Pattern[str]:
    """A regular expression that matches whole paths.

    ``*`` and ``?`` stay inside a folder, ``**`` crosses folders, ``[abc]`` is one character of a set. A pattern
    without a slash matches in every folder (``*.md``), one that ends in a slash all that lies under it, and a
    folder's name all that lies under it as well, as in .gitignore. Matching costs linear time for at most one
    ``**`` and few ``*``, the shape of all globs that people write.
    """
    glob = pattern.strip().removeprefix("./")
    anywhere = "/" not in glob.rstrip("/")
    glob = glob.lstrip("/").rstrip("/")
    body = _translate(glob)
    return re.compile(f"{'(?:.*/)?' if anywhere else ''}{body}(?:/.*)?\\Z", re.DOTALL)


def compile_prefix(pattern: str) -> re.Pattern[str]:
    """The same for what a path begins with: nothing is said of the text behind the match."""
    return re.compile(_translate(pattern), re.DOTALL)


def compile_globs(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for several globs, or None for none."""
    sources = [f"(?:{compile_glob(pattern).pattern})" for pattern in patterns]
    return re.compile("|".join(sources), re.DOTALL) if sources else None


def _translate(glob: str) -> str:
    parts: list[str] = []
    for match in _TOKEN.finditer(glob):
        token = match[0]
        if token == "**/":
            parts.append("(?:.*/)?")
        elif token == "/**":
            parts.append("/.*")
        elif token == "**":
            parts.append(".*")
        elif token == "*":
            parts.append("[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif token.startswith("[") and len(token) > 1:
            negated = token[1] in "!^"
            inside = token[2 if negated else 1 : -1].replace("\\", "\\\\").replace("[", "\\[")
            parts.append(f"[{'^/' if negated else ''}{inside}]" if inside else re.escape(token))
        else:
            parts.append(re.escape(token))
    return "".join(parts)
