"""Files and folders from elsewhere in the repository that are put among the documents before they are built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class DocsMount(NamedTuple):
    """One of them.

    Attributes:
        source: its path from the root of the site.
        inner: its place from the folder of the documents.
    """

    source: str
    inner: str


def place_in(mounts: Iterable[DocsMount], path: str) -> str | None:
    """The place among the documents of a file that is, or lies in, one of them; None for any other.

    Args:
        mounts: all of a site.
        path: of the file, from the root.
    """
    return next((place for item in mounts if (place := _moved(path, item.source, item.inner)) is not None), None)


def source_of(mounts: Iterable[DocsMount], inner: str) -> str | None:
    """The file whose place among the documents this is, from the root; None for what lies there by itself."""
    return next((path for item in mounts if (path := _moved(inner, item.inner, item.source)) is not None), None)


def _moved(path: str, start: str, end: str) -> str | None:
    """A path that is, or lies below, one place as it is below another."""
    if path == start:
        return end
    if start and not path.startswith(f"{start}/"):
        return None
    rest = path[len(start) :].lstrip("/")
    return f"{end}/{rest}" if end else rest
