"""Whether a page has the place that a fragment names. A bounded scan: parsing pages costs forty times as much.

Like browsers: the fragment as it stands, then percent-decoded; an ``id`` or a ``name``. Unsure is found:
fragments that scripts read (``#/route``, ``#!x``), text fragments and the top are never missing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote_to_bytes

_NAMED = re.compile(
    rb"""(?<![\w-])(?:id|name)\s{0,16}=\s{0,16}(?:"([^"]{0,1024})"|'([^']{0,1024})'|([^\s"'<>`]{1,1024}))""",
    re.IGNORECASE,
)
_OVERLAP = 4096
_LONGEST = 1000  # a longer one would not be found
_SCRIPTED = ("/", "!", "?", "~")


def is_looked_for(fragment: str | None) -> bool:
    """Whether a missing place of this name would be a fault."""
    if not fragment or len(fragment) > _LONGEST or fragment.lower() == "top":
        return False
    return ":~:" not in fragment and "=" not in fragment and not fragment.startswith(_SCRIPTED)


def find_missing(fragments: Collection[str], blocks: Iterable[bytes], *, most: int) -> frozenset[str] | None:
    """Those fragments that no element of a page is called by.

    Args:
        fragments: without ``#``, still percent-encoded.
        blocks: the page's bytes, decompressed, in pieces of any size.
        most: bytes that are read at most.

    Returns:
        The missing ones; None where the page was longer than ``most`` and some were not found: it cannot be said.
    """
    wanted: dict[bytes, set[str]] = {}
    for fragment in fragments:
        for name in _names(fragment):
            wanted.setdefault(name, set()).add(fragment)
    missing = set(fragments)
    rest, seen = b"", 0
    for block in blocks:
        seen += len(block)
        text = rest + block
        for match in _NAMED.finditer(text):
            name = match[1] or match[2] or match[3] or b""
            if b"&" in name:
                name = html.unescape(name.decode("latin-1")).encode("utf-8", "replace")
            missing -= wanted.get(name, frozenset())
        if not missing:
            return frozenset()
        rest = text[-_OVERLAP:]
        if seen > most:
            return None
    return frozenset(missing)


def _names(fragment: str) -> set[bytes]:
    raw = fragment.encode("utf-8", "replace")
    decoded = unquote_to_bytes(fragment)
    # GitHub shows `#x` for an element with this prefix.
    return {name for plain in (raw, decoded) for name in (plain, b"user-content-" + plain)}
