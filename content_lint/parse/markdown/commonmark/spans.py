"""Links, images, raw HTML and code inside a paragraph, as CommonMark and goldmark read them."""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from functools import cached_property

from mistune.helpers import parse_link_href, parse_link_title, unescape_char
from mistune.util import unikey

from content_lint.parse.markdown.collector import Collector, Run
from content_lint.parse.markdown.html_tags import COMMONMARK_END_TAG, COMMONMARK_TAG
from content_lint.parse.markdown.spans import Bracket, Candidate, SpanScanner
from content_lint.text.regex import regex

_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*)>")
_EMAIL = regex(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_LABEL = regex(r"\[((?:[^\\\[\]]|\\.){0,999})\]", re.DOTALL)
_TICKS = regex(r"``*")
_FOOTNOTE_MARK = regex(r"\[\^([^\]\s\[]+)\]:?")
_BARE_URL = regex(
    r"(?:(?:https?|ftp)://|www\.)[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?"
    r"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'\">^{}\[\]`]*+)?"
)
_BARE_EMAIL = regex(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+"
)
_EMAIL_NAME = regex(r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]*\Z")
_ENTITY_END = regex(r"&[a-zA-Z0-9]+;\Z")
_BEFORE_BARE = frozenset(" \t\n*_~(")
# What the typographer makes one sign of ends a word, too.
_SIGN_BEFORE_BARE = regex(r"(?:--|\.\.\.|<<|>>|'|(?<![^\s(*_~\"'])\")\Z")
_AFTER_BARE = "?!.,:*_~"
# Each way begins with a character of its own: Python looks for those six times as fast as it tries all ways.
_PLAIN_TOKEN = regex(r"\\.|``*|!\[|\[|\]|<", re.DOTALL)
_LINKIFY_TOKEN = regex(r"\\.|``*|!\[|\[|\]|<|http://|https://|ftp://|www\.|@", re.DOTALL)
# Most destinations need none of the rules; mistune would go through them character by character.
_SIMPLE_DESTINATION = regex(r"\(([^\s()<>\\\x00-\x1f\x7f]++)\)")
_MAX_PARENTHESES = 32
_LONGEST_NAME = 64


class CommonMarkSpans(SpanScanner):
    """Reads spans by CommonMark's rules."""

    token = _PLAIN_TOKEN
    escapable = frozenset(string.punctuation)

    def __init__(self, collector: Collector, run: Run) -> None:
        super().__init__(collector, run)
        self.ticks: dict[int, list[int]] | None = None

    @cached_property
    def whole(self) -> str:
        """The text up to the run's end: mistune's helpers know no end."""
        return self.text[: self.end]

    def open_bracket(self, match: re.Match[str]) -> int:
        """Remember the bracket, or pass over a footnote's mark."""
        position = match.end()
        mark = _FOOTNOTE_MARK.match(self.text, position - 1, self.end)
        if mark and match.group() == "[":
            self.cut(mark.start(), mark.end())
            return mark.end()
        self.stack.append(Bracket(match.start(), position, match.group() == "![", len(self.candidates)))
        return position

    def close_bracket(self, position: int) -> int:
        """Decide what the pair of brackets is."""
        if not self.stack:
            return position + 1
        bracket = self.stack.pop()
        if not bracket.active:
            return position + 1
        candidate = self._inline(bracket, position) or self._by_label(bracket, position)
        if candidate is None:
            self.lost(bracket, position)
            return position + 1
        self.candidates.append(candidate)
        if not bracket.image:
            # No link in a link: what opened before may still be an image. Once off is off for all below.
            for outer in reversed(self.stack):
                if not outer.image:
                    if not outer.active:
                        break
                    outer.active = False
        return candidate.end

    def _inline(self, bracket: Bracket, closing: int) -> Candidate | None:
        if not self.text.startswith("(", closing + 1, self.end) or self.budget < 0:
            return None
        simple = _SIMPLE_DESTINATION.match(self.text, closing + 1, self.end)
        if simple:
            return self._candidate(bracket, closing, simple[1], simple.start(1), simple.end(1), simple.end(1) + 1, None)
        text = self.whole
        position = self._after_blanks(closing + 2)
        if position >= self.end:
            return None
        if text[position] == ")":
            return self._candidate(bracket, closing, "", position, position, position + 1, None)
        href, last = parse_link_href(text, position, max_nested_level=_MAX_PARENTHESES)
        if href is None or last is None:
            self.budget -= 200
            return None
        self.budget -= 8 * (last - position)
        first = position + 1 if text[position] == "<" else last - len(href)
        title, after = self._title(last)
        after = self._after_blanks(after)
        if after >= self.end or text[after] != ")":
            return None
        return self._candidate(bracket, closing, href, first, first + len(href), after + 1, title)

    def _title(self, position: int) -> tuple[str | None, int]:
        """The title after a destination, and where it ends; without one, None and the same position."""
        title, after = parse_link_title(self.whole, position, self.end)
        if after is not None:
            self.budget -= 8 * (after - position)
            return title, after
        if position < self.end and self.whole[position] in " \t\n":
            self.budget -= 200
        return None, position

    def _after_blanks(self, position: int) -> int:
        text, end = self.whole, self.end
        while position < end and text[position] in " \t\n":
            position += 1
        return position

    def _candidate(
        self, bracket: Bracket, closing: int, href: str, first: int, last: int, end: int, title: str | None
    ) -> Candidate:
        if "\\" in href:
            href = unescape_char(href)
        return Candidate(bracket.start, end, bracket.inner, closing, href, first, last, bracket.image, title)

    def _by_label(self, bracket: Bracket, closing: int) -> Candidate | None:
        label = _LABEL.match(self.text, closing + 1, self.end)
        definitions = self.collector.definitions
        full = label is not None and label.group(1).strip() != ""
        if definitions:
            name = label.group(1) if label and full else self._own_label(bracket, closing)
            key = unikey(name)
            if key in definitions:
                return self.reference(bracket, closing, label.end() if label else closing + 1, key)
        if label is not None and not bracket.image:
            self.undefined(bracket, label.end(), label.group(1) if full else self._own_label(bracket, closing))
        return None

    def _own_label(self, bracket: Bracket, closing: int) -> str:
        own = self.text[bracket.inner : min(closing, bracket.inner + 1000)]
        # Brackets make a label text.
        return "" if closing - bracket.inner > 999 or _LABEL.match(f"[{own}]") is None else own

    def angle(self, position: int) -> int:
        """A comment, an autolink, a tag, or text."""
        text, end = self.text, self.end
        if text.startswith("<!--", position):
            return self.comment(position)
        url = _AUTOLINK.match(text, position, end)
        match = url or _EMAIL.match(text, position, end)
        if match:
            first, last = match.span(1)
            self.cut_autolink(match)
            prefix = "mailto:" if url is None else ""
            return self.autolink(position, first, last, match.end(), prefix, match.group(1))
        tag = COMMONMARK_TAG.match(text, position, end)
        if tag:
            self.cut(position, tag.end())
            self.collector.add_tag(self.container, tag)
            self.quoted += tag.group(1).lower() == "code"
            return tag.end()
        closing = COMMONMARK_END_TAG.match(text, position, end)
        if closing:
            self.cut(position, closing.end())
            self.quoted -= self.quoted > 0 and closing.group(1).lower() == "code"
            return closing.end()
        return position + 1

    def cut_autolink(self, match: re.Match[str]) -> None:
        """Leave the marks of an autolink out of the plain text."""
        self.cut(match.start(), match.start(1))
        self.cut(match.end(1), match.end())

    def code(self, match: re.Match[str]) -> int:
        """A code span, up to exactly as many backticks as open it, or text."""
        start, behind = match.span()
        closing = self._closing_ticks(start, behind)
        if closing < 0:
            return behind
        finish = closing + behind - start
        self.collector.add_code(self.container, start, finish)
        self.cut_around(start, behind, closing, finish)
        return finish

    def _closing_ticks(self, start: int, behind: int) -> int:
        """Where the next run of as many backticks begins, or -1."""
        if self.ticks is None and behind - start == 1:  # as nearly all are
            closing = self.text.find("`", behind, self.end)
            if closing < 0 or not self.text.startswith("`", closing + 1, self.end):
                return closing
        if self.ticks is None:
            self.ticks = {}
            for run in _TICKS.finditer(self.text, start, self.end):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        places = self.ticks.get(behind - start, [])
        index = bisect_left(places, behind)
        return places[index] if index < len(places) else -1

    def other(self, match: re.Match[str]) -> int:
        """CommonMark has nothing else."""
        return match.end()


class GoldmarkSpans(CommonMarkSpans):
    """The same with what Hugo switches on: bare addresses are links, and headings show an image's text."""

    token = _LINKIFY_TOKEN
    entities_in_autolinks = False
    marks = ("]", "<", "`", "://", "www.", "@")

    def cut_image(self, candidate: Candidate) -> None:
        """Leave an image's marks out of the plain text, and its text in."""
        self.cut(candidate.start, candidate.inner)
        self.cut(candidate.inner_end, candidate.end)

    def cut_autolink(self, match: re.Match[str]) -> None:
        """Leave an autolink out: goldmark's plain text of it is empty."""
        self.cut(match.start(), match.end())

    def other(self, match: re.Match[str]) -> int:
        """A bare address."""
        if self.stack:
            return match.end()  # goldmark makes none while a bracket is open
        return self._bare_email(match.start()) if match.group() == "@" else self._bare_url(match.start())

    def _begins_bare(self, start: int) -> bool:
        """Whether goldmark looks for a bare address here: at a line's or a word's beginning, after a span."""
        if self.collector.masked.handed and self.collector.masked.is_handed_on(self.container.locate(start)):
            return False
        if start <= self.run.start or start == self.behind_span or self.text[start - 1] in _BEFORE_BARE:
            return self.text[start - 2 : start - 1] != "\\" or start - 2 < self.run.start
        return _SIGN_BEFORE_BARE.search(self.text, max(self.run.start, start - 4), start) is not None

    def _bare_url(self, start: int) -> int:
        text = self.text
        if not self._begins_bare(start):
            return start + 1
        match = _BARE_URL.match(text, start, self.end)
        if match is None:
            return start + 1
        last = self._end_of_bare(start, match.end())
        prefix = "https://" if text.startswith("www.", start) else ""
        self.cut(start, last)
        return self.autolink(start, start, last, last, prefix, text[start:last])

    def _end_of_bare(self, start: int, last: int) -> int:
        """Where an address ends: without the punctuation after it, and the brackets that opened before it."""
        text = self.text
        while last > start + 1 and text[last - 1] in _AFTER_BARE:
            last -= 1
        if text[last - 1] == ")":
            address = text[start:last]
            last -= max(0, address.count(")") - address.count("("))
        elif text[last - 1] == ";":
            entity = _ENTITY_END.search(text[max(start, last - 40) : last])
            last -= len(entity.group()) if entity else 0
        return last

    def _bare_email(self, at: int) -> int:
        text = self.text
        name = _EMAIL_NAME.search(text, max(self.run.start, self.behind_span, at - _LONGEST_NAME), at)
        start = name.start() if name else at
        # Emphasis around an address is not part of it, and a name begins with a letter or a digit.
        while start < at and not text[start].isalnum():
            start += 1
        if start == at or not self._begins_bare(start):
            return at + 1
        match = _BARE_EMAIL.match(text, start, self.end)
        if match is None or text[match.end() : match.end() + 1] in {"-", "_"}:
            return at + 1
        self.cut(start, match.end())
        return self.autolink(start, start, match.end(), match.end(), "mailto:", match.group())
