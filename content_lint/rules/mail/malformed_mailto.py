from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from content_lint.links.mail import FaultKind, MailFault, MailVerdict, is_mailto
from content_lint.links.mail_slips import find_mangled_scheme
from content_lint.parse.facts import Document, Link
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown, typed
from content_lint.text.edits import Safety


class MalformedMailtoOptions(Options, frozen=True):
    """What else is reported."""

    example_domains: Annotated[bool, "Also report addresses at example.com and its like, which reach nobody."] = False


class MalformedMailto(DocumentRule[MalformedMailtoOptions]):
    """A mail link has something in it that is not a mail address.

    ## Why this matters
    The link opens the reader's mail program, and what they write comes back or is lost. They seldom
    tell, so nobody notices. A comma instead of a dot is the commonest slip.

    What mail programs still cope with, such as a comma too many or a name beside the address, is a
    warning.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example,org).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example.org).
    ~~~
    """

    meta = RuleMeta("ML101", "malformed-mailto", Severity.ERROR, yields_to=("invisible-character",))
    interest = Interest.DESTINATIONS
    Options = MalformedMailtoOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link with a faulty address: its worst fault."""
        kinds = {FaultKind.MALFORMED, FaultKind.EXAMPLE} if self.options.example_domains else {FaultKind.MALFORMED}
        for link, mail in context.mail:
            faults = [fault for fault in mail.faults if fault.kind in kinds]
            if faults:
                yield self._finding(document, link, max(faults, key=lambda fault: fault.verdict))
        for link in context.destinations:
            if "@" in link.raw and link.raw.lstrip()[:1] in "mMeE" and not is_mailto(link.destination):
                yield from self._mangled(document, link)

    def _finding(self, document: Document, link: Link, fault: MailFault) -> Diagnostic:
        broken = fault.verdict is MailVerdict.BROKEN
        message = (
            f"mail link {fault.problem}" if "`" in fault.problem else f"mail link {shown(link.raw)} {fault.problem}"
        )
        severity = Severity.ERROR if broken else Severity.WARNING
        cure = fault.help or "Write one whole address, such as `name@example.org`, or remove the link."
        return self.report(document.path, link.destination_span, message, help=cure, severity=severity)

    def _mangled(self, document: Document, link: Link) -> Iterator[Diagnostic]:
        span = find_mangled_scheme(link.raw, link.destination_span.start)
        if span is not None:
            begun = document.source[span].strip()
            better = "mailto:" + link.raw[span.end - link.destination_span.start :]
            yield self.report(
                document.path,
                link.destination_span,
                f"{shown(link.raw)} begins with `{begun}` instead of `mailto:`",
                help=f"Write {typed(better)}",
                fix=replace("Write `mailto:`", document.path, span, "mailto:", Safety.UNSAFE),
            )
