"""Which heading of a text has which id on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Heading
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex

_NUMBER = regex(r"[-_]\d{1,6}\Z")


def anchors_of_headings(headings: Sequence[Heading], anchors: Anchors | None) -> Iterator[str | None]:
    """The id of each heading, None where it has none or only a build tells.

    A generator gives the ids of a page in the order of its headings; how one is made of a heading is its own affair,
    but letters stay letters. So each heading takes the next id that has its letters.

    Args:
        headings: of one page, in their order.
        anchors: what the generator makes of them.
    """
    ids = list(anchors.ids) if anchors is not None and anchors.exact else []
    place = 0
    for heading in headings:
        found = None if heading.templated else _find(heading, ids, place)
        if found is not None:
            place = found + 1
        yield None if found is None else ids[found]


_AHEAD = 50
"""How many ids of other things may be between those of two headings."""


def _find(heading: Heading, ids: Sequence[str], start: int) -> int | None:
    stop = min(len(ids), start + _AHEAD)
    if heading.explicit_id is not None and heading.explicit_id in ids[start:stop]:
        return ids.index(heading.explicit_id, start, stop)
    wanted = {_letters(heading.text), _letters(heading.source)}
    for place in range(start, stop):
        if _letters(ids[place]) in wanted or _letters(_NUMBER.sub("", ids[place])) in wanted:
            return place
    return None


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
