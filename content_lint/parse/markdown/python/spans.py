"""Links, images, raw HTML and code inside a paragraph, as Python-Markdown reads them.

It is CommonMark with more patience: a destination may hold blanks, and needs no ``<`` and ``>`` for that.
"""

from __future__ import annotations

import re
from functools import lru_cache

from content_lint.parse.markdown.commonmark.spans import CommonMarkSpans
from content_lint.parse.markdown.spans import Bracket, Candidate
from content_lint.text.regex import regex

_ANGLE = regex(r"\(\s*<([^<>\n]*)>\s*(?:('[^']*'|\"[^\"]*\")\s*)?\)")
_TITLE = regex(r"\s+([\"'])(.*)\1\s*\Z", re.DOTALL)
_SIMPLE = regex(r"\(([^\s()<>\\\"'\x00-\x1f\x7f]++)\)")
_SIGN = regex(r"[()\n]")
_LONGEST = 2000


class PythonSpans(CommonMarkSpans):
    """Reads spans by Python-Markdown's rules."""

    has_footnotes = True

    def open_bracket(self, match: re.Match[str]) -> int:
        """Remember the bracket, or pass over the mark of a footnote where there are any."""
        if self.has_footnotes:
            return super().open_bracket(match)
        position = match.end()
        self.stack.append(Bracket(match.start(), position, match.group() == "![", len(self.candidates)))
        return position

    def _inline(self, bracket: Bracket, closing: int) -> Candidate | None:
        text = self.whole
        if closing + 1 >= self.end or text[closing + 1] != "(" or self.budget < 0:
            return None
        simple = _SIMPLE.match(text, closing + 1)
        if simple:
            return self._candidate(bracket, closing, simple[1], simple.start(1), simple.end(1), simple.end(), None)
        angle = _ANGLE.match(text, closing + 1)
        if angle:
            title = angle[2][1:-1] if angle[2] else None
            return self._candidate(bracket, closing, angle[1], angle.start(1), angle.end(1), angle.end(), title)
        end = self._matching(closing + 2)
        if end < 0:
            return None
        inside = text[closing + 2 : end]
        named = _TITLE.search(inside)
        title = named[2] if named else None
        href = inside[: named.start()] if named else inside
        first = closing + 2 + len(href) - len(href.lstrip())
        shown = href.strip()
        if "\n" in shown:
            return None
        return self._candidate(bracket, closing, shown, first, first + len(shown), end + 1, title)

    def _matching(self, position: int) -> int:
        """Where the bracket closes that is open, or -1."""
        depth = 1
        last = min(self.end, position + _LONGEST)
        for mark in _SIGN.finditer(self.whole, position, last):
            if mark[0] == "\n":
                continue
            depth += 1 if mark[0] == "(" else -1
            if depth == 0:
                self.budget -= mark.end() - position
                return mark.start()
        self.budget -= last - position
        return -1


class PythonSpansWithoutNotes(PythonSpans):
    """The same on a site without the extension for footnotes: their marks are text."""

    has_footnotes = False


@lru_cache(maxsize=8)
def spans_for(extensions: frozenset[str]) -> type[PythonSpans]:
    """How spans are read with these extensions."""
    return PythonSpans if "footnotes" in extensions else PythonSpansWithoutNotes
