"""A page of HTML: its links, anchors, headings and comments, as a browser finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.parse.facts import Heading
from content_lint.parse.markdown.collector import Collector
from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.html_tags import BROWSER_TAG, effective_attributes
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.parse.markdown.positions import Container
from content_lint.text.regex import regex

_RAW_ELEMENTS = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MARK = regex(r"<(?=[A-Za-z!?])")
_TAG_INSIDE = regex(r"<[^<>]*+>")
_LONGEST_TAG = 20_000
_LONGEST_TAG_OF_MANY = 200
_LONGEST_HEADING = 2000


def read_html(collector: Collector, container: Container, start: int = 0, stop: int | None = None) -> None:
    """Find the links, anchors, headings and comments of a page of HTML, or of a block of it.

    Args:
        collector: gets what is found.
        container: the text that it is in.
        start: where the HTML begins.
        stop: the offset after its end; None for the end of the text.
    """
    text = container.text
    for tag, first, end in tags_and_comments(text, start, len(text) if stop is None else stop):
        if tag is None:
            collector.add_comment(container, first, end)
            continue
        collector.add_tag(container, tag)
        level = _HEADINGS.get(tag.group(1).lower())
        if level is not None:
            _add_heading(collector, container, tag, level)


def tags_and_comments(text: str, position: int, end_of_html: int) -> Iterator[tuple[re.Match[str] | None, int, int]]:
    """The start tags and comments of some HTML as a browser finds them, in time that grows with its length.

    Args:
        text: what it is in.
        position: where it begins.
        end_of_html: the offset after its end.

    Yields:
        The match of BROWSER_TAG, None for a comment, with the offsets where it begins and ends.
    """
    missing: set[str] = set()
    # What only begins like a tag is read in vain: a page of nothing else must not be read to its end each time.
    budget = 20 * (end_of_html - position) + _LONGEST_TAG
    while mark := _MARK.search(text, position, end_of_html):
        start = mark.start()
        position = start + 1
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4, end_of_html) if "-->" not in missing else -1
            if end < 0:
                missing.add("-->")
                continue
            yield None, start, end + 3
            position = end + 3
            continue
        limit = min(end_of_html, start + (_LONGEST_TAG if budget > 0 else _LONGEST_TAG_OF_MANY))
        tag = BROWSER_TAG.match(text, start, limit)
        if tag is None:
            budget -= limit - start
            continue
        yield tag, start, tag.end()
        position = tag.end()
        name = tag.group(1).lower()
        if name in _RAW_ELEMENTS and name not in missing:
            closing = re.compile(rf"</{name}[\s>]", re.IGNORECASE).search(text, position, end_of_html)
            if closing is None:
                missing.add(name)
            else:
                position = closing.start()


def html_text(source: str) -> str:
    """What a short piece of HTML shows, on one line."""
    return " ".join(unescape(_TAG_INSIDE.sub("", source)).replace(PLACEHOLDER, "").split())


def _add_heading(collector: Collector, container: Container, tag: re.Match[str], level: int) -> None:
    text = container.text
    closing = text.find(f"</{tag.group(1)}", tag.end(), tag.end() + _LONGEST_HEADING)
    end = closing if closing >= 0 else tag.end()
    found = effective_attributes(text, tag.start(2), tag.end(2), last=collector.last_attribute).get("id")
    explicit = None if found is None else unescape(text[found[0] : found[1]])
    place = collector.span(container, tag.start(), end)
    collector.headings.append(
        Heading(
            level,
            html_text(text[tag.end() : end]),
            collector.text[place.start : place.end],
            place,
            explicit,
            in_html=True,
            templated=collector.masked.touches_template(place.start, place.end),
        )
    )
