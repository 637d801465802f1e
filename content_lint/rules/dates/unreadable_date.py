from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from content_lint.config.generator import Generator
from content_lint.parse.facts import Document, FrontMatterField, ScalarStyle
from content_lint.parse.scalars.dates import LONGEST, DateStatus, looks_like_date
from content_lint.parse.scalars.js_dates import Misread, misread
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.date_fields import DateField
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown, spelt
from content_lint.text.edits import Fix, Safety

_EXAMPLE = "Write a date such as `2024-10-31` or `2024-10-31T09:00:00Z`"


class UnreadableDateOptions(Options, frozen=True):
    """What counts as a date."""

    keys: Annotated[tuple[str, ...], "Keys that hold dates whatever they look like, such as `event.start`."] = ()


class UnreadableDate(DocumentRule[UnreadableDateOptions]):
    """A date is written so that the site cannot read it, or not all of it.

    ## Why this matters
    The date decides where a page is in lists, what its address is and when it appears.
    Jekyll stops the whole build at a `date` that it cannot read.
    A date with two times of day is read as far as the first one, so the page shows midnight
    instead of the time that was meant. JavaScript, and with it Astro and Docusaurus, takes the month
    first: `01.07.2021` is 7 January.

    ## Bad
    ~~~md
    ---
    title: Spring meeting
    date: 2020-01-02T00:00:00.00ZT23:00:00.000Z
    ---
    ~~~

    ~~~md
    ---
    title: Spring meeting
    date: next Tuesday, most likely
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Spring meeting
    date: 2020-01-02T23:00:00.000Z
    ---
    ~~~
    """

    meta = RuleMeta("DT101", "unreadable-date", Severity.ERROR)
    Options = UnreadableDateOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each date that is lost, or loses its time."""
        misread_keys: set[str] = set()
        for finding, key in self._misread(document, context):
            misread_keys.add(key)
            yield finding
        for item in context.dates_with(self.options.keys):
            if len(item.field.path) == 1 and item.field.path[0] in misread_keys:
                continue
            if item.reading.status is DateStatus.TIME_LOST:
                yield self._time_lost(document, item)
            elif item.reading.status is DateStatus.UNREADABLE and not _may_be_read_elsewhere(item):
                yield self._unreadable(document, item, context)
            elif context.settings.dialect.dates == "hugo" and _is_misread_number(item.field.value):
                yield self._seconds(document, item, context.settings.generator.called)

    def _misread(self, document: Document, context: DocumentContext) -> Iterator[tuple[Diagnostic, str]]:
        """A finding for each date that JavaScript takes for another day, with its key."""
        generator = context.settings.generator
        front_matter = document.front_matter
        if front_matter is None or front_matter.error:
            return
        for key, takes_empty in generator.js_dates.get(document.collection or "", {}).items():
            field = front_matter.fields.get((key,))
            found = misread(field.value) if field is not None else None
            if field is not None and found is not None and (takes_empty or field.value is not None):
                yield self._other_day(document, field, found, generator.called), key

    def _other_day(self, document: Document, field: FrontMatterField, found: Misread, who: str) -> Diagnostic:
        key, day = spelt(field.path), f"{found.day.day} {found.day:%B %Y}"
        if found.why == "empty":
            message = f"`{key}` is empty, which {who} reads as {day}"
        elif found.why == "number":
            message = f"`{key}` is a number, which {who} reads as milliseconds since 1970: {shown(field.raw)} is {day}"
        else:
            message = f"`{key}` is read as {day}, since {who} takes the month first: {shown(_text(document, field))}"
        meant = f"{found.meant:%Y-%m-%d}" if found.meant is not None else ""
        return self.report(
            document.path,
            field.key_span if found.why == "empty" else field.span,
            message,
            help=f"Write `{meant}`" if meant else _EXAMPLE,
            severity=Severity.WARNING,
            fix=_written(document, field, meant),
        )

    def _time_lost(self, document: Document, item: DateField) -> Diagnostic:
        reading, field = item.reading, item.field
        return self.report(
            document.path,
            field.span,
            f"`{spelt(field.path)}` has more than one time of day: {shown(_text(document, field))}",
            help=f"Write `{reading.repaired}`" if reading.repaired else "Keep one time of day",
            severity=Severity.WARNING,
            fix=_repair(document, item),
        )

    def _unreadable(self, document: Document, item: DateField, context: DocumentContext) -> Diagnostic:
        field = item.field
        key = spelt(field.path)
        generator, better = context.settings.generator, item.reading.repaired
        if field.value is None or field.value == "":
            return self.report(
                document.path,
                field.key_span,
                f"`{key}` is empty, and {generator.called} does not build the site with it",
                help=f"{_EXAMPLE}, or remove the line",
            )
        return self.report(
            document.path,
            field.span,
            f"`{key}` is not a date: {shown(_text(document, field))}",
            help=f"Write `{better}`" if better else _EXAMPLE + _consequence(item, generator),
            fix=_repair(document, item),
        )

    def _seconds(self, document: Document, item: DateField, who: str) -> Diagnostic:
        field, instant = item.field, item.reading.instant
        when = f", which is in {instant.year}" if instant else ""
        return self.report(
            document.path,
            field.span,
            f"`{spelt(field.path)}` is a number, which {who} reads as seconds since 1970: {shown(field.raw)}{when}",
            help=_EXAMPLE,
            severity=Severity.WARNING,
        )


def _consequence(item: DateField, generator: Generator) -> str:
    """What the generator does with it, where that is known."""
    if item.reading.detail:
        return f": {item.reading.detail}"
    if not item.own:
        return ""
    if not generator.stops_at_unreadable_dates:
        return f": {generator.named} gives the page no date with this one"
    return f": {generator.called} does not build the site with this one"


def _is_misread_number(value: object) -> bool:
    """Whether a number is a year or a day such as 20190506 rather than seconds: those have nine digits and more."""
    return isinstance(value, int) and 0 <= value < 100_000_000


def _may_be_read_elsewhere(item: DateField) -> bool:
    """Whether a template of the site may know this form: a CMS can be told to write dates in any."""
    value = item.field.value
    if item.own or item.reading.repaired or not isinstance(value, str) or looks_like_date(value):
        return False
    return any(char.isdigit() for char in value[:LONGEST])


def _text(document: Document, field: FrontMatterField) -> str:
    return field.value if isinstance(field.value, str) else document.source[field.span]


def _repair(document: Document, item: DateField) -> Fix | None:
    return _written(document, item.field, item.reading.repaired or "")


def _written(document: Document, field: FrontMatterField, text: str) -> Fix | None:
    if not text or field.style not in (ScalarStyle.PLAIN, ScalarStyle.SINGLE, ScalarStyle.DOUBLE):
        return None
    quote = "" if field.style is ScalarStyle.PLAIN else field.raw[:1]
    return replace(f"Write `{text}`", document.path, field.span, f"{quote}{text}{quote}", Safety.UNSAFE)
