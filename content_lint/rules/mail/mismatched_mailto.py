from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.mail import FaultKind, addresses_in_text
from content_lint.parse.facts import Document, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible


class MismatchedMailto(DocumentRule[Options]):
    """A mail link shows one address and writes to another.

    ## Why this matters
    One of the two is old or was copied from elsewhere. Readers who click write to somebody else than
    readers who copy the text.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [press@example.org](mailto:office@example.org).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [press@example.org](mailto:press@example.org).
    ~~~
    """

    meta = RuleMeta("ML202", "mismatched-mailto", Severity.WARNING, yields_to=("malformed-mailto",))
    interest = Interest.MAIL

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link whose text is another address."""
        for link, mail in context.mail:
            if "@" not in link.label or link.kind in {LinkKind.AUTOLINK, LinkKind.IMAGE} or not mail.addresses:
                continue
            if any(fault.kind in {FaultKind.MALFORMED, FaultKind.DOUBLED} for fault in mail.faults):
                continue
            seen = addresses_in_text(strip_invisible(link.label))
            meant = {address.casefold() for address in mail.addresses}
            if len(seen) == 1 and seen[0].casefold() not in meant:
                yield self.report(
                    document.path,
                    link.destination_span,
                    f"link shows {shown(seen[0])} and writes to {shown(mail.addresses[0])}",
                    help="Make both the same address.",
                )
