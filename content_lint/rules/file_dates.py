"""Dates in file names and in addresses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.rules.context import DocumentContext

_NAME = regex(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})-")


def date_in_name(path: str) -> date | None:
    """The day that a file's name begins with (``_news/2020-01-02-title.md``), or None."""
    found = _NAME.match(path, path.rfind("/") + 1)
    return day_of(found[1], found[2], found[3]) if found else None


def impossible_date_in_name(path: str) -> str | None:
    """The date that a file's name begins with, as it is written, where the calendar has none such."""
    found = _NAME.match(path, path.rfind("/") + 1)
    return found[0][:-1] if found and day_of(found[1], found[2], found[3]) is None else None


def may_be_named_after_date(context: DocumentContext) -> bool:
    """Whether a date in the file's name may be the document's, which may be a page that has no date at all."""
    return context.document.collection is not None or context.settings.generator.pages_have_dates


def generator_reads_name(context: DocumentContext) -> bool:
    """Whether the generator takes a date in this file's name for the document's, where nothing else gives one."""
    generator = context.settings.generator
    return generator.modelled and generator.dated_names and may_be_named_after_date(context)


def day_of(year: str, month: str, day: str) -> date | None:
    """A day from its digits, or None where the calendar has none such."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
