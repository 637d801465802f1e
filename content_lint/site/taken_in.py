"""Files that pages show as parts of themselves: what ``include_relative`` names, with or without a template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import normpath

from msgspec import Struct

from content_lint.parse.facts import Document, FenceState
from content_lint.site.index import Site
from content_lint.text.regex import regex

_TAG = regex(r"\{%-?\s*+include_relative\s++((?:\{\{[^{}\n]*+\}\}|[^\s%{}])++)")
_TEMPLATE = regex(r"\{\{[^{}\n]*+\}\}")
_MOST = 100
"""Names with templates in them that each file is compared with; where there are more, any file may be meant."""


class NameTakenIn(Struct, frozen=True):
    """What names a file that is taken in.

    Attributes:
        anywhere: whether it may be in any folder; else the name begins at the root of the site.
        start: the name, or what is before its first template.
        end: what is after its last template; None for a name without templates.
    """

    anywhere: bool
    start: str
    end: str | None


class _Names:
    """The names of a site; ``site.once(_Names)`` sorts them once."""

    def __init__(self, site: Site) -> None:
        names = site.once(names_taken_in)
        self._whole = frozenset(item.start for item in names if item.end is None and not item.anywhere)
        self._tails = frozenset(item.start for item in names if item.end is None and item.anywhere)
        self._templated = [(item.anywhere, item.start, item.end) for item in names if item.end is not None]

    def hold(self, path: str) -> bool:
        if path in self._whole or len(self._templated) > _MOST:
            return True
        tails = [path, *(path[at + 1 :] for at, sign in enumerate(path) if sign == "/")]
        return not self._tails.isdisjoint(tails) or any(
            tail.startswith(start) and tail[len(start) :].endswith(end)
            for anywhere, start, end in self._templated
            for tail in (tails if anywhere else tails[:1])
        )


def is_taken_in(site: Site, path: str) -> bool:
    """Whether a page may show a file as a part of itself."""
    return site.once(_Names).hold(path)


def names_taken_in(site: Site) -> tuple[NameTakenIn, ...]:
    """What pages take in."""
    if not site.settings.generator.has_liquid_layouts:
        return ()
    of_templates = (name for text in site.templates.values() for name in _names(text, None))
    return tuple(sorted({*of_templates, *names_in(site.tagged())}, key=str))


def names_in(documents: Iterable[Document]) -> set[NameTakenIn]:
    """The same for what some documents take in: from their own folder, or from that of the page that takes them in."""
    found: set[NameTakenIn] = set()
    for document in documents:
        if document.body.templates and "include_relative" in document.source.text:
            is_part = document.header is FenceState.MISSING
            folder = f"{document.path.rpartition('/')[0]}/".lstrip("/")
            found.update(_names(document.source.text, None if is_part else folder))
    return found


def _names(text: str, folder: str | None) -> Iterator[NameTakenIn]:
    """The names in a text that are below a folder, or for None below any."""
    if "include_relative" not in text:
        return
    for match in _TAG.finditer(text):
        parts = _TEMPLATE.split(match[1].strip("\"'"))
        start = parts[0] if len(parts) > 1 else normpath(parts[0])
        yield NameTakenIn(folder is None, (folder or "") + start, parts[-1] if len(parts) > 1 else None)
