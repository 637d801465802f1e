"""Which findings comments keep silent, and what came of each comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct, field

from content_lint.config.selection import rules_called
from content_lint.engine.precedence import SpanIndex
from content_lint.parse.facts import Document, Suppression
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Suppressed
from content_lint.rules.context import SiteContext
from content_lint.rules.registry import all_rules, catalog
from content_lint.rules.rule import Rule, SuppressionRule, SuppressionUse
from content_lint.text.source import Span


def silence(
    found: Iterable[Diagnostic],
    active: Sequence[Rule[Any]],
    documents: Mapping[str, Document],
    context: SiteContext,
    judged: Iterable[str],
) -> tuple[list[Diagnostic], list[Suppressed]]:
    """Apply the suppression comments, and let the rules about them speak.

    Args:
        found: the findings of all files.
        active: the rules that ran.
        documents: the documents by path.
        context: what the rules about comments may know.
        judged: the files whose comments are judged, though there may be no finding in them.

    Returns:
        Findings to go on with, and those kept silent.
    """
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for item in found:
        by_path[item.path].append(item)
    loud: list[Diagnostic] = []
    silent: list[Suppressed] = []
    ran = frozenset(rule.meta.name for rule in active if rule.silence_is_proof)
    today = context.now.astimezone(context.settings.zone).date()
    judges = [rule for rule in active if isinstance(rule, SuppressionRule)]
    for path in sorted({*by_path, *judged}):
        document = documents.get(path)
        if document is None or not document.suppressions:
            loud.extend(by_path[path])
            continue
        comments = _Comments(document, today)
        others, suppressed = comments.split(by_path[path])
        loud.extend(others)
        silent.extend(suppressed)
        uses = comments.uses(ran)
        for rule in judges:
            loud.extend(rule.check(document, uses, context))
    return loud, silent


class _Comments(Struct):
    """The suppression comments of a document, and which of them were of use.

    Attributes:
        document: the document.
        today: the day in the site's zone, for ``until``.
    """

    document: Document
    today: date
    _called: dict[str, frozenset[str]] = field(default_factory=dict)
    _by_scope: dict[str, dict[Span, list[Suppression]]] = field(default_factory=dict)
    _indexes: dict[str, SpanIndex] = field(default_factory=dict)
    _used: set[tuple[str, Span]] = field(default_factory=set)

    def __post_init__(self) -> None:
        everything = Span(0, len(self.document.source.text))
        for comment in self.document.suppressions:
            self._called |= {name: _rules_called(name) for name, _ in comment.rules}
            if comment.fault or (comment.until is not None and self.today >= comment.until):
                continue
            for rule in frozenset().union(*(self._called[name] for name, _ in comment.rules)):
                scopes = self._by_scope.setdefault(rule, {})
                scopes.setdefault(comment.scope or everything, []).append(comment)
        self._indexes = {rule: SpanIndex(scopes) for rule, scopes in self._by_scope.items()}

    def split(self, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Suppressed]]:
        """The findings that no comment keeps silent, and the others."""
        loud: list[Diagnostic] = []
        silent: list[Suppressed] = []
        for item in found:
            suppressed = self._suppress(item)
            if suppressed is None:
                loud.append(item)
            else:
                silent.append(suppressed)
        return loud, silent

    def _suppress(self, finding: Diagnostic) -> Suppressed | None:
        index = self._indexes.get(finding.rule)
        scope = None if index is None else next(iter(index.touching(finding.span)), None)
        if scope is None:
            return None
        comments = self._by_scope[finding.rule][scope]
        self._used.update((finding.rule, comment.span) for comment in comments)
        return Suppressed(finding, "comment", comments[0].reason)

    def uses(self, ran: frozenset[str]) -> list[SuppressionUse]:
        """Each rule that a comment names, with its use, when all findings of the rules ``ran`` were suppressed."""
        rules = all_rules()
        uses = []
        for comment in self.document.suppressions:
            for name, span in comment.rules or (("", comment.span),):
                named = self._called.get(name, frozenset())
                asked = {rule for rule in named if len(named) == 1 or rules[rule].meta.preset == "default"}
                in_use = any((rule, comment.span) in self._used for rule in named)
                uses.append(SuppressionUse(comment, name, span, named, in_use, bool(asked) and asked <= ran))
        return uses


def _rules_called(name: str) -> frozenset[str]:
    """The rules that a comment names; empty where no rule has that name."""
    named = rules_called(name, catalog())
    return frozenset() if named is None else named.rules
