"""The Reviewdog Diagnostic Format: reviewdog writes each finding below its line, with the fix as a suggestion.

Facts from reviewdog's proto/rdf/reviewdog.proto: lines and columns are from 1, the end is exclusive, a column counts
bytes of UTF-8, a range without columns is whole lines. From its source: a path is from the current folder
(pathutil/pathutil.go); a message is written into a comment as Markdown (service/commentutil); on GitLab a suggestion
replaces whole lines, whatever its columns say (service/gitlab), so ours have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from content_lint.output.concise import concise_lines
from content_lint.output.fix_lines import FixedLines, fixed_lines
from content_lint.output.json import can_hold, encoded, plain
from content_lint.output.page_text import inert
from content_lint.output.renderer import Renderer, with_fix
from content_lint.project import rule_page
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.text.edits import Fix, Safety
from content_lint.text.source import BOM, SourceText, Span

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_MOST_TEXT = 20_000
"""Code points of the lines that a suggestion may replace: a comment holds 65,536."""


def rdjson(renderer: Renderer) -> Iterator[str]:
    """The report as one JSON object, a line a finding."""
    yield '{"source": {"name": "content-lint"},\n"diagnostics": ['
    yield from encoded(_diagnostics(renderer))
    yield "\n]}\n"


def _diagnostics(renderer: Renderer) -> Iterator[dict[str, object]]:
    for path, group in groupby(renderer.report.diagnostics, key=lambda item: item.path):
        source = renderer.source(path)
        columns = None if source is None else _ByteColumns(source)
        lines_are_gits = source is not None and source.text.count("\r") == source.text.count("\r\n")
        for item in group:
            yield _diagnostic(item, renderer, columns, suggests=lines_are_gits)


class _ByteColumns:
    """Positions in a text, columns in bytes. A long line with many findings is counted once: they come in order."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self._last = (0, 0, 0)  # a line, an offset in it, and the bytes before that

    def range(self, span: Span) -> dict[str, object]:
        """A span as the format has it; beyond the end of the file at that end."""
        text = self.source.text
        start = min(span.start, len(text))
        end = min(max(span.end, start), len(text))
        line, column = self.source.position(start).line, self._column(start)
        last = self.source.position(end).line
        begin = start if last == line else self.source.line_starts[last - 1]
        before = column if last == line else 1
        return {
            "start": {"line": line, "column": column},
            "end": {"line": last, "column": before + _bytes(text[begin:end])},
        }

    def _column(self, offset: int) -> int:
        line = self.source.position(offset).line
        known, begin, count = self._last
        if line != known or offset < begin:
            # A byte order mark is bytes of the first line.
            begin, count = (0 if line == 1 else self.source.line_starts[line - 1]), 0
        count += _bytes(self.source.text[begin:offset])
        self._last = (line, offset, count)
        return count + 1


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogateescape"))


def _diagnostic(
    item: Diagnostic, renderer: Renderer, columns: _ByteColumns | None, *, suggests: bool
) -> dict[str, object]:
    location: dict[str, object] = {"path": plain(renderer.path_from_here(item.path))}
    if columns is not None:
        location["range"] = columns.range(item.span)
    value: dict[str, object] = {
        "message": inert(f"{item.rule}: {with_fix(item)}"),
        "location": location,
        "severity": _SEVERITIES[item.severity],
        "code": _code(item, renderer),
        "original_output": plain("".join(concise_lines([item], renderer)).removesuffix("\n")),
    }
    if suggests and columns is not None and item.fix is not None:
        value["suggestions"] = [*_suggestions(columns.source, item.fix)]
    if item.related:
        value["related_locations"] = [_related(other, renderer) for other in item.related]
    return value


def _code(item: Diagnostic, renderer: Renderer) -> dict[str, str]:
    """The rule's code, and the address of its page where it has one."""
    page = rule_page(item.rule) if item.rule in renderer.report.rules else ""
    return {"value": renderer.code(item) or plain(item.rule), **({"url": page} if page else {})}


def _suggestions(source: SourceText, fix: Fix) -> Iterator[dict[str, object]]:
    """The fix as one suggestion, for each can be taken by itself and edits belong together; or none.

    None for a fix that is only to be shown, that changes other files too, or that the format cannot say: bytes that are
    no UTF-8, and an empty line in the place of another, which would be taken for a deletion.
    """
    if fix.safety is Safety.DISPLAY or any(edit.path != source.path for edit in fix.edits):
        return
    lines = fixed_lines(source, fix, _MOST_TEXT)
    if lines is None or lines.before == lines.after:
        return
    first, last, new = _without_equal_ends(lines)
    text = "\n".join(new).removesuffix("\r")
    if not can_hold(text) or (new and not text):
        return
    if first == 1 and source.text.startswith(BOM):
        text = BOM + text
    yield {"range": {"start": {"line": first}, "end": {"line": last}}, "text": text}


def _without_equal_ends(lines: FixedLines) -> tuple[int, int, list[str]]:
    """First and last of the lines that differ, one line at least, and what is to be there."""
    first, old, new = lines.first, list(lines.before), list(lines.after)
    while len(old) > 1 and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    while len(old) > 1 and new and old[0] == new[0]:
        del old[0], new[0]
        first += 1
    return first, first + len(old) - 1, new


def _related(other: Related, renderer: Renderer) -> dict[str, object]:
    line = renderer.start(other.path, other.span).line
    return {
        "message": inert(other.message),
        "location": {"path": plain(renderer.path_from_here(other.path)), "range": {"start": {"line": line}}},
    }
