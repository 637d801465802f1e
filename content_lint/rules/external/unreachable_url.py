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


class UnreachableUrl(NetworkRule[Options]):
    """A link leads to a server that did not answer this time.

    ## Why this matters
    Servers rest, restart and are busy, so one silence says nothing about the link: it is only noted. Where
    the same address was silent in at least three runs over three days, it is a warning, and worth a look.
    It is never an error.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://slow.example.com/report) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/report) is out.
    ~~~
    """

    meta = RuleMeta("EX306", "unreachable-url", Severity.INFO, yields_to=SPOKEN_FOR)

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link whose target did not answer."""
        del site, context
        for item, verdict in verdicts.of(Outcome.FLAKY):
            lasting = f", for {verdict.streak} runs now" if verdict.lasting else ""
            yield self.report(
                item.document.path,
                item.link.destination_span,
                said(item, verdict) + lasting,
                help="Open it in a browser; where that fails too, link to another page."
                if verdict.lasting
                else "Nothing is to be done unless this lasts.",
                severity=Severity.WARNING if verdict.lasting else None,
                data=facts(verdict) | {"streak": verdict.streak},
            )
