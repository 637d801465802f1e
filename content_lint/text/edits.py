"""Edits and fixes: how a text is to be changed, and how far that can be trusted."""

from enum import IntEnum

from msgspec import Struct

from content_lint.text.source import Span


class Safety(IntEnum):
    """How far a fix may be trusted; a run applies those at or above the asked-for level."""

    DISPLAY = 0  # shown to the reader only
    UNSAFE = 1  # most likely what is meant, but somebody has to look
    SAFE = 2  # nobody would undo it

    @property
    def label(self) -> str:
        """The word that outputs use."""
        return self.name.lower()


class Edit(Struct, frozen=True, order=True):
    """Replace ``span`` of the file ``path`` by ``text``; an empty span inserts, an empty text deletes."""

    path: str
    span: Span
    text: str


class Fix(Struct, frozen=True):
    """Edits that apply together or not at all.

    Attributes:
        title: what it does, in the imperative ("Remove the space").
        edits: in the order of their spans, none overlapping another.
        safety: see Safety.
    """

    title: str
    edits: tuple[Edit, ...]
    safety: Safety
