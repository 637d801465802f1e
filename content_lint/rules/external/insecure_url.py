from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.outside import Verdicts
from content_lint.links.site_links import SiteLink
from content_lint.parse.facts import LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.verdict import Outcome
from content_lint.rules.context import SiteContext
from content_lint.rules.external.outside import SPOKEN_FOR, facts
from content_lint.rules.network import NetworkRule
from content_lint.rules.rule import Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.site.index import Site
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span

_SCHEME = len("http")


class InsecureUrl(NetworkRule[Options]):
    """A link uses plain `http`, and the page is there over `https` as well.

    ## Why this matters
    On the way to a plain address everybody in between can read along and change the page. Browsers warn
    of it. A plain address is only reported where the same one was asked over `https` and answered well.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](http://www.example.com/report) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](http://plain.example.com/report) is out.
    ~~~
    """

    meta = RuleMeta("EX305", "insecure-url", Severity.WARNING, yields_to=(*SPOKEN_FOR, "moved-url"))

    def judge(self, site: Site, verdicts: Verdicts, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each plain address whose page answers over https."""
        del site, context
        for item, verdict in verdicts.of(Outcome.OK, Outcome.FRAGMENT):
            if verdicts.has_secure_twin(verdict):
                yield self.report(
                    item.document.path,
                    item.link.destination_span,
                    f"link target {shown(item.link.destination.strip())} is not encrypted, and its page is there with"
                    " `https` too",
                    help="Write `https` in place of `http`.",
                    fix=_fix(item),
                    data=facts(verdict),
                )


def _fix(item: SiteLink) -> Fix | None:
    """One letter more; in the text of the link too where it repeats the address."""
    link, source = item.link, item.document.source
    span = link.destination_span
    if link.templated or source[span] != link.raw or link.raw[:_SCHEME].lower() != "http":
        return None
    places = [span]
    label = link.label_span
    if link.kind is LinkKind.INLINE and label is not None and source[label] == link.raw:
        places.insert(0, label)
    spots = [Span(place.start + _SCHEME, place.start + _SCHEME) for place in places]
    return Fix("Write `https`", tuple(Edit(item.document.path, spot, "s") for spot in spots), Safety.UNSAFE)
