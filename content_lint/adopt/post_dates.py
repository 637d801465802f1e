"""When posts are of, as far as each says so itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from content_lint.parse.facts import Document
from content_lint.schema.dates import read_date
from content_lint.text.regex import regex

DATED_NAME = regex(r"(\d{4})-(\d{2})-(\d{2})(?P<between>[-_ ])(?P<name>.+)")


def oldest_first(documents: Iterable[Document]) -> list[Document]:
    """Posts by their day; those without one come first, by their paths."""
    return sorted(documents, key=lambda document: (day_of(document) or date.min, document.path))


def day_of(document: Document) -> date | None:
    """The day of a post: of its front matter, else of its file's name."""
    field = document.field("date")
    moment = read_date(field.value) if field is not None else None
    if moment is not None:
        return moment.date()
    found = DATED_NAME.match(PurePosixPath(document.path).stem)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
