"""How an address is written where a link's destination is, so that it is read as itself."""

from __future__ import annotations

import re

from content_lint.links.front_matter import MARKDOWN
from content_lint.parse.facts import Link, LinkKind
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

_NEEDS_ENCODING = regex(r"[\x00-\x20\x7f<>\"'\\`{}|]")
_ENTITY_LIKE = regex(r"&(?=#?\w+;)")
_PARENTHESES = regex(r"[()]")


def spell_destination(source: SourceText, link: Link, address: str) -> str | None:
    """The text to put at ``link.destination_span`` so that the link leads to ``address``.

    Args:
        source: the file of the link.
        link: any link but a Liquid tag.
        address: percent-encoded as far as it came; what the place cannot hold is encoded further.

    Returns:
        the text, or None where none can be written (the link is made by a template).
    """
    if link.templated or link.kind is LinkKind.LIQUID:
        return None
    text = _NEEDS_ENCODING.sub(_percent, address)
    if link.kind is LinkKind.HTML:
        return text.replace("&", "&amp;") if "&amp;" in link.raw or _ENTITY_LIKE.search(text) else text
    if link.kind is LinkKind.FRONT_MATTER and link.tag != MARKDOWN:
        return text
    text = _ENTITY_LIKE.sub("&amp;", text)
    if not _balanced(text) and source.text[link.destination_span.start - 1 : link.destination_span.start] != "<":
        text = _PARENTHESES.sub(_percent, text)
    return text


def _percent(match: re.Match[str]) -> str:
    """One ASCII character, percent-encoded."""
    return f"%{ord(match[0]):02X}"


def _balanced(text: str) -> bool:
    """Whether parentheses match, so that Markdown does not end the destination at one of them."""
    depth = 0
    for match in _PARENTHESES.finditer(text):
        depth += 1 if match[0] == "(" else -1
        if depth < 0:
            return False
    return depth == 0
