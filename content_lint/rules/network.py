"""What a rule is that needs to know what other servers answered."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.report.diagnostic import Diagnostic
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import OptionsT, Rule
from content_lint.site.index import Site


class NetworkRule(Rule[OptionsT]):
    """A rule about verdicts on external addresses. It is handed them, and asks nobody.

    It is run only where somebody asked for external addresses. A rule that has something to say without the
    network too is a document rule beside.
    """

    scope = "network"
    silence_is_proof = False  # what other servers say changes from run to run

    @abstractmethod
    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """The findings, one for every place of a bad target."""
