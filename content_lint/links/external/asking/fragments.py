"""Whether a page has the place that a fragment names. A bounded scan: parsing pages costs forty times as much.

Like browsers: the fragment as it is, then percent-decoded; an ``id`` or a ``name``. Unsure is found:
what scripts read or make (``#/route``, ``#L10`` on a code host) and the top are never missing, nor is anything on a
page that scripts fill or whose letters cannot be read.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from content_lint.links.external.asking.charsets import charset_of
from content_lint.links.fragments import names_a_place, without_directive

# Also as scripts hold them: `"id": "x"`, and `id=\\"x\\"` in HTML that is kept as a text.
_NAMED = re.compile(
    r"""(?<![\w-])(?:id|name|slug|anchor)(?:\\?["'])?\s{0,16}[=:]\s{0,16}"""
    r"""(?:"([^"]{0,1024})"|'([^']{0,1024})'|\\"([^"\\]{0,1024})\\"|([^\s"'<>`\\]{1,1024}))""",
    re.IGNORECASE,
)
# An element that a script will fill with the page.
_SHELL = re.compile(
    r"""<div\s[^<>]{0,200}?id=["']?(?:root|app|application|__next|__nuxt|___gatsby|svelte|react-root|q-app)["']?"""
    r"""[^<>]{0,200}>\s{0,50}</div>|<app-root[^<>]{0,200}>\s{0,50}</app-root>""",
    re.IGNORECASE,
)
# What code hosts make by script: lines, and the comments of long threads.
_BY_SCRIPT = re.compile(
    r"L-?\d+(?:C\d+)?(?:[-:]L?\d+(?:C\d+)?)?|lines-\d+(?:[:-]\d+)*|diff-[0-9a-f]{8,}\w*|note_\d+|event-\d+"
    r"|(?:issue|commit|discussion)comment-\d+|discussion_r\d+|pullrequestreview-\d+"
)
_HEAD = 4096
_OVERLAP = 4096
_LONGEST = 1000  # a longer one would not be found


def place_of(fragment: str | None) -> str | None:
    """The place that a fragment names, still percent-encoded; None where it would be no fault if it were missing."""
    if not fragment:
        return None
    place = without_directive(fragment)
    wanted = names_a_place(place) and len(place) <= _LONGEST and not _BY_SCRIPT.fullmatch(place)
    return place if wanted else None


class Search(NamedTuple):
    """What came of looking for places.

    Attributes:
        missing: those that no element of the page is called by.
        unsure: those that were not found where it cannot be said: the page is too long, scripts fill it, or browsers
            guess its letters.
    """

    missing: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()


def find_missing(places: Collection[str], blocks: Iterable[bytes], *, most: int, content_type: str = "") -> Search:
    """Look for places in a page.

    Args:
        places: without ``#``, still percent-encoded.
        blocks: the page's bytes, decompressed, in pieces of any size.
        most: bytes that are read at most.
        content_type: the header of that name.
    """
    wanted = _by_name(places)
    left = set(places)
    head, blocks = _peek(blocks)
    charset = charset_of(head, content_type)
    if not charset.name:
        return Search(unsure=frozenset(left))
    decoder = codecs.getincrementaldecoder(charset.name)("replace")
    seen, rest = 0, ""
    for block in blocks:
        seen += len(block)
        text = rest + decoder.decode(block)
        for match in _NAMED.finditer(text):
            name = match[1] or match[2] or match[3] or match[4] or ""
            left -= wanted.get(html.unescape(name) if "&" in name else name, frozenset())
        if not left:
            return Search()
        if seen > most or _SHELL.search(text):
            return Search(unsure=frozenset(left))
        rest = text[-_OVERLAP:]
    guessed = frozenset() if charset.said else frozenset(item for item in left if not unquote_to_bytes(item).isascii())
    return Search(frozenset(left) - guessed, guessed)


def _by_name(places: Iterable[str]) -> dict[str, set[str]]:
    """The places by each name that an element may have to be one of them."""
    found: dict[str, set[str]] = {}
    for place in places:
        for name in _names(place):
            found.setdefault(name, set()).add(place)
    return found


def _peek(blocks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes of a page, and all of its blocks."""
    first: list[bytes] = []
    rest = iter(blocks)
    while sum(map(len, first)) < _HEAD:
        block = next(rest, None)
        if block is None:
            break
        first.append(block)
    head = b"".join(first)
    return head, _chained(head, rest)


def _chained(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _names(place: str) -> set[str]:
    decoded = unquote_to_bytes(place).decode("utf-8", "replace")
    # GitHub shows `#x` for an element with this prefix.
    return {name for plain in (place, decoded) for name in (plain, f"user-content-{plain}")}
