"""The texts of files: how they are read, those that are others than in an index, and how one begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from content_lint.site.sources.tree import first_line
from content_lint.text.source import SourceText

Reader = Callable[[str], SourceText]
"""Reads a file's text; raises OSError where it is not to be had."""

Latest = Mapping[str, SourceText | None]
"""The texts of the files that are others than in an index; None for those that are no more."""

_BEGINNING = 5000
"""Characters that hold a first line, of which no more than 4,096 bytes count."""


def beginning_of(source: SourceText) -> bytes:
    """The first line of a text."""
    return first_line(source.text[:_BEGINNING].encode("utf-8", "surrogateescape"))
