"""Templates inside content: Liquid tags and outputs, Hugo shortcodes, Ruby between ``<%`` and ``%>``.

A generator runs them before (Liquid) or around (shortcodes) its Markdown parser, and what they become is
only known when the site is rendered. So they are masked, length and line ends kept, before Markdown is read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import lru_cache

from msgspec import Struct

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Link, LinkKind
from content_lint.text.regex import regex
from content_lint.text.source import Span

PLACEHOLDER = "\ue000"
"""What stands for a character of a template: of no meaning to Markdown, and no letter."""

_LIQUID_START = regex(r"\{[{%]")
_LIQUID_TAG = regex(r"\{%-?\s*+(\w++)")
_SHORTCODE_START = regex(r"\{\{[<%]")
_SHORTCODE = regex(r"\{\{[<%]\s*+(/?)\s*+([\w./-]++)")
_SHORTCODE_REF = regex(r"""\s*+(?:path\s*+=\s*+)?("[^"\n]*"|`[^`]*`|[^\s"'`=]++(?!\s*+=))""")
_SHORTCODE_PATH = regex(r"""\bpath\s*+=\s*+("[^"\n]*"|`[^`]*`|[^\s"'`=]+)""")
_NOT_LINE_END = regex(r"[^\r\n]")
_ENDS = {
    "raw": regex(r"\{%-?\s*+endraw\s*+-?%\}"),
    "comment": regex(r"\{%-?\s*+endcomment\s*+-?%\}"),
    "highlight": regex(r"\{%-?\s*+endhighlight\s*+-?%\}"),
    "set": regex(r"\{%-?\s*+endset\s*+-?%\}"),  # Nunjucks': a text that a variable holds
}
_CODE_SHORTCODES = frozenset({"highlight", "code", "code-block", "codeblock", "katex", "math", "mermaid", "plantuml"})


class Masked(Struct, frozen=True):
    """A body whose templates are blotted out.

    Attributes:
        text: as long as the body, with the same line ends.
        templates: the templates' spans, in order, none inside another.
        code: what is between the tags of a code block.
        links: the links that tags make.
        handed: what is between two shortcodes ``{{< x >}}`` and ``{{< /x >}}``: it is handed to a template, which
            may take it for Markdown or for anything else. In order, none inside another.
    """

    text: str
    templates: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()
    handed: tuple[Span, ...] = ()

    def is_handed_on(self, offset: int) -> bool:
        """Whether a place of the file is between two shortcodes that may make anything of it."""
        index = bisect_right(self.handed, offset, key=lambda span: span.start)
        return index > 0 and self.handed[index - 1].end > offset

    def touches_template(self, start: int, end: int) -> bool:
        """Whether a template begins or lies between two offsets of the file."""
        if not self.templates:
            return False
        index = bisect_left(self.templates, Span(start, start))
        if index and self.templates[index - 1].end > start:
            return True
        return index < len(self.templates) and self.templates[index].start < end


class _Masker:
    """One pass over a body; collects what is found."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self.text = text
        self.stop = stop
        self.done = start
        self.out: list[str] = []
        self.templates: list[Span] = []
        self.code: list[Span] = []
        self.links: list[Link] = []
        self.missing: set[re.Pattern[str]] = set()
        self.open: list[tuple[str, int]] = []
        self.names: Counter[str] = Counter()
        self.handed: list[Span] = []

    def keep(self, until: int) -> None:
        if until > self.done:
            self.out.append(self.text[self.done : until])
            self.done = until

    def blot(self, until: int, char: str) -> None:
        if until > self.done:
            hidden = self.text[self.done : until]
            is_one_line = "\n" not in hidden and "\r" not in hidden
            self.out.append(char * len(hidden) if is_one_line else _NOT_LINE_END.sub(char, hidden))
            self.done = until

    def template(self, start: int, end: int, char: str = PLACEHOLDER) -> None:
        self.keep(start)
        self.blot(end, char)
        self.templates.append(Span(start, end))

    def search(self, closing: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Where a block ends; what was once not found is not there from any later place either."""
        if closing in self.missing:
            return None
        found = closing.search(self.text, position, self.stop)
        if found is None:
            self.missing.add(closing)
        return found

    def finish(self) -> Masked:
        self.keep(self.stop)
        found = (tuple(self.templates), tuple(self.code), tuple(self.links), tuple(self.handed))
        return Masked("".join(self.out), *found)

    def shortcode(self, name: str, slash: str, start: int, end: int) -> None:
        """A shortcode between ``{{<`` and ``>}}``: what it ends was handed to a template."""
        if not slash:
            self.open.append((name, end))
            self.names[name] += 1
            return
        if not self.names[name]:
            return
        inner = ""
        while inner != name:
            inner, first = self.open.pop()
            self.names[inner] -= 1
        while self.handed and self.handed[-1].start >= first:
            self.handed.pop()
        self.handed.append(Span(first, start))

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing but blanks and tags is on the lines of a tag."""
        before = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start)) + 1
        if start - before > _LONGEST_MARGIN or self.text[before:start].strip():
            return bool(self.templates) and self.templates[-1].end > before and self._after_blank_tags(before, start)
        return _MARGIN.match(self.text, end, self.stop) is not None

    def _after_blank_tags(self, before: int, start: int) -> bool:
        written = "".join(self.out[-3:])[-(start - before) :] if self.done == start else ""
        return written != "" and not written.strip()


_LONGEST_MARGIN = 200
_MARGIN = regex(r"[ \t]*+(?:[\r\n]|\Z|\{%)")


def _mask_liquid(text: str, start: int, stop: int) -> Masked:
    masker = _Masker(text, start, stop)
    position = start
    closers = {"%": "%}", "{": "}}"}
    while match := _LIQUID_START.search(text, position, stop):
        opening = match.start()
        closer = closers.get(text[opening + 1])
        if closer is None:
            position = opening + 2
            continue
        found = text.find(closer, opening + 2, stop)
        if found < 0:
            # Nothing of this kind ends any more: what looks like its beginning is text.
            closers.pop(text[opening + 1])
            position = opening + 1
            if not closers:
                break
            continue
        end = found + 2
        if closer == "}}":
            masker.template(opening, end)
            position = end
            continue
        position = _mask_tag(masker, opening, end)
    return masker.finish()


def _mask_tag(masker: _Masker, opening: int, end: int) -> int:
    """Mask a Liquid tag, and what its name says of the text after it; the offset to go on from."""
    text = masker.text
    head = _LIQUID_TAG.match(text, opening, end)
    name = head.group(1) if head else ""
    if head and name in {"link", "post_url"}:
        _liquid_link(masker, name, Span(opening, end), head.end())
    masker.template(opening, end, " " if masker.alone(opening, end) else PLACEHOLDER)
    if name in _ENDS and not (name == "set" and "=" in text[opening:end]):
        closing = masker.search(_ENDS[name], end)
        if closing and name == "raw":
            masker.template(closing.start(), closing.end())
            return closing.end()
        if closing:
            if name in {"highlight", "set"}:
                masker.code.append(Span(end, closing.start()))
            masker.blot(closing.start(), " ")
            masker.template(closing.start(), closing.end(), " ")
            return closing.end()
    return end


def _liquid_link(masker: _Masker, name: str, span: Span, start: int) -> None:
    text = masker.text
    end = span.end - 2
    if text[end - 1] == "-":
        end -= 1
    raw = text[start:end]
    place = Span(start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip()))
    raw = raw.strip()
    if raw:
        templated = "{{" in raw
        masker.links.append(Link(LinkKind.LIQUID, raw, raw, place, span, tag=name, templated=templated))


def _mask_shortcodes(text: str, start: int, stop: int) -> Masked:
    masker = _Masker(text, start, stop)
    position = start
    closers = {"<": ">}}", "%": "%}}"}
    while match := _SHORTCODE_START.search(text, position, stop):
        opening = match.start()
        mark = text[opening + 2]
        closer = closers.get(mark)
        found = text.find(closer, opening + 3, stop) if closer else -1
        if found < 0:
            closers.pop(mark, None)
            if not closers:
                break
            position = opening + 3
            continue
        end = found + 3
        position = end
        head = _SHORTCODE.match(text, opening, end)
        if head is None:
            # {{</* name */>}} shows the shortcode as it is written.
            masker.template(opening, end)
            continue
        slash, name = head.groups()
        if not slash and name.lower() in {"ref", "relref"}:  # Hugo finds its own in any case
            _shortcode_link(masker, name.lower(), Span(opening, end), head.end())
        masker.template(opening, end, " " if masker.alone(opening, end) else PLACEHOLDER)
        if mark == "<":
            masker.shortcode(name, slash, opening, end)
        if not slash and name in _CODE_SHORTCODES and text[found - 1] != "/":
            closing = masker.search(_shortcode_end(name), end)
            if closing:
                masker.code.append(Span(end, closing.start()))
                masker.blot(closing.start(), " ")
                masker.template(closing.start(), closing.end(), " ")
                position = closing.end()
    return masker.finish()


@lru_cache(maxsize=8)
def _shortcode_end(name: str) -> re.Pattern[str]:
    return re.compile(r"\{\{[<%]\s*+/\s*+" + re.escape(name) + r"\s*+[>%]\}\}")


def _shortcode_link(masker: _Masker, name: str, span: Span, start: int) -> None:
    inside = start, span.end - 3
    match = _SHORTCODE_PATH.search(masker.text, *inside) or _SHORTCODE_REF.match(masker.text, *inside)
    if match is None:
        return
    first, last = match.span(1)
    if masker.text[first] in '"`':
        first, last = first + 1, last - 1
    raw = masker.text[first:last]
    if raw:
        masker.links.append(Link(LinkKind.LIQUID, raw, raw, Span(first, last), span, tag=name))


def _mask_ruby(text: str, start: int, stop: int) -> Masked:
    """The same for ERB, in which ``<%%`` is text."""
    masker = _Masker(text, start, stop)
    place = start
    while (opening := text.find("<%", place, stop)) >= 0:
        end = text.find("%>", opening + 2, stop)
        if end < 0:
            break
        place = opening + 3 if text.startswith("<%%", opening) else end + 2
        if place > opening + 3:
            masker.template(opening, place)
    return masker.finish()


def mask_templates(text: str, start: int, stop: int, dialect: Dialect) -> Masked:
    """Blot out the templates of a body, ``text[start:stop]``; never raises, one pass.

    Of Liquid, what is in ``raw`` is text, in ``comment`` nothing,
    in ``highlight`` code. A template that does not end is text.
    """
    if dialect.templates == "none":
        return Masked(text[start:stop])
    if dialect.templates == "erb":
        return _mask_ruby(text, start, stop)
    if dialect.templates == "shortcodes":
        if text.find("{{", start, stop) < 0:
            return Masked(text[start:stop])
        return _mask_shortcodes(text, start, stop)
    if text.find("{%", start, stop) < 0 and text.find("{{", start, stop) < 0:
        return Masked(text[start:stop])
    return _mask_liquid(text, start, stop)
