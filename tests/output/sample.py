"""Small reports to be shown."""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.output.renderer import Renderer, Sources
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report, RuleFacts
from content_lint.text.source import SourceText, Span

FACTS = {
    name: RuleFacts(code, name, summary, severity)
    for code, name, summary, severity in (
        ("SY101", "broken-thing", "A thing is broken.", Severity.ERROR),
        ("TX101", "vague-word", "A word says little.", Severity.WARNING),
        ("TX201", "odd-word", "A word is odd.", Severity.INFO),
    )
}


def sources_of(files: Mapping[str, str]) -> Sources:
    """Texts by path."""
    texts = {path: SourceText.from_text(path, text) for path, text in files.items()}
    return texts.get


def report_of(*diagnostics: Diagnostic, **more) -> Report:
    """A report about one file with these findings, in the order of their places."""
    return Report(tuple(sorted(diagnostics, key=lambda item: item.order)), FACTS, **{"files": 1, **more})


def finding(text: str, marked: str, *, path: str = "a.md", rule: str = "broken-thing", **more) -> Diagnostic:
    """A finding whose span is the first place of ``marked`` in ``text``."""
    start = text.index(marked)
    span = Span(start, start + len(marked))
    parts = {"severity": FACTS[rule].severity, "message": f"`{marked}` is broken", **more}
    return Diagnostic(rule=rule, path=path, span=span, **parts)


def renderer_of(report: Report, files: Mapping[str, str] | None = None, **more) -> Renderer:
    """A report about these texts, as a format takes it."""
    return Renderer(report, sources_of(files or {}), **more)
