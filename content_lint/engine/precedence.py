"""One fault, one finding: where two rules see the same fault, the one that sees its cause speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from content_lint.report.diagnostic import Diagnostic
from content_lint.rules.rule import Rule
from content_lint.text.source import Span


class SpanIndex:
    """Spans of one file that answer in logarithmic time, for spans that hardly nest, which one touches another."""

    __slots__ = ("_reach", "_spans", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def touching(self, span: Span) -> Iterable[Span]:
        """The spans that touch ``span``, the last first."""
        place = bisect_right(self._starts, span.end) - 1
        while place >= 0 and self._reach[place] >= span.start:
            if self._spans[place].touches(span):
                yield self._spans[place]
            place -= 1


def closure(names: Iterable[str], rules: Mapping[str, type[Rule[Any]]]) -> set[str]:
    """The rules to run so that the rules ``names`` know which ones to yield to."""
    wanted: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in rules and name not in wanted:
            wanted.add(name)
            waiting.extend((*rules[name].meta.yields_to, *rules[name].meta.whole_file))
    return wanted


def settle(diagnostics: Sequence[Diagnostic], rules: Mapping[str, type[Rule[Any]]]) -> list[Diagnostic]:
    """Drop each finding whose fault another one, of a rule that it yields to, already names."""
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for item in diagnostics:
        spans[item.path][item.rule].append(item.span)
    indexes: dict[tuple[str, str], SpanIndex] = {}

    def spoken(item: Diagnostic) -> bool:
        others = spans[item.path]
        if len(others) == 1:
            return False
        meta = rules[item.rule].meta
        if not others.keys().isdisjoint(meta.whole_file):
            return True
        for name in meta.yields_to:
            if name not in others:
                continue
            key = (item.path, name)
            if key not in indexes:
                indexes[key] = SpanIndex(others[name])
            if any(True for _ in indexes[key].touching(item.span)):
                return True
        return False

    return [item for item in diagnostics if not spoken(item)]
