from __future__ import annotations

from collections.abc import Iterator

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import spelt
from content_lint.site.index import Site
from content_lint.site.model import State


class FutureDate(SiteRule[Options]):
    """A page is hidden until a date in the future.

    ## Why this matters
    Site generators leave a page with a future date out of the build and say nothing. Its author sees a missing
    page and no error; links to it are broken until that day. And on that day it appears only if the site is
    built again.

    ## Bad
    ~~~md file=_news/2999-01-01-summer-meeting.md
    ---
    title: Summer meeting
    date: 2999-01-01
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer meeting
    date: 2020-01-01
    ---
    ~~~
    """

    meta = RuleMeta("DT204", "future-date", Severity.WARNING, yields_to=("unreadable-date", "impossible-date"))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each page that is hidden now, at the date that hides it."""
        zone = context.settings.zone
        for page in site.looked_at_pages():
            document = site.documents.get(page.path)
            if page.state is not State.HIDDEN or page.until is None or document is None:
                continue
            field = document.field(*context.settings.generator.hiding_keys)
            try:
                until = page.until.astimezone(zone)
            except OverflowError:
                until = page.until  # the last day that there is
            day = f"{until:%Y-%m-%d}" if until.time().isoformat() == "00:00:00" else f"{until:%Y-%m-%d %H:%M}"
            where = f"`{spelt(field.path)}` is" if field is not None else "the date in the file's name is"
            yield self.report(
                page.path,
                field.span if field is not None else document.header_span,
                f"{where} in the future: the page is hidden until {day}",
                help="Leave it if that is meant and the site is built on that day; otherwise set an earlier date.",
                data={"until": page.until.isoformat()},
            )
