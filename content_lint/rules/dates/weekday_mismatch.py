from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.file_dates import date_in_name
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown, typed
from content_lint.text.calendar import MONTHS, WEEKDAYS, days_in_month
from content_lint.text.edits import Safety
from content_lint.text.regex import regex
from content_lint.text.source import Span
from content_lint.text.spoken_dates import SpokenDate, find_spoken_dates

_YEAR = regex(r"(?<![0-9])(?:1[6-9]|20)[0-9]{2}(?![0-9])")
_OTHER_YEAR = regex(r"\b(?:last|next|previous|following|that) year\b", re.IGNORECASE)
_SENTENCE_END = regex(r"[.!?](?=\s)")
_NEARBY = 200
_BESIDE = 30
_CLOSE = 7
_QUARTERS = (0, 15, 30, 45)


class WeekdayMismatchOptions(Options, frozen=True):
    """Where dates are looked for, and how near they have to be."""

    keys: Annotated[tuple[str, ...], "Keys of the front matter that hold prose."] = (
        "title",
        "excerpt",
        "description",
        "summary",
    )
    days: Annotated[
        int, "How far from the page's own dates a day without a year may be, so that its year is clear."
    ] = 120


class WeekdayMismatch(DocumentRule[WeekdayMismatchOptions]):
    """A date in the text is not on the day of the week that it names.

    ## Why this matters
    Readers come on the wrong day. Such a date is mostly copied from last year's post, or a slip
    in one of the two.
    Where the year is not said, the day nearest to the page's own dates is taken; where that is not clear,
    nothing is said.

    ## Bad
    ~~~md
    ---
    title: Book club
    date: 2020-01-02T09:00:00.000Z
    ---
    The next meeting is on Thursday 4th February, at six.
    ~~~

    ## Good
    ~~~md
    ---
    title: Book club
    date: 2020-01-02T09:00:00.000Z
    ---
    The next meeting is on Tuesday 4th February, at six.
    ~~~
    """

    meta = RuleMeta("DT301", "weekday-mismatch", Severity.WARNING, for_readers=True)
    Options = WeekdayMismatchOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each date in title, excerpt and body whose weekday is another."""
        text = document.source.text
        anchors: list[date] | None = None
        skipped: _Skipped | None = None
        for part in self._prose(document):
            for spoken in find_spoken_dates(text, part):
                anchors = _anchors(document, context) if anchors is None else anchors
                meant = self._meant(spoken, anchors, text, part)
                if meant is None or meant.weekday() == spoken.weekday:
                    continue
                skipped = _Skipped(document) if skipped is None else skipped
                if not skipped.holds(spoken.span):
                    yield self._finding(document, spoken, meant, anchors)

    def _prose(self, document: Document) -> Iterator[Span]:
        if document.front_matter:
            for key in self.options.keys:
                field = document.front_matter.get(*key.split("."))
                if field and isinstance(field.value, str) and field.span.end > field.span.start:
                    yield field.span
        yield document.body.span

    def _meant(self, spoken: SpokenDate, anchors: Sequence[date], text: str, part: Span) -> date | None:
        """The day that is clearly meant, or None."""
        if spoken.year is not None:
            day = _day(spoken.year, spoken)
            # `1900` or `2030` after a date may well be a time of day.
            is_clock = spoken.year % 100 in _QUARTERS and all(abs(spoken.year - each.year) > 2 for each in anchors)
            return None if is_clock else day
        candidates = {_nearest(spoken, anchor) for anchor in anchors}
        if any(each and each.weekday() == spoken.weekday for each in candidates) or len(candidates) != 1:
            return None
        meant = candidates.pop()
        if meant is None or min(abs((meant - anchor).days) for anchor in anchors) > self.options.days:
            return None
        return None if _tells_of_another_year(spoken, text, part) else meant

    def _finding(self, document: Document, spoken: SpokenDate, meant: date, anchors: Sequence[date]) -> Diagnostic:
        source = document.source
        words = _one_line(source[spoken.span])
        written = source[spoken.weekday_span]
        right = _in_style(WEEKDAYS[meant.weekday()], written)
        start = spoken.weekday_span.start - spoken.span.start
        whole = source[spoken.span]
        corrected = _one_line(whole[:start] + right + whole[start + len(written) :])
        # From three days before to three days after there is one such weekday.
        shift = (spoken.weekday - meant.weekday() + 3) % 7 - 3
        others = [_long(meant + timedelta(days=shift)), *map(_long, _in_other_months(spoken, meant, anchors))]
        return self.report(
            document.path,
            spoken.span,
            f"{shown(words)} names the wrong weekday: {_long(meant)} is a {WEEKDAYS[meant.weekday()]}",
            help=f"Write {typed(corrected)}; or, if {WEEKDAYS[spoken.weekday]} is right, {' or '.join(others)}",
            fix=replace(f"Write `{right}`", document.path, spoken.weekday_span, right, Safety.DISPLAY),
        )


class _Skipped:
    """Code, templates and comments: no prose."""

    def __init__(self, document: Document) -> None:
        body = document.body
        groups = (body.code, body.templates, tuple(comment.span for comment in body.comments))
        self._groups = [(sorted(spans), [span.start for span in sorted(spans)]) for spans in groups if spans]

    def holds(self, span: Span) -> bool:
        for spans, starts in self._groups:
            place = bisect_right(starts, span.start) - 1
            if place >= 0 and spans[place].end > span.start:
                return True
        return False


def _anchors(document: Document, context: DocumentContext) -> list[date]:
    """The page's own days: all its dates, else the one in its file's name."""
    days = {item.reading.day for item in context.dates if item.reading.day}
    if not days and (named := date_in_name(document.path)):
        days.add(named)
    return sorted(days)[:50]


def _day(year: int, spoken: SpokenDate) -> date | None:
    try:
        return date(year, spoken.month, spoken.day)
    except ValueError:
        return None


def _nearest(spoken: SpokenDate, anchor: date) -> date | None:
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    days = [day for year in years if 1 <= year <= 9999 and (day := _day(year, spoken))]
    return min(days, key=lambda day: abs((day - anchor).days), default=None)


def _in_other_months(spoken: SpokenDate, meant: date, anchors: Sequence[date]) -> list[date]:
    """The same day of the month before or after, where it is on that weekday and close to the page's own dates."""
    months = (meant.year * 12 + meant.month - 1 + step for step in (-1, 1))
    days = (date(at // 12, at % 12 + 1, spoken.day) for at in months if _has_day(at // 12, at % 12 + 1, spoken.day))
    return [
        day
        for day in days
        if day.weekday() == spoken.weekday and any(abs((day - anchor).days) <= _CLOSE for anchor in anchors)
    ]


def _has_day(year: int, month: int, day: int) -> bool:
    return 1 <= year <= 9999 and day <= days_in_month(year, month)


def _tells_of_another_year(spoken: SpokenDate, text: str, part: Span) -> bool:
    """Whether the words around speak of a year in which the weekday is right, or of another year at all."""
    before = text[max(part.start, spoken.span.start - _BESIDE) : spoken.span.start]
    behind = text[spoken.span.end : min(part.end, spoken.span.end + _BESIDE)]
    if _OTHER_YEAR.search(_SENTENCE_END.split(before)[-1]) or _OTHER_YEAR.search(_SENTENCE_END.split(behind)[0]):
        return True
    start = max(part.start, spoken.span.start - _NEARBY)
    around = text[start : min(part.end, spoken.span.end + _NEARBY)]
    days = (_day(int(year), spoken) for year in _YEAR.findall(around))
    return any(day is not None and day.weekday() == spoken.weekday for day in days)


def _in_style(weekday: str, written: str) -> str:
    """The right weekday, as short and in such letters as the wrong one."""
    word = weekday if written.lower().endswith("day") else weekday[:3]
    return word.upper() if written.isupper() else word.lower() if written.islower() else word


def _one_line(text: str) -> str:
    """A date that goes over a line end, without the marks of a quotation."""
    return " ".join(word for word in text.split() if word.strip(">"))


def _long(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
