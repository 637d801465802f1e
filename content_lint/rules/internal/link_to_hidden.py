from __future__ import annotations

from collections.abc import Iterator

from content_lint.config.generator import Fault
from content_lint.links.site_links import resolve_looked_at
from content_lint.links.target import LinkOutcome
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import is_redirect_to
from content_lint.rules.reactions import link_names_file, with_reaction
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.site.model import Page, State


class LinkToHidden(SiteRule[Options]):
    """A link leads to a page that is not published.

    ## Why this matters
    The file is there, so everything looks well to its author. But the page is a draft, is marked as not
    published, or has a date that is still to come, and readers see "page not found".

    ## Bad
    ~~~toml file=content-lint.toml
    ignore = ["unpublished"]
    ~~~

    ~~~md file=_news/2020-02-03-later.md
    ---
    title: Later
    date: 2020-02-03
    published: false
    ---
    ~~~

    ~~~md
    ---
    title: News
    ---
    Read [what comes later](/news/2020/02/03/later/).
    ~~~

    ## Good
    ~~~md file=_news/2020-02-03-later.md
    ---
    title: Later
    date: 2020-02-03
    ---
    ~~~

    ~~~md
    ---
    title: News
    ---
    Read [what comes later](/news/2020/02/03/later/).
    ~~~
    """

    meta = RuleMeta("IN203", "link-to-hidden", Severity.WARNING)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a hidden page, unless the page with the link appears no sooner."""
        for item in site.once(resolve_looked_at).of(LinkOutcome.HIDDEN):
            document, link, target = item
            hidden = target.answer.page if target.answer is not None else None
            if hidden is None or is_redirect_to(link) or _appears_later(site.pages.get(document.path), hidden):
                continue
            until = ""
            if hidden.until is not None:
                until = f" until {hidden.until.astimezone(context.settings.zone):%Y-%m-%d %H:%M}"
            found = self.report(
                document.path,
                link.destination_span,
                f"link target {shown(link.destination)} is not on the site{until}: {hidden.reason}",
                help=f"Publish {typed(hidden.path)}, or remove the link",
            )
            # A page that lists still hold is there to the build.
            fault: Fault = "file link" if link_names_file(item) else "link"
            yield found if hidden.in_listing else with_reaction(site, fault, found, item)


def _appears_later(page: Page | None, hidden: Page) -> bool:
    """Whether nobody can see the link before what it leads to."""
    if page is None or page.state is State.LIVE:
        return False
    if page.until is None or page.state is not State.HIDDEN:
        return True
    return hidden.until is not None and hidden.until <= page.until
