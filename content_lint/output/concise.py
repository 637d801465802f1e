"""One line a finding: ``path:line:col: CODE name message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content_lint.output.escape import visible, visible_path
from content_lint.output.places import Places, Sources
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report


def concise(report: Report, sources: Sources, *, least: Severity = Severity.INFO) -> Iterator[str]:
    """The findings of at least a severity, a line each, with its line end."""
    places = Places(sources)
    shown = (item for item in report.diagnostics if item.severity >= least)
    yield from concise_lines(shown, report, places)


def concise_lines(diagnostics: Iterable[Diagnostic], report: Report, places: Places) -> Iterator[str]:
    """The same for some findings of a report."""
    for item in diagnostics:
        start = places.place(item.path, item.span).start
        facts = report.rules.get(item.rule)
        code = f"{facts.code} " if facts else ""
        path = visible_path(item.path)
        yield f"{path}:{start.line}:{start.column}: {code}{item.rule} {visible(item.message)}\n"
