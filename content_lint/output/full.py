"""Findings for people: what is wrong, the place underlined, how to put it right, and where to read on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from content_lint.output.escape import visible
from content_lint.output.excerpt import excerpt
from content_lint.output.fix_lines import fix_lines
from content_lint.output.places import Places, Sources
from content_lint.output.style import TerminalStyle
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report

COLUMNS = 100
_PLAIN = TerminalStyle()
_MARKS = {"-": "removed", "+": "added"}


def full(
    report: Report,
    sources: Sources,
    *,
    least: Severity = Severity.INFO,
    style: TerminalStyle = _PLAIN,
    columns: int = COLUMNS,
    opened: Callable[[str], str] | None = None,
) -> Iterator[str]:
    """The findings of at least a severity, each a block with an empty line after it.

    Where to read on about a rule is said once, at the last of its findings: it is the first that somebody sees.

    Args:
        report: what was found.
        sources: gives the text of a file.
        least: findings below this severity are left out.
        style: colours or none.
        columns: cells that a line of source may take with its number; at least 40 are used.
        opened: see Places.
    """
    places = Places(sources, opened)
    shown = [item for item in report.diagnostics if item.severity >= least]
    last = {item.rule: number for number, item in enumerate(shown)}
    for number, item in enumerate(shown):
        more = last[item.rule] == number
        yield "".join(f"{line}\n" for line in _block(item, report, places, style, max(columns, 40), more=more))


def _block(
    item: Diagnostic, report: Report, places: Places, style: TerminalStyle, columns: int, *, more: bool
) -> Iterator[str]:
    facts = report.rules.get(item.rule)
    code = f" {facts.code}" if facts else ""
    start = places.start(item.path, item.span)
    head = style.paint(f"{item.severity.label}{code} {item.rule}", item.severity.label)
    yield f"{head}: {style.paint(visible(item.message), 'strong')}"
    source = places.source(item.path)
    lines = []
    if source is not None:
        digits = len(str(source.position(min(item.span.end, len(source.text))).line))
        lines = list(excerpt(source, item.span, columns - digits - 3))
    gutter = max((len(str(line.number)) for line in lines), default=1)
    margin, bar = " " * gutter, style.paint("|", "frame")
    yield f"{margin}{style.paint('-->', 'frame')} {places.shown(item.path)}:{start.line}:{start.column}"
    if lines:
        yield f"{margin} {bar}"
    for line in lines:
        if line.number == 0:
            yield f"{margin} {style.paint(':', 'frame')}"
            continue
        yield f"{style.paint(str(line.number).rjust(gutter), 'frame')} {bar} {line.text}".rstrip(" ")
        mark = style.paint("^" * line.cells, item.severity.label)
        yield f"{margin} {bar} {' ' * line.start}{mark}"
    if lines:
        yield f"{margin} {bar}"
    for word, role, text in _notes(item, places):
        yield f"{margin} {style.paint('=', 'frame')} {style.paint(f'{word}:', role)} {text}"
    if item.fix is not None and source is not None:
        for mark, text in fix_lines(source, item.fix):
            yield f"{margin}   {style.paint(f'{mark} {text}', _MARKS[mark])}"
    if more:
        yield f"{margin} {style.paint('=', 'frame')} {style.paint('more:', 'faint')} content-lint explain {item.rule}"
    yield ""


def _notes(item: Diagnostic, places: Places) -> Iterator[tuple[str, str, str]]:
    """What is said below a finding, the fix last: its lines follow."""
    for related in item.related:
        start = places.start(related.path, related.span)
        yield "see", "strong", f"{places.shown(related.path)}:{start.line}:{start.column}: {visible(related.message)}"
    if item.help and not (item.fix and item.fix.title == item.help):
        yield "help", "help", visible(item.help)
    if item.fix is not None:
        yield "fix", "help", f"{visible(item.fix.title)} ({item.fix.safety.label})"
