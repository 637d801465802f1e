"""How much was checked, in words: the line that a run ends with, and what to do about the rest."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.output.escape import visible
from content_lint.output.style import TerminalStyle
from content_lint.report.report import Coverage, NotChecked, Report

_PLAIN = TerminalStyle()
_NAMED = 3


def coverage_lines(report: Report, *, style: TerminalStyle = _PLAIN) -> Iterator[str]:
    """The line on internal links, yellow where much was not checked, and a line for each cause that says what to do."""
    coverage = report.internal
    if coverage is None or not coverage.all:
        return
    yield style.paint(headline(coverage), "warning" if coverage.is_doubtful else "") + "\n"
    counts: dict[str, list[str]] = {}
    for item in coverage.causes[:_NAMED]:
        counts.setdefault(item.advice, []).append(f"{item.count:,}")
    for advice, numbers in counts.items():
        if advice:
            yield f"  {' and '.join(numbers)}: {visible(advice)}\n"
    if len(coverage.causes) > _NAMED:
        yield "  `content-lint doctor` names every cause.\n"


def headline(coverage: Coverage) -> str:
    """``internal links: 129 of 1,019 checked. 640 are written by templates, 250 may be made by …``."""
    start = tally(coverage)
    named = [visible(item.said) for item in coverage.causes[:_NAMED]]
    others = sum(item.count for item in coverage.causes[_NAMED:])
    if others:
        named.append(f"{others:,} for other reasons")
    return f"{start} {', '.join(named)}." if named else start


def tally(coverage: Coverage) -> str:
    """The same without causes, for pages that list them below."""
    return f"internal links: {coverage.checked:,} of {coverage.all:,} checked."


def cause_rows(coverage: Coverage) -> Iterator[tuple[NotChecked, str]]:
    """Every cause, with what is said of it and what to do."""
    for item in coverage.causes:
        yield item, f"{item.said}. {item.advice}".rstrip()


def not_checked_text(item: NotChecked) -> str:
    """What was not checked, how often, and why."""
    return f"{item.what} ({item.count:,}): {item.reason}"


def coverage_data(report: Report) -> dict[str, object]:
    """The same for machines, by kind of links."""
    return {
        kind: {
            "all": part.all,
            "checked": part.checked,
            "causes": [{"reason": item.reason, "count": item.count, "advice": item.advice} for item in part.causes],
        }
        for kind, part in report.coverage.items()
    }
