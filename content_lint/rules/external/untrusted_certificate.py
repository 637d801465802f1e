from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import SiteContext
from content_lint.rules.external.outside import SPOKEN_FOR, facts, said
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Options, RuleMeta
from content_lint.site.index import Site


class UntrustedCertificate(NetworkRule[Options]):
    """A link leads to a server that cannot prove who it is.

    ## Why this matters
    The server's certificate has expired, was made for another name, or nobody vouches for it. Browsers show
    a warning that covers the whole page instead of the page, and most readers turn back there.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://old.example.com/report) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/report) is out.
    ~~~
    """

    meta = RuleMeta("EX302", "untrusted-certificate", Severity.ERROR, yields_to=SPOKEN_FOR)

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a server whose certificate is not to be trusted."""
        del site, context
        for item, verdict in verdicts.of(Outcome.TLS):
            yield self.report(
                item.document.path,
                item.link.destination_span,
                said(item, verdict),
                help="Tell those who run it, or link to another page.",
                data=facts(verdict),
            )
