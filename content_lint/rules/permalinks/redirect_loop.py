from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.permalinks.redirects import SiteRedirect, hops
from content_lint.rules.places import place_of
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown
from content_lint.site.index import Site

_NAMED = 20


class RedirectLoop(SiteRule[Options]):
    """Redirects lead back to where they began.

    ## Why this matters
    A browser follows the redirects round and round and then says that the page is not working. Nobody can read
    any page of the loop, and the site generator does not notice.

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
    redirect_to: /news/2020/01/02/example/
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

    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    redirect_to: https://www.example.com/minutes/
    ---
    ~~~
    """

    meta = RuleMeta("PL302", "redirect-loop", Severity.ERROR, yields_to=("duplicate-url",))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:  # noqa: ARG002 - the site is enough
        """One finding for each redirect of a loop; what merely leads into one is not at fault."""
        found = site.once(hops)
        for loop in _loops(found):
            round_trip = [found[name] for name in loop]
            for number, hop in enumerate(round_trip):
                count = len(round_trip)
                others = [round_trip[(number + step) % count] for step in range(1, min(count, _NAMED + 1))]
                yield self.report(
                    hop.path,
                    place_of(site, hop.path, hop.key_path),
                    _message(hop, others),
                    help="Let one of them lead to a page, or delete the redirect."
                    if others
                    else "Delete it: an address cannot redirect to itself.",
                    related=tuple(
                        Related(
                            item.path, place_of(site, item.path, item.key_path), f"leads on to {shown(item.target)}"
                        )
                        for item in others
                    ),
                    data={"url": hop.url},
                )


def _message(hop: SiteRedirect, others: list[SiteRedirect]) -> str:
    if not others:
        return f"{shown(hop.url)} redirects to itself"
    return f"{shown(hop.url)} redirects to {shown(others[0].url)}, which leads back to it"


def _loops(found: Mapping[str, SiteRedirect]) -> Iterator[list[str]]:
    """Each loop once, as the files of its redirects; every redirect is walked over once."""
    walked: set[str] = set()
    for start in found:
        trail: dict[str, None] = {}
        here: str | None = start
        while here is not None and here in found and here not in walked:
            walked.add(here)
            trail[here] = None
            answer = found[here].answer
            here = answer.destination if answer is not None else None
        if here is not None and here in trail:
            names = list(trail)
            yield names[names.index(here) :]
