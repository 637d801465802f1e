"""The tables at the top of the page: what there is of what, with a bar each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from content_lint.output.html.charts import MOST_FIRST, bar
from content_lint.output.html.markup import text_of
from content_lint.report.diagnostic import Diagnostic, Severity

MOST_ROWS = 15


@dataclass(frozen=True, slots=True)
class CountedBy:
    """One way to count the findings.

    Attributes:
        key: what the filter of the list calls it.
        title: what people call it.
        values: gives the value of a finding; empty where it has none.
        files: how many documents there are of each value, where that is known.
        by_value: whether rows come in the order of their values, rather than the most first.
    """

    key: str
    title: str
    values: Callable[[Diagnostic], str]
    files: Mapping[str, int] = field(default_factory=dict)
    by_value: bool = False


def table(by: CountedBy, findings: tuple[Diagnostic, ...]) -> Iterator[str]:
    """One table; nothing where it would have but one row."""
    counts: dict[str, Counter[Severity]] = {}
    for item in findings:
        value = by.values(item)
        if value:
            counts.setdefault(value, Counter())[item.severity] += 1
    for value in by.files:
        counts.setdefault(value, Counter())
    if len(counts) < 2:
        return
    rows = sorted(counts, reverse=True) if by.by_value else sorted(counts, key=lambda value: _weight(counts[value]))
    most = max(row.total() for row in counts.values())
    yield f'<div class="scroll"><table><caption>By {by.title}</caption>\n<thead><tr><th scope="col">{by.title}</th>'
    yield '<th scope="col" class="number">documents</th>' if by.files else ""
    yield "".join(f'<th scope="col" class="number">{severity.label}s</th>' for severity in MOST_FIRST)
    yield '<th scope="col">all</th></tr></thead>\n<tbody>\n'
    for value in rows[:MOST_ROWS]:
        yield _row(by, value, counts[value], most)
    rest = rows[MOST_ROWS:]
    if rest:
        summed = sum((counts[value] for value in rest), Counter[Severity]())
        yield _cells(by, f"{len(rest):,} more", summed, most, sum(by.files.get(value, 0) for value in rest))
    yield "</tbody></table></div>\n"


def _weight(counts: Counter[Severity]) -> tuple[int, ...]:
    return tuple(-counts[severity] for severity in MOST_FIRST)


def _row(by: CountedBy, value: str, counts: Counter[Severity], most: int) -> str:
    shown = f"<bdi>{text_of(value)}</bdi>"
    if counts.total():
        shown = f'<button type="button" data-key="{by.key}" data-value="{text_of(value)}">{shown}</button>'
    return _cells(by, shown, counts, most, by.files.get(value, 0))


def _cells(by: CountedBy, head: str, counts: Counter[Severity], most: int, files: int) -> str:
    numbers = [files] if by.files else []
    numbers += [counts[severity] for severity in MOST_FIRST]
    cells = "".join(f'<td class="number">{number:,}</td>' for number in numbers)
    return f'<tr><th scope="row">{head}</th>{cells}<td>{bar(counts, most)}</td></tr>\n'
