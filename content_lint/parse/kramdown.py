"""The block structure of a body as kramdown reads it, with its GFM parser or without.

A port of kramdown 2.4's and kramdown-parser-gfm 1.1's block parsers: kramdown differs from CommonMark in
nearly every block (HTML runs to its end tag, any ``|`` may make a table, attribute lists, paragraphs that
end at other lines), so that mending a CommonMark parser's answer would be guessing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from content_lint.parse.collector import Collector, Definition, HeadingDraft, Run
from content_lint.parse.html_elements import BLOCK_MODEL, SPAN_ELEMENTS, SPAN_MODEL, VOID_ELEMENTS
from content_lint.parse.html_tags import KRAMDOWN_END_TAG, KRAMDOWN_TAG
from content_lint.parse.kramdown_spans import kramdown_key
from content_lint.parse.positions import Container

MAX_DEPTH = 40
"""Containers inside containers, beyond which text is text: more than anybody nests, less than the stack."""

_SPAN_ELEMENT_SET = frozenset(SPAN_ELEMENTS)

_WORD = r"[^\W\d][-\w.]*+"
_LAZY_HTML = rf"</?(?!(?:{'|'.join(SPAN_ELEMENTS)}|script)\b){_WORD}"
_IAL = r"\{:(?![:/])(?:\\\}|[^}\n])+\}[ \t\r\f\v]*\n"
_LAZY_END = rf"[ \t\r\f\v]*\n| {{0,3}}{_IAL}|\^[ \t\r\f\v]*\n| {{0,3}}{_LAZY_HTML}|\Z"
_LIST_START = r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ]"
_GFM_END = rf"{_LAZY_END}|{_LIST_START}|\#{{1,6}}[\t ]| {{0,3}}:[\t| ]| {{0,3}}>| {{0,3}}[~`]{{3}}"
_NATIVE_END = rf"{_LAZY_END}| {{0,3}}:[\t| ]"

_QUOTE_END = re.compile(rf"\n(?={_LAZY_END})")
_PARAGRAPH_END_GFM = re.compile(rf"\n(?={_GFM_END})")
_PARAGRAPH_END_NATIVE = re.compile(rf"\n(?={_NATIVE_END})")

_START = re.compile(
    r"(?P<blank>(?:[ \t\r\f\v]*\n)++)"
    r"|(?P<code>\t| {4})"
    r"|(?P<fence> {0,3}[~`]{3})"
    r"|(?P<quote> {0,3}>)"
    r"|(?P<atx>\#{1,6}[^#\n])"
    r"|(?P<rule> {0,3}([*_-])[ \t]*+\7[ \t]*+\7(?:\7|[ \t])*+\n)"
    r"|(?P<list>" + _LIST_START + r")"
    r"|(?P<define> {0,3}:[\t| ])"
    r"|(?P<html> {0,3}<(?:[^\W\d]|!--|/))"
)
_ATX_GFM = re.compile(r"(#{1,6})[\t ]+(.*)\n")
_ATX_NATIVE = re.compile(r"(#{1,6})[\t ]*([^ \t\n].*)\n")
_SETEXT = re.compile(r" {0,3}([^ \t\n].*)\n([-=])\2*[ \t\r\f\v]*\n")
_HEADING_ID = re.compile(r"[\t ]\{#([^\W\d][-\w:.·]*+)\}\Z")
_CLOSING_GFM = re.compile(r"[\t ]#+\Z")
_CLOSING_NATIVE = re.compile(r"(?<!\\)#+\Z")
_FENCE_GFM = re.compile(r" {0,3}(~{3,}|`{3,})[ \t]*(?:\S+)?[ \t]*\n")
_FENCE_NATIVE = re.compile(r"(~{3,})[ \t]*(?:\S+)?[ \t]*\n")
_QUOTE_MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)
_INDENT = re.compile(r"^(?:\t| {4})", re.MULTILINE)
_CODE = re.compile(
    rf"(?>(?:[ \t\r\f\v]*\n)*+(?:(?:\t| {{4}})[ \t]*+[^ \t\n].*\n)++"
    rf"(?:(?! {{0,3}}{_IAL}|\^[ \t]*\n| {{0,3}}{_LAZY_HTML})[ \t]*+[^ \t\n].*\n)*+)*+"
)
_TABLE_LINE = re.compile(r"(?:\||.*?[^\\\n]\|).*\n")
_TABLE_SEPARATOR = re.compile(r"[+|: \t-]*-[+|: \t-]*\n")
_TABLE_FOOT = re.compile(r"[+|: \t=]*=[+|: \t=]*\n")
_BOUNDARY = re.compile(rf"[ \t\r\f\v]*\n|\^[ \t\r\f\v]*\n| {{0,3}}{_IAL}|\Z")
_FOOTNOTE = re.compile(r" {0,3}\[\^(\w[\w-]*+)\]:", re.ASCII)
_DEFINITION = re.compile(
    r" {0,3}\[([^\n\]]+)\]:[ \t]*+(?:<([^>\n]*)>|([^\n]*?[^ \t\n][^\n]*?))"
    r"(?:(?:[ \t]*\n|[ \t]+)[ \t]*([\"'])(.+?)\4)?[ \t]*\n"
)
_ABBREVIATION = re.compile(r" {0,3}\*\[.+?\]:.*\n")
_ATTRIBUTE_LINE = re.compile(rf" {{0,3}}{_IAL}")
_ALD = re.compile(r" {0,3}\{:\w[\w-]*:(?:\\\}|[^}\n])+\}[ \t]*\n", re.ASCII)
_EXTENSION = re.compile(r" {0,3}\{::(\w+)(?:\s(?:\\\}|[^}/\n])*)?(/)?\}[ \t]*\n", re.ASCII)
_EXTENSION_END = re.compile(r"^ {0,3}\{:/(?:\w+)?\}[ \t]*\n", re.MULTILINE | re.ASCII)
_END_OF_BLOCK = re.compile(r"\^[ \t\r\f\v]*\n")
_MATH = re.compile(r" {0,3}\$\$(?:[^$]|\$(?!\$))*+\$\$")
_ATTRIBUTE_ID = re.compile(r"#([A-Za-z][\w:-]*+)(?=[\s.#}])", re.ASCII)
_RAW_MARK = re.compile(r"<(?:[^\W\d]|/|!--|\?)")
_TRAILING = re.compile(r"[ \t]*\n")
_TASK = re.compile(r"\s*\[[ xX]\]\s+")
_LEADING_TABS = re.compile(r"^ *\t")


class KramdownBlocks:
    """Reads blocks into a collector."""

    def __init__(self, collector: Collector, *, gfm: bool) -> None:
        self.collector = collector
        self.gfm = gfm
        self.paragraph_end = _PARAGRAPH_END_GFM if gfm else _PARAGRAPH_END_NATIVE
        self.footnote: str | None = None

    def read(self, container: Container) -> None:
        """Read a whole body."""
        _Reader(self, container, 0, None, 0).blocks()


class _Reader:
    """Reads the blocks of one container, from a place in it to its end or to an element's end tag."""

    def __init__(
        self, whole: KramdownBlocks, container: Container, position: int, element: str | None, depth: int
    ) -> None:
        self.whole = whole
        self.collector = whole.collector
        self.container = container
        self.text = container.text
        self.position = position
        self.element = element
        self.depth = depth
        self.in_html = False
        self.last: str | None = None
        self.last_heading: HeadingDraft | None = None
        self.last_run: Run | None = None
        self.pending: str | None = None  # an attribute list that waits for the next block
        self.closed = False
        self.no_fence: dict[str, int] = {}
        self.first_in_item = False

    def blocks(self) -> int:
        """Read to the end; the offset at which reading stopped."""
        text, size = self.text, len(self.text)
        match = _START.match
        tail = self._tail
        while self.position < size and not self.closed:
            found = match(text, self.position)
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

    # bookkeeping

    def _block(self, kind: str, start: int, end: int) -> None:
        self.collector.blocks.append((self.container, start, end))
        self.last = kind
        self.last_heading = None
        if self.pending is not None:
            self._attribute_ids(self.pending, start)
            self.pending = None
        self.position = end

    def _attribute_ids(self, source: str, offset: int) -> None:
        for found in _ATTRIBUTE_ID.finditer(source):
            self.collector.add_id(self.container, offset, found.group(1))

    def _after_boundary(self) -> bool:
        return self.last in _BOUNDARY_KINDS or self.pending is not None

    def _child(self, text: str, start: int, *, element: str | None = None) -> None:
        """Read a nested container whose first line is the one that holds ``start``."""
        if self.depth >= MAX_DEPTH:
            return
        child = _Reader(self.whole, self.container.child(text, start), 0, element, self.depth + 1)
        child.in_html = self.in_html
        child.blocks()

    # blocks, in kramdown's order

    def _code(self, _found: re.Match[str]) -> bool:
        start = self.position
        match = _CODE.match(self.text, start)
        if match is None or match.end() == start:
            return False
        self.collector.add_code(self.container, start, match.end())
        self._block("code", start, match.end())
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
        self._block("code", start, closing.end())
        return True

    def _quote(self, _found: re.Match[str]) -> bool:
        start = self.position
        line = self.text.find("\n", start)
        match = _QUOTE_END.search(self.text, line)
        end = match.end() if match else len(self.text)
        source = _QUOTE_MARK.sub("", self.text[start:end])
        self._block("quote", start, end)
        self._child(source, start)
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
        self._block("heading", match.start(), match.end())
        self.last_heading = heading
        if pending:
            self._heading_attributes(heading, pending)
        return True

    def _heading_attributes(self, heading: HeadingDraft, source: str) -> None:
        for found in _ATTRIBUTE_ID.finditer(source):
            heading.explicit_id = found.group(1)

    def _rule(self, found: re.Match[str]) -> bool:
        self._block("rule", self.position, found.end())
        return True

    def _html(self, found: re.Match[str]) -> bool:
        text, start = self.text, self.position
        if text.startswith("<!--", start):
            closing = text.find("-->", start + 4)
            if closing >= 0:
                self.collector.add_comment(self.container, start, closing + 3)
                self.position = closing + 3
                self.last = "comment"
                self._skip_trailing()
                return True
        mark = found.start() + found.group().index("<")
        tag = KRAMDOWN_TAG.match(text, mark)
        if tag:
            if tag.group(1).lower() in _SPAN_ELEMENT_SET:
                return False
            self._block("html", start, tag.end())
            block = self.collector.blocks.pop()
            self._element(tag, raw_parent=False)
            self.collector.blocks.append((block[0], start, max(self.position, tag.end())))
            return True
        closing_tag = KRAMDOWN_END_TAG.match(text, mark)
        if closing_tag and self.element is not None and closing_tag.group(1).lower() == self.element:
            self.position = closing_tag.end()
            self.closed = True
            return True
        return False

    def _skip_trailing(self) -> None:
        match = _TRAILING.match(self.text, self.position)
        if match:
            self.position = match.end()

    def _element(self, tag: re.Match[str], *, raw_parent: bool) -> None:
        """Read an element from its start tag, the position behind which is set, to its end.

        Raw elements inside raw elements are kept on a list, not on the stack: they nest as deep as they like.
        """
        text = self.text
        open_elements: list[str] = []
        current: re.Match[str] | None = tag
        while True:
            if current is not None:
                self._start_tag(current, open_elements)
            if not open_elements:
                break
            mark = _RAW_MARK.search(text, self.position)
            if mark is None:
                self.position = len(text)
                break
            current = self._raw_mark(mark.start(), open_elements)
            if not open_elements:
                break
        if not raw_parent:
            self._skip_trailing()

    def _raw_mark(self, mark: int, open_elements: list[str]) -> re.Match[str] | None:
        """Pass over what begins at ``mark`` inside raw HTML; the start tag, if it is one."""
        text = self.text
        for opening, ending in (("<!--", "-->"), ("<?", "?>")):
            if text.startswith(opening, mark):
                closing = text.find(ending, mark + len(opening)) if ending not in self.no_fence else -1
                if closing < 0:
                    self.no_fence[ending] = 0
                    break
                if opening == "<!--":
                    self.collector.add_comment(self.container, mark, closing + 3)
                self.position = closing + len(ending)
                return None
        tag = KRAMDOWN_TAG.match(text, mark)
        if tag:
            return tag
        closing_tag = KRAMDOWN_END_TAG.match(text, mark)
        if closing_tag:
            self.position = closing_tag.end()
            if open_elements and closing_tag.group(1).lower() == open_elements[-1]:
                open_elements.pop()
            return None
        self.position = mark + 1
        return None

    def _start_tag(self, tag: re.Match[str], open_elements: list[str]) -> None:
        self.collector.add_tag(self.container, tag)
        name = tag.group(1).lower()
        self.position = tag.end()
        if name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._raw_heading(tag, name)
        if name in {"script", "style"}:
            if not tag.group(3):
                self._skip_raw_element(name)
            return
        if tag.group(3) or name in VOID_ELEMENTS:
            return
        model = _content_model(tag, name)
        if model == "block" and self.depth < MAX_DEPTH:
            self._skip_trailing()
            child = _Reader(self.whole, self.container, self.position, name, self.depth + 1)
            child.in_html = True
            self.position = child.blocks()
        elif model == "span":
            start = self.position
            closing = re.compile(rf"</{re.escape(name)}\s*+>", re.IGNORECASE).search(self.text, start)
            end = closing.start() if closing else len(self.text)
            self.collector.runs.append(Run(self.container, start, end, self.whole.footnote))
            self.position = closing.end() if closing else end
        else:
            open_elements.append(name)

    def _raw_heading(self, tag: re.Match[str], name: str) -> None:
        closing = self.text.find(f"</{name}", tag.end(), tag.end() + 2000)
        end = closing if closing >= 0 else tag.end()
        explicit = None
        for found in re.finditer(r"\sid\s*=\s*[\"']([^\"']*)[\"']", tag.group(2)):
            explicit = found.group(1)
        self.collector.runs.append(
            HeadingDraft(int(name[1]), Run(self.container, tag.start(), end), explicit, in_html=True, raw=True)
        )

    def _skip_raw_element(self, name: str) -> None:
        closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(self.text, self.position)
        self.position = closing.end() if closing else len(self.text)

    def _list(self, found: re.Match[str]) -> bool:
        from content_lint.parse.kramdown_lists import read_list  # noqa: PLC0415 - they call each other

        read_list(self, found, define=False)
        return True

    def _define(self, found: re.Match[str]) -> bool:
        if self.last not in {"p", "dl"} and not (self.last == "blank" and self.last_run is not None):
            return False
        from content_lint.parse.kramdown_lists import read_list  # noqa: PLC0415

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
        if self._after_boundary() and text.find("|", start, line_end) >= 0 and self._table():
            return
        mark = text[start:line_end].lstrip(" ")[:1]
        if mark in "[{*^$" and mark and self._special(mark):
            return
        self._paragraph(line_end)

    def _paragraph(self, line_end: int) -> None:
        text, start = self.text, self.position
        match = self.whole.paragraph_end.search(text, line_end)
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
        self._block("p", start, end)
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
        if _BOUNDARY.match(self.text, end) is None:
            return False
        self._block("math", self.position, end)
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
        self._block("footnote", start, end)
        self.collector.footnotes.add(match.group(1))
        outer, self.whole.footnote = self.whole.footnote, match.group(1)
        self._child(source, start)
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
                self._attribute_ids(source, start)
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
        from content_lint.parse.kramdown_tables import read_table  # noqa: PLC0415

        return read_table(self)


_BOUNDARY_KINDS = frozenset({None, "blank", "eob"})


def _content_model(tag: re.Match[str], name: str) -> str:
    if "markdown" not in tag.group(2):
        return "raw"
    found = re.search(r"\smarkdown\s*=\s*[\"']?(\w+)", tag.group(2))
    value = found.group(1) if found else ""
    if value == "1":
        return "block" if name in BLOCK_MODEL else "span" if name in SPAN_MODEL else "raw"
    return value if value in {"block", "span"} else "raw"


@lru_cache(maxsize=64)
def _fence_end(mark: str, length: int, *, gfm: bool) -> re.Pattern[str]:
    indent = " {0,3}" if gfm else ""
    return re.compile(rf"^{indent}{re.escape(mark)}{{{length},}}[ \t\r\f\v]*\n", re.MULTILINE)


def is_lazy(text: str, position: int, width: int) -> bool:
    """Whether a list item goes on with an unindented line: no attribute list and no block of HTML begins there."""
    return _lazy_barrier(width).match(text, position) is None


@lru_cache(maxsize=8)
def _lazy_barrier(width: int) -> re.Pattern[str]:
    return re.compile(rf" {{0,{width}}}(?:{_IAL}|{_LAZY_HTML})")
