from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.links.target import Scope
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import SiteContext
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.site.index import Site


class UndeliverableDomain(NetworkRule[Options]):
    """A mail link leads to a domain that takes no mail.

    ## Why this matters
    The domain has lapsed or is misspelt, or its owner says in the name system that it takes no mail: a
    message to such an address comes back. Only name servers are asked, never a mail server, so nothing is
    said about the person before the `@`.

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@lapsed.example.com).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example.com).
    ~~~
    """

    meta = RuleMeta(
        "ML301",
        "undeliverable-domain",
        Severity.ERROR,
        yields_to=(
            "invisible-character",
            "malformed-mailto",
            "doubled-mailto",
            "empty-mailto",
            "retired-mail-domain",
            "misspelt-address",
        ),
    )

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each mail link with an address at a domain that takes no mail."""
        del site, context
        for item, verdict in verdicts.of(Outcome.BROKEN, scope=Scope.MAIL):
            yield self.report(
                item.document.path,
                item.link.destination_span,
                f"mail link {shown(item.link.destination.strip())} {verdict.reason}",
                help="Ask for the address of today, or remove the link.",
                data={"target": verdict.target, "outcome": verdict.outcome.value},
            )
