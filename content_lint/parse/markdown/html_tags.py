"""Raw HTML tags: where they end, and what of them is a link or an anchor."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.text.regex import regex

_NAME = r"[^\W\d][-\w.]*+(?::[^\W\d][-\w.]*+)?+"

_ANY_TAG = regex(r"<[^>]*+>")
KRAMDOWN_TAG = regex(rf"<({_NAME})((?>\s++{_NAME}(?:\s*+=\s*+(?:\w++|\"[^\"]*+\"|'[^']*+'))?)*+)\s*+(/)?>")
"""A start tag as kramdown knows it: its name, its attributes, ``/``. An unquoted value is one word."""

KRAMDOWN_END_TAG = regex(rf"</({_NAME})\s*+>")

COMMONMARK_TAG = regex(
    r"<([A-Za-z][A-Za-z0-9-]*+)"
    r"((?>\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?)*+)\s*+(/)?>"
)
"""A start tag as CommonMark knows it."""

COMMONMARK_END_TAG = regex(r"</([A-Za-z][A-Za-z0-9-]*+)\s*+>")

BROWSER_TAG = regex(r"<([A-Za-z][^\s/>]*+)((?:[^>\"']|\"[^\"]*+\"|'[^']*+')*)(/)?>")
"""A start tag as a browser knows it."""

# Python before 3.11.5 counts what a possessive group has read in vain as read: so the group gives back, if in vain.
_ATTRIBUTE = regex(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?")


def attributes(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The attributes between two offsets: name in lower case, and where the value is, without quotes."""
    for match in _ATTRIBUTE.finditer(source, start, end):
        group = match.lastindex or 1
        if group == 1:
            yield match.group(1).lower(), match.end(), match.end()
        else:
            yield match.group(1).lower(), match.start(group), match.end(group)


def effective_attributes(source: str, start: int, end: int, *, last: bool) -> dict[str, tuple[int, int]]:
    """Where the value of each attribute is, by its name in lower case.

    Args:
        source: the text that the tag is in.
        start: where its attributes begin.
        end: the offset after them.
        last: whether of two with one name the last counts, as in kramdown, which writes only that one; browsers
            take the first.
    """
    found: dict[str, tuple[int, int]] = {}
    for name, first, behind in attributes(source, start, end):
        if last or name not in found:
            found[name] = (first, behind)
    return found


def is_anchor_attribute(element: str, attribute: str) -> bool:
    """Whether the value is a place that a fragment can name; both names in lower case."""
    return attribute == "id" or (attribute == "name" and element == "a")


def without_tags(text: str) -> str:
    """A text without whatever is between ``<`` and the next ``>``."""
    end = text.rfind(">") + 1  # nothing that begins behind it ends
    return _ANY_TAG.sub("", text[:end]) + text[end:]
