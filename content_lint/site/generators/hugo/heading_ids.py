"""The ids that Hugo gives to headings and to terms that are defined, by each of its settings.

Checked against Hugo 0.168: ``autoIDType`` github, github-ascii and blackfriday, ``autoHeadingID`` off, attributes off,
headings that are handed to a shortcode (they are numbered by themselves), and headings that hold a shortcode.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable

from msgspec import Struct, field

from content_lint.parse.facts import Document, Heading
from content_lint.parse.markdown.plain_text import strip_emphasis
from content_lint.site.anchors import go_lower, goldmark_slug
from content_lint.site.generators.hugo.markup import Markup
from content_lint.site.made_ids import MadeId
from content_lint.text.regex import regex

_NOT_MARKED = regex(r"\[([^\[\]]*)\]\([^()\s]*\)|`+")
_SHORTCODE = regex(r"\{\{[%<].*?(?:[%>]\}\}|\Z)", re.DOTALL)
_LETTERS_AND_DIGITS = regex(r"[A-Za-z0-9]+")
_HANDED_ON = "{{<"
NamesAnchor = Callable[[str, str], "str | MadeId | None"]
"""What a template for headings makes of the id that Hugo gives to a heading, and of the heading's text."""


def anchorize(text: str, id_type: str) -> str:
    """What Hugo makes of a text for an id, which may be nothing."""
    if id_type == "blackfriday":
        return _blackfriday(text)
    if id_type == "github-ascii":
        plain = unicodedata.normalize("NFC", _without_marks(text))
        text = "".join(char for char in plain if char.isascii())
    return goldmark_slug(text)


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")


def _blackfriday(text: str) -> str:
    if text.isascii():
        return "-".join(_LETTERS_AND_DIGITS.findall(text)).lower()
    made: list[str] = []
    waiting = False
    for char in text:
        if unicodedata.category(char)[0] not in "LN":
            waiting = True
            continue
        if waiting and made:
            made.append("-")
        waiting = False
        made.append(go_lower(char))
    return "".join(made)


class Numbers(Struct):
    """The ids of one piece of Markdown: the second of two that are alike gets a number."""

    used: set[str] = field(default_factory=set)
    last: dict[str, int] = field(default_factory=dict)

    def numbered(self, base: str) -> str:
        """An id that is not taken yet, which is taken then."""
        made = base
        while made in self.used:
            self.last[base] = self.last.get(base, 0) + 1
            made = f"{base}-{self.last[base]}"
        self.used.add(made)
        return made


class MarkdownIds(Struct, frozen=True):
    """The ids of a body: those that are known, and what others may be, both in the order of the page."""

    known: tuple[str, ...]
    made: tuple[MadeId, ...] = ()


def markdown_ids(
    document: Document, markup: Markup, group_of: Callable[[Heading], object], hook: NamesAnchor | None
) -> MarkdownIds:
    """The ids of a document's headings and terms.

    Args:
        document: the document.
        markup: how Hugo is told to make HTML of Markdown.
        group_of: what a heading is numbered with; None where it does not become a heading.
        hook: what a template for headings makes of their ids; without one they are as Hugo makes them.
    """
    numbers: dict[object, Numbers] = {}
    found: list[str | MadeId | None] = []
    for _, item in _in_order(document, markup):
        if isinstance(item, str):
            found.append(numbers.setdefault("", Numbers()).numbered(anchorize(item, markup.id_type) or "term"))
            continue
        group = group_of(item)
        if group is None:
            continue
        anchor = _anchor(document, item, markup, numbers.setdefault(group, Numbers()))
        if hook is not None and isinstance(anchor, str) and not item.in_html:
            anchor = hook(anchor, item.text)
        found.append(anchor)
    known = tuple(item for item in found if isinstance(item, str) and item)
    return MarkdownIds(known, tuple(item for item in found if isinstance(item, MadeId)))


def _in_order(document: Document, markup: Markup) -> list[tuple[int, Heading | str]]:
    items: list[tuple[int, Heading | str]] = [(item.span.start, item) for item in document.body.headings]
    if markup.definition_ids:
        items += _terms(document)
        items.sort(key=lambda item: item[0])
    return items


def _anchor(document: Document, heading: Heading, markup: Markup, numbers: Numbers) -> str | MadeId | None:
    if heading.in_html:
        return heading.explicit_id
    text = heading.source if markup.ids_from_source else heading.text
    if heading.explicit_id is not None:
        if markup.title_attributes:
            numbers.used.add(heading.explicit_id)
            return heading.explicit_id
        text = f"{text} {heading.explicit_id}"
    if not markup.heading_ids:
        return None
    if heading.templated:
        return _templated(document, heading, markup)
    if not markup.ids_from_source:
        for sign, written in markup.typography:
            text = text if sign in heading.source else text.replace(sign, written)
    # A heading without a text gets no id.
    return numbers.numbered(anchorize(text, markup.id_type) or "heading") if text.strip() else None


def _templated(document: Document, heading: Heading, markup: Markup) -> MadeId | None:
    """What the id of a heading with a shortcode in it may be.

    Hugo puts a mark in the place of ``{{< x >}}`` before it makes the id: nobody links to that.
    """
    parts = _SHORTCODE.split(heading.source)
    if _HANDED_ON in heading.source or len(parts) < 2:
        return None
    first, last = (anchorize(f"x{part}x", markup.id_type)[1:-1] for part in (parts[0], parts[-1]))
    # What shows nothing but an icon leaves no text, and blanks at the ends are cut.
    start = first.lstrip("-") if parts[0].strip() else ""
    end = last.rstrip("-") if parts[-1].strip() else ""
    start, end = start if end else start.rstrip("-"), end if start else end.lstrip("-")
    return MadeId(document.path, start, end, may_be_empty=True)


def _terms(document: Document) -> Iterable[tuple[int, str]]:
    """The terms that are defined, each with its place: lines above one that begins with a colon."""
    text, span = document.source.text, document.body.span
    if "\n: " not in text and "\n:\t" not in text:
        return
    code = [item for item in document.body.code if "\n" in text[item.start : item.end]]
    starts = [item.start for item in code]
    start = span.start
    lines: list[tuple[int, str]] = []
    ended = True
    for line in text[span.start : span.end].splitlines(keepends=True):
        place, start = start, start + len(line)
        if line.startswith((": ", ":\t")) and lines:
            yield from ((at, _plain(term)) for at, term in lines)
            lines = []
        elif not line.strip():
            ended = True
        elif line[0] in " \t:#" or ((index := bisect_right(starts, place)) and code[index - 1].end > place):
            lines, ended = [], True
        elif ended:
            lines, ended = [(place, line)], False
        else:
            lines.append((place, line))


def _plain(source: str) -> str:
    return strip_emphasis(_NOT_MARKED.sub(lambda match: match[1] or "", source.strip()))
