from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import SiteContext
from content_lint.rules.external.outside import SPOKEN_FOR, facts
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.site.index import Site


class MissingUrlAnchor(NetworkRule[Options]):
    """A link leads to a place that a page of another site does not have.

    ## Why this matters
    The page opens at its top, and readers have to look for what they were promised. The heading was renamed,
    or its text has moved to another page. Places that scripts make after the page has been read, such as
    `#/route`, are not looked for.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    See [the section on pay](https://www.example.com/report#pay).
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    See [the section on pay](https://www.example.com/report#salaries).
    ~~~
    """

    meta = RuleMeta("EX303", "missing-url-anchor", Severity.WARNING, yields_to=SPOKEN_FOR)

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a place that its page does not have."""
        del site, context
        for item, verdict in verdicts.of(Outcome.FRAGMENT):
            destination = item.link.destination.strip()
            page, _, place = destination.partition("#")
            yield self.report(
                item.document.path,
                item.link.destination_span,
                f"page {shown(page)} has no place called {shown(place)}",
                help="Open the page and copy the address of the right place, or link to the page as a whole.",
                data=facts(verdict),
            )
