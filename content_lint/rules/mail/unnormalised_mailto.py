from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.mail import FaultKind, find_address_faults
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, typed
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span


class UnnormalisedMailto(DocumentRule[Options]):
    """A mail link writes its domain in capitals.

    ## Why this matters
    The part after the `@` means the same in any case, so one address in two spellings looks like two:
    in searches, in counts, and to whoever has to change it one day. What is before the `@` is left
    alone, since a mail server may tell its capitals apart.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@Example.ORG).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:Team@example.org).
    ~~~
    """

    meta = RuleMeta("ML106", "unnormalised-mailto", Severity.INFO, yields_to=("retired-mail-domain",))
    interest = Interest.MAIL

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link with a capital letter in a domain."""
        for link, mail in context.mail:
            capital = [address for address in mail.addresses if _has_capital_domain(address)]
            if not capital:
                continue
            edits = tuple(_lower(document.path, link.raw, link.destination_span.start, capital))
            domain = capital[0].rpartition("@")[2]
            yield self.report(
                document.path,
                link.destination_span,
                f"mail link writes its domain {shown(domain)} in capitals",
                help=f"Write {typed(domain.lower())}",
                fix=Fix("Write the domain in lower case", edits, Safety.SAFE) if edits else None,
            )


def _has_capital_domain(address: str) -> bool:
    domain = address.rpartition("@")[2]
    if not domain.isascii() or domain == domain.lower():
        return False
    return all(fault.kind is FaultKind.EXAMPLE for fault in find_address_faults(address))


def _lower(path: str, raw: str, start: int, addresses: list[str]) -> Iterator[Edit]:
    """Edits for the domains of the addresses, each where it is; none for one that is written encoded."""
    place = 0
    for address in addresses:
        found = raw.find(address, place)
        if found < 0:
            continue
        place = found + len(address)
        domain = address.rpartition("@")[2]
        yield Edit(path, Span(start + place - len(domain), start + place), domain.lower())
