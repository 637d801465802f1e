"""The block structure of a body as kramdown reads it, with its GFM parser or without.

A port of kramdown 2.4's and kramdown-parser-gfm 1.1's block parsers: kramdown differs from CommonMark in
nearly every block (HTML runs to its end tag, any ``|`` may make a table, attribute lists, paragraphs that
end at other lines), so that mending a CommonMark parser's answer would be guessing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from content_lint.parse.markdown.collector import Collector, Definition, HeadingDraft, Run
from content_lint.parse.markdown.html_elements import SPAN_ELEMENTS
from content_lint.parse.markdown.html_tags import KRAMDOWN_END_TAG, KRAMDOWN_TAG
from content_lint.parse.markdown.kramdown.html import RawHtml
from content_lint.parse.markdown.kramdown.lists import read_list
from content_lint.parse.markdown.kramdown.marks import (
    ATTRIBUTE_LIST,
    BLOCK_BOUNDARY,
    LAZY_END,
    LAZY_HTML,
    LIST_START,
    MAX_DEPTH,
)
from content_lint.parse.markdown.kramdown.reader import ATTRIBUTE_ID, KramdownBody, KramdownReader
from content_lint.parse.markdown.kramdown.spans import kramdown_key
from content_lint.parse.markdown.kramdown.tables import read_table
from content_lint.parse.markdown.positions import Container
from content_lint.text.regex import regex

_SPAN_ELEMENT_SET = frozenset(SPAN_ELEMENTS)

_GFM_END = rf"{LAZY_END}|{LIST_START}|\#{{1,6}}[\t ]| {{0,3}}:[\t| ]| {{0,3}}>| {{0,3}}[~`]{{3}}"
_NATIVE_END = rf"{LAZY_END}| {{0,3}}:[\t| ]"

_QUOTE_END = regex(rf"\n(?={LAZY_END})")
_PARAGRAPH_END_GFM = regex(rf"\n(?={_GFM_END})")
_PARAGRAPH_END_NATIVE = regex(rf"\n(?={_NATIVE_END})")

_START = regex(
    r"(?P<blank>(?:[ \t\r\f\v]*\n)++)"
    r"|(?P<code>\t| {4})"
    r"|(?P<fence> {0,3}[~`]{3})"
    r"|(?P<quote> {0,3}>)"
    r"|(?P<atx>\#{1,6}[^#\n])"
    r"|(?P<rule> {0,3}([*_-])[ \t]*+\7[ \t]*+\7(?:\7|[ \t])*+\n)"
    r"|(?P<list>" + LIST_START + r")"
    r"|(?P<define> {0,3}:[\t| ])"
    r"|(?P<html> {0,3}<(?:[^\W\d]|!--|/))"
)
_STARTERS = frozenset(" \t\r\f\v\n~`>#*_-+0123456789:<")
"""What those begin with: any other line is asked for nothing of it."""
_ATX_GFM = regex(r"(#{1,6})[\t ]++(.*+)\n")
_ATX_NATIVE = regex(r"(#{1,6})[\t ]*([^ \t\n].*)\n")
_SETEXT = regex(r" {0,3}([^ \t\n].*)\n([-=])\2*[ \t\r\f\v]*\n")
# Names of XML: https://www.w3.org/TR/xml/#NT-NameStartChar; marks that are put on letters are among them.
_NAME_START = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_HEADING_ID = regex(rf"[\t ]\{{#([{_NAME_START}][-0-9:.\u00b7\u0300-\u036f\u203f\u2040{_NAME_START}]*+)\}}\Z")
_CLOSING_GFM = regex(r"[\t ]#+\Z")
_CLOSING_NATIVE = regex(r"(?<!\\)#+\Z")
_FENCE_GFM = regex(r" {0,3}(~{3,}+|`{3,}+)[ \t]*+(?:\S++)?[ \t]*+\n")
_FENCE_NATIVE = regex(r"(~{3,}+)[ \t]*+(?:\S++)?[ \t]*+\n")
_QUOTE_MARK = regex(r"^ {0,3}> ?", re.MULTILINE)
_INDENT = regex(r"^(?:\t| {4})", re.MULTILINE)
_CODE = regex(
    rf"(?>(?:[ \t\r\f\v]*\n)*+(?:(?:\t| {{4}})[ \t]*+[^ \t\n].*\n)++"
    rf"(?:(?! {{0,3}}{ATTRIBUTE_LIST}|\^[ \t]*\n| {{0,3}}{LAZY_HTML})[ \t]*+[^ \t\n].*\n)*+)*+"
)
_FOOTNOTE = regex(r" {0,3}\[\^(\w[\w-]*+)\]:", re.ASCII)
_DEFINITION = regex(
    # Many blanks in a row, or many quotes, are no definition that anybody wrote; and each is gone through again.
    r" {0,3}\[([^\n\]]++)\]:(?=[^\n]*+\n)(?![^\n]*[ \t]{200})(?!(?:[^\n\"']*+[\"']){60})"
    r"[ \t]*+(?:<([^>\n]*)>|([^\n]*?[^ \t\n][^\n]*?))"
    r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\4)?[ \t]*\n"
)
_ABBREVIATION = regex(r" {0,3}\*\[(?>.+?\]:).*\n")
_ATTRIBUTE_LINE = regex(rf" {{0,3}}{ATTRIBUTE_LIST}")
_ALD = regex(r" {0,3}\{:\w[\w-]*:(?:\\\}|[^}\n])+\}[ \t]*\n", re.ASCII)
_EXTENSION = regex(r" {0,3}\{::(\w+)(?:\s(?:\\\}|[^}/\n])*)?(/)?\}[ \t]*\n", re.ASCII)
_EXTENSION_END = regex(r"^ {0,3}\{:/(?:\w+)?\}[ \t]*\n", re.MULTILINE | re.ASCII)
_END_OF_BLOCK = regex(r"\^[ \t\r\f\v]*\n")
_MATH = regex(r" {0,3}\$\$[^$]*+(?:\$[^$]++)*\$\$")
_TRAILING = regex(r"[ \t]*\n")
_TASK = regex(r"\s*\[[ xX]\]\s+")
_LEADING_TABS = regex(r"^ *\t")


def read_kramdown(collector: Collector, container: Container, *, gfm: bool) -> None:
    """Read the blocks of a whole body into a collector."""
    BlockReader(KramdownBody(collector, gfm), container, 0, None, 0).blocks()


class BlockReader(KramdownReader):
    """The reader of all blocks; each method is one of kramdown's parsers, tried in its order."""

    def blocks(self) -> int:
        """Read to the end; the offset at which reading stopped."""
        text, size = self.text, len(self.text)
        match = _START.match
        tail = self._tail
        while self.position < size and not self.closed:
            found = match(text, self.position) if text[self.position] in _STARTERS else None
            if found is not None:
                kind = found.lastgroup
                if kind == "blank":
                    self.position = found.end()
                    self.last = "blank"
                    continue
                if getattr(self, f"_{kind}")(found):
                    continue
            tail()
        return self.position

    def _after_boundary(self) -> bool:
        return self.last in _BOUNDARY_KINDS or self.pending is not None

    def _read_child(self, text: str, start: int) -> None:
        """Read a nested container whose first line is the one that holds ``start``."""
        if self.depth >= MAX_DEPTH:
            return
        child = self.child(self.container.child(text, start))
        child.in_html = self.in_html
        child.blocks()

    # blocks, in kramdown's order

    def _code(self, _found: re.Match[str]) -> bool:
        start = self.position
        match = _CODE.match(self.text, start)
        if match is None or match.end() == start:
            return False
        self.collector.add_code(self.container, start, match.end())
        self.add_block("code", start, match.end())
        return True

    def _fence(self, _found: re.Match[str]) -> bool:
        opening = (_FENCE_GFM if self.whole.gfm else _FENCE_NATIVE).match(self.text, self.position)
        if opening is None:
            return False
        marks = opening.group(1)
        if len(marks) >= self.no_fence.get(marks[0], 1 << 60):
            return False
        closing = _fence_end(marks[0], len(marks), gfm=self.whole.gfm).search(self.text, opening.end())
        if closing is None:
            self.no_fence[marks[0]] = len(marks)
            return False
        start = self.position
        self.collector.add_code(self.container, start, closing.end())
        self.add_block("code", start, closing.end())
        return True

    def _quote(self, _found: re.Match[str]) -> bool:
        start = self.position
        line = self.text.find("\n", start)
        match = _QUOTE_END.search(self.text, line)
        end = match.end() if match else len(self.text)
        source = _QUOTE_MARK.sub("", self.text[start:end])
        self.add_block("quote", start, end)
        self._read_child(source, start)
        return True

    def _atx(self, _found: re.Match[str]) -> bool:
        gfm = self.whole.gfm
        if not gfm and not self._after_boundary():
            return False
        match = (_ATX_GFM if gfm else _ATX_NATIVE).match(self.text, self.position)
        if match is None:
            return False
        return self._heading(match, len(match.group(1)), 2, closing=_CLOSING_GFM if gfm else _CLOSING_NATIVE)

    def _heading(self, match: re.Match[str], level: int, group: int, closing: re.Pattern[str] | None) -> bool:
        text = match.group(group).rstrip()
        found = _HEADING_ID.search(text) if text.endswith("}") else None
        explicit = None
        if found:
            explicit = found.group(1)
            text = text[: found.start()].rstrip()
        if closing and text.endswith("#"):
            text = closing.sub("", text).rstrip()
        if not text:
            return False
        start = match.start(group)
        heading = HeadingDraft(level, Run(self.container, start, start + len(text)), explicit, self.in_html)
        self.collector.runs.append(heading)
        pending, self.pending = self.pending, None
        self.add_block("heading", match.start(), match.end())
        self.last_heading = heading
        if pending:
            self._heading_attributes(heading, pending)
        return True

    def _heading_attributes(self, heading: HeadingDraft, source: str) -> None:
        for found in ATTRIBUTE_ID.finditer(source):
            heading.explicit_id = found.group(1)

    def _rule(self, found: re.Match[str]) -> bool:
        self.add_block("rule", self.position, found.end())
        return True

    def _html(self, found: re.Match[str]) -> bool:
        text, start = self.text, self.position
        if text.startswith("<!--", start):
            closing = text.find("-->", start + 4)
            if closing >= 0:
                self.collector.add_comment(self.container, start, closing + 3)
                self.position = closing + 3
                self.last = "comment"
                self.skip_trailing()
                return True
        mark = found.start() + found.group().index("<")
        tag = KRAMDOWN_TAG.match(text, mark)
        if tag:
            if tag.group(1).lower() in _SPAN_ELEMENT_SET:
                return False
            self.add_block("html", start, tag.end())
            block = self.collector.blocks.pop()
            RawHtml(self).read(tag)
            self.collector.blocks.append((block[0], start, max(self.position, tag.end())))
            return True
        closing_tag = KRAMDOWN_END_TAG.match(text, mark)
        if closing_tag and self.element is not None and closing_tag.group(1).lower() == self.element:
            self.position = closing_tag.end()
            self.closed = True
            return True
        return False

    def _list(self, found: re.Match[str]) -> bool:
        read_list(self, found, define=False)
        return True

    def _define(self, found: re.Match[str]) -> bool:
        if self.last not in {"p", "dl"} and not (self.last == "blank" and self.last_run is not None):
            return False
        read_list(self, found, define=True)
        return True

    # what is left: setext headings, tables, definitions, attribute lists, paragraphs

    def _tail(self) -> None:
        text, start = self.text, self.position
        line_end = text.find("\n", start)
        after = text[line_end + 1 : line_end + 2]
        if (after in {"-", "="}) and self._after_boundary():
            match = _SETEXT.match(text, start)
            if match and self._heading(match, 1 if match.group(2) == "=" else 2, 1, None):
                return
        if text.find("|", start, line_end) >= 0 and self._after_boundary() and self._table():
            return
        if text[start] in " [{*^$":
            mark = text[start:line_end].lstrip(" ")[:1]
            if mark and mark in "[{*^$" and self._special(mark):
                return
        self._paragraph(line_end)

    def _paragraph(self, line_end: int) -> None:
        text, start = self.text, self.position
        if text.startswith("\n", line_end + 1):
            end = line_end + 1  # most paragraphs are one line with an empty one below
        else:
            match = (_PARAGRAPH_END_GFM if self.whole.gfm else _PARAGRAPH_END_NATIVE).search(text, line_end)
            end = match.end() if match else len(text)
        if self.last == "p" and self.last_run is not None:
            self.last_run.end = end
            self.position = end
            return
        first = start
        if self.first_in_item:
            task = _TASK.match(text, start, end)
            if task:
                first = task.end()
        run = Run(self.container, first, end, self.whole.footnote)
        self.collector.runs.append(run)
        self.add_block("p", start, end)
        self.last_run = run

    def _special(self, mark: str) -> bool:
        if mark == "[":
            return self._footnote() or self._definition()
        if mark == "*":
            match = _ABBREVIATION.match(self.text, self.position)
            if match:
                self.position = match.end()
                self.last = "definition"
            return match is not None
        if mark == "{":
            return self._extension()
        if mark == "$":
            return self._math()
        match = _END_OF_BLOCK.match(self.text, self.position)
        if match:
            self.position = match.end()
            self.last = "eob"
        return match is not None

    def _math(self) -> bool:
        if not self._after_boundary():
            return False
        match = _MATH.match(self.text, self.position)
        if match is None:
            return False
        trailing = _TRAILING.match(self.text, match.end())
        end = trailing.end() if trailing else match.end()
        if BLOCK_BOUNDARY.match(self.text, end) is None:
            return False
        self.add_block("math", self.position, end)
        return True

    def _footnote(self) -> bool:
        match = _FOOTNOTE.match(self.text, self.position)
        if match is None:
            return False
        start = self.position
        line_end = self.text.find("\n", start) + 1
        code = _CODE.match(self.text, line_end)
        end = code.end() if code else line_end
        source = self.text[match.end() : line_end] + _INDENT.sub("", self.text[line_end:end])
        self.add_block("footnote", start, end)
        self.collector.footnotes.add(match.group(1))
        outer, self.whole.footnote = self.whole.footnote, match.group(1)
        self._read_child(source, start)
        self.whole.footnote = outer
        self.last = "definition"
        return True

    def _definition(self) -> bool:
        match = _DEFINITION.match(self.text, self.position)
        if match is None:
            return False
        group = 3 if match.group(3) is not None else 2
        destination = match.group(group)
        if group == 3 and re.search(r"[ \t][\"']", destination):
            return False
        start, end = match.span(group)
        self.collector.definitions[kramdown_key(match.group(1))] = Definition(
            destination, match.group(5), self.container, start, end
        )
        self.position = match.end()
        self.last = "definition"
        self.pending = None
        return True

    def _extension(self) -> bool:
        text, start = self.text, self.position
        match = _ALD.match(text, start)
        if match:
            self.position = match.end()
            self.last = "attributes"
            return True
        match = _EXTENSION.match(text, start)
        if match:
            return self._body_extension(match)
        match = _ATTRIBUTE_LINE.match(text, start)
        if match is None:
            return False
        source = match.group()
        if self.last not in {None, "blank", "eob", "attributes"}:
            if self.last_heading is not None:
                self._heading_attributes(self.last_heading, source)
            else:
                self.add_ids(source, start)
            # Between two attribute lists there is no end of a block.
            if _ATTRIBUTE_LINE.match(text, match.end()) is None:
                self.last = "attributes"
        else:
            self.pending = (self.pending or "") + source
        self.position = match.end()
        return True

    def _body_extension(self, match: re.Match[str]) -> bool:
        name = match.group(1)
        if name not in {"comment", "nomarkdown", "options"}:
            return False
        end = match.end()
        if not match.group(2):
            closing = _EXTENSION_END.search(self.text, end)
            if closing is None:
                return False
            if name == "nomarkdown":
                for tag in KRAMDOWN_TAG.finditer(self.text, end, closing.start()):
                    self.collector.add_tag(self.container, tag)
            end = closing.end()
        self.position = end
        self.last = "attributes" if name == "options" else "other"
        return True

    def _table(self) -> bool:
        return read_table(self)


_BOUNDARY_KINDS = frozenset({None, "blank", "eob"})


@lru_cache(maxsize=64)
def _fence_end(mark: str, length: int, *, gfm: bool) -> re.Pattern[str]:
    indent = " {0,3}" if gfm else ""
    return re.compile(rf"^{indent}{re.escape(mark)}{{{length},}}[ \t\r\f\v]*\n", re.MULTILINE)
