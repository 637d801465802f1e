from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.links.target import LinkOutcome, LinkTarget
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import encoded, is_redirect_to, rewritten, with_path
from content_lint.rules.reactions import with_reaction
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.addresses import AnswerKind
from content_lint.site.host import Host
from content_lint.site.index import Site
from content_lint.site.link_uses import find_link_uses
from content_lint.text.edits import Safety


class WrongCaseLink(SiteRule[Options]):
    """A link differs from the address that it means in capitals only.

    ## Why this matters
    Most web servers take `/News/` and `/news/` for two addresses. Such a link works on the computer of
    whoever wrote it and shows "page not found" to everybody else. On Netlify, which takes no note of capitals, it is a
    warning: it breaks on any other host.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Read [the example](/news/2020/01/02/Example/).
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    Read [the example](/news/2020/01/02/example/).
    ~~~
    """

    meta = RuleMeta("IN104", "wrong-case-link", Severity.ERROR, yields_to=("invisible-character",))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link in the wrong case."""
        del context
        for item in site.once(resolve_looked_at).of(LinkOutcome.WRONG_CASE):
            document, link, target = item
            if is_redirect_to(link):
                continue
            base = site.settings.base_of(target.server)
            spelled = base + target.spelled
            address = _respelled(item, base)
            # Where templates lead links to other pages, they may have led this one to the right page already.
            safety = Safety.UNSAFE if site.once(find_link_uses).rewriters else Safety.SAFE
            finding = self.report(
                document.path,
                link.destination_span,
                f"link target {shown(link.destination)} differs from {shown(spelled)} in capitals",
                help=f"Write {typed(address)}",
                fix=rewritten(document, link, address, "Write capitals as the address has them", safety),
                severity=Severity.WARNING if _is_found(site, target) else None,
            )
            yield with_reaction(site, "case", finding, item)


def _is_found(site: Site, target: LinkTarget) -> bool:
    """Whether readers get there all the same, by the host or by the generator's program in their browser."""
    if Host.of(site.settings).ignores_case:
        return True
    is_page = target.answer is not None and target.answer.kind is AnswerKind.PAGE
    return is_page and site.settings.generator.finds_any_case


def _respelled(item: SiteLink, base: str) -> str:
    """The address as it was written, in the right case."""
    target = item.target
    if target.relative:
        written = item.link.destination.strip().partition("#")[0].partition("?")[0]
        # A relative link stays one where what it spells is the end of what it means.
        if written and "%" not in written and target.path.endswith(written) and len(target.spelled) == len(target.path):
            rest = item.link.destination.strip()[len(written) :]
            return encoded(target.spelled[-len(written) :]) + rest
    return with_path(item, encoded(base + target.spelled))
