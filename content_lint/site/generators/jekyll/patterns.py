"""Ruby's ``File.fnmatch`` and ``Dir.glob`` as regular expressions that never go back."""

from __future__ import annotations

import re


def fnmatch_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern of ``File.fnmatch`` without flags: ``*`` crosses ``/``, braces mean themselves.

    The result takes time linear in the text for each star, however many stars there are.
    """
    return _compile(pattern, star=".*?", one=".")


def glob_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern of ``Dir.glob``: ``*`` stays within a folder and ``**/`` crosses folders, hidden ones excepted.

    Alternatives in braces are understood one level deep.
    """
    branches = "|".join(_compile(branch, star="[^/]*?", one="[^/]").pattern for branch in _braces(pattern))
    return re.compile(branches, re.DOTALL)


def _braces(pattern: str, limit: int = 64) -> list[str]:
    done: list[str] = []
    waiting = [pattern]
    while waiting and len(done) + len(waiting) <= limit:
        head = waiting.pop()
        opened = re.search(r"\{([^{}]*)\}", head)
        if opened is None:
            done.append(head)
            continue
        waiting.extend(head[: opened.start()] + item + head[opened.end() :] for item in opened[1].split(","))
    return done + waiting


def _compile(pattern: str, *, star: str, one: str) -> re.Pattern[str]:
    within = star != ".*?"
    # Between two stars the leftmost match is as good as any other: an atomic group keeps it.
    segments: list[list[str]] = [[]]
    index = 0
    while index < len(pattern):
        char = pattern[index]
        index += 1
        if char == "*":
            if within and pattern.startswith("*/", index) and (index == 1 or pattern[index - 2] == "/"):
                segments[-1].append(r"(?:(?!\.)[^/]+/)*+")
                index += 2
                continue
            if within and (index == 1 or pattern[index - 2] == "/"):
                segments[-1].append(r"(?!\.)")
            segments.append([])
        elif char == "?":
            segments[-1].append(one)
        elif char == "[" and (end := _set_end(pattern, index)):
            segments[-1].append(_set(pattern[index:end]))
            index = end + 1
        else:
            if char == "\\" and index < len(pattern):
                char = pattern[index]
                index += 1
            segments[-1].append(re.escape(char))
    first, *rest = ("".join(parts) for parts in segments)
    if not rest:
        return re.compile(f"{first}\\Z", re.DOTALL)
    if within:
        # The star may not cross a slash, so the last segment anchors at the end by itself.
        return re.compile(first + "".join(f"{star}{part}" for part in rest) + r"\Z", re.DOTALL)
    middle = "".join(f"(?>{star}{part})" for part in rest[:-1])
    return re.compile(f"{first}{middle}.*{rest[-1]}\\Z", re.DOTALL)


def _set_end(pattern: str, start: int) -> int:
    index = start + 1 if pattern[start : start + 1] in {"!", "^"} else start
    while index < len(pattern) and pattern[index] != "]":
        index += 2 if pattern[index] == "\\" else 1
    return index if start < index < len(pattern) else 0


def _set(body: str) -> str:
    negated = body[0] in {"!", "^"}
    inner = re.sub(r"([\[\]&~|^])", r"\\\1", body[1:] if negated else body)
    written = f"[{'^' if negated else ''}{inner}]"
    try:
        re.compile(written)
    except re.error:
        return "(?!)"
    return written
