"""The list of links: for people, as JSON, as a table for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from content_lint.output.escape import visible, visible_line, visible_path
from content_lint.output.rows import csv_rows, json_rows
from content_lint.output.style import TerminalStyle
from content_lint.report.links import LinkReport, LinkRow

COLUMNS = (
    "path",
    "line",
    "column",
    "destination",
    "kind",
    "scope",
    "resolved",
    "outcome",
    "status",
    "final_url",
    "from_cache",
    "reason",
)
"""The keys of a row in JSON, in their order, and the columns of the table."""

GROUPS = ("target", "host", "outcome", "file")
_NOT_ASKED = "not asked"
_LONGEST_REASON = 300  # a server may name an address of any length; json and csv have all of it
_WIDTH = len("stops-the-build")
_ORDER = {"error": 0, "warning": 1, "info": 2, "": 3}


def text(report: LinkReport, style: TerminalStyle, by: str) -> Iterator[str]:
    """The links in groups: by ``target``, ``host``, ``outcome`` or ``file``."""
    if by == "file":
        yield from _by_file(report.rows, style)
    elif by == "host":
        yield from _by_host(report.rows, style)
    elif by == "outcome":
        yield from _by_outcome(report.rows, style)
    else:
        yield from _by_target(report.rows, style)


def _by_target(rows: Iterable[LinkRow], style: TerminalStyle) -> Iterator[str]:
    """A line for each target, the worst first; below it the places that link to it."""
    for target, group in _grouped(rows, _target):
        first = group[0]
        yield f"{_word(first, style)} {style.paint(visible(target), 'strong')}{_reason(first, style)}\n"
        for row in group:
            yield f"{' ' * _WIDTH}   {visible_path(row.path)}:{row.line}:{row.column}\n"


def _by_host(rows: Iterable[LinkRow], style: TerminalStyle) -> Iterator[str]:
    """A line for each host: how many links and targets, and what came of them."""
    for host, group in _grouped(rows, lambda row: row.host or f"({row.scope})", worst_first=False):
        targets = {_target(row): row for row in group}
        counts = Counter(row.outcome or _NOT_ASKED for row in targets.values())
        named = ", ".join(f"{count:,} {name}" for name, count in counts.most_common())
        links = _count(len(group), "link")
        yield f"{style.paint(visible_line(host), 'strong')}  {links}, {len(targets):,} different: {named}\n"


def _by_outcome(rows: Iterable[LinkRow], style: TerminalStyle) -> Iterator[str]:
    """A heading for each outcome, and its targets with how often they are linked to."""
    for outcome, group in _grouped(rows, lambda row: row.outcome or _NOT_ASKED):
        counts = Counter(_target(row) for row in group)
        firsts = {_target(row): row for row in reversed(group)}
        role = group[0].severity or "faint"
        yield f"{style.paint(visible(outcome), role)}: {_count(len(counts), 'target')}, {_count(len(group), 'link')}\n"
        for target, count in counts.most_common():
            often = f" ({count:,} times)" if count > 1 else ""
            yield f"  {visible(target)}{often}{_reason(firsts[target], style)}\n"


def _by_file(rows: Iterable[LinkRow], style: TerminalStyle) -> Iterator[str]:
    """A heading for each file, and its links in their order."""
    for path, group in groupby(rows, lambda row: row.path):
        yield f"{style.paint(visible_path(path), 'strong')}\n"
        for row in group:
            place = f"{row.line}:{row.column}".ljust(8)
            yield f"  {place} {_word(row, style)} {visible(row.destination)}{_reason(row, style)}\n"


def _grouped(
    rows: Iterable[LinkRow], key: Callable[[LinkRow], str], *, worst_first: bool = True
) -> Iterator[tuple[str, Sequence[LinkRow]]]:
    groups: dict[str, list[LinkRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)

    def rank(name: str) -> tuple[int, int, str]:
        group = groups[name]
        worst = min(_ORDER[row.severity] for row in group) if worst_first else 0
        return worst, -len(group), name

    for name in sorted(groups, key=rank):
        yield name, groups[name]


def _target(row: LinkRow) -> str:
    return row.resolved or row.destination


def _word(row: LinkRow, style: TerminalStyle) -> str:
    word = row.outcome or _NOT_ASKED
    return style.paint(word.ljust(_WIDTH), row.severity or "faint")


def _reason(row: LinkRow, style: TerminalStyle) -> str:
    if not row.reason or row.outcome in {"ok", "live"}:
        return ""
    reason = row.reason if len(row.reason) <= _LONGEST_REASON else f"{row.reason[:_LONGEST_REASON]}…"
    return "  " + style.paint(visible(reason), "faint")


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


def as_json(report: LinkReport) -> Iterator[str]:
    """A list of objects, one a link and line."""
    return json_rows(_values(row) for row in report.rows)


def as_csv(report: LinkReport) -> Iterator[str]:
    """The same as a table."""
    return csv_rows(COLUMNS, (_values(row) for row in report.rows))


def _values(row: LinkRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in COLUMNS}


def summary(report: LinkReport, *, interrupted: bool = False) -> Iterator[str]:
    """How many links there are of each kind and outcome, and what the reader has to know."""
    for notice in report.notices:
        yield f"note: {visible(notice)}\n"
    for failure in report.failures:
        yield f"failed: {visible(failure.doing)}: {visible(failure.error)}\n"
    scopes = Counter(row.scope for row in report.rows)
    named = ", ".join(f"{count:,} {scope}" for scope, count in scopes.most_common())
    outcomes = Counter((row.severity, row.outcome or _NOT_ASKED) for row in report.rows)
    told = sorted(outcomes.items(), key=lambda pair: (_ORDER[pair[0][0]], -pair[1], pair[0][1]))
    counts = ", ".join(f"{count:,} {outcome}" for (_, outcome), count in told)
    targets = len({(row.scope, _target(row)) for row in report.rows})
    start = "Interrupted; this is what was known. " if interrupted else ""
    told_of = f": {named}; {counts}" if named else ""
    yield f"{start}{_count(len(report.rows), 'link')} to {_count(targets, 'target')}{told_of}.\n"
