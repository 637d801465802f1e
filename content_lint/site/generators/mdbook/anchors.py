"""The places on a page of mdBook's: 0.4 and 0.5 give headings other ids in rare cases, and either may be what is used.

``normalize_id`` and ``unique_id_from_content`` of 0.4, ``unique_id`` of 0.5 (crates/mdbook-html/src/utils.rs).
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterator

from content_lint.parse.facts import Document, Heading
from content_lint.site.generators.mdbook.config import MdBookConfig
from content_lint.site.layouts import Around
from content_lint.site.numbered_ids import NumberedIds
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex

_FOOTNOTE = regex(r"^\[\^([^\]\n]+)\]:", re.MULTILINE)
_DEFINITION = regex(r"^:[ \t]+\S", re.MULTILINE)
_INCLUDE = regex(r"\{\{#(?:rustdoc_)?include\s+([^\s}:]+)")
_SMART = regex(r"-{2,3}")
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_UNSURE = regex(r"!\[|\[\^")
_PARTS = frozenset({"body-container", "content", "menu-bar", "page", "page-wrapper", "print-button", "sidebar"})
_PARTS |= {"searchbar", "searchbar-outer", "searchresults", "searchresults-header", "searchresults-outer", "theme-list"}
_PARTS |= {"search-toggle", "search-wrapper", "sidebar-toggle", "sidebar-toggle-anchor", "sidebar-resize-handle"}
_PARTS |= {"theme-toggle", "light", "rust", "coal", "navy", "ayu", "menu-bar-hover-placeholder", "git-edit-button"}
_PREFIXES = ("mdbook-", "footnote-", "fr-")


def find_anchors(document: Document, config: MdBookConfig, brought: frozenset[str]) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        config: the book's.
        brought: the places that the templates of the book's own bring.
    """
    text, body = document.source.text, document.body
    notes = (match[1] for match in _FOOTNOTE.finditer(text))
    ids = (*heading_ids(body.headings), *body.ids, *notes)
    around = Around(brought | _PARTS, tuple((prefix, document.path) for prefix in _PREFIXES))
    return Anchors(tuple(dict.fromkeys(ids)), gap=_gap(document, config), around=around)


def _gap(document: Document, config: MdBookConfig) -> str:
    """Why there may be more places; or empty."""
    text = document.source.text
    if config.strange:
        return f"whose texts `preprocessor.{config.strange[0]}` in {config.file} may change"
    included = _INCLUDE.search(text)
    if included is not None:
        return f"that show `{included[1]}`, which is not read"
    if any(heading.templated or _UNSURE.search(heading.source) for heading in document.body.headings):
        return "whose headings hold what only the build knows"
    if any(unicodedata.category(sign)[0] == "M" for heading in document.body.headings for sign in heading.text):
        return "whose headings hold letters of which only the build makes ids"
    return "whose definition lists get ids in newer versions" if _DEFINITION.search(text) else ""


def heading_ids(headings: tuple[Heading, ...]) -> Iterator[str]:
    """All ids that headings can have: 0.5 makes one sign of two hyphens, and small letters of more than Latin ones."""
    for smart in (False, True):
        for ascii_only in (False, True):
            yield from _ids(headings, smart=smart, ascii_only=ascii_only)


def _ids(headings: tuple[Heading, ...], *, smart: bool, ascii_only: bool) -> Iterator[str]:
    counts: Counter[str] = Counter()
    used = NumberedIds()
    for heading in headings:
        if heading.explicit_id is not None:
            used.add(heading.explicit_id)
            yield heading.explicit_id
        elif not heading.templated:
            slug = normalized(_SMART.sub("", heading.text) if smart else heading.text, ascii_only=ascii_only)
            # 0.4 counts the headings of one text, 0.5 takes the next number that is free.
            yield f"{slug}-{counts[slug]}" if counts[slug] else slug
            counts[slug] += 1
            yield used.unique(slug)


def normalized(text: str, *, ascii_only: bool) -> str:
    """The id that a text becomes, before it gets a number."""
    kept = ("-" if sign.isspace() else sign for sign in text if sign.isspace() or sign in "-_" or sign.isalnum())
    made = "".join(kept)
    return made.translate(_SMALL) if ascii_only else made.lower()
