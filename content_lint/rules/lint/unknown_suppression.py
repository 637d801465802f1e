"""Comments that name a rule which does not exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.config.selection import hint_for
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.registry import catalog
from content_lint.rules.rule import Options, RuleMeta, SuppressionRule, SuppressionUse


class UnknownSuppression(SuppressionRule[Options]):
    """A comment asks to ignore a rule that does not exist.

    ## Why this matters
    A misspelt name suppresses nothing: the finding that it was meant for is reported all the same.

    ## Bad
    ~~~md
    ---
    title: A walk in the park
    ---
    <!-- content-lint: ignore[vague-link-texts] the campaign wants it -->
    Read the story of the walk.
    ~~~

    ## Good
    ~~~md
    ---
    title: A walk in the park
    ---
    <!-- content-lint: ignore[vague-link-text] the campaign wants it -->
    The story of the walk is [here](https://www.example.com/walk/).
    ~~~
    """

    meta = RuleMeta("CL102", "unknown-suppression", Severity.WARNING)

    def check(self, document: Document, uses: Sequence[SuppressionUse], context: SiteContext) -> Iterator[Diagnostic]:  # noqa: ARG002
        """One finding for each name that no rule has."""
        for use in uses:
            if not use.rules and not use.suppression.fault:
                yield self.report(
                    document.path, use.span, f"there is no rule `{use.name}`", help=hint_for(use.name, catalog())
                )
