from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from content_lint.parse.facts import Document
from content_lint.parse.scalars.dates import DateStatus
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.file_dates import impossible_date_in_name
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt


class ImpossibleDateOptions(Options, frozen=True):
    """What counts as a date."""

    keys: Annotated[tuple[str, ...], "Keys that hold dates whatever they look like, such as `event.start`."] = ()


class ImpossibleDate(DocumentRule[ImpossibleDateOptions]):
    """A date names a day or a time that does not exist.

    ## Why this matters
    Nobody knows which day was meant. Some programs stop at such a date, some take it for text, and some
    quietly move it on: for Jekyll, 31 June is 1 July.

    ## Bad
    ~~~md
    ---
    title: Summer meeting
    date: 2020-01-02
    event:
      start: 2022-06-31T18:00:00.000Z
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer meeting
    date: 2020-01-02
    event:
      start: 2022-06-30T18:00:00.000Z
    ---
    ~~~
    """

    meta = RuleMeta("DT102", "impossible-date", Severity.ERROR)
    Options = ImpossibleDateOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each date, at any depth, that the calendar does not have, and one for the file's name."""
        if finding := self._name(document, context):
            yield finding
        keys = self.options.keys
        for item in context.dates_with(keys):
            if item.reading.status is DateStatus.IMPOSSIBLE:
                field = item.field
                what = "time of day" if item.reading.detail.startswith(("a ", "an ")) else "day"
                text = field.value if isinstance(field.value, str) else field.raw
                yield self.report(
                    document.path,
                    field.span,
                    f"`{spelt(field.path)}` names a {what} that does not exist: {shown(text)}",
                    help=f"Write the {what} that was meant: {item.reading.detail}",
                )

    def _name(self, document: Document, context: DocumentContext) -> Diagnostic | None:
        """Where the date is taken from the name if there is no other, a month that does not exist stops the build."""
        front_matter = document.front_matter
        if not context.settings.generator.stops_at_dated_names or document.collection is None:
            return None
        if front_matter is None or (written := impossible_date_in_name(document.path)) is None:
            return None
        if front_matter.get("date") or "date" in context.settings.defaults_of(document.path, document.collection):
            return None
        return self.report(
            document.path,
            document.header_span,
            f"the file's name begins with a day that does not exist: `{written}`",
            help="Rename the file, or give the page a `date`",
        )
