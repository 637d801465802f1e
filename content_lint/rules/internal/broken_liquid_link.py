from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.site_links import resolve_looked_at
from content_lint.links.target import LinkOutcome
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.site.model import Page, State
from content_lint.text.nearest import Nearest


class BrokenLiquidLink(SiteRule[Options]):
    """A tag or shortcode names no file of the site, which stops the build.

    ## Why this matters
    The site's generator looks for the file that Jekyll's tags `link` and `post_url` or Hugo's shortcodes `ref` and
    `relref` name. Where it finds none, because the file was renamed or is not published, it builds nothing at all:
    nobody's changes go live until the link is corrected. Where `refLinksErrorLevel` is `WARNING`, Hugo goes on, and
    readers meet a link to nowhere. A template of the site's own for links may stop the build at a link as well: what
    it says is in the message.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Read [the example]({% link _news/2020-01-02-exampel.md %}).
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    Read [the example]({% link _news/2020-01-02-example.md %}).
    ~~~
    """

    meta = RuleMeta("IN301", "broken-liquid-link", Severity.ERROR)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each tag that the build stops at."""
        names: dict[str, Nearest] = {}
        for document, link, target in site.once(resolve_looked_at).of(LinkOutcome.STOPS):
            tag = link.tag
            if tag not in names:
                names[tag] = Nearest(_name(page, tag) for page in site.pages.values() if _can_be_named(page, tag))
            near = names[tag].to(link.raw)
            help_ = f"Did you mean {typed(near)}?" if near else _what_to_do(link)
            severity, what = self._consequence(site, document, link)
            yield self.report(
                document.path,
                link.destination_span,
                f"{shown(_spelled(context, link))} {what}: {target.reason}",
                help=help_,
                severity=severity,
            )

    def _consequence(self, site: Site, document: Document, link: Link) -> tuple[Severity, str]:
        if link.kind is LinkKind.LIQUID and not site.settings.generator.stops_at_references:
            return Severity.WARNING, f"leads nowhere, and {site.settings.generator.called} only warns of it"
        page = site.pages.get(document.path)
        if page is not None and (page.is_unseen or page.state is State.HIDDEN):
            return Severity.ERROR, "will stop the build once this page is on the site"
        return Severity.ERROR, "stops the build"


def _what_to_do(link: Link) -> str:
    if link.kind is LinkKind.LIQUID:
        return "Name a file that is published, or remove the link"
    return "Write what the template looks for, or remove the link"


def _spelled(context: SiteContext, link: Link) -> str:
    if link.kind is not LinkKind.LIQUID:
        return link.raw
    if context.settings.dialect.templates == "shortcodes":
        return f'{{{{< {link.tag} "{link.raw}" >}}}}'
    return f"{{% {link.tag} {link.raw} %}}"


def _can_be_named(page: Page, tag: str) -> bool:
    if page.state not in (State.LIVE, State.STATIC):
        return False
    return tag != "post_url" or page.collection == "posts"


def _name(page: Page, tag: str) -> str:
    """How the tag spells a file."""
    if tag == "post_url":
        return page.path.rpartition("/")[2].rpartition(".")[0]
    return page.path
