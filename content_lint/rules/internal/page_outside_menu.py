from __future__ import annotations

from collections.abc import Iterator

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown
from content_lint.site.index import Site

_NAMED = 5
_LISTED = 200


class PageOutsideMenu(SiteRule[Options]):
    """Pages are published, and the site's menu does not have them.

    ## Why this matters
    Readers find such a page by the search or by a link only. Often it is a new page that somebody forgot to add, or
    an old one that was meant to go. It is information, unless the site's own configuration asks for more: with
    `validation: {nav: {omitted_files: warn}}` in mkdocs.yml it is a warning, and an error where warnings stop the
    build. Pages that are meant to be in no menu are named under `not_in_nav`.

    ## Bad
    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    nav:
      - Home: index.md
    ~~~

    ~~~md file=docs/index.md
    # Home
    ~~~

    ~~~md file=docs/install.md
    # Install
    ~~~

    ## Good
    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    nav:
      - Home: index.md
    not_in_nav: |
      /install.md
    ~~~

    ~~~md file=docs/index.md
    # Home
    ~~~

    ~~~md file=docs/install.md
    # Install
    ~~~
    """

    meta = RuleMeta("IN106", "page-outside-menu", Severity.INFO, for_readers=False)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for all of them, where the menu is written down."""
        del context
        menu = site.generator.menu(site)
        if menu is None or not menu.left_out:
            return
        severity = menu.left_out_matters or Severity.INFO
        stops = ""
        if severity is Severity.WARNING and menu.strict:
            severity, stops = Severity.ERROR, f", and the build stops at that: {menu.strict}"
        pages = menu.left_out
        named = ", ".join(shown(page) for page in pages[:_NAMED])
        more = f" and {len(pages) - _NAMED} more" if len(pages) > _NAMED else ""
        is_one = len(pages) == 1
        count = "a page is" if is_one else f"{len(pages)} pages are"
        yield self.report(
            menu.file,
            menu.span,
            f"{count} not in `{menu.key}`: {named}{more}{stops}",
            help=f"Add {'it' if is_one else 'them'}, or name {'it' if is_one else 'them'} under `not_in_nav`",
            severity=severity,
            data={"pages": list(pages[:_LISTED])},
        )
