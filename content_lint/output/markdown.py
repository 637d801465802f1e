"""Findings as a comment below a pull request, in words for somebody who writes posts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from content_lint.output.coverage import cause_rows, tally
from content_lint.output.page_text import markdown_code, markdown_text
from content_lint.output.renderer import Renderer
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report

MOST_BYTES = 60_000
"""GitHub takes comments of up to 65,536 characters."""

_HEADINGS = {
    Severity.ERROR: "To be put right",
    Severity.WARNING: "Worth a look",
    Severity.INFO: "Good to know",
}


def markdown(renderer: Renderer) -> Iterator[str]:
    """The comment: what has to be put right first, then what is worth a look, a list a file."""
    report = renderer.report
    yield f"### {_opening(report)}\n"
    room, shown = MOST_BYTES, 0
    for severity, heading in _HEADINGS.items():
        items = [item for item in report.diagnostics if item.severity is severity]
        if not items or room <= 0:
            continue
        yield f"\n#### {heading} ({len(items):,})\n"
        for path, group in groupby(items, key=lambda item: item.path):
            title, of_file = f"\n{markdown_code(path)}\n", list(group)
            lines = [_line(item, renderer) for item in of_file]
            room -= len(title.encode()) + sum(len(line.encode()) for line in lines)
            if room <= 0:
                break
            yield title
            yield from lines
            shown += len(of_file)
    if shown < len(report.diagnostics):
        yield f"\n{len(report.diagnostics) - shown:,} more are in the full report.\n"
    if report.internal is not None and report.internal.causes:
        yield f"\n{markdown_text(tally(report.internal))}\n\n"
        yield from (f"- {markdown_text(text)}\n" for _, text in cause_rows(report.internal))
    for step, _ in renderer.failures():
        yield f"\nNot done: {markdown_text(step)}\n"


def _opening(report: Report) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    files = len({item.path for item in report.diagnostics if item.severity is Severity.ERROR})
    if errors:
        thing = "1 thing has" if errors == 1 else f"{errors:,} things have"
        return f"{thing} to be put right in {'1 file' if files == 1 else f'{files:,} files'}"
    if warnings:
        broken = "Nothing is broken in what could be checked" if report.is_doubtful else "Nothing is broken"
        return f"{broken}, and {'1 place is' if warnings == 1 else f'{warnings:,} places are'} worth a look"
    if report.failures:
        return "Not everything could be checked"
    if report.is_doubtful:
        return "Nothing is broken in what could be checked"
    return "Nothing is broken" if report.diagnostics else "All is well"


def _line(item: Diagnostic, renderer: Renderer) -> str:
    start = renderer.start(item.path, item.span)
    message = item.message[:1].upper() + item.message[1:]
    help_text = f" {markdown_text(item.help.rstrip('.'))}." if item.help else ""
    return f"- Line {start.line}: {markdown_text(message)}.{help_text}\n"
