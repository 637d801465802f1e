from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.date_fields import own_date
from content_lint.rules.file_dates import date_in_name, generator_reads_name
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt
from content_lint.text.regex import regex

_DATE_PART = regex(r":(?:i_|y_|w_|short_|long_)?(?:year|month|day|week)")
_WHOLE_NAME = regex(r":(?:name|path)")


class FilenameDateMismatchOptions(Options, frozen=True):
    """How strict the comparison is."""

    days: Annotated[int, "How many days the two may differ; one day is what a time zone can do."] = 1
    any_date: Annotated[
        bool, "Whether any other date of the page, such as the start of an event, may be the file name's."
    ] = True


class FilenameDateMismatch(DocumentRule[FilenameDateMismatchOptions]):
    """The date in a file's name is not the page's date.

    ## Why this matters
    The page's address and its place in lists follow `date`, people who look for the file follow its name.
    Where the two disagree, one of them is wrong, or the post was copied from another. Nothing is said where the
    generator does not read dates from names: there a name may begin with the day of the first draft.

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
        "DT201",
        "filename-date-mismatch",
        Severity.WARNING,
        yields_to=("unreadable-date", "impossible-date", "wrong-type", "placeholder-value"),
        for_readers=True,
    )
    interest = Interest.DATES
    Options = FilenameDateMismatchOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding, at the value of ``date``."""
        if (named := date_in_name(document.path)) is None or not generator_reads_name(context):
            return
        item = own_date(document, context.dates)
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
            help=_help(context, key, named, day),
        )


def _help(context: DocumentContext, key: str, named: date, day: date) -> str:
    """Which of the two can be changed without moving the page to another address."""
    set_date = f"et `{key}` to {named.isoformat()}"
    rename = f"ename the file so that it begins with {day.isoformat()}"
    pattern = _pattern(context)
    by_date, by_name = _DATE_PART.search(pattern) is not None, _WHOLE_NAME.search(pattern) is not None
    if by_date and by_name:
        return f"S{set_date}, or r{rename}; either moves the page, so redirect its old address"
    if by_date:
        return f"R{rename}: the page keeps its address"
    return f"S{set_date}: the page keeps its address" if by_name else f"S{set_date}, or r{rename}"


def _pattern(context: DocumentContext) -> str:
    """What the page's address is made of, as far as dates and names count."""
    document, settings, collection = context.document, context.settings, context.collection
    if not settings.generator.name_in_address:
        return ":year"
    own = document.front_matter.data.get("permalink") if document.front_matter is not None else None
    given = own or settings.defaults_of(document.path, document.collection).get("permalink")
    if isinstance(given, str):
        return given
    return collection.permalink if collection is not None and collection.permalink else ":path"
