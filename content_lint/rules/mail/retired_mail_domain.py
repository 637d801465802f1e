from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from content_lint.links.mail import domain_of, is_bare_address
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible
from content_lint.text.source import Span

_GOVERNMENT_SECURE = ("gsi.gov.uk", "gse.gov.uk", "gcsx.gov.uk", "gsx.gov.uk")
"""The secure networks of the United Kingdom's public bodies: closed by March 2019, the names without `gsi` took over.

https://www.gov.uk/guidance/set-up-government-email-services-securely
"""


class RetiredMailDomainOptions(Options, frozen=True):
    """Which domains are gone."""

    domains: Annotated[
        tuple[str, ...],
        "More domains that receive no mail any more, such as `old.example.org`; names below them count too.",
    ] = ()


class RetiredMailDomain(DocumentRule[RetiredMailDomainOptions]):
    """A mail link leads to a domain that receives no mail any more.

    ## Why this matters
    Organisations merge, are renamed and change their networks. Mail to the old name comes back, or goes
    nowhere without a word. The `gsi.gov.uk` names of the British government and their kin are known to be
    gone; name those that your own site has to know of in the option `domains`.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@dwp.gsi.gov.uk).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@dwp.gov.uk).
    ~~~
    """

    meta = RuleMeta("ML201", "retired-mail-domain", Severity.WARNING)
    Options = RetiredMailDomainOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each mail link with an address at a retired domain."""
        retired = (*_GOVERNMENT_SECURE, *(domain.lower().lstrip("@.") for domain in self.options.domains))
        for span, addresses in _addresses(context):
            for address in addresses:
                domain = domain_of(address)
                gone = next((name for name in retired if domain == name or domain.endswith(f".{name}")), None)
                if gone is not None:
                    yield self.report(
                        document.path,
                        span,
                        f"mail link leads to {shown(address)}, and `{gone}` receives no mail any more",
                        help=_successor(address, gone),
                    )
                    break


def _addresses(context: DocumentContext) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The addresses of all mail links, with the place of each link; those that lack their `mailto:` too."""
    for link, mail in context.mail:
        yield link.destination_span, mail.addresses
    for link in context.destinations:
        if "@" in link.destination:
            text = strip_invisible(link.destination)
            if is_bare_address(text):
                yield link.destination_span, (text.partition("?")[0],)


def _successor(address: str, gone: str) -> str:
    """What to do: the British names went on without their network's part."""
    local, _, domain = address.rpartition("@")
    department = domain.lower().removesuffix(gone).rstrip(".")
    if gone in _GOVERNMENT_SECURE and department:
        return f"Ask for the address of today, most likely `{local}@{department}.gov.uk`"
    return "Ask for the address of today."
