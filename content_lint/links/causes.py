"""Why a link got no verdict, and what would change that."""

from __future__ import annotations

from msgspec import Struct


class Cause(Struct, frozen=True):
    """One cause, in words for people.

    Attributes:
        reason: completes "12 links …", whatever the number: "written by templates", "may be made by `x.rb`".
        advice: what to do about it: whole sentences, or empty where there is nothing to do.
        made: whether a program may make the address, so that the setting `generated` decides.
        places: whether a program may write the place on the page, so that the same setting decides.
        late: whether it comes about when readers open the page, so that no built page tells either.
    """

    reason: str
    advice: str = ""
    made: bool = False
    places: bool = False
    late: bool = False
