from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.candidates import Candidates
from content_lint.links.dead_rules import dead_rules
from content_lint.links.unknown import Unknown
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.permalinks.redirects import hops, path_here
from content_lint.rules.places import place_of
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site


class DanglingRedirect(SiteRule[Options]):
    """A redirect leads to a page of this site that does not exist.

    ## Why this matters
    Readers who follow an old link are sent on, and then told that there is no such page. The redirect hides the
    mistake: the old address looks looked after.

    Looked at are front matter, the host's own rules (`_redirects`, `netlify.toml`, `vercel.json` and their like) and
    `redirect_maps` of mkdocs.yml.

    ## Bad
    ~~~yaml file=_config.yml
    url: https://www.example.org
    plugins: [jekyll-redirect-from]
    collections:
      news:
        output: true
        permalink: /news/:year/:month/:day/:title/
    ~~~

    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    redirect_to: /news/minutes/
    ---
    ~~~

    ## Good
    ~~~yaml file=_config.yml
    url: https://www.example.org
    plugins: [jekyll-redirect-from]
    collections:
      news:
        output: true
        permalink: /news/:year/:month/:day/:title/
    ~~~

    ~~~md file=_news/2020-01-03-minutes.md
    ---
    title: Minutes
    date: 2020-01-03
    ---
    ~~~

    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    redirect_to: /news/2020/01/03/minutes/
    ---
    ~~~
    """

    meta = RuleMeta("PL303", "dangling-redirect", Severity.ERROR, yields_to=("redirect-loop", "duplicate-url"))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:  # noqa: ARG002 - the site is enough
        """One finding at each value that leads nowhere."""
        unknown = Unknown(site)
        yield from self._of_configuration(site, unknown)
        for hop in site.once(hops).values():
            if not hop.internal or hop.key_path[0] != "redirect_to":
                continue  # the others lead to their own page, which is there
            path = path_here(hop.target, site.settings)
            if path is None or (hop.answer is not None and hop.answer.kind is not AnswerKind.HIDDEN):
                continue
            if hop.answer is None and unknown.reason(path, asset=False):
                continue
            value = place_of(site, hop.path, hop.key_path)
            if hop.answer is not None:
                yield self.report(
                    hop.path,
                    value,
                    f"redirect leads to {shown(path)}, which is not published",
                    help=f"Publish `{hop.answer.path}`, or redirect to another page.",
                )
                continue
            near = site.once(Candidates).nearest(path, hop.path)
            yield self.report(
                hop.path,
                value,
                f"redirect leads to {shown(path)}, which does not exist",
                help=f"Did you mean {typed(near.url)}?" if near else "Redirect to a page that exists.",
            )

    def _of_configuration(self, site: Site, unknown: Unknown) -> Iterator[Diagnostic]:
        for item in (*site.generator.dead_redirects(site), *dead_rules(site)):
            if not unknown.is_generated(item.path) and unknown.reason(item.path, asset=False) is None:
                yield self.report(
                    item.file,
                    item.span,
                    f"redirect leads to {shown(item.target)}, which does not exist",
                    help=f"Did you mean {typed(item.near)}?" if item.near else "Redirect to a page that exists.",
                )
