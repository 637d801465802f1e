"""An address in its parts, and the path that a relative one comes to."""

from __future__ import annotations

from urllib.parse import unquote

from content_lint.links.fragments import without_directive
from content_lint.text.regex import regex

SCHEME = regex(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_IGNORED = str.maketrans("", "", "\t\r\n")


def as_browsers_read(text: str) -> str:
    """An address without the blanks around it and the line ends in it, which browsers take out first."""
    return text.strip(" \t\r\n\f\v\0").translate(_IGNORED)


def split_address(text: str) -> tuple[str, str, str]:
    """Path, query with its ``?``, decoded fragment without what browsers cut off it."""
    rest, _, fragment = text.partition("#")
    path, mark, query = rest.partition("?")
    return path, mark + query, unquote(without_directive(fragment), errors="surrogateescape")


def without_dots(path: str) -> str:
    """A path without its dot segments (RFC 3986, 5.2.4)."""
    if "/." not in path and "%" not in path:
        return path
    kept: list[str] = []
    parts = path.split("/")
    for number, part in enumerate(parts):
        name = part.lower().replace("%2e", ".")
        if name == "..":
            if len(kept) > 1:
                kept.pop()
        elif name != ".":
            kept.append(part)
            continue
        if number == len(parts) - 1:
            kept.append("")
    return "/".join(kept)


def folder_of(url: str) -> str:
    """The part of a path up to its last slash, where relative addresses start."""
    return url[: url.rfind("/") + 1]
