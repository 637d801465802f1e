"""Which address Docusaurus gives to a file: number prefixes, indexes, slugs and dates in names."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote

from content_lint.site.generators.docusaurus.config import Folder
from content_lint.text.regex import regex

# plugin-content-docs/src/numberPrefix.ts
_LIKE_A_DATE = regex(r"(?:\d{2}|\d{4})[-_.](?:\d{2}|\d{4})(?:[-_.](?:\d{2}|\d{4}))?")
_LIKE_A_VERSION = regex(r"\d+[-_.]\d+")
_NUMBERED = regex(r"\d+\s*[-_.]+\s*([^-_.\s].*)\Z", re.DOTALL)
# plugin-content-blog/src/blogUtils.ts
_DATED = regex(r"(.*)(\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(.*?)(?:/index)?\.mdx?\Z", re.DOTALL)
_UNDATED = regex(r"(.*?)(?:/index)?\.mdx?\Z", re.DOTALL)
_PAGE_INDEX = regex(r"(\A|.*/)index\.(?:mdx?|jsx?|tsx?)\Z", re.IGNORECASE | re.DOTALL)
_PAGE_ENDING = regex(r"\.(?:mdx?|jsx?|tsx?)\Z")
_SLASHES = regex("/{2,}")
_PERCENT = regex("%(?![0-9A-Fa-f]{2})")


def route_of(folder: Folder, inner: str, data: Mapping[str, object]) -> str:
    """The route of a document, without what ``trailingSlash`` makes of it.

    Args:
        folder: the folder that it is in.
        inner: its path from there.
        data: its front matter.
    """
    if folder.kind == "docs":
        made = _doc(folder, inner, data)
    elif folder.kind == "blog":
        made = _text(data.get("slug")) or _post(inner)
    else:
        made = _text(data.get("slug")) or page_route(inner)
    return _SLASHES.sub("/", f"{folder.route}/{made}") or "/"


def stop_of(path: str) -> str:
    """Why the build stops at the name of a file, in words; or empty."""
    if _PERCENT.search(path):
        return "its name holds a `%`, which no address can be made of"
    for sign in "?!#\\":
        if sign in path:
            return f"its name holds `{sign}`"
    return ""


def is_lost(folder: Folder, route: str) -> bool:
    """Whether a page is written at a route, but readers get the page for missing addresses there."""
    if "(" in route or "%" in route:
        return True
    return folder.kind == "pages" and quote(route) != route


def page_route(inner: str) -> str:
    """The route of a file in ``src/pages``."""
    index = _PAGE_INDEX.match(inner)
    return f"/{index[1]}" if index else f"/{_PAGE_ENDING.sub('', inner)}"


def _text(value: object) -> str:
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _post(inner: str) -> str:
    match = _DATED.match(inner)
    if match:
        return f"/{match[2].replace('-', '/')}/{match[1]}{match[3]}"
    bare = _UNDATED.match(inner)
    return f"/{bare[1] if bare else inner}"


def _doc(folder: Folder, inner: str, data: Mapping[str, object]) -> str:
    numbered = folder.numbered and data.get("parse_number_prefixes") is not False
    above, _, file = inner.rpartition("/")
    name = file.rpartition(".")[0]
    slug = _text(data.get("slug"))
    if slug.startswith("/"):
        return slug
    parts = [without_number(part) if numbered else part for part in above.split("/")] if above else []
    start = f"/{'/'.join(parts)}/" if parts else "/"
    if not slug and name.lower() in {"index", "readme", above.rpartition("/")[2].lower()}:
        return start
    base = slug or _text(data.get("id")) or (without_number(name) if numbered else name)
    joined = posixpath.normpath(start + base)
    return f"{joined}/" if base.endswith("/") else joined


def without_number(name: str) -> str:
    """A name without the number before it; dates and versions do not count."""
    if _LIKE_A_DATE.match(name) or _LIKE_A_VERSION.match(name):
        return name
    match = _NUMBERED.match(name)
    return match[1] if match else name
