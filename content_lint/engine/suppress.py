"""Which findings comments keep silent, and what came of each comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from content_lint.config.selection import rules_called
from content_lint.engine.precedence import SpanIndex
from content_lint.parse.facts import Document, Suppression
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Suppressed
from content_lint.rules.registry import catalog
from content_lint.rules.rule import Rule, SuppressionUse
from content_lint.text.source import Span


def suppress(
    document: Document,
    diagnostics: Sequence[Diagnostic],
    rules: Mapping[str, type[Rule[Any]]],
    ran: frozenset[str],
    today: date,
) -> tuple[list[Diagnostic], list[Suppressed], list[SuppressionUse]]:
    """Split one document's findings into those that stand and those kept silent.

    Args:
        document: the document.
        diagnostics: its findings.
        rules: all rules by name.
        ran: names of the rules that ran.
        today: the day in the site's zone, for ``until``.

    Returns:
        Findings that stand, findings kept silent, and each named rule of each comment with its use.
    """
    suppressions = document.suppressions
    if not suppressions:
        return list(diagnostics), [], []
    called = {name: _rules_called(name) for item in suppressions for name, _ in item.rules}
    scopes: dict[str, dict[Span, list[Suppression]]] = defaultdict(lambda: defaultdict(list))
    everything = Span(0, len(document.source.text))
    for item in suppressions:
        if not item.fault and (item.until is None or today < item.until):
            for rule in frozenset().union(*(called[name] for name, _ in item.rules)):
                scopes[rule][item.scope or everything].append(item)
    indexes = {name: SpanIndex(spans) for name, spans in scopes.items()}
    used: set[tuple[str, Span]] = set()
    standing, silent = [], []
    for finding in diagnostics:
        scope = next(iter(indexes[finding.rule].touching(finding.span)), None) if finding.rule in indexes else None
        if scope is None:
            standing.append(finding)
        else:
            comments = scopes[finding.rule][scope]
            silent.append(Suppressed(finding, "comment", comments[0].reason))
            used.update((finding.rule, item.span) for item in comments)
    uses = []
    for item in suppressions:
        for name, span in item.rules or (("", item.span),):
            named = called.get(name, frozenset())
            asked = {rule for rule in named if len(named) == 1 or rules[rule].meta.preset == "default"}
            in_use = any((rule, item.span) in used for rule in named)
            uses.append(SuppressionUse(item, name, span, named, in_use, bool(asked) and asked <= ran))
    return standing, silent, uses


def _rules_called(name: str) -> frozenset[str]:
    """The rules that a comment names; none where there are none of that name."""
    named = rules_called(name, catalog())
    return frozenset() if named is None else named.rules
