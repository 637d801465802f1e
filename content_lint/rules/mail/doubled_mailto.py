from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.mail import FaultKind
from content_lint.links.mail_slips import find_repeats
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown
from content_lint.text.edits import Safety


class DoubledMailto(DocumentRule[Options]):
    """A mail link says `mailto:` twice.

    ## Why this matters
    Mail programs take the second `mailto:` for a part of the address, and no mail arrives. It happens
    where an editor adds `mailto:` by itself to an address that was pasted with one.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:mailto:team@example.org).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example.org).
    ~~~
    """

    meta = RuleMeta("ML102", "doubled-mailto", Severity.ERROR)
    interest = Interest.MAIL

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link with more than one `mailto:`."""
        for link, mail in context.mail:
            if all(fault.kind is not FaultKind.DOUBLED for fault in mail.faults):
                continue
            extra = find_repeats(link.raw, link.destination_span.start)
            fix = replace("Remove the first `mailto:`", document.path, extra, "", Safety.SAFE) if extra else None
            yield self.report(
                document.path,
                link.destination_span,
                f"mail link {shown(link.raw)} has `mailto:` twice",
                help="Keep one `mailto:`",
                fix=fix,
            )
