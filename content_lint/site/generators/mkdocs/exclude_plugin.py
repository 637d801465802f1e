"""The files that the plugin exclude takes out of a site (mkdocs-exclude): by globs, and by regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from content_lint.text.regex import regex

_HARMLESS = regex(
    r"(?=[^*+?]{0,200}(?:[*+?]{1,2}[^*+?]{0,200}){0,2}\Z)"  # two things come any number of times, or need not come
    r"(?=[^(]{0,200}(?:\([^(?]{1,200}){0,2}\Z)(?![^\n]*\)[*+?])"  # two groups, each of which comes once
    r"[\w\-./\\^$|*+?()]{1,200}\Z"
)
"""An expression that matches any path of a usual length in next to no time; no other is run."""

_LONGEST = 1000


class ExcludePlugin(NamedTuple):
    """What it is told.

    Attributes:
        globs: of paths from the folder of the documents; a star crosses folders.
        expressions: regular expressions for the beginnings of such paths.
    """

    globs: tuple[str, ...] = ()
    expressions: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def read(cls, options: Mapping[str, object]) -> ExcludePlugin:
        """What its options say, as far as they are well formed."""
        return cls(tuple(_texts(options.get("glob"))), tuple(_expressions(options.get("regex"))))

    def match(self, inner: str) -> bool:
        """Whether it takes a file out, by its path from the folder of the documents."""
        if any(fnmatchcase(inner, glob) for glob in self.globs):
            return True
        return len(inner) <= _LONGEST and any(item.match(inner) for item in self.expressions)


def _expressions(value: object) -> Iterator[re.Pattern[str]]:
    for text in _texts(value):
        if _HARMLESS.match(text):
            try:
                yield re.compile(text)
            except re.error:
                continue


def _texts(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
