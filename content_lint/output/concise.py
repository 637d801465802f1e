"""One line a finding: ``path:line:col: CODE name message``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content_lint.output.escape import visible, visible_path
from content_lint.output.places import Places, Sources, shown_path
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report


def concise(report: Report, sources: Sources, *, least: Severity = Severity.INFO) -> Iterator[str]:
    """The findings of at least a severity, a line each, with its line end."""
    places = Places(sources)
    shown = (item for item in report.diagnostics if item.severity >= least)
    yield from concise_lines(shown, report, places)


def suppressed_lines(report: Report, sources: Sources) -> Iterator[str]:
    """The findings that comments and the configuration keep silent, a line each that says which and why."""
    places = Places(sources)
    for item in sorted(report.suppressed, key=lambda item: item.diagnostic.order):
        line = "".join(concise_lines([item.diagnostic], report, places)).removesuffix("\n")
        reason = f": {visible(item.reason)}" if item.reason else ""
        yield f"{line} (suppressed by {'a comment' if item.by == 'comment' else f'the {item.by}'}{reason})\n"


def concise_lines(diagnostics: Iterable[Diagnostic], report: Report, places: Places) -> Iterator[str]:
    """The same for some findings of a report."""
    for item in diagnostics:
        start = places.start(item.path, item.span)
        facts = report.rules.get(item.rule)
        code = f"{facts.code} " if facts else ""
        path = visible_path(shown_path(report, item.path))
        yield f"{path}:{start.line}:{start.column}: {code}{item.rule} {visible(item.message)}\n"
