"""Links, images, raw HTML and code inside a paragraph, as kramdown 2.4 reads them."""

from __future__ import annotations

import re

from content_lint.parse.markdown.collector import Collector, Run
from content_lint.parse.markdown.html_elements import BLOCK_ELEMENTS, RAW_MODEL
from content_lint.parse.markdown.html_tags import KRAMDOWN_END_TAG, KRAMDOWN_TAG
from content_lint.parse.markdown.spans import Bracket, Candidate, SpanScanner, fold_blanks
from content_lint.text.regex import regex

_AUTOLINK = regex(r"<((mailto|https?|ftps?):[^>\n][^>\n]*+|[-\w.]++@[-\w.]++)>")
_INLINE_ID = regex(r"\s*+\[([^\]]++)?\]")
_PAREN_STOP = regex(r"[()\s](?:(?<=(\())|(?<=(\)))|(?=['\"]))")
_TITLE_START = regex(r"\s*+([\"'])")
_TITLE_END = regex(r"\s*+\)")
_FOOTNOTE_MARK = regex(r"\[\^(\w[\w-]*+)\]", re.ASCII)
_EXTENSION = regex(r"\{::(\w++)(?:\s((?:\\\}|[^}/])*+))?(/)?\}")
_ATTRIBUTES = regex(r"\{:((?:\\\}|[^}])++)\}")
_ATTRIBUTE_ID = regex(r"(?:^|\s|(?<=[\w-]))#([A-Za-z][\w:-]*+)", re.ASCII)


def kramdown_key(label: str) -> str:
    """A reference's label as kramdown compares it."""
    return fold_blanks(label).lower()


class KramdownSpans(SpanScanner):
    """Reads spans as kramdown's parsers of links, autolinks, HTML, code spans and extensions do."""

    # Each way begins with a character of its own: Python looks for those forty times as fast as it tries all ways.
    token = regex(r"\\.|``*|!\[|\[|\]|<|\$\$|\{:", re.DOTALL)
    escapable = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-~")
    marks = ("]", "<", "`", "{:")

    def __init__(self, collector: Collector, run: Run) -> None:
        super().__init__(collector, run)
        self.unclosed_code = 1 << 60
        self.opened: set[str] = set()

    def open_bracket(self, match: re.Match[str]) -> int:
        """Remember the bracket, or pass over a footnote's mark."""
        position = match.end()
        if position >= self.end:
            return position
        if self.text[position] == "^":
            mark = _FOOTNOTE_MARK.match(self.text, position - 1, self.end)
            if mark is None:
                return position
            if mark.group(1) not in self.collector.footnotes:
                return mark.end()
            self.cut(mark.start(), mark.end())
            self.collector.noted.add(mark.group(1))
            return mark.end()
        self.stack.append(Bracket(match.start(), position, match.group() == "![", len(self.candidates)))
        return position

    def close_bracket(self, position: int) -> int:
        """Decide what the pair of brackets is."""
        if not self.stack:
            return position + 1
        bracket = self.stack.pop()
        candidate = self._resolve(bracket, position)
        if candidate is None:
            return position + 1
        if not bracket.image:
            # kramdown reads the outer pair first, and nests no link in a link: inner ones were none.
            kept = [item for item in self.candidates[bracket.found :] if item.image]
            self.candidates[bracket.found :] = kept
        self.candidates.append(candidate)
        return candidate.end

    def _resolve(self, bracket: Bracket, closing: int) -> Candidate | None:
        text = self.text
        after = closing + 1
        label = _INLINE_ID.match(text, after, self.end)
        if label or after >= self.end or text[after] != "(":
            return self._by_label(bracket, closing, label)
        if text.startswith("(<", after):
            angle = self.find(">", after + 2, "\n")
            if angle >= 0:
                if text[angle + 1 : angle + 2] == ")" and angle + 1 < self.end:
                    return self._inline(bracket, closing, after + 2, angle, angle + 2)
                return self._titled(bracket, closing, after + 2, angle, angle + 1)
        depth = 0
        position = after
        stopped = False
        while self.budget > 0 and (stop := _PAREN_STOP.search(text, position, self.end)):
            self.budget -= stop.end() - position
            position = stop.end()
            if stop.group(1):
                depth += 1
            elif stop.group(2):
                depth -= 1
                if depth == 0:
                    return self._inline(bracket, closing, after + 1, position - 1, position)
            else:
                stopped = True
                break
        if not stopped:
            self.budget -= self.end - position
            return None
        return self._titled(bracket, closing, after + 1, position - 1, position)

    def _titled(self, bracket: Bracket, closing: int, first: int, last: int, position: int) -> Candidate | None:
        opening = _TITLE_START.match(self.text, position, self.end)
        if opening is None:
            return None
        quote = opening.group(1)
        start = opening.end()
        found = self.find(quote, start + 1)
        while found >= 0:
            finish = _TITLE_END.match(self.text, found + 1, self.end)
            if finish:
                return self._inline(bracket, closing, first, last, finish.end(), self.text[start:found])
            found = self.find(quote, found + 1)
        return None

    def _inline(
        self, bracket: Bracket, closing: int, first: int, last: int, end: int, title: str | None = None
    ) -> Candidate:
        text = self.text
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        destination = text[first:last]
        if self.run.cell:
            destination = destination.replace("\\|", "|")
        return Candidate(bracket.start, end, bracket.inner, closing, destination, first, last, bracket.image, title)

    def _by_label(self, bracket: Bracket, closing: int, label: re.Match[str] | None) -> Candidate | None:
        definitions = self.collector.definitions
        if definitions:
            name = (label.group(1) if label else None) or self.text[bracket.inner : closing]
            key = kramdown_key(name)
            if key in definitions:
                return self.reference(bracket, closing, label.end() if label else closing + 1, key)
        if label is None:
            self.lost(bracket, closing)
        elif self.text[closing + 1] == "[":
            name = label.group(1) or self.text[bracket.inner : closing]
            self.undefined(bracket, label.end(), name)
        return None

    def angle(self, position: int) -> int:
        """A comment, an autolink, a tag, or text."""
        text, end = self.text, self.end
        following = text[position + 1 : position + 2]
        if following == "<":
            return position + 2  # a French quotation mark
        if following == "!":
            return self.comment(position) if text.startswith("<!--", position) else position + 1
        if self.find(">", position) < 0:
            return position + 1
        autolink = _AUTOLINK.match(text, position, end)
        if autolink:
            first, last = autolink.span(1)
            label = autolink.group(1).removeprefix("mailto:")
            self.cut(position, last - len(label))
            self.cut(last, last + 1)
            return self.autolink(position, first, last, last + 1, "" if autolink.group(2) else "mailto:", label)
        tag = KRAMDOWN_END_TAG.match(text, position, end) if following == "/" else None
        if tag:
            name = tag.group(1).lower()
            if name in self.opened:
                self.opened.remove(name)
                self.cut(position, tag.end())
            return tag.end()  # an end tag without a beginning is text
        tag = KRAMDOWN_TAG.match(text, position, end)
        return self._tag(tag) if tag else position + 1

    def _tag(self, tag: re.Match[str]) -> int:
        name = tag.group(1).lower()
        if name in BLOCK_ELEMENTS:
            return tag.end()  # written out as text
        self.cut(tag.start(), tag.end())
        self.collector.add_tag(self.container, tag)
        if name in RAW_MODEL and not tag.group(3):
            return self._raw_element(name, tag)
        self.opened.add(name)
        return tag.end()

    def _raw_element(self, name: str, tag: re.Match[str]) -> int:
        """Skip what is in ``<code>`` and the like: text, and HTML tags, but no Markdown."""
        closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(self.text, tag.end(), self.end)
        first, last = closing.span() if closing else (self.end, self.end)
        for inner in KRAMDOWN_TAG.finditer(self.text, tag.end(), first):
            self.collector.add_tag(self.container, inner)
            self.cut(inner.start(), inner.end())
        self.collector.add_code(self.container, tag.end(), first)
        self.cut(first, last)
        return last

    def code(self, match: re.Match[str]) -> int:
        """A code span, up to as many backticks as open it, or text."""
        text = self.text
        ticks = match.group()
        start, behind = match.span()
        if len(ticks) == 1:
            before = text[start - 1] if start > self.run.start else " "
            if before.isspace() and text[behind : behind + 1].isspace():
                return behind
        # What is not closed is not closed from any later place either.
        closing = text.find(ticks, behind, self.end) if len(ticks) < self.unclosed_code else -1
        if closing < 0:
            self.unclosed_code = min(self.unclosed_code, len(ticks))
            return behind
        finish = closing + len(ticks)
        self.collector.add_code(self.container, start, finish)
        self.cut_around(start, behind, closing, finish)
        return finish

    def other(self, match: re.Match[str]) -> int:
        """Mathematics, an extension or an attribute list."""
        return self._math(match) if match.group() == "$$" else self._extension(match.start())

    def _math(self, match: re.Match[str]) -> int:
        closing = self.find("$$", match.end())
        if closing < 0:
            return match.end()
        self.cut_around(match.start(), match.end(), closing, closing + 2)
        return closing + 2

    def _extension(self, position: int) -> int:
        text = self.text
        if self.find("}", position) < 0:
            return position + 2
        extension = _EXTENSION.match(text, position, self.end)
        if extension:
            if extension.group(3):
                self.cut(position, extension.end())
                return extension.end()
            closing = self.find("{:/", extension.end())
            finish = self.find("}", closing) if closing >= 0 else -1
            if finish < 0:
                return position + 2
            if extension.group(1) == "nomarkdown":
                for tag in KRAMDOWN_TAG.finditer(text, extension.end(), closing):
                    self.collector.add_tag(self.container, tag)
            self.cut(position, finish + 1)
            return finish + 1
        attributes = _ATTRIBUTES.match(text, position, self.end)
        if attributes is None or position == self.run.start:
            return position + 2
        if text[position - 1] not in "])>`*_~}":
            return position + 2
        for found in _ATTRIBUTE_ID.finditer(attributes.group(1)):
            self.collector.add_id(self.container, position, found.group(1))
        self.cut(position, attributes.end())
        return attributes.end()
