from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from content_lint.cms.changes import Kind
from content_lint.parse.facts import Document, ScalarStyle
from content_lint.parse.scalars.base import ScalarRefusedError
from content_lint.parse.scalars.dates import DateStatus, read_date
from content_lint.parse.scalars.resolver import resolver_for
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.date_fields import DateField
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown, spelt
from content_lint.text.edits import Fix, Safety


class QuotedDateOptions(Options, frozen=True):
    """What counts as a date."""

    keys: Annotated[tuple[str, ...], "Keys that hold dates whatever they look like, such as `event.start`."] = ()


class QuotedDate(DocumentRule[QuotedDateOptions]):
    """A date is in quotes, which makes it text where the other dates are dates.

    ## Why this matters
    Templates compare and sort dates. Text and dates do not compare: a list that is sorted by such a key
    comes out in the wrong order, or the build stops.
    For the `date` of a page Jekyll reads the text as a date again, so there it only looks different.

    ## Bad
    ~~~md
    ---
    title: Autumn meeting
    date: 2020-01-02T09:00:00.000Z
    event:
      start: "2020-01-20T18:00:00.000Z"
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Autumn meeting
    date: 2020-01-02T09:00:00.000Z
    event:
      start: 2020-01-20T18:00:00.000Z
    ---
    ~~~
    """

    meta = RuleMeta(
        "DT103",
        "quoted-date",
        Severity.WARNING,
        yields_to=("unreadable-date", "impossible-date"),
        for_readers=True,
    )
    Options = QuotedDateOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each date in quotes that has a neighbour without, or is known to be a date."""
        front_matter = document.front_matter
        # Hugo's library leaves every date as text; TOML and JSON say by themselves what is a date.
        if front_matter is None or front_matter.format != "yaml" or context.settings.dialect.dates == "hugo":
            return
        # What the templates of a generator that is not known make of either cannot be told.
        unknown = not context.settings.generator.modelled
        keys = self.options.keys
        dates = context.dates_with(keys)
        has_true_date = any(isinstance(item.field.value, date) for item in dates)
        for item in dates:
            field = item.field
            if not (item.declared or has_true_date) or not _is_date_but_for_quotes(item, context):
                continue
            moved = _moved_by_cms(item, context)
            yield self.report(
                document.path,
                field.span,
                f"`{spelt(field.path)}` is text, not a date, because of its quotes: {shown(field.raw)}{moved}",
                help="Remove the quotes"
                if (fix := _unquote(item, context))
                else "Remove the quotes, and add its time zone",
                severity=Severity.INFO if (item.own or unknown) and not moved else Severity.WARNING,
                fix=fix,
            )


def _reads_alike(item: DateField, context: DocumentContext) -> bool:
    """Whether the generator's own schema wants a text, may take one as well, or makes the same date of either."""
    collection = context.collection
    if collection is None or not (collection.asked or collection.unread):
        return False
    kind = next((asked.kind for asked in collection.asked if asked.key == item.field.path[0]), "")
    return kind != "date" or _unquote(item, context) is not None


def _moved_by_cms(item: DateField, context: DocumentContext) -> str:
    """What becomes of the moment when the CMS saves the post, to end a message with; empty where it stays."""
    forms = context.settings.forms
    change = next((change for change in context.next_save if change.path == item.field.path), None)
    if forms is None or change is None or change.kind is not Kind.READ_OTHERWISE or not item.own:
        return ""
    after = read_date(change.reading, change.after, context.settings.dialect, context.settings.zone).instant
    if after is None:
        return ""
    who = context.settings.generator.called
    return f"; the next save in {forms.name} drops them, and {who} then reads {after:%Y-%m-%d %H:%M}"


def _without_quotes(value: object, context: DocumentContext) -> object:
    try:
        return resolver_for(context.settings.dialect.yaml)(str(value), plain=True, tag=None)
    except ScalarRefusedError:
        return None


def _is_date_but_for_quotes(item: DateField, context: DocumentContext) -> bool:
    """Whether a field is in quotes and would be a date without them, which makes a difference."""
    is_quoted = item.field.style in (ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
    if not is_quoted or item.reading.status is not DateStatus.READ:
        return False
    return isinstance(_without_quotes(item.field.value, context), date) and not _reads_alike(item, context)


def _unquote(item: DateField, context: DocumentContext) -> Fix | None:
    """Without its quotes the value has to be the same moment: a time without a zone would move to UTC."""
    settings, field, text = context.settings, item.field, str(item.field.value)
    bare = read_date(_without_quotes(text, context), text, settings.dialect, settings.zone)
    if bare.instant != item.reading.instant:
        return None
    # A date that templates print looks different from the text: only what the generator reads both ways stays the same.
    safety = Safety.SAFE if item.own else Safety.UNSAFE
    return replace("Remove the quotes", context.document.path, field.span, text, safety)
