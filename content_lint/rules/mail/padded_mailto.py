from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.mail import FaultKind
from content_lint.links.mail_slips import find_padding
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.edits import Edit, Fix, Safety


class PaddedMailto(DocumentRule[Options]):
    """A mail link has a space around its address.

    ## Why this matters
    Some mail programs take the space for a part of the address and refuse to send. The space comes along
    when an address is copied from a page or a message.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:%20team@example.org).
    ~~~

    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](<mailto: team@example.org>).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example.org).
    ~~~
    """

    meta = RuleMeta("ML104", "padded-mailto", Severity.ERROR)
    interest = Interest.MAIL

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link with a blank before its first or after its last address."""
        for link, mail in context.mail:
            if all(fault.kind is not FaultKind.PADDED for fault in mail.faults):
                continue
            blanks = find_padding(link.raw, link.destination_span.start)
            edits = tuple(Edit(document.path, span, "") for span in blanks)
            yield self.report(
                document.path,
                link.destination_span,
                f"mail link {shown(link.raw)} has a space around its address",
                help=_help(link.raw),
                fix=Fix("Delete the space", edits, Safety.SAFE) if edits else None,
            )


def _help(raw: str) -> str:
    """What to delete, as it is written: an encoded space is not seen as one."""
    if raw.lower().startswith("mailto:%20"):
        return f"Delete `{raw[7:10]}` after `mailto:`"
    if "%20" in raw:
        return "Delete the `%20` beside the address"
    return "Delete the space beside the address"
