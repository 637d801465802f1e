"""The programs of Eleventy's configuration: its own file and what that imports from the site. None is run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping

_IMPORT = re.compile(r"""(?:\bfrom\s*|\brequire\(\s*|\bimport\(\s*|\bimport\s+)["'](\.{1,2}/?[^"'\n]{0,200})["']""")
_PACKAGE = re.compile(
    r"""(?:\bimport\s+(?:\{[^{}]{0,300}\}|[\w$]+)\s+from\s*|(?:const|let|var)\s+(?:\{[^{}]{0,300}\}|[\w$]+)\s*=\s*require\(\s*)"""
    r"""["']((?:@[\w.-]+/)?\w[\w.-]*)(?:/[^"'\n]*)?["']"""
)
_ENDINGS = ("", ".js", ".cjs", ".mjs", ".ts", "/index.js", "/index.cjs", "/index.mjs", "/index.ts")
_CODE = (".js", ".cjs", ".mjs", ".ts")
_MOST = 80


def programs_of(file: str, read: Callable[[str], str]) -> Mapping[str, str]:
    """The text of a program and of all that it imports from the site, by path.

    Args:
        file: the first one, from the root of the site.
        read: gives the text of a file; empty where there is none.
    """
    found: dict[str, str] = {}
    waiting = [file]
    while waiting and len(found) < _MOST:
        path = waiting.pop(0)
        text = "" if path in found else read(path)
        if not text:
            continue
        found[path] = text
        for place in _imported(text, path):
            named = next((item for item in spelled(place) if item in found or read(item)), None)
            waiting += [named] if named is not None else []
    return found


def _imported(text: str, path: str) -> Iterator[str]:
    for match in _IMPORT.finditer(text):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        if not place.startswith(".."):
            yield place


def spelled(place: str) -> Iterator[str]:
    """The files that an import of a path from the site's root may mean, the likeliest first."""
    if place.endswith(_CODE):
        yield place
    elif not place.endswith(".json"):
        yield from (place + ending for ending in _ENDINGS[1:])


def packages_of(text: str) -> Iterator[tuple[str, str]]:
    """The packages that a program imports from elsewhere, each with the text that names what is imported."""
    for match in _PACKAGE.finditer(text):
        yield match[1], match[0]
