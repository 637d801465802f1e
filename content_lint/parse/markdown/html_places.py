"""The places on a finished page of HTML that a fragment can name, and whether its scripts may make more."""

from __future__ import annotations

import re

from msgspec import Struct

from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.html_page import tags_and_comments
from content_lint.parse.markdown.html_tags import effective_attributes, is_anchor_attribute
from content_lint.text.regex import regex

_NAMES_PLACE = regex(r"\b(?:id|name)\b", re.IGNORECASE)
_OF_TEXT = frozenset({"a", "article", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "section", "tr"})
_RUNS = regex(r"(?:module|(?:text|application)/(?:x-)?(?:java|ecma)script)?(?:;.*)?\Z", re.IGNORECASE)
_ELSEWHERE = regex(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)


class HtmlPlaces(Struct, frozen=True):
    """What the places on a page come from.

    Attributes:
        ids: those that are in its HTML, in its order.
        in_text: whether one of them is a heading or another part of a text, and not only a frame that a script fills.
        has_tags: whether it is HTML at all.
        scripts: the addresses and texts of the scripts that run on it.
        own_scripts: whether one of them is a file beside it, rather than a library from another server.
        moves_on: whether it sends its readers to another page.
    """

    ids: tuple[str, ...]
    in_text: bool
    has_tags: bool
    scripts: tuple[str, ...]
    own_scripts: bool
    moves_on: bool


def read_places(text: str) -> HtmlPlaces:
    """The places on a page, by its HTML; in time that grows with its length."""
    reader = _Reader(text)
    for tag, _, _ in tags_and_comments(text, 0, len(text)):
        if tag is not None:
            reader.take(tag)
    return reader.places()


class _Reader:
    """Takes what tags say, one after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ids: dict[str, None] = {}
        self._scripts: list[str] = []
        self._in_text = self._has_tags = self._own_scripts = self._moves_on = self._is_cut = False

    def take(self, tag: re.Match[str]) -> None:
        """Take what a start tag says."""
        self._has_tags = True
        name = tag.group(1).lower()
        if name == "script":
            self._take_script(tag)
        elif name == "meta" and _values(tag).get("http-equiv", "").lower() == "refresh":
            self._moves_on = True
        if _NAMES_PLACE.search(self._text, tag.start(2), tag.end(2)):
            found = [value for key, value in _values(tag).items() if value and is_anchor_attribute(name, key)]
            self._ids.update(dict.fromkeys(found))
            self._in_text = self._in_text or (bool(found) and name in _OF_TEXT)

    def _take_script(self, tag: re.Match[str]) -> None:
        values = _values(tag)
        if not _RUNS.match(values.get("type", "").strip()):
            return  # data, or a template
        source = values.get("src")
        if source is not None:
            self._scripts.append(source)
            self._own_scripts = self._own_scripts or not _ELSEWHERE.match(source)
        elif not self._is_cut:
            end = self._text.find("</", tag.end())
            while end >= 0 and self._text[end + 2 : end + 8].lower() != "script":
                end = self._text.find("</", end + 2)
            self._is_cut = end < 0  # none of those that follow ends either
            self._scripts.append(self._text[tag.end() : end if end >= 0 else len(self._text)])

    def places(self) -> HtmlPlaces:
        """What all of them say."""
        scripts = tuple(self._scripts)
        return HtmlPlaces(tuple(self._ids), self._in_text, self._has_tags, scripts, self._own_scripts, self._moves_on)


def _values(tag: re.Match[str]) -> dict[str, str]:
    """The attributes of a tag, by their names in lower case."""
    text = tag.string
    places = effective_attributes(text, tag.start(2), tag.end(2), last=False)
    return {name: unescape(text[start:end]) for name, (start, end) in places.items()}
