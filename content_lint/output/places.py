"""From spans to lines and columns, for every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from content_lint.output.escape import visible_path
from content_lint.report.report import Report
from content_lint.text.source import Position, SourceText, Span

Sources = Callable[[str], SourceText | None]
"""Gives the text of a file by its path from the root, or None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class LineRange:
    """A span for people: where it starts, and where it ends (exclusive); lines and columns from 1."""

    start: Position
    end: Position


_KEPT = 8


@dataclass(frozen=True, slots=True)
class Places:
    """Looks places up, and keeps the few texts that were read last: findings come sorted by path.

    Attributes:
        sources: gives the text of a file.
        opened: makes of a path of the site one that can be opened where the reader is; None for the path itself.
    """

    sources: Sources
    opened: Callable[[str], str] | None = None
    _read: dict[str, SourceText | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def source(self, path: str) -> SourceText | None:
        """The text of a file, or None."""
        if path not in self._read:
            if len(self._read) >= _KEPT:
                del self._read[next(iter(self._read))]
            self._read[path] = self.sources(path)
        return self._read[path]

    def shown(self, path: str) -> str:
        """A path as the reader can open it."""
        return visible_path(path if self.opened is None else self.opened(path))

    def start(self, path: str, span: Span) -> Position:
        """Where a span starts, as ``place`` says."""
        source = self.source(path)
        return Position(1, 1) if source is None else source.position(min(span.start, len(source.text)))

    def place(self, path: str, span: Span) -> LineRange:
        """Where a span stands: beyond the end of its file at that end, in a file without text at its start."""
        source = self.source(path)
        if source is None:
            return LineRange(Position(1, 1), Position(1, 1))
        end = min(max(span.end, span.start), len(source.text))
        return LineRange(self.start(path, span), source.position(end))


def repository_path(report: Report, path: str) -> str:
    """A path from the top of the git repository, which is what code hosts want."""
    prefix = report.paths_prefix.rstrip("/")
    return f"{prefix}/{path}" if prefix else path
