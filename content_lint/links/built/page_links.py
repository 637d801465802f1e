"""Which link of a built page is which link of its document.

A generator leaves an address as it is, or writes another in its place: a file becomes a page, a base path comes in
front. The first is found by the address; for the second, the text that readers click on tells, in the order of both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from content_lint.links.built.folder import BuiltSite, Key
from content_lint.links.built.html_page import PageLink, is_permalink
from content_lint.parse.facts import Link, LinkKind

_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"(.+)[.-][\w-]{8}(?:_[\w-]{4,8})?\.\w{2,5}\Z|(.+)-[0-9a-f]{32}\.\w{2,5}\Z")
_ENDING = re.compile(r"\.(?:mdx?|markdown|html?)\Z")


class Placed(NamedTuple):
    """A link of a page, and where it leads.

    Attributes:
        link: the link.
        key: its address on the own host, or None for others.
    """

    link: PageLink
    key: Key | None


class PageLinks:
    """The links of one built page, to be found by those of its document."""

    def __init__(self, built: BuiltSite, file: str) -> None:
        page = built.read(file)
        self._built, self._file = built, file
        self.placed = [Placed(link, built.keys_of(file, link.address)) for link in page.links]
        self._by_key: dict[Key, Placed] = {}
        self._by_address: dict[str, Placed] = {}
        self._by_text: defaultdict[str, list[int]] = defaultdict(list)
        for number, placed in enumerate(self.placed):
            self._by_address.setdefault(placed.link.address, placed)
            if placed.key is not None:
                self._by_key.setdefault(_decoded(placed.key), placed)
            if not is_permalink(placed.link):
                self._by_text[_folded(placed.link.text)].append(number)
        self._last = -1

    def by_address(self, address: str) -> Placed | None:
        """The link with this address, written in whatever way."""
        found = self._by_address.get(address.strip())
        if found is None:
            key = self._built.keys_of(self._file, address.strip())
            found = self._by_key.get(_decoded(key)) if key is not None else None
        return found

    def by_key(self, path: str, fragment: str) -> Placed | None:
        """The link that leads to an address on the own host."""
        return self._by_key.get(Key(path, unquote(fragment)))

    def by_text(self, link: Link, *, alone: bool) -> Placed | None:
        """The link of the same text whose address ends alike; of several the next in the order of the page.

        Args:
            link: a link of the document.
            alone: whether the text is enough where only one link has it.
        """
        text = _folded(link.label)
        numbers = self._by_text.get(text, [])
        if alone and len(numbers) == 1 and text:
            return self._next_of(numbers)
        same = self.by_address(link.destination) if numbers else None
        key = same.key if same is not None else None
        exact = [number for number in numbers if key is not None and self.placed[number].key == key]
        fitting = sorted({*exact, *(number for number in numbers if _fits(link, self.placed[number]))})
        # A menu may have a link of the same text whose address ends alike; and what a text names on its own page may
        # have a link to itself there.
        return self._next_of(fitting if link.destination.startswith("#") else exact or fitting)

    def _next_of(self, numbers: Sequence[int]) -> Placed | None:
        """The next of these links in the order of the page, or the first."""
        if not numbers:
            return None
        at = bisect_right(numbers, self._last)
        self._last = numbers[at] if at < len(numbers) else numbers[0]
        return self.placed[self._last]

    def by_copy(self, address: str) -> Placed | None:
        """The copy of a file to whose name the generator has added a mark of its contents (``cat.B1zX9_k2.webp``)."""
        stem, _, ending = unquote(address).rpartition("/")[2].rpartition(".")
        return self._copies.get(stem) if stem and ending else None

    @cached_property
    def _copies(self) -> dict[str, Placed]:
        """The files with such a mark, by what their names were before."""
        found: dict[str, Placed] = {}
        for placed in self.placed:
            match = _MARKED.match(unquote(placed.key.path).rpartition("/")[2]) if placed.key is not None else None
            if match is not None:
                found.setdefault(match[1] or match[2], placed)
        return found

    def by_end(self, link: Link) -> Placed | None:
        """The only link whose address ends alike, whatever its text is."""
        alike = {
            placed.link.address: placed for placed in self.placed if _ends_alike(link.destination, placed.link.address)
        }
        return next(iter(alike.values())) if len(alike) == 1 else None


def _fits(link: Link, placed: Placed) -> bool:
    """Whether the address of a link with the same text can be the one that was written."""
    written = link.raw if link.templated or link.kind is LinkKind.LIQUID else link.destination
    return _ends_alike(written, placed.link.address) or _same_place(written, placed.link.address)


def _folded(text: str) -> str:
    """The words of a text."""
    return " ".join(_WORD.findall(text.casefold()))


def _decoded(key: Key) -> Key:
    return Key(key.path, unquote(key.fragment))


def _ends_alike(written: str, address: str) -> bool:
    """Whether an address that a generator has changed can be the one that was written: same last part, same place."""
    path, _, fragment = unquote(written).partition("#")
    other, _, place = unquote(address).partition("#")
    return fragment == place and _last_part(path) == _last_part(other) and bool(_last_part(path) or fragment)


def _same_place(written: str, address: str) -> bool:
    """Whether both name the same place, and only the generator says on which page that is."""
    return written.startswith("#") and len(written) > 1 and unquote(written[1:]) == unquote(address.partition("#")[2])


def _last_part(path: str) -> str:
    """The name of a page in its address, however it is written."""
    parts: Sequence[str] = [
        part for part in path.partition("?")[0].replace("\\", "/").split("/") if part not in ("", ".", "..")
    ]
    names = [_ENDING.sub("", part).lower() for part in parts]
    while names and names[-1] in ("index", "readme", "_index"):
        names.pop()
    return names[-1] if names else ""
