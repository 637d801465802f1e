"""The address of a site, for which Eleventy has no setting: what templates put before the address of a page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from content_lint.site.generators.walking import folders_below, names_in
from content_lint.text.regex import regex

_MOST_FILES = 400
_LARGEST = 200_000
_TEMPLATE = regex(r"\.(?:njk|liquid|html|webc|vto)\Z")
_OF_HEADS = regex(
    r"head|meta|seo|base|layout|default|root|main|page|post|article|social|share|graph|canonical|html", re.IGNORECASE
)
"""What templates are called that name the address of their page; others are many, and are not read for it."""

_OF_LISTS = regex(r"(?:sitemap|feed|rss|atom|robots)\b")
_PAGE = r"page\.url\b"
_PUT_BEFORE = regex(
    r"(?P<written>https?://[\w.-]{1,200})/?\{\{-?\s*+" + _PAGE + r"|"
    r"(?P<printed>\w[\w.]{0,100})\s*+(?:\|\s*+\w{1,40}\s*+)?-?\}\}/?\{\{-?\s*+" + _PAGE + r"|"
    r"(?P<added>\w[\w.]{0,100})\s*+(?:\+|~)\s*+"
    + _PAGE
    + r"|"
    + _PAGE
    + r"[^{}\n]{0,100}?\|\s*+(?:absoluteUrl|htmlBaseUrl|prepend)\s*+[(:]\s*+(?P<given>\w[\w.]{0,100})"
)
_ADDRESS = regex(r"""["'`](https?://[^"'`\s$]{1,200})["'`]""")
_LONGEST_VALUE = 300
_NEXT = regex(r"""\n[^\S\n]*+(?:["']?\w++["']?\s*+[:(=]|(?:export|get|async)\s|\}|//|/\*)|;""")
_DATA = ("js", "cjs", "mjs", "ts")
_PLACEHOLDERS = ("example.com", "example.org", "example.net", "localhost")


def own_address(
    root: Path, source: str, around: Sequence[str], data: str, values: Mapping[str, object], read: Callable[[str], str]
) -> str:
    """Scheme and host of the site where its templates agree on one; empty where nothing says it.

    Args:
        root: of the site.
        source: the input folder, from there.
        around: the folders of layouts and of what they include, from there.
        data: the folder of the site's data.
        values: what templates are given everywhere, by name.
        read: gives the text of a file by its path from the root.
    """
    found = set()
    for name in dict.fromkeys(_put_before(root, source, around, read)):
        written = [name] if "://" in name else _addresses_of(name, data, values, read)
        found |= {origin for item in written if (origin := _origin(item))}
    return found.pop() if len(found) == 1 else ""


def _put_before(root: Path, source: str, around: Sequence[str], read: Callable[[str], str]) -> Iterator[str]:
    """What is put before the address of a page, each time: an address, or the name of a value."""
    for path in _templates(root, source, around):
        text = read(path)[:_LARGEST]
        for match in _PUT_BEFORE.finditer(text) if "page.url" in text else ():
            yield str(match[match.lastgroup or 0])


def _templates(root: Path, source: str, around: Sequence[str]) -> Iterator[str]:
    """The templates around pages, and those of the lists of pages for programs, by their paths."""
    for start in around:
        for folder, names in folders_below(root, start, _MOST_FILES):
            named = (posixpath.join(folder, name) for name in names if _TEMPLATE.search(name))
            yield from (path for path in named if _OF_HEADS.search(path, len(start)))
    lists = (name for name in names_in(root, source) if _OF_LISTS.match(name) and _TEMPLATE.search(name))
    yield from (posixpath.join(source, name) for name in lists)


def _addresses_of(name: str, data: str, values: Mapping[str, object], read: Callable[[str], str]) -> list[str]:
    """The addresses that a value may be: one if it is written out, those that a program chooses from otherwise."""
    file, *keys = name.split(".")
    value: object = values.get(file)
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return [value]
    if not keys or not data:
        return []
    text = "".join(read(f"{data}/{file}.{ending}") for ending in _DATA)
    key = re.escape(keys[-1])
    found = []
    for match in re.finditer(rf"\b{key}\b[\"']?\s*+(?::|=)(?!=)", text):
        end = _NEXT.search(text, match.end())
        stop = min(end.start() if end is not None else len(text), match.end() + _LONGEST_VALUE)
        found += [item[1] for item in _ADDRESS.finditer(text, match.end(), stop)]
    return found


def _origin(address: str) -> str:
    """Scheme and host of the address of a site; empty for that of a folder, of a test, or for none at all."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    is_whole = parts.scheme in ("http", "https") and parts.path in ("", "/") and "." in host
    return f"{parts.scheme}://{parts.netloc}" if is_whole and not host.endswith(_PLACEHOLDERS) else ""
