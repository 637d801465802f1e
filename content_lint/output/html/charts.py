"""Charts as SVG. Each says in words or numbers beside it what it shows: colour and shape only help the eye."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from content_lint.output.surroundings import EarlierReport
from content_lint.report.diagnostic import Severity

MOST_FIRST = tuple(sorted(Severity, reverse=True))
_BAR = 160
_WIDTH, _HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 132, 16, 32
_MARK = 4
_FEWEST_LABELS_APART = 84


def bar(counts: Mapping[Severity, int], most: int) -> str:
    """A bar of one piece a severity, as long as its part of ``most``; the numbers are in the cells beside it."""
    pieces = []
    start = 0.0
    for severity in MOST_FIRST:
        width = _BAR * counts.get(severity, 0) / max(most, 1)
        if width:
            pieces.append(f'<rect class="{severity.label}" x="{start:.1f}" width="{width:.1f}" height="12"/>')
        start += width
    opened = f'<svg class="bar" viewBox="0 0 {_BAR} 12" width="{_BAR}" height="12" aria-hidden="true">'
    return f"{opened}{''.join(pieces)}</svg>"


def part_of(checked: int, whole: int) -> str:
    """A bar that is filled as far as something was checked."""
    width = 320 * checked / max(whole, 1)
    return (
        '<svg class="part" viewBox="0 0 320 12" width="320" height="12" aria-hidden="true">'
        f'<rect class="rest" width="320" height="12"/><rect class="done" width="{width:.1f}" height="12"/></svg>'
    )


def trend(reports: Sequence[EarlierReport]) -> Iterator[str]:
    """Errors and warnings from day to day: two lines, told apart by dashes, marks and the words at their ends."""
    shown = (Severity.ERROR, Severity.WARNING)
    most = max((item.counts.get(severity, 0) for item in reports for severity in shown), default=0) or 1
    days = f"from {reports[0].day} to {reports[-1].day}"
    said = f"Errors and warnings {days}; the table below has the numbers"
    yield f'<svg class="trend" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{said}">\n'
    for value in sorted({0, most // 2, most}):
        y = _y(value, most)
        yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>'
        yield f'<text class="axis" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>\n'
    yield from _days(reports)
    ends = [_y(reports[-1].counts.get(severity, 0), most) for severity in shown]
    if abs(ends[0] - ends[1]) < 16:  # the words at the ends must not cover each other
        upper = 0 if ends[0] <= ends[1] else 1
        ends[upper], ends[1 - upper] = ends[upper] - 8, ends[1 - upper] + 8
    for severity, end in zip(shown, ends, strict=True):
        values = [item.counts.get(severity, 0) for item in reports]
        yield from _line(severity, values, most)
        word = f"{severity.label}s {values[-1]:,}"
        yield f'<text class="end" x="{_WIDTH - _RIGHT + 10}" y="{end + 4:.1f}">{word}</text>\n'
    yield "</svg>\n"


def _line(severity: Severity, values: Sequence[int], most: int) -> Iterator[str]:
    points = [(_x(index, len(values)), _y(value, most)) for index, value in enumerate(values)]
    joined = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    yield f'<path class="line {severity.label}" d="M{joined}"/>'
    for x, y in points:
        if severity is Severity.ERROR:
            yield f'<circle class="{severity.label}" cx="{x:.1f}" cy="{y:.1f}" r="{_MARK}"/>'
        else:
            corner = f'x="{x - _MARK:.1f}" y="{y - _MARK:.1f}"'
            yield f'<rect class="{severity.label}" {corner} width="{2 * _MARK}" height="{2 * _MARK}"/>'
    yield "\n"


def _days(reports: Sequence[EarlierReport]) -> Iterator[str]:
    """The days below the lines: as many as there is room for, the last one always."""
    last = len(reports) - 1
    free = _x(last, len(reports))
    named = [last]
    for index in range(last - 1, -1, -1):
        if free - _x(index, len(reports)) >= _FEWEST_LABELS_APART:
            named.append(index)
            free = _x(index, len(reports))
    for index in reversed(named):
        x = _x(index, len(reports))
        yield f'<text class="axis" x="{x:.1f}" y="{_HEIGHT - 8}" text-anchor="middle">{reports[index].day}</text>\n'


def _x(index: int, count: int) -> float:
    room = _WIDTH - _LEFT - _RIGHT
    return _LEFT + (room * index / (count - 1) if count > 1 else room / 2)


def _y(value: int, most: int) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / most)
