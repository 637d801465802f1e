from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, SiteContext
from content_lint.rules.date_fields import DateField
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import spelt

if TYPE_CHECKING:
    from content_lint.site.index import Site


class StaleContentOptions(Options, frozen=True):
    """What counts as old."""

    days: Annotated[int, "After how many days a page is old."] = 730
    keys: Annotated[
        tuple[str, ...], "Keys of the front matter that say when somebody last saw to the page; the latest counts."
    ] = ("date", "updated", "last-updated", "last_updated", "last_modified_at", "lastmod", "reviewed")
    collections: Annotated[tuple[str, ...], "Collections that are to be kept fresh; none named: all of them."] = ()


class StaleContent(SiteRule[StaleContentOptions]):
    """Nobody has reviewed a page for a long time.

    ## Why this matters
    Guidance that nobody reviews goes wrong without anybody's doing: people leave, addresses move, rules change.
    News may well be old, so this rule is off unless it is asked for.

    ## Bad
    ~~~md
    ---
    title: How to claim expenses
    date: 2020-01-02
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: How to claim expenses
    date: 2020-01-02
    updated: 2024-03-01
    ---
    ~~~
    """

    meta = RuleMeta(
        "DT401",
        "stale-content",
        Severity.INFO,
        yields_to=("unreadable-date", "impossible-date"),
        preset="off",
        for_readers=True,
    )
    Options = StaleContentOptions

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each old page, at its latest date."""
        wanted = frozenset(self.options.collections)
        now = context.now.astimezone(context.settings.zone)
        for document in site.looked_at():
            if wanted and document.collection not in wanted:
                continue
            latest = self._latest(DocumentContext(document, context.settings))
            if latest is None:
                continue
            item, instant = latest
            age = (now.date() - instant.date()).days
            if age > self.options.days:
                key, day = spelt(item.field.path), instant.date().isoformat()
                yield self.report(
                    document.path,
                    item.field.span,
                    f"nobody has reviewed this page for {age} days: `{key}` is {day}",
                    help="Read it, correct it, and set its date of review",
                )

    def _latest(self, context: DocumentContext) -> tuple[DateField, datetime] | None:
        found = [
            (item, item.reading.instant)
            for item in context.dates
            if item.reading.instant is not None and spelt(item.field.path) in self.options.keys
        ]
        return max(found, key=lambda pair: pair[1], default=None)
