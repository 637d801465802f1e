from __future__ import annotations

from collections.abc import Iterator

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.site.index import Site
from content_lint.site.model import Page, Skipped, State
from content_lint.site.survey import passed_over
from content_lint.text.source import Span

# The keys that a reason speaks of, by a word in it.
_KEYS = {
    "published": ("published", "unpublished"),
    "draft": ("draft",),
    "expiry": ("expirydate", "unpublishdate"),
    "rendered": ("build", "_build", "headless"),
}
# Markdown that is part of another page is where it should be.
_OWN = "its front matter says"
_PART_OF_A_PAGE = "it belongs to the page"


class Unpublished(SiteRule[Options]):
    """A document is not part of the site.

    ## Why this matters
    Drafts and pages that were taken back are meant to be left out. A post whose file name has no date, or that
    lies in a folder which the site generator does not know, is left out as well, and nothing says so: its author
    waits for a page that never comes.

    ## Bad
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    published: false
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    ---
    ~~~
    """

    meta = RuleMeta("DT205", "unpublished", Severity.INFO, yields_to=("removed-url",))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:  # noqa: ARG002 - the site is enough
        """One finding for each document that is not live, and never will be as things are."""
        for page in site.looked_at_pages():
            document = site.documents.get(page.path)
            if page.state is not State.NEVER or document is None or page.reason.startswith(_PART_OF_A_PAGE):
                continue
            keys = next((names for word, names in _KEYS.items() if word in page.reason), ())
            field = document.field(*keys)
            yield self.report(
                page.path,
                field.span if field is not None else document.header_span,
                f"this page is not part of the site: {_reason(page, handed_down=bool(keys) and field is None)}",
                help=_help(page),
                data={"reason": page.reason},
            )
        for item in site.once(find_passed_over):
            nameless = item.reason.startswith("its name lacks")
            yield self.report(
                item.path,
                Span(0, 0),
                f"this file is not part of the site: {item.reason}",
                help="Rename it, as in `2024-10-31-a-title.md`."
                if nameless
                else "Leave it if that is meant; otherwise move or rename it.",
                severity=Severity.WARNING if nameless else None,
                data={"reason": item.reason},
            )


def find_passed_over(site: Site) -> tuple[Skipped, ...]:
    """The Markdown files that are passed over in silence; ``site.once(find_passed_over)`` looks once."""
    return tuple(passed_over(site.survey))


def _reason(page: Page, *, handed_down: bool) -> str:
    """Why, in words; what the page itself does not say was handed down to it."""
    if not handed_down:
        return page.reason
    if page.reason.startswith(_OWN):
        return f"a page above it or the configuration says{page.reason.removeprefix(_OWN)}"
    return f"{page.reason}, as a page above it or the configuration says"


def _help(page: Page) -> str:
    if "`published" in page.reason:
        return "Leave it if that is meant. To publish it, delete the line `published: false`."
    if "`output" in page.reason:
        return "Leave it if these are no pages of their own. To publish them, set `output: true`."
    return "Leave it if that is meant."
