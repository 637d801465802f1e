"""Which parts of a raw HTML tag are addresses: what a browser loads, or follows when somebody clicks.

After the HTML and SVG standards (https://html.spec.whatwg.org/). What browsers leave alone is no link: ``cite``,
``href`` of a ``base``, of a ``div``, or of a ``link`` that only prepares a connection.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.html_elements import BLOCK_ELEMENTS, RAW_MODEL, SPAN_ELEMENTS, VOID_ELEMENTS
from content_lint.text.regex import regex

_ONE_ADDRESS: Mapping[str, tuple[str, ...]] = {
    "a": ("href", "xlink:href"),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "feimage": ("href", "xlink:href"),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href", "src"),
    "img": ("src",),
    "object": ("data",),
    "script": ("src", "href", "xlink:href"),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_SEVERAL = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
_WITH_BACKGROUND = frozenset({"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"})
_PLAIN_ELEMENTS = frozenset({*SPAN_ELEMENTS, *BLOCK_ELEMENTS, *VOID_ELEMENTS, *RAW_MODEL})
_ONLY_CONNECTS = frozenset({"preconnect", "dns-prefetch"})
_BLANKS = " \t\n\f\r"
_NOT_BLANK = regex(r"[^ \t\n\f\r]+")
_GAP = regex(r"[ \t\n\f\r,]*")
# https://html.spec.whatwg.org/#shared-declarative-refresh-steps
_REFRESH = regex(r"\s*+[0-9.]*+\s*+[;,]?+\s*+(?:url\s*+=\s*+)?", re.IGNORECASE)
_CSS_URL = regex(r"\burl\(([^()\\\n]*+)\)", re.IGNORECASE)
_QUOTES = ('"', "'", "&quot;", "&#34;", "&apos;", "&#39;")


class HtmlAddress(NamedTuple):
    """One address of a tag.

    Attributes:
        attribute: the attribute's name in lower case; of a form that is sent by POST ``post``.
        start: where it begins.
        end: the offset after it.
    """

    attribute: str
    start: int
    end: int


Attributes = Mapping[str, tuple[int, int]]
"""By name in lower case, where the value begins and ends."""


def html_addresses(
    source: str, element: str, found: Attributes, *, is_component: bool = False
) -> Iterator[HtmlAddress]:
    """The addresses of a tag.

    Args:
        source: the text that the tag is in.
        element: its name in lower case.
        found: its attributes.
        is_component: whether it is a component of JSX, which may make a link of what HTML would not.
    """

    def value(name: str) -> str:
        start, end = found.get(name, (0, 0))
        return unescape(source[start:end]).strip(_BLANKS).lower()

    names = _single(element, value)
    if is_component and "href" not in names:
        names = (*names, "href")
    for name in names:
        if name in found:
            yield HtmlAddress(name, *found[name])
            if name == "href" and "xlink:href" in found:
                break  # browsers take the newer one
    name = _SEVERAL.get(element, "")
    if name in found:
        for start, end in _candidates(source, *found[name]):
            yield HtmlAddress(name, start, end)
    if element == "meta" and value("http-equiv") == "refresh" and "content" in found:
        yield from _refresh(source, *found["content"])
    if element in {"form", "button", "input"}:
        yield from _sent(element, found, value)
    if "style" in found:
        for start, end in css_addresses(source, *found["style"]):
            yield HtmlAddress("style", start, end)


def _single(element: str, value: Callable[[str], str]) -> tuple[str, ...]:
    """The attributes that hold one address each."""
    if element == "link":
        kinds = value("rel").split()
        return () if kinds and _ONLY_CONNECTS.issuperset(kinds) else ("href",)
    if element == "input":
        return ("src",) if value("type") == "image" else ()
    if element in _WITH_BACKGROUND:
        return ("background",)
    if element in _ONE_ADDRESS:
        return _ONE_ADDRESS[element]
    # What HTML does not know is for a script to make something of.
    return () if element in _PLAIN_ELEMENTS else ("href", "src", "poster")


def _sent(element: str, found: Attributes, value: Callable[[str], str]) -> Iterator[HtmlAddress]:
    """Where a form is sent: only one that is sent by GET is followed like a link."""
    name, method = ("action", "method") if element == "form" else ("formaction", "formmethod")
    # A button is of its form's method unless it has its own, and the form is not known here.
    by_get = value(method) == "get" or (element == "form" and value(method) not in {"post", "dialog"})
    if name in found and value(name):
        yield HtmlAddress(name if by_get else "post", *found[name])


def _candidates(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The addresses of a ``srcset`` (https://html.spec.whatwg.org/#parse-a-srcset-attribute)."""
    position = start
    while True:
        gap = _GAP.match(source, position, end)
        position = gap.end() if gap else position
        address = _NOT_BLANK.match(source, position, end)
        if address is None:
            return
        first, last = address.span()
        position = last
        if source[last - 1] == ",":
            while last > first and source[last - 1] == ",":
                last -= 1
        else:
            position = _behind_descriptors(source, position, end)
        yield first, last


def _behind_descriptors(source: str, position: int, end: int) -> int:
    depth = 0
    while position < end:
        char = source[position]
        if char == "," and depth == 0:
            return position + 1
        depth = depth + 1 if char == "(" else max(0, depth - (char == ")"))
        position += 1
    return end


def _refresh(source: str, start: int, end: int) -> Iterator[HtmlAddress]:
    before = _REFRESH.match(source, start, end)
    first, last = _unquoted(source, before.end() if before else start, end)
    if first < last:
        yield HtmlAddress("content", first, last)


def css_addresses(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What a piece of CSS loads; not what it takes from the page itself (``url(#clip)``)."""
    for match in _CSS_URL.finditer(source, start, end):
        first, last = _unquoted(source, *match.span(1))
        if first < last and source[first] != "#":
            yield first, last


def _unquoted(source: str, first: int, last: int) -> tuple[int, int]:
    """A stretch without the blanks around it, and without a pair of quotes, also where they are entities."""
    while first < last and source[first] in _BLANKS:
        first += 1
    while last > first and source[last - 1] in _BLANKS:
        last -= 1
    for quote in _QUOTES:
        if source.startswith(quote, first, last):
            first += len(quote)
            closing = source.find(quote, first, last)
            return first, closing if closing >= 0 else last
    return first, last
