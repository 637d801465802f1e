"""Comments to content-lint that it does not understand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Document, Suppression
from content_lint.parse.suppressions import FORM, MDX_FORM
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SuppressionRule, SuppressionUse


class MalformedSuppression(SuppressionRule[Options]):
    """A comment is meant for content-lint, but is not written as it has to be.

    ## Why this matters
    Somebody wanted a finding to stay silent, and it does not. A comment that names no rule is
    refused too: it would hide whatever comes later.

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
                    help=_help(use.suppression, form),
                )


def _help(suppression: Suppression, form: str) -> str:
    if suppression.rules:  # the rules are named, so the day is at fault
        names = ", ".join(name for name, _ in suppression.rules)
        return f"Write `ignore[{names}] until=2027-01-31`, with the day on which it ends"
    return f"Write `{form}`; `ignore-file[rule-name]` is for the whole file"
