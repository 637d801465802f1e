from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import SiteContext
from content_lint.rules.external.outside import SPOKEN_FOR, archived, facts, said
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Options, RuleMeta
from content_lint.site.index import Site


class BrokenExternalLink(NetworkRule[Options]):
    """A link leads to a page of another site that does not exist.

    ## Why this matters
    Readers follow the link and see an error: the page was taken away, its address was mistyped, or its host
    is gone. What a server says once in a bad hour is not taken for the truth: a page that is not found, and a
    server that refuses, are asked twice, and what may be well tomorrow is unreachable-url's to say.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/gone) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/report) is out.
    ~~~
    """

    meta = RuleMeta("EX301", "broken-external-link", Severity.ERROR, yields_to=SPOKEN_FOR)

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link whose target is not there, or is no address at all."""
        del context
        for item, verdict in verdicts.of(Outcome.BROKEN, Outcome.MALFORMED):
            copy = archived(site, item, verdict)
            data = facts(verdict)
            if copy is not None:
                data["archive"] = copy
            yield self.report(
                item.document.path,
                item.link.destination_span,
                said(item, verdict),
                help=f"Look for its address of today, or link to the copy at `{copy}`."
                if copy
                else "Write another address.",
                data=data,
            )
