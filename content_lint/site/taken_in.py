"""Files that pages show as parts of themselves: what ``include_relative`` names, with or without a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import normpath

from content_lint.parse.facts import Document, FenceState
from content_lint.site.index import Site
from content_lint.text.regex import regex

_TAG = regex(r"\{%-?\s*+include_relative\s++((?:\{\{(?:(?!\}\}).)*+\}\}|[^\s%{}])++)")
_TEMPLATE = regex(r"\{\{(?:(?!\}\}).)*+\}\}")
_ANY_FOLDER = "(?:.*/)?"


def is_taken_in(site: Site, path: str) -> bool:
    """Whether a page may show a file as a part of itself."""
    return any(re.fullmatch(pattern, path, re.DOTALL) for pattern in site.once(names_taken_in))


def names_taken_in(site: Site) -> tuple[str, ...]:
    """The files that pages take in, as regular expressions for whole paths from the root of the site."""
    if not site.settings.generator.has_liquid_layouts:
        return ()
    of_templates = (name for text in site.templates.values() for name in _names(text, _ANY_FOLDER))
    return tuple(sorted({*of_templates, *names_in(site.tagged())}))


def names_in(documents: Iterable[Document]) -> set[str]:
    """The same for what some documents take in: from their own folder, or from that of the page that takes them in."""
    found: set[str] = set()
    for document in documents:
        folder = re.escape(f"{document.path.rpartition('/')[0]}/".lstrip("/"))
        if document.body.templates and "include_relative" in document.source.text:
            is_part = document.header is FenceState.MISSING
            found.update(_names(document.source.text, _ANY_FOLDER if is_part else folder))
    return found


def _names(text: str, folder: str) -> Iterator[str]:
    if "include_relative" not in text:
        return
    for match in _TAG.finditer(text):
        parts = _TEMPLATE.split(match[1].strip("\"'"))
        inside = parts if len(parts) > 1 else [normpath(parts[0])]
        # One rest costs linear time: what lies between two templates is left out.
        yield folder + (re.escape(inside[0]) + (".*" + re.escape(inside[-1]) if len(inside) > 1 else ""))
