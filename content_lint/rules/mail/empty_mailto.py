from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.mail import FaultKind
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta


class EmptyMailto(DocumentRule[Options]):
    """A mail link has no address.

    ## Why this matters
    The link opens an empty message to nobody. A link without an address but with a subject or a text is
    fine: it is how pages offer to be passed on.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example.org), or [tell a friend](mailto:?subject=Join%20us).
    ~~~
    """

    meta = RuleMeta("ML103", "empty-mailto", Severity.ERROR)
    interest = Interest.MAIL

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link without an address, a subject or a text."""
        for link, mail in context.mail:
            if any(fault.kind is FaultKind.EMPTY for fault in mail.faults):
                yield self.report(
                    document.path,
                    link.destination_span,
                    "mail link has no address",
                    help="Write the address after `mailto:`, or remove the link.",
                )
