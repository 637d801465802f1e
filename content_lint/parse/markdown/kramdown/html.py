"""Blocks of raw HTML as kramdown reads them: to the matching end tag, Markdown only where ``markdown="1"`` says so."""

from __future__ import annotations

import re

from content_lint.parse.markdown.collector import HeadingDraft, Run
from content_lint.parse.markdown.html_elements import BLOCK_MODEL, SPAN_MODEL, VOID_ELEMENTS
from content_lint.parse.markdown.html_tags import KRAMDOWN_END_TAG, KRAMDOWN_TAG
from content_lint.parse.markdown.kramdown.marks import MAX_DEPTH
from content_lint.parse.markdown.kramdown.reader import KramdownReader
from content_lint.text.regex import regex

_RAW_MARK = regex(r"<(?:[^\W\d]|/|!--|\?)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ID = regex(r"\sid\s*=\s*[\"']([^\"']*)[\"']")


class RawHtml:
    """Reads one element of a reader's text."""

    def __init__(self, reader: KramdownReader) -> None:
        self.reader = reader
        self.missing = reader.missing

    def read(self, tag: re.Match[str]) -> None:
        """Read an element from its start tag, the position after which is set, to its end.

        Raw elements inside raw elements are kept on a list, not on the stack: they nest as deep as they like.
        """
        text = self.reader.text
        open_elements: list[str] = []
        current: re.Match[str] | None = tag
        while True:
            if current is not None:
                self._start_tag(current, open_elements)
            if not open_elements:
                break
            mark = _RAW_MARK.search(text, self.reader.position)
            if mark is None:
                self.reader.position = len(text)
                break
            current = self._raw_mark(mark.start(), open_elements)
            if not open_elements:
                break
        self.reader.skip_trailing()

    def _raw_mark(self, mark: int, open_elements: list[str]) -> re.Match[str] | None:
        """Pass over what begins at ``mark`` inside raw HTML; the start tag, if it is one."""
        text = self.reader.text
        for opening, ending in (("<!--", "-->"), ("<?", "?>")):
            if text.startswith(opening, mark):
                closing = text.find(ending, mark + len(opening)) if ending not in self.missing else -1
                if closing < 0:
                    self.missing.add(ending)
                    break
                if opening == "<!--":
                    self.reader.collector.add_comment(self.reader.container, mark, closing + 3)
                self.reader.position = closing + len(ending)
                return None
        tag = KRAMDOWN_TAG.match(text, mark)
        if tag:
            return tag
        closing_tag = KRAMDOWN_END_TAG.match(text, mark)
        if closing_tag:
            self.reader.position = closing_tag.end()
            if open_elements and closing_tag.group(1).lower() == open_elements[-1]:
                open_elements.pop()
            return None
        self.reader.position = mark + 1
        return None

    def _start_tag(self, tag: re.Match[str], open_elements: list[str]) -> None:
        self.reader.collector.add_tag(self.reader.container, tag)
        name = tag.group(1).lower()
        self.reader.position = tag.end()
        if name in _HEADINGS:
            self._raw_heading(tag, name)
        if name in {"script", "style"}:
            if not tag.group(3):
                self._skip_raw_element(name)
            return
        if tag.group(3) or name in VOID_ELEMENTS:
            return
        model = _content_model(tag, name)
        if model == "block" and self.reader.depth < MAX_DEPTH:
            self.reader.skip_trailing()
            child = self.reader.child(self.reader.container, self.reader.position, name)
            child.in_html = True
            self.reader.position = child.blocks()
        elif model == "span":
            start = self.reader.position
            closing = re.compile(rf"</{re.escape(name)}\s*+>", re.IGNORECASE).search(self.reader.text, start)
            end = closing.start() if closing else len(self.reader.text)
            self.reader.collector.runs.append(Run(self.reader.container, start, end, self.reader.whole.footnote))
            self.reader.position = closing.end() if closing else end
        else:
            open_elements.append(name)

    def _raw_heading(self, tag: re.Match[str], name: str) -> None:
        closing = self.reader.text.find(f"</{name}", tag.end(), tag.end() + 2000)
        end = closing if closing >= 0 else tag.end()
        explicit = None
        for found in _ID.finditer(tag.group(2)):
            explicit = found.group(1)
        self.reader.collector.runs.append(
            HeadingDraft(int(name[1]), Run(self.reader.container, tag.start(), end), explicit, in_html=True, raw=True)
        )

    def _skip_raw_element(self, name: str) -> None:
        closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(self.reader.text, self.reader.position)
        self.reader.position = closing.end() if closing else len(self.reader.text)


def _content_model(tag: re.Match[str], name: str) -> str:
    if "markdown" not in tag.group(2):
        return "raw"
    found = re.search(r"\smarkdown\s*=\s*[\"']?(\w+)", tag.group(2))
    value = found.group(1) if found else ""
    if value == "1":
        return "block" if name in BLOCK_MODEL else "span" if name in SPAN_MODEL else "raw"
    return value if value in {"block", "span"} else "raw"
