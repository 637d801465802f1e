"""DT: dates. DT1 is whether they can be read, DT2 whether they fit the page, DT3 dates in the text, DT4 age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.dates.date_only_in_filename import DateOnlyInFilename
from content_lint.rules.dates.draft_without_effect import DraftWithoutEffect
from content_lint.rules.dates.filename_date_mismatch import FilenameDateMismatch
from content_lint.rules.dates.future_date import FutureDate
from content_lint.rules.dates.impossible_date import ImpossibleDate
from content_lint.rules.dates.out_of_order_dates import OutOfOrderDates
from content_lint.rules.dates.quoted_date import QuotedDate
from content_lint.rules.dates.stale_content import StaleContent
from content_lint.rules.dates.unpublished import Unpublished
from content_lint.rules.dates.unreadable_date import UnreadableDate
from content_lint.rules.dates.weekday_mismatch import WeekdayMismatch

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    UnreadableDate,
    ImpossibleDate,
    QuotedDate,
    FilenameDateMismatch,
    DateOnlyInFilename,
    OutOfOrderDates,
    FutureDate,
    Unpublished,
    DraftWithoutEffect,
    WeekdayMismatch,
    StaleContent,
)
