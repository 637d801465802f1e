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


class BlockedUrl(NetworkRule[Options]):
    """A link leads to a server that lets no program in, so it could not be checked.

    ## Why this matters
    Some sites answer people only, or members only. Such a link may be fine and may be dead; a program cannot
    tell. It is noted so that somebody can look, and never counts as a fault.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://members.example.com/report) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/report) is out.
    ~~~
    """

    meta = RuleMeta("EX307", "blocked-url", Severity.INFO, yields_to=SPOKEN_FOR)

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link whose server lets no program in."""
        del site, context
        for item, verdict in verdicts.of(Outcome.BLOCKED):
            yield self.report(
                item.document.path,
                item.link.destination_span,
                f"{said(item, verdict)}: it lets no program in",
                help="Open it in a browser to see whether the page is there.",
                data=facts(verdict),
            )
