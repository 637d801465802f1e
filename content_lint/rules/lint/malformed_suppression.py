"""See MalformedSuppression."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Document
from content_lint.parse.suppressions import FORM, MDX_FORM
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import Options, RuleMeta, SiteContext, SuppressionRule, SuppressionUse


class MalformedSuppression(SuppressionRule[Options]):
    """A comment speaks to content-lint in a form that it does not understand.

    ## Why this matters
    Somebody meant to keep a finding silent, and nothing is kept silent. A comment without a rule's
    name is refused too: it would hide whatever comes later.

    ## Bad
    ~~~md
    ---
    title: A walk in the park
    ---
    <!-- content-lint: ignore -->
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

    meta = RuleMeta("CL103", "malformed-suppression", Severity.WARNING)

    def check(self, document: Document, uses: Sequence[SuppressionUse], context: SiteContext) -> Iterator[Diagnostic]:
        """One finding a comment."""
        form = MDX_FORM if context.settings.dialect.is_mdx(document.path) else FORM
        for use in uses:
            if use.suppression.fault:
                yield self.report(
                    document.path,
                    use.suppression.span,
                    f"this comment is not understood: {use.suppression.fault}",
                    help=f"Write `{form}`, with `ignore-file` for the whole file, or with `until=2027-01-31` after "
                    "the bracket.",
                )
