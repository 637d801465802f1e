from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import SiteContext
from content_lint.rules.external.outside import SPOKEN_FOR, facts, led_to
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Options, RuleMeta
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site


class MovedUrl(NetworkRule[Options]):
    """A link leads to a page that has moved for good.

    ## Why this matters
    The other server still sends readers on to the new address, until somebody tidies up there. It says
    itself that the move is permanent, so the new address can be written here today. A page that only sends
    readers on for the time being is left alone.

    Where a page of its own has moved to the front page of a site, it is most likely gone: then there is
    nothing to put in its place.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/old) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/new) is out.
    ~~~
    """

    meta = RuleMeta("EX304", "moved-url", Severity.WARNING, yields_to=SPOKEN_FOR)

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a page that its server calls moved for good."""
        del site, context
        for item, verdict in verdicts.of(Outcome.MOVED):
            if verdict.moved_to is None:
                continue
            link = f"link target {shown(item.link.destination.strip())}"
            data = facts(verdict) | {"moved_to": verdict.moved_to}
            span = item.link.destination_span
            if _is_dropped(verdict.target, verdict.moved_to):
                message = f"{link} has moved to a front page, {shown(verdict.moved_to)}"
                help_ = "Look for the page there; it is most likely gone."
                yield self.report(item.document.path, span, message, help=help_, data=data)
                continue
            fix = led_to(item, verdict.moved_to)
            message = f"{link} has moved to {shown(verdict.moved_to)}"
            help_ = f"Link to {typed(verdict.moved_to)}."
            yield self.report(item.document.path, span, message, help=help_, fix=fix, data=data)


def _is_dropped(old: str, new: str) -> bool:
    """Whether a page of its own became a front page."""
    from content_lint.links.external.address.keys import MalformedUrlError, parse_address  # most runs ask nobody

    try:
        before, after = parse_address(old), parse_address(new)
    except MalformedUrlError:
        return False
    return before.path.strip("/") != "" and after.path.strip("/") == "" and not after.query
