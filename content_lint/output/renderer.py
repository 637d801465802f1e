"""What every format needs of a report: texts, lines and columns, paths, codes, and how it is to be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from content_lint.output.escape import visible_path
from content_lint.output.style import TerminalStyle
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report, Suppressed
from content_lint.text.source import Position, SourceText, Span

if TYPE_CHECKING:  # most formats name no fields
    from content_lint.output.surroundings import Surroundings
    from content_lint.parse.front_matter.file_fields import FileFields

Sources = Callable[[str], SourceText | None]
"""Gives the text of a file by its path from the root, or None where it cannot be read."""

COLUMNS = 100
_KEPT = 8
_PLAIN = TerminalStyle()
_NOWHERE: Mapping[int, Position] = {}
_UNNAMED: Mapping[int, str] = {}


class LineRange(Struct, frozen=True):
    """A span for people: where it starts, and where it ends (exclusive); lines and columns from 1."""

    start: Position
    end: Position


class Renderer(Struct, frozen=True):
    """A report with all that a format may ask about it; a format is a function that makes text of this.

    It keeps the few texts that were read last: findings come sorted by path.

    Attributes:
        report: what was found.
        sources: gives the text of a file.
        least: formats for people leave out findings below this severity.
        fail_on: the lowest severity that fails the run.
        show_suppressed: whether findings that were kept silent are listed too.
        style: colours or none.
        columns: cells that a line of source may take with its number.
        opened: makes of a path of the site one that can be opened where the reader is; None for the path itself.
        around: finds out about the site around the findings, for the format that shows it; None for nothing known.
    """

    report: Report
    sources: Sources
    least: Severity = Severity.INFO
    fail_on: Severity = Severity.ERROR
    show_suppressed: bool = False
    style: TerminalStyle = _PLAIN
    columns: int = COLUMNS
    opened: Callable[[str], str] | None = None
    around: Callable[[], Surroundings] | None = None
    _fields: dict[str, FileFields | None] = field(default_factory=dict)
    _read: dict[str, SourceText | None] = field(default_factory=dict)

    def listed(self) -> list[Diagnostic]:
        """The findings that people get to see."""
        return [item for item in self.report.diagnostics if item.severity >= self.least]

    def suppressed(self) -> list[Suppressed]:
        """The findings that were kept silent, in the order of their places."""
        return sorted(self.report.suppressed, key=lambda item: item.diagnostic.order)

    def code(self, item: Diagnostic) -> str:
        """The code of the rule of a finding; empty where the rule is not known."""
        facts = self.report.rules.get(item.rule)
        return facts.code if facts else ""

    def failures(self) -> list[tuple[str, str]]:
        """Our own mistakes: what could not be done, and what went wrong."""
        return [(f"{item.doing} {item.path}".strip(), item.error) for item in self.report.failures]

    def path_from_here(self, path: str) -> str:
        """A path as it leads to the file from the current folder."""
        return path if self.opened is None else self.opened(path)

    def shown_path(self, path: str) -> str:
        """The same made harmless, for the beginning of a line."""
        return visible_path(self.path_from_here(path))

    def repository_path(self, path: str) -> str:
        """A path from the top of the git repository, which is what code hosts want."""
        prefix = self.report.paths_prefix.rstrip("/")
        return f"{prefix}/{path}" if prefix else path

    def source(self, path: str) -> SourceText | None:
        """The text of a file, or None."""
        if path not in self._read:
            if len(self._read) >= _KEPT:
                del self._read[next(iter(self._read))]
            self._read[path] = self.sources(path)
        return self._read[path]

    def field(self, item: Diagnostic) -> str:
        """The key path of the field that a finding is about (``event.start``); empty where it is about none."""
        given = item.data.get("key")
        if isinstance(given, str):
            return given
        known = self.report.fields.get(item.path, _UNNAMED).get(item.span.start)
        if known is not None:
            return known
        if item.path not in self._fields:
            self._fields.clear()
            self._fields[item.path] = _fields_of(self.source(item.path))
        fields = self._fields[item.path]
        return "" if fields is None else fields.at(item.span)

    def start(self, path: str, span: Span) -> Position:
        """Where a span starts, as ``place`` says."""
        known = self.report.places.get(path, _NOWHERE).get(span.start)
        if known is not None:
            return known
        source = self.source(path)
        return Position(1, 1) if source is None else source.position(min(span.start, len(source.text)))

    def place(self, path: str, span: Span) -> LineRange:
        """Where a span is: beyond the end of its file at that end, in a file without text at its start."""
        known = self.report.places.get(path, _NOWHERE)
        if span.start in known and span.end in known and span.start <= span.end:
            return LineRange(known[span.start], known[span.end])
        source = self.source(path)
        if source is None:
            return LineRange(Position(1, 1), Position(1, 1))
        end = min(max(span.end, span.start), len(source.text))
        return LineRange(self.start(path, span), source.position(end))


Formatter = Callable[[Renderer], Iterator[str]]
"""A format: gives the report in pieces that end in a line end."""


def with_help(item: Diagnostic) -> str:
    """A message with what to do about it."""
    return f"{item.message}. {item.help}" if item.help else item.message


def with_fix(item: Diagnostic) -> str:
    """The same; where there is no help, with what the fix does."""
    return f"{item.message}. {item.fix.title}." if item.fix and not item.help else with_help(item)


def _fields_of(source: SourceText | None) -> FileFields | None:
    from content_lint.parse.front_matter.file_fields import FileFields  # few formats name fields

    return None if source is None else FileFields(source)
