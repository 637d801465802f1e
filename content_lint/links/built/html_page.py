"""What the HTML of one built page says: its links, the places on it, where it sends its readers, its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "input": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
}
"""The attributes that readers follow or see, by element."""

_REFRESH = re.compile(r"[\s\d.]*+[;,]?\s*+url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_NO_TEXT = frozenset({"script", "style", "template", "svg", "noscript"})
_AROUND = frozenset({"nav", "header", "footer", "aside"})
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "dfn"})
_PERMALINK = re.compile(r"[#¶§🔗\s\u200b]*")
_LARGEST = 20_000_000


class PageLink(NamedTuple):
    """One address on a page.

    Attributes:
        address: as it is written there.
        text: what readers click on, or see instead of a picture.
        to_itself: whether it leads to the very heading or term that it is in, or that is in it.
    """

    address: str
    text: str
    to_itself: bool = False


@dataclass(slots=True)
class HtmlPage:
    """What the HTML of one page says.

    Attributes:
        ids: the places that a fragment can name.
        links: its addresses, in the order of the page.
        refresh: where it sends its readers at once; or None.
        base: the ``href`` of its ``<base>``, or empty.
        canonical: the address that it gives as its own, or empty.
        text: what readers read, without what is around it on every page where that is marked as such.
    """

    ids: set[str] = field(default_factory=set)
    links: list[PageLink] = field(default_factory=list)
    refresh: str | None = None
    base: str = ""
    canonical: str = ""
    text: str = ""


@dataclass(slots=True)
class _OpenLink:
    """An ``<a>`` that has not ended: its address, the pieces of its text, and the places that it is in or holds."""

    address: str
    pieces: list[str]
    places: set[str]

    def closed(self) -> PageLink:
        place = self.address[1:] if self.address.startswith("#") else ""
        to_itself = bool(place) and not self.places.isdisjoint({place, unquote(place)})
        return PageLink(self.address, "".join(self.pieces), to_itself)


class _HtmlReader(HTMLParser):
    """Reads a page in one go, in time that grows with its length."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self._text: list[str] = []
        self._open: _OpenLink | None = None
        self._title = ""
        self._silent = 0
        self._around = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a start tag says."""
        if tag in _NO_TEXT:
            self._silent += 1
        elif tag in _AROUND:
            self._around += 1
        self._take(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag says that closes itself; in HTML only the void elements really do."""
        self._take(tag, attrs)

    def _take(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not attrs:
            return
        values = {name: value or "" for name, value in reversed(attrs)}  # of two attributes the first counts
        if values.get("id"):
            self.page.ids.add(values["id"])
            if self._open is not None:
                self._open.places.add(values["id"])
            if tag in _TITLES:
                self._title = values["id"]
        if tag in ADDRESSES:
            self._addresses(tag, values)
        elif tag in ("base", "meta", "link"):
            self._head(tag, values)

    def _addresses(self, tag: str, values: dict[str, str]) -> None:
        if tag == "a":
            self._close()
            if values.get("name"):
                self.page.ids.add(values["name"])
            if "href" in values:
                places = {self._title, values.get("id", ""), values.get("name", "")}
                self._open = _OpenLink(values["href"].strip(), [], places)
            return
        for name in ADDRESSES[tag]:
            value = values.get(name, "").strip()
            if value:
                found = _sources_of(value) if name == "srcset" else (value,)
                self.page.links += (PageLink(address, values.get("alt", "")) for address in found)
        if tag == "img" and self._open is not None:
            self._open.pieces.append(values.get("alt", ""))

    def _head(self, tag: str, values: dict[str, str]) -> None:
        if tag == "base":
            self.page.base = self.page.base or values.get("href", "").strip()
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(values.get("content", ""))
            self.page.refresh = found[1].strip() if found else None
        elif tag == "link" and values.get("rel", "").lower() == "canonical":
            self.page.canonical = self.page.canonical or values.get("href", "").strip()

    def handle_endtag(self, tag: str) -> None:
        """Take what an end tag ends."""
        if tag == "a":
            self._close()
        elif tag in _TITLES:
            self._title = ""
        elif tag in _NO_TEXT:
            self._silent = max(0, self._silent - 1)
        elif tag in _AROUND:
            self._around = max(0, self._around - 1)

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._silent:
            return
        if self._open is not None:
            self._open.pieces.append(data)
        if not self._around:
            self._text.append(data)

    def _close(self) -> None:
        if self._open is None:
            return
        self.page.links.append(self._open.closed())
        self._open = None

    def finished(self) -> HtmlPage:
        """The page, once all of it was fed.

        What is left over is a tag or comment that never ends, which browsers drop; ``HTMLParser.close`` would read it
        again from each of its signs, in time that grows with the square of its length.
        """
        if "<" not in self.rawdata:
            self.handle_data(unescape(self.rawdata))  # the last words, held back after an `&` that may go on
        self._close()
        self.page.text = " ".join(self._text)
        return self.page


def read_html(text: str) -> HtmlPage:
    """What a page says; of one that is longer than any real page, its first 20 million characters."""
    reader = _HtmlReader()
    reader.feed(text[:_LARGEST])
    return reader.finished()


def is_permalink(link: PageLink) -> bool:
    """Whether a link is the sign beside a heading, or the heading, that leads to the heading itself."""
    return link.to_itself or (link.address.startswith("#") and _PERMALINK.fullmatch(link.text) is not None)


def _sources_of(srcset: str) -> Iterator[str]:
    """The addresses in a ``srcset``."""
    for item in re.split(r",\s", srcset):
        words = item.split(maxsplit=1)
        if words:
            yield words[0].rstrip(",")
