"""What a save in the CMS can do to a post, as plain data for rules."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from content_lint.parse.facts import KeyPath
from content_lint.text.source import Span


class Fate(StrEnum):
    """What becomes of a whole file."""

    KEPT = "kept"
    EMPTIED = "emptied"  # the form is empty, and what an editor types then is all that is left
    UNLISTED = "unlisted"  # the CMS does not show the entry
    COVERED = "covered"  # the front matter is text to the CMS, which puts a second one above it


class Kind(StrEnum):
    """How much a change matters."""

    LOST = "lost"  # what was there cannot be told from what is written
    READ_OTHERWISE = "read-otherwise"  # the site's generator reads another value then
    RESPELT = "respelt"  # the same to the generator, another text to people and other programs


class Change(Struct, frozen=True):
    """One value that the next save changes.

    Attributes:
        kind: how much it matters.
        path: its key path.
        span: the value in the file.
        after: what is written; empty where a list or group is.
        value: the value as the CMS has it then.
        reading: what the generator reads of it.
        kept: of a list of which only one item is kept, how many there were; else 0.
    """

    kind: Kind
    path: KeyPath
    span: Span
    after: str
    value: object
    reading: object
    kept: int = 0
