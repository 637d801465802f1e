"""Where something is written in mkdocs.yml."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from content_lint.config.errors import ConfigError
from content_lint.config.yaml_files import read_config_text, read_placed
from content_lint.parse.facts import FrontMatterField, KeyPath
from content_lint.site.generators.mkdocs.config import without_keys_from_environment
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.site.index import Site

_SHORT = 20


class ConfigPlaces:
    """The places of keys and values in one file of the configuration."""

    def __init__(self, site: Site, file: str) -> None:
        root = site.settings.root
        self._text = self._filled = ""
        self._fields: Mapping[KeyPath, FrontMatterField] = {}
        try:
            self._text = read_config_text(root, file)
            self._fields = read_placed(root, file, "pyyaml", prepare=without_keys_from_environment).fields
        except ConfigError:
            return  # it has changed since it was read
        self._filled = without_keys_from_environment(self._text)

    def key(self, path: KeyPath) -> Span:
        """The key that is at a path; the beginning of the file without one."""
        field = self._fields.get(path)
        return self._in_file(field.key_span) if field is not None else Span(0, 0)

    def is_from_environment(self, path: KeyPath) -> bool:
        """Whether a value is ``!ENV NAME``, or one of ``!ENV [NAME, otherwise]``."""
        fields = (self._fields.get(place) for place in (path, path[:-1]))
        return any(field is not None and self._is_env(field.span) for field in fields)

    def _is_env(self, span: Span) -> bool:
        before = self._filled[max(span.start - _SHORT, 0) : span.start]
        return self._filled.startswith("!ENV", span.start) or before.rstrip().endswith("!ENV")

    def value(self, path: KeyPath) -> Span:
        """The value that is at a path; the beginning of the file without one."""
        field = self._fields.get(path)
        return self._in_file(field.span) if field is not None else Span(0, 0)

    def below(self, end: KeyPath) -> Span:
        """The value whose key path ends so, in whatever lists it is; the beginning of the file without one."""
        field = self._by_keys.get(end)
        return self._in_file(field.span) if field is not None else Span(0, 0)

    @cached_property
    def _by_keys(self) -> Mapping[KeyPath, FrontMatterField]:
        """The first value at a path of keys, without the numbers in lists."""
        found: dict[KeyPath, FrontMatterField] = {}
        for path, field in self._fields.items():
            found.setdefault(tuple(key for key in path if isinstance(key, str)), field)
        return found

    @cached_property
    def _lines(self) -> tuple[list[int], list[int]]:
        """Where lines begin and the last one ends: in the file, and in its text that is filled in."""
        return _starts(self._text.splitlines(keepends=True)), _starts(self._filled.split("\n"), 1)

    def _in_file(self, span: Span) -> Span:
        """A place of the text in which keys from the environment are filled in, as it is in the file: lines are."""
        if self._filled == self._text:
            return span
        starts, filled = self._lines
        number = bisect_right(filled, span.start) - 1
        start = starts[min(number, len(starts) - 1)]
        words = self._filled[span.start : span.end]
        found = self._text.find(words, start, starts[number + 1]) if number + 1 < len(starts) else -1
        return Span(found, found + len(words)) if found >= 0 else Span(start, start)


def _starts(lines: Sequence[str], ends: int = 0) -> list[int]:
    return [0, *accumulate(len(line) + ends for line in lines)]
