"""What a content file's path says: its section, its place in a bundle, its language."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from msgspec import Struct

from content_lint.site.generators.hugo.text import normalize

MEDIA_TYPES = {
    **dict.fromkeys(("md", "mdown", "markdown"), "text/markdown"),
    **dict.fromkeys(("html", "htm"), "text/html"),
    "org": "text/org",
    **dict.fromkeys(("adoc", "asciidoc", "ad"), "text/asciidoc"),
    **dict.fromkeys(("pdc", "pandoc"), "text/pandoc"),
    "rst": "text/rst",
}
"""Media type by extension: files that Hugo takes for content."""


class Bundle(StrEnum):
    """What a content file is of its folder."""

    LEAF = "leaf"  # index.md: the folder is the page
    BRANCH = "branch"  # _index.md: the folder is a section
    NONE = ""


class ContentPath(Struct, frozen=True):
    """A content file's path below its content folder.

    Attributes:
        bundle: see Bundle.
        base: the page's logical path, in lower case with hyphens for blanks: ``/`` or ``/a/b``.
        shown: the same as it is written.
        folder: the folder that holds the page, written in the same way; of a bundle the one above it.
        name: the last part of the address, as written.
        lang: the language that the name gives, or empty.
    """

    bundle: Bundle
    base: str
    shown: str
    folder: str
    name: str
    lang: str

    @property
    def section(self) -> str:
        """The first folder, in lower case; empty at the top."""
        parts = self.base.split("/")
        return parts[1] if len(parts) > 2 or self.bundle is Bundle.BRANCH else ""


def is_content(path: str) -> bool:
    """Whether a path's extension is one of content."""
    return "." in path and path.rpartition(".")[2].lower() in MEDIA_TYPES  # none of which has a slash


def media_type(path: str) -> str:
    """The media type of a content file."""
    return MEDIA_TYPES[path.rpartition(".")[2].lower()]


def parse_path(path: str, languages: Collection[str]) -> ContentPath:
    """Read a path like ``posts/x.fr.md`` (below the content folder, with ``/``)."""
    folder, _, file = path.rpartition("/")
    stem = file.rpartition(".")[0]
    front, _, last = stem.rpartition(".")
    lang = last.lower() if front and last.lower() in languages else ""
    name = front if lang else stem
    above = "/" + folder
    kind = {"index": Bundle.LEAF, "_index": Bundle.BRANCH}.get(name.lower(), Bundle.NONE)
    if kind is Bundle.NONE:
        shown = above.rstrip("/") + "/" + name
    else:
        shown = above
        above, _, name = ("", "", "") if not folder else above.rpartition("/")
        above = above or "/"
    return ContentPath(kind, normalize(shown), shown, above, name, lang)
