from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from content_lint.parse.facts import Document, KeyPath
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.date_fields import DateField
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt


class OutOfOrderDatesOptions(Options, frozen=True):
    """Names of keys; those side by side are compared."""

    starts: Annotated[tuple[str, ...], "Keys that say when something begins."] = (
        "start",
        "start-date",
        "start_date",
        "startDate",
    )
    ends: Annotated[tuple[str, ...], "Keys that say when it ends."] = ("end", "end-date", "end_date", "endDate")
    deadlines: Annotated[tuple[str, ...], "Keys that say until when one can register for it."] = ("deadline",)
    published: Annotated[tuple[str, ...], "Keys that say when the page was published."] = ("date",)
    updates: Annotated[tuple[str, ...], "Keys that say when the page was changed."] = (
        "updated",
        "last-updated",
        "last_updated",
        "last_modified_at",
        "lastmod",
    )


class OutOfOrderDates(DocumentRule[OutOfOrderDatesOptions]):
    """Two dates of a page are in an impossible order.

    ## Why this matters
    An event that ends before it begins, or that takes registrations after its end, has a typing error in
    one of the two. It is shown in the wrong place of the calendar, or not at all.

    ## Bad
    ~~~md
    ---
    title: Training day
    date: 2020-01-02
    event:
      start: 2020-02-03T10:00:00.000Z
      end: 2020-02-03T09:00:00.000Z
    ---
    ~~~

    ~~~md
    ---
    title: Training day
    date: 2020-01-02
    event:
      start: 2020-02-03T10:00:00.000Z
      end: 2020-02-03T16:00:00.000Z
      deadline: 2020-02-23T09:00:00.000Z
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Training day
    date: 2020-01-02
    event:
      start: 2020-02-03T10:00:00.000Z
      end: 2020-02-03T16:00:00.000Z
      deadline: 2020-01-23T09:00:00.000Z
    ---
    ~~~
    """

    meta = RuleMeta("DT203", "out-of-order-dates", Severity.ERROR, yields_to=("unreadable-date", "impossible-date"))
    interest = Interest.DATES
    Options = OutOfOrderDatesOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding for each pair, at the later-named key, with the other as related place."""
        if len(context.dates) < 2:
            return
        places: dict[KeyPath, dict[str, DateField]] = defaultdict(dict)
        for item in context.dates:
            if item.reading.instant is not None and isinstance(item.field.path[-1], str):
                places[item.field.path[:-1]][item.field.path[-1]] = item
        for siblings in places.values():
            if len(siblings) > 1:
                yield from self._compare(document, siblings)

    def _compare(self, document: Document, siblings: Mapping[str, DateField]) -> Iterator[Diagnostic]:
        options = self.options
        error, warning = Severity.ERROR, Severity.WARNING
        start, end = _first(siblings, options.starts), _first(siblings, options.ends)
        deadline = _first(siblings, options.deadlines)
        published, updated = _first(siblings, options.published), _first(siblings, options.updates)
        if start and end and _is_before(end, start):
            # Which of the two is wrong is not known, so the deadline is not measured by it.
            yield self._finding(document, end, start, "before", error)
        elif deadline and end and _is_before(end, deadline):
            yield self._finding(document, deadline, end, "after", warning)
        if published and updated and _is_before(updated, published):
            yield self._finding(document, updated, published, "before", warning)

    def _finding(
        self, document: Document, late: DateField, other: DateField, where: str, severity: Severity
    ) -> Diagnostic:
        key, against = spelt(late.field.path), spelt(other.field.path)
        day_only = late.reading.instant.date() != other.reading.instant.date()  # type: ignore[union-attr]
        return self.report(
            document.path,
            late.field.span,
            f"`{key}`, {_words(late, day_only=day_only)}, is {where} `{against}`, {_words(other, day_only=day_only)}",
            help=f"Correct whichever of `{key}` and `{against}` is wrong",
            severity=severity,
            related=(Related(document.path, other.field.span, f"`{against}` is here"),),
        )


def _first(siblings: Mapping[str, DateField], names: Sequence[str]) -> DateField | None:
    return next((siblings[name] for name in names if name in siblings), None)


def _is_before(one: DateField, other: DateField) -> bool:
    first, second = one.reading.instant, other.reading.instant
    if first is None or second is None:
        return False
    if one.reading.day_only or other.reading.day_only:
        return first.date() < second.date()
    # People choose minutes; a CMS adds the seconds of the moment at which they did.
    return first.replace(second=0, microsecond=0) < second.replace(second=0, microsecond=0)


def _words(item: DateField, *, day_only: bool) -> str:
    instant = item.reading.instant
    if instant is None:
        return ""
    return instant.date().isoformat() if day_only else instant.strftime("%Y-%m-%d %H:%M")
