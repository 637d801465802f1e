"""Which fields of a document are dates, and what the generator makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from content_lint.config.settings import Collection, SiteSettings
from content_lint.parse.facts import Document, FrontMatterField, KeyPath
from content_lint.parse.scalars.dates import DateReading, DateStatus, looks_like_date, read_date


class DateField(Struct, frozen=True):
    """One field that stands for a date.

    Attributes:
        field: the field.
        reading: what the generator makes of it.
        own: whether the generator reads it as a date by itself, and may stop or hide the page because of it.
        declared: whether the generator, the CMS or the configuration says that it is a date; else its value
            has the form of one.
    """

    field: FrontMatterField
    reading: DateReading
    own: bool
    declared: bool


def find_date_fields(
    document: Document, settings: SiteSettings, collection: Collection | None, keys: Sequence[str] = ()
) -> Iterator[DateField]:
    """The date fields of a document, at any depth, in the order of the file.

    Args:
        document: the document.
        settings: its site's settings.
        collection: the collection whose CMS says which fields are dates, or None.
        keys: more fields that are dates whatever their value looks like, as ``event.start``.
    """
    front_matter = document.front_matter
    if front_matter is None or front_matter.error:
        return
    generator = settings.generator
    has_date = document.collection is not None or generator.pages_have_dates
    own_keys = generator.date_keys if has_date else frozenset()
    declared = _declared(collection, keys)
    in_lists = any("*" in path for path in declared)
    for path, item in front_matter.fields.items():
        own = len(path) == 1 and (str(path[0]).lower() if generator.ignores_case else path[0]) in own_keys
        said = own or path in declared or (in_lists and _pattern(path) in declared)
        if said:
            is_date = not _is_cleared(item.value, kept=own and generator.reads_empty_dates)
        else:
            is_date = _has_form_of_date(item.value)
        if is_date:
            reading = read_date(item.value, item.raw, settings.dialect, settings.zone)
            yield DateField(item, reading, own, declared=said)


def _has_form_of_date(value: object) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and looks_like_date(value))


def own_date(document: Document, dates: Sequence[DateField]) -> DateField | None:
    """The one of a document's dates that is its ``date``, where the generator can read it."""
    field = document.field("date")
    if field is None:
        return None
    readable = (DateStatus.READ, DateStatus.TIME_LOST)
    return next((item for item in dates if item.field == field and item.reading.status in readable), None)


def _declared(collection: Collection | None, keys: Sequence[str]) -> set[KeyPath]:
    found: set[KeyPath] = {tuple(key.split(".")) for key in keys}
    if collection:
        found.update(item.path for item in collection.cms_fields if item.widget in ("datetime", "date"))
    return found


def _pattern(path: KeyPath) -> KeyPath:
    return tuple("*" if isinstance(part, int) else part for part in path)


def _is_cleared(value: object, *, kept: bool) -> bool:
    """Whether there is nothing to read: what a CMS leaves of a cleared field, or a list of dates.

    Some generators try to read nothing as a date, and stop (``kept``).
    """
    return not kept and (value is None or value == "" or isinstance(value, (list, dict)))
