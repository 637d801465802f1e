"""Findings by rule, and what else a run has to say at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from content_lint.output.coverage import coverage_lines, not_checked_text
from content_lint.output.escape import visible, visible_path
from content_lint.output.style import TerminalStyle
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Report
from content_lint.text.counts import many
from content_lint.text.edits import Safety

_PLAIN = TerminalStyle()
_READ_AT_A_GLANCE = 10
"""Findings that need no table: they are all to be seen right above it."""


def statistics(report: Report, *, style: TerminalStyle = _PLAIN) -> Iterator[str]:
    """A line a rule and severity: ``   62 error   ML104 padded-mailto  summary``.

    What matters most comes last, next to where people type: errors, and of these the rule with the most findings.
    """
    found = Counter((item.rule, item.severity) for item in report.diagnostics)
    rows = sorted(found.items(), key=lambda row: (row[0][1], row[1], row[0][0]))
    most = max((len(f"{count:,}") for _, count in rows), default=0)
    longest = max((len(name) for (name, _), _ in rows), default=0)
    for (name, severity), count in rows:
        facts = report.rules.get(name)
        label = style.paint(severity.label.ljust(len("warning")), severity.label)
        code = (facts.code if facts else "").ljust(5)
        about = facts.summary.removesuffix(".") if facts else ""
        yield f"{count:>{most},} {label} {code} {name.ljust(longest)}  {about}".rstrip() + "\n"


def summary(
    report: Report,
    *,
    listed: Severity,
    by_rule: bool = True,
    offers_fixes: bool = True,
    style: TerminalStyle = _PLAIN,
) -> Iterator[str]:
    """The last lines of a run: counts, what was left out, what failed, and what to type next.

    Args:
        report: what was found.
        listed: findings below this severity were counted but not listed.
        by_rule: whether the counts by rule are wanted too; a handful of findings needs none.
        offers_fixes: whether fixes can still be made; a run that has made them says why it left others out.
        style: colours or none.
    """
    if by_rule and len(report.diagnostics) > _READ_AT_A_GLANCE:
        yield from statistics(report, style=style)
        yield "\n"
    if report.fixed:
        rules = ", ".join(f"{count:,} {name}" for name, count in report.fixed.items())
        total = many(sum(report.fixed.values()), "finding")
        yield f"Put right {total} in {many(report.fixed_files, 'file')}: {rules}.\n"
    yield from _what_was_not_done(report, style)
    yield from site_lines(report, style)
    yield f"{_headline(report, style)}\n"
    yield from _what_to_do(report, listed, offers_fixes=offers_fixes)
    yield from coverage_lines(report, style=style)


def _what_was_not_done(report: Report, style: TerminalStyle) -> Iterator[str]:
    """What was not checked, what the reader has to know, and our own failures."""
    for item in report.not_checked:
        yield f"not checked: {visible(not_checked_text(item))}\n"
    for notice in report.notices:
        yield f"note: {visible(notice)}\n"
    for failure in report.failures:
        where = f" on {visible_path(failure.path)}" if failure.path else ""
        word = style.paint("failed", "error")
        yield f"{word}: {visible(failure.doing)}{where}: {visible(failure.error)}\n"


def _what_to_do(report: Report, listed: Severity, *, offers_fixes: bool) -> Iterator[str]:
    """What was not listed, and what to type next."""
    hidden = sum(item.severity < listed for item in report.diagnostics)
    if hidden:
        yield f"{many(hidden, 'info')} not listed: add --verbose to see {'it' if hidden == 1 else 'them'}.\n"
    fixable = sum(item.fix is not None and item.fix.safety is Safety.SAFE for item in report.diagnostics)
    if fixable and offers_fixes:
        yield f"{many(fixable, 'finding')} can be put right safely: content-lint check --fix\n"
    if gone := report.gone:
        was = "finding of the baseline is" if gone == 1 else "findings of the baseline are"
        yield f"{gone:,} {was} gone: `content-lint check --update-baseline` makes it shorter.\n"
    if (name := _next_rule(report)) is not None:
        yield f"Next: content-lint explain {name}\n"


def site_lines(report: Report, style: TerminalStyle = _PLAIN) -> Iterator[str]:
    """A line for each of several sites: where it is, what makes it, and what was found."""
    longest = max((len(part.name) for part in report.sites), default=0)
    for part in report.sites:
        worst = max((severity for severity, count in part.counts.items() if count), default=None)
        found = style.paint(in_words(part.counts), worst.label if worst is not None else "")
        made = f" ({visible(part.generator)})" if part.generator else ""
        yield f"  {visible(part.name).ljust(longest)}{made}: {many(part.files, 'file')}, {found}\n"


def counts(report: Report) -> str:
    """The findings by severity in words: ``2 errors, 1 warning, 4 infos``."""
    found = {severity: report.count(severity) for severity in Severity}
    return in_words(found, "no problems in what was checked" if report.is_doubtful else "no problems")


def in_words(found: Mapping[Severity, int], none: str = "no problems") -> str:
    """Counts by severity, the worst first."""
    ordered = sorted(found.items(), reverse=True)
    return ", ".join(many(count, severity.label) for severity, count in ordered if count) or none


def in_time(seconds: float) -> str:
    """How long a run took, as it is said after how many files it checked."""
    return f" in {seconds:.1f} s"


def _headline(report: Report, style: TerminalStyle) -> str:
    worst = max((item.severity for item in report.diagnostics), default=None)
    silent = [
        f"{number:,} {word}"
        for number, word in (
            (len(report.failures), "failed"),
            (len(report.suppressed), "suppressed"),
            (report.baselined, "in the baseline"),
        )
        if number
    ]
    aside = f" ({', '.join(silent)})" if silent else ""
    took = "" if report.seconds is None else in_time(report.seconds)
    found = style.paint(counts(report), worst.label if worst is not None else "warning" if report.is_doubtful else "")
    return f"Checked {many(report.files, 'file')}{took}: {found}{aside}."


def _next_rule(report: Report) -> str | None:
    """The rule to read about first: of those whose findings weigh most, the commonest."""
    found = Counter((item.severity, item.rule) for item in report.diagnostics)
    ranked = sorted(found.items(), key=lambda row: (-row[0][0], -row[1], row[0][1]))
    return ranked[0][0][1] if ranked else None
