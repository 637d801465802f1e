"""See AbsoluteOwnLink."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.front_matter import MARKDOWN
from content_lint.links.resolve import Outcome
from content_lint.links.site_links import resolve_links
from content_lint.links.unknown import Unknown
from content_lint.parse.facts import LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import Options, RuleMeta, SiteContext, SiteRule
from content_lint.rules.internal.addresses import rewritten
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.text.edits import Safety


class AbsoluteOwnLink(SiteRule[Options]):
    """A link to a page of this site has the site's own host name in it.

    ## Why this matters
    Such a link leaves the preview of a change for the live site, breaks when the site moves to another name,
    and hides from many tools that a page of the site itself is meant.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Read [the example](https://www.example.org/news/2020/01/02/example/).
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    Read [the example](/news/2020/01/02/example/).
    ~~~
    """

    meta = RuleMeta(
        "IN201",
        "absolute-own-link",
        Severity.WARNING,
        yields_to=("invisible-character", "broken-link", "missing-asset", "wrapped-url"),
    )

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link with the site's own host name; an address that is shown as text needs it."""
        del context
        base = site.settings.base_path
        for document, link, target in site.once(resolve_links).all:
            if not target.own_host or link.kind is LinkKind.AUTOLINK or target.reason == Unknown.elsewhere:
                continue
            if link.tag == "link.href":
                continue  # a canonical address has to be whole
            # A field of the front matter holds what its template asks for.
            if link.kind is LinkKind.FRONT_MATTER and link.tag != MARKDOWN:
                continue
            if base and target.url != base and not target.url.startswith(f"{base}/"):
                continue
            fragment = link.destination.partition("#")[2]
            address = f"{target.url}{target.query}" + (f"#{fragment}" if fragment else "")
            safety = Safety.SAFE if target.outcome is Outcome.LIVE else Safety.UNSAFE
            yield self.report(
                document.path,
                link.destination_span,
                f"link to {shown(link.destination)} has the site's own host in it",
                help=f"Write {typed(address)}: it works in previews too, and after a change of host",
                fix=rewritten(document, link, address, "Leave the host out", safety, label_too=False),
            )
