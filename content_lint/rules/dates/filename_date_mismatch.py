"""See FilenameDateMismatch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta, option
from content_lint.rules.date_fields import own_date
from content_lint.rules.file_dates import date_in_name, may_be_named_after_date
from content_lint.rules.wording import spelt


@dataclass(frozen=True, slots=True)
class FilenameDateMismatchOptions(Options):
    """How strict the comparison is."""

    days: int = option(1, "How many days the two may differ; one day is what a time zone can do.")
    any_date: bool = option(
        True, "Whether any other date of the page, such as the start of an event, may be the file name's."
    )


class FilenameDateMismatch(DocumentRule[FilenameDateMismatchOptions]):
    """The date in a file's name is not the page's date.

    ## Why this matters
    The page's address and its place in lists follow `date`, people who look for the file follow its name.
    Where the two disagree, one of them is wrong, or the post was copied from another.

    ## Bad
    ~~~md
    ---
    title: Winter meeting
    date: 2020-03-02T09:00:00.000Z
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Winter meeting
    date: 2020-01-02T09:00:00.000Z
    ---
    ~~~
    """

    meta = RuleMeta(
        "DT201", "filename-date-mismatch", Severity.WARNING, yields_to=("unreadable-date", "impossible-date")
    )
    Options = FilenameDateMismatchOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding, at the value of ``date``."""
        if not may_be_named_after_date(context) or (named := date_in_name(document.path)) is None:
            return
        item = own_date(context)
        if item is None or (day := item.reading.day) is None or abs((day - named).days) <= self.options.days:
            return
        if self.options.any_date and any(
            other.reading.day is not None and abs((other.reading.day - named).days) <= self.options.days
            for other in context.dates
        ):
            return
        key = spelt(item.field.path)
        yield self.report(
            document.path,
            item.field.span,
            f"`{key}` is {day.isoformat()}, but the file's name begins with {named.isoformat()}",
            help=f"Set `{key}` to {named.isoformat()}, or rename the file so that it begins with {day.isoformat()}",
        )
