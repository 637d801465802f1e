"""One line a finding: ``path:line:col: CODE name message. Help``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from content_lint.output.escape import visible
from content_lint.output.places import Places, Sources
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report


def concise(
    report: Report, sources: Sources, *, least: Severity = Severity.INFO, opened: Callable[[str], str] | None = None
) -> Iterator[str]:
    """The findings of at least a severity, a line each, with its line end.

    Args:
        report: what was found.
        sources: gives the text of a file.
        least: findings below this severity are left out.
        opened: see Places.
    """
    places = Places(sources, opened)
    shown = (item for item in report.diagnostics if item.severity >= least)
    yield from concise_lines(shown, report, places)


def suppressed_lines(report: Report, sources: Sources, opened: Callable[[str], str] | None = None) -> Iterator[str]:
    """The findings that comments and the configuration keep silent, a line each that says which and why."""
    places = Places(sources, opened)
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
        said = f"{item.message}. {help_}" if (help_ := help_of(item)) else item.message
        yield f"{places.shown(item.path)}:{start.line}:{start.column}: {code}{item.rule} {visible(said)}\n"


def help_of(item: Diagnostic) -> str:
    """What to do about a finding: its help, else what its fix does."""
    return item.help or (f"{item.fix.title}." if item.fix else "")
