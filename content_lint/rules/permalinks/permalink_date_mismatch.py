from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.date_fields import own_date
from content_lint.rules.file_dates import date_in_name, may_be_named_after_date
from content_lint.rules.permalinks.addresses import own_address
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt, typed
from content_lint.text.regex import regex

_DATED = regex(r"(?:(?<=/)|\A)((?:19|20)[0-9]{2})/([0-9]{1,4})/([0-9]{1,4})(?=[-/.]|\Z)")


class PermalinkDateMismatch(DocumentRule[Options]):
    """The date in a permalink is not the page's date.

    ## Why this matters
    The date in the address is what readers see and quote. Where it is not the page's own, one of them is wrong,
    or the post was copied from another; and a day written `013` belongs to no archive of July.

    ## Bad
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /news/2020/02/01/minutes/
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /news/2020/01/02/minutes/
    ---
    ~~~
    """

    meta = RuleMeta(
        "PL201", "permalink-date-mismatch", Severity.WARNING, yields_to=("malformed-permalink",), for_readers=True
    )

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding, at the permalink; the date compared is the one in the site's zone."""
        field = own_address(context)
        if field is None or (found := _DATED.search(str(field.value))) is None:
            return
        year, month, day = (int(found[index]) for index in (1, 2, 3))
        well_written = len(found[2]) <= 2 and len(found[3]) <= 2
        item = own_date(document, context.dates)
        expected = item.reading.day if item else self._named(document, context)
        if expected is None:
            return
        days = {other.reading.day for other in context.dates} | {expected}
        if well_written and any(each and (each.year, each.month, each.day) == (year, month, day) for each in days):
            return
        whose = f"`{spelt(item.field.path)}` is" if item else "the file's name begins with"
        value = str(field.value)
        right = f"{expected.year:04}/{expected.month:02}/{expected.day:02}"
        corrected = value[: found.start()] + right + value[found.end() :]
        yield self.report(
            document.path,
            field.span,
            f"`{spelt(field.path)}` holds the date `{found[0]}`, but {whose} {expected.isoformat()}",
            help=f"Write {typed(corrected)} and keep the old address as a redirect, or correct the date",
            related=(Related(document.path, item.field.span, "the page's date"),) if item else (),
        )

    def _named(self, document: Document, context: DocumentContext) -> date | None:
        """The date in the file's name, where no other is in the front matter."""
        if document.front_matter is None or document.field("date") or not may_be_named_after_date(context):
            return None
        if context.settings.defaults_of(document.path, document.collection).get("date"):
            return None
        return date_in_name(document.path)
